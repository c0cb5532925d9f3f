import type { Leak, Placement } from '../leak.ts';
import { ccxtClass, ccxtFields, fields, styled } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { file } from './define.ts';
import { accounts, all, block, exchanges, interleaved, isPlainPair, named, object } from './group.ts';

/** Files with several credentials: pairing must not mix them. */
export const several: Placement[] = [
  file(
    'several/json-by-exchange',
    ['exchanges.json', 'config.json'],
    (leak, others) => json(Object.fromEntries(all(leak, others).map((l) => [l.word, object(l, 'camel')]))),
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'several/json-accounts',
    ['accounts.json'],
    (leak, others) =>
      json({ accounts: all(leak, others).map((l) => ({ exchange: l.word, ...object(l, 'snake') })) }),
    { ...exchanges(4), says: ['sibling'] },
  ),
  file(
    'several/json-name-last',
    ['accounts.json'],
    (leak, others) => json(all(leak, others).map((l) => ({ ...object(l, 'snake'), name: l.word }))),
    { ...exchanges(3), says: ['sibling'] },
  ),
  file(
    'several/yaml-by-exchange',
    ['config.yaml'],
    (leak, others) =>
      `exchanges:\n${all(leak, others)
        .map((l) => `  ${l.word}:\n${block(l, '    ')}`)
        .join('\n')}\n`,
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'several/yaml-list',
    ['accounts.yml'],
    (leak, others) =>
      `accounts:\n${all(leak, others)
        .map((l) => `  - name: ${l.word}\n${block(l, '    ')}`)
        .join('\n')}\n`,
    { ...exchanges(3), says: ['sibling'] },
  ),
  file(
    'several/ini-sections',
    ['keys.ini', 'config.cfg'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `[${l.word}]\n${fields(l, 'snake')
              .map((f) => `${f.name} = ${f.value}`)
              .join('\n')}\n`,
        )
        .join('\n'),
    { ...exchanges(4), says: ['key'] },
  ),
  file(
    'several/toml-tables',
    ['config.toml'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `[exchange.${l.word}]\n${fields(l, 'snake')
              .map((f) => `${f.name} = ${double(f.value)}`)
              .join('\n')}\n`,
        )
        .join('\n'),
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'several/env-prefixes',
    ['.env', '.env.production'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          fields(named(l), 'SCREAMING')
            .map((f) => `${f.name}=${f.value}`)
            .join('\n'),
        )
        .join('\n'),
    { ...exchanges(5), says: ['name'] },
  ),
  file(
    'several/env-comments',
    ['.env'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l, i) =>
            `# ${l.issuer.name}\n${fields(l, 'SCREAMING')
              .map((f) => `${f.name}_${i + 1}=${f.value}`)
              .join('\n')}\n`,
        )
        .join('\n'),
    { ...exchanges(3), says: ['comment'] },
  ),
  file(
    'several/python-dict',
    ['keys.py'],
    (leak, others) =>
      `KEYS = {\n${all(leak, others)
        .map(
          (l) =>
            `    '${l.word}': {${fields(l, 'snake')
              .map((f) => `'${f.name}': ${single(f.value)}`)
              .join(', ')}},`,
        )
        .join('\n')}\n}\n`,
    { ...exchanges(4), says: ['key'] },
  ),
  file(
    'several/python-ccxt',
    ['arbitrage.py'],
    (leak, others) =>
      `import ccxt\n\n${all(leak, others)
        .map(
          (l, i) =>
            `ex${i} = ccxt.${ccxtClass(l)}({\n${ccxtFields(l)
              .map((f) => `    '${f.name}': ${single(f.value)},`)
              .join('\n')}\n})`,
        )
        .join('\n')}\n`,
    {
      ...exchanges(3),
      fits: (leak: Leak) => exchanges(3).fits(leak) && leak.issuer.ccxt.length > 0,
      says: ['class'],
    },
  ),
  file(
    'several/python-constants',
    ['config.py'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          fields(named(l), 'SCREAMING')
            .map((f) => `${f.name} = ${double(f.value)}`)
            .join('\n'),
        )
        .join('\n\n'),
    { ...exchanges(4), says: ['name'] },
  ),
  file(
    'several/python-keys-then-secrets',
    ['settings.py'],
    (leak, others) =>
      interleaved(
        all(leak, others).map((l) =>
          fields(named(l), 'SCREAMING').map((f) => `${f.name} = ${double(f.value)}`),
        ),
      ),
    { ...exchanges(3), says: ['name'] },
  ),
  file(
    'several/javascript-object',
    ['exchanges.js'],
    (leak, others) =>
      `module.exports = {\n${all(leak, others)
        .map(
          (l) =>
            `  ${l.word}: {\n${fields(l, 'camel')
              .map((f) => `    ${f.name}: ${single(f.value)},`)
              .join('\n')}\n  },`,
        )
        .join('\n')}\n};\n`,
    { ...exchanges(4), says: ['key'] },
  ),
  file(
    'several/javascript-one-line',
    ['config.min.js'],
    (leak, others) =>
      `module.exports={${all(leak, others)
        .map(
          (l) =>
            `${l.word}:{${fields(l, 'camel')
              .map((f) => `${f.name}:${double(f.value)}`)
              .join(',')}}`,
        )
        .join(',')}};\n`,
    { ...exchanges(5), says: ['key'] },
  ),
  file(
    'several/go-structs',
    ['config.go'],
    (leak, others) =>
      `package config\n\nvar (\n${all(leak, others)
        .map(
          (l) =>
            `\t${styled(l.word, 'Pascal')} = Keys{${fields(l, 'Pascal')
              .map((f) => `${f.name}: ${double(f.value)}`)
              .join(', ')}}`,
        )
        .join('\n')}\n)\n`,
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'several/csv-rows',
    ['accounts.csv'],
    (leak, others) =>
      `exchange,api_key,api_secret\n${all(leak, others)
        .map((l) => `${l.word},${l.parts[0]!.value},${l.parts[1]!.value}`)
        .join('\n')}\n`,
    {
      ...exchanges(5),
      fits: (leak: Leak) => isPlainPair(leak) && leak.parts[0]!.role === 'apiKey',
      says: ['sibling'],
    },
  ),
  file(
    'several/notes',
    ['keys.txt'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `${l.issuer.name}\n${fields(l, 'snake')
              .map((f) => `${f.name.replace('_', ' ')}: ${f.value}`)
              .join('\n')}\n`,
        )
        .join('\n'),
    { ...exchanges(3), says: ['comment'] },
  ),
  file(
    'several/accounts-env',
    ['.env'],
    (leak, others) =>
      all(leak, others)
        .map((l, i) =>
          fields(named(l), 'SCREAMING')
            .map((f) => `${f.name}_${i + 1}=${f.value}`)
            .join('\n'),
        )
        .join('\n'),
    { ...accounts(2), says: ['name'] },
  ),
  file(
    'several/accounts-env-grouped',
    ['.env'],
    (leak, others) =>
      interleaved(
        all(leak, others).map((l, i) =>
          fields(named(l), 'SCREAMING').map((f) => `${f.name}_${i + 1}=${f.value}`),
        ),
      ),
    { ...accounts(2), says: ['name'] },
  ),
  file(
    'several/accounts-list',
    ['accounts.json'],
    (leak, others) =>
      json({
        exchange: leak.word,
        accounts: all(leak, others).map((l, i) => ({ name: `sub${i}`, ...object(l, 'camel') })),
      }),
    { ...accounts(3), says: ['sibling'] },
  ),
  file(
    'several/accounts-python',
    ['accounts.py'],
    (leak, others) =>
      `ACCOUNTS = [\n${all(leak, others)
        .map(
          (l) =>
            `    {'exchange': '${l.word}', ${fields(l, 'snake')
              .map((f) => `'${f.name}': ${single(f.value)}`)
              .join(', ')}},`,
        )
        .join('\n')}\n]\n`,
    { ...accounts(3), says: ['sibling'] },
  ),
  file(
    'several/live-and-test',
    ['config.py'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l, i) =>
            `${i === 0 ? 'if LIVE:' : 'else:'}\n${fields(named(l), 'SCREAMING')
              .map((f) => `    ${f.name} = ${double(f.value)}`)
              .join('\n')}`,
        )
        .join('\n'),
    { ...accounts(1), says: ['name'] },
  ),
];
