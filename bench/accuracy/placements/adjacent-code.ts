import type { Leak, Placement } from '../leak.ts';
import { ccxtClass, ccxtFields, fields, styled } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { file } from './define.ts';
import { accounts, all, exchanges, interleaved, isPlainPair, named, ordered, secretFirst } from './group.ts';

const ccxtPair = (leak: Leak): boolean => exchanges(1).fits(leak) && leak.issuer.ccxt.length > 0;
const indented = (lines: string[], indent: string): string => lines.map((line) => indent + line).join('\n');

/** Source code in which several credentials stand close together. */
export const adjacentCode: Placement[] = [
  file(
    'adjacent/go-switch',
    ['conf/apikey.go'],
    (leak, others) =>
      `package conf\n\nfunc Load(name string, config *Config) {\n\tswitch name {\n${all(leak, others)
        .map(
          (l) =>
            `\tcase exchange.${styled(l.word, 'SCREAMING')}:\n${indented(
              secretFirst(l, 'SCREAMING').map((f) => `config.${f.name} = ${double(f.value)}`),
              '\t\t',
            )}`,
        )
        .join('\n')}\n\t}\n}\n`,
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/python-elif',
    ['settings.py'],
    (leak, others) =>
      `${all(leak, others)
        .map(
          (l, i) =>
            `${i === 0 ? 'if' : 'elif'} exchange == '${l.word}':\n${indented(
              secretFirst(l, 'snake').map((f) => `${f.name} = ${single(f.value)}`),
              '    ',
            )}`,
        )
        .join('\n')}\n`,
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/python-return-tuples',
    ['credentials.py'],
    (leak, others) =>
      `def credentials(name):\n${all(leak, others)
        .map(
          (l) =>
            `    if name == '${l.word}':\n        return ${ordered(l)
              .map((part) => double(part.value))
              .join(', ')}`,
        )
        .join('\n')}\n    return None\n`,
    { ...exchanges(2), fits: isPlainPair, says: ['key'] },
  ),
  file(
    'adjacent/python-attributes',
    ['arbitrage.py'],
    (leak, others) =>
      `import ccxt\n\n${all(leak, others)
        .map((l) => `${l.word} = ccxt.${ccxtClass(l)}()`)
        .join('\n')}\n${interleaved(
        all(leak, others).map((l) => ccxtFields(l).map((f) => `${l.word}.${f.name} = ${single(f.value)}`)),
      )}\n`,
    { ...exchanges(2), fits: ccxtPair, says: ['name'] },
  ),
  file(
    'adjacent/python-subscripts',
    ['config.py'],
    (leak, others) =>
      leak.random
        .shuffle(
          all(leak, others).flatMap((l) =>
            fields(l, 'snake').map((f) => `config['${l.word}']['${f.name}'] = ${single(f.value)}`),
          ),
        )
        .join('\n'),
    { ...exchanges(3), says: ['name'] },
  ),
  file(
    'adjacent/python-dict-of-tuples',
    ['keys.py'],
    (leak, others) =>
      `KEYS = {\n${all(leak, others)
        .map(
          (l) =>
            `    '${l.word}': (${ordered(l)
              .map((part) => single(part.value))
              .join(', ')}),`,
        )
        .join('\n')}\n}\n`,
    { ...exchanges(3), fits: isPlainPair, says: ['key'] },
  ),
  file(
    'adjacent/python-list-of-tuples',
    ['accounts.py'],
    (leak, others) =>
      `EXCHANGE = '${leak.word}'\nACCOUNTS = [\n${all(leak, others)
        .map(
          (l, i) =>
            `    ('sub${i}', ${ordered(l)
              .map((part) => single(part.value))
              .join(', ')}),`,
        )
        .join('\n')}\n]\n`,
    { ...accounts(2), fits: isPlainPair, says: ['sibling'] },
  ),
  file(
    'adjacent/python-parallel-lists',
    ['accounts.py'],
    (leak, others) => {
      const column = (at: number): string =>
        all(leak, others)
          .map((l) => `    ${double(ordered(l)[at]!.value)},`)
          .join('\n');
      return `# ${leak.word} sub accounts\nAPI_KEYS = [\n${column(0)}\n]\nAPI_SECRETS = [\n${column(1)}\n]\n`;
    },
    { ...accounts(2), fits: isPlainPair, says: ['comment'] },
  ),
  file(
    'adjacent/javascript-parallel-objects',
    ['keys.js'],
    (leak, others) => {
      const column = (at: number): string =>
        all(leak, others)
          .map((l) => `  ${l.word}: ${single(ordered(l)[at]!.value)},`)
          .join('\n');
      return `const apiKeys = {\n${column(0)}\n};\nconst apiSecrets = {\n${column(1)}\n};\n`;
    },
    { ...exchanges(2), fits: isPlainPair, says: ['name'] },
  ),
  file(
    'adjacent/javascript-constructors',
    ['bots.js'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `const ${l.word} = new ${styled(l.word, 'Pascal')}Client(${ordered(l)
              .map((part) => single(part.value))
              .join(', ')});`,
        )
        .join('\n'),
    { ...exchanges(3), fits: isPlainPair, says: ['class'] },
  ),
  file(
    'adjacent/javascript-setters',
    ['clients.js'],
    (leak, others) =>
      interleaved(
        all(leak, others).map((l) => [
          `const ${l.word} = new ${styled(l.word, 'Pascal')}();`,
          ...fields(l, 'Pascal').map((f) => `${l.word}.set${f.name}(${single(f.value)});`),
        ]),
      ),
    { ...exchanges(2), says: ['name'] },
  ),
  file(
    'adjacent/typescript-classes',
    ['src/keys.ts'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `export class ${styled(l.word, 'Pascal')} {\n${indented(
              secretFirst(l, 'camel').map((f) => `static readonly ${f.name} = ${single(f.value)};`),
              '  ',
            )}\n}`,
        )
        .join('\n'),
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/python-classes',
    ['secrets.py'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `class ${styled(l.word, 'Pascal')}:\n${indented(
              secretFirst(l, 'SCREAMING').map((f) => `${f.name} = ${double(f.value)}`),
              '    ',
            )}`,
        )
        .join('\n'),
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/python-constants-shuffled',
    ['settings.py'],
    (leak, others) =>
      leak.random
        .shuffle(
          all(leak, others).flatMap((l) =>
            fields(named(l), 'SCREAMING').map((f) => `${f.name} = ${double(f.value)}`),
          ),
        )
        .join('\n'),
    { ...exchanges(3), says: ['name'] },
  ),
  file(
    'adjacent/python-account-words',
    ['settings.py'],
    (leak, others) =>
      interleaved(
        all(leak, others).map((l, i) =>
          fields(named(l), 'snake').map(
            (f) => `${f.name}_${['main', 'hedge', 'grid'][i]} = ${double(f.value)}`,
          ),
        ),
      ),
    { ...accounts(2), says: ['name'] },
  ),
  file(
    'adjacent/java-constants-numbered',
    ['Keys.java'],
    (leak, others) =>
      `public final class ${styled(leak.word, 'Pascal')}Keys {\n${leak.random
        .shuffle(
          all(leak, others).flatMap((l, i) =>
            fields(l, 'SCREAMING').map(
              (f) => `  static final String ${f.name}${i + 1} = ${double(f.value)};`,
            ),
          ),
        )
        .join('\n')}\n}\n`,
    { ...accounts(2), says: ['class'] },
  ),
  file(
    'adjacent/go-slice',
    ['accounts.go'],
    (leak, others) =>
      `package bot\n\nvar accounts = []Account{\n${all(leak, others)
        .map(
          (l) =>
            `\t{${[...secretFirst(l, 'Pascal').map((f) => `${f.name}: ${double(f.value)}`), `Name: "${l.word}"`].join(', ')}},`,
        )
        .join('\n')}\n}\n`,
    { ...exchanges(3), says: ['sibling'] },
  ),
  file(
    'adjacent/rust-vec',
    ['src/accounts.rs'],
    (leak, others) =>
      `fn accounts() -> Vec<Account> {\n    vec![\n${all(leak, others)
        .map(
          (l) =>
            `        Account {\n            exchange: Exchange::${styled(l.word, 'Pascal')},\n${indented(
              secretFirst(l, 'snake').map((f) => `${f.name}: ${double(f.value)}.into(),`),
              '            ',
            )}\n        },`,
        )
        .join('\n')}\n    ]\n}\n`,
    { ...exchanges(2), says: ['sibling'] },
  ),
  file(
    'adjacent/csharp-dictionary',
    ['Keys.cs'],
    (leak, others) =>
      `var keys = new Dictionary<string, Credentials> {\n${all(leak, others)
        .map(
          (l) =>
            `    ["${l.word}"] = new Credentials { ${secretFirst(l, 'Pascal')
              .map((f) => `${f.name} = ${double(f.value)}`)
              .join(', ')} },`,
        )
        .join('\n')}\n};\n`,
    { ...exchanges(2), says: ['key'] },
  ),
  file(
    'adjacent/php-arrays',
    ['config/exchanges.php'],
    (leak, others) =>
      `<?php\nreturn [\n${all(leak, others)
        .map(
          (l) =>
            `    '${l.word}' => [\n${indented(
              secretFirst(l, 'snake').map((f) => `'${f.name}' => ${single(f.value)},`),
              '        ',
            )}\n    ],`,
        )
        .join('\n')}\n];\n`,
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/python-commented-alternative',
    ['bot.py'],
    (leak, others) =>
      `# ${leak.word}\n${interleaved([
        fields(leak, 'snake').map((f) => `${f.name} = ${single(f.value)}`),
        ...others.map((l) =>
          fields({ ...l, scheme: leak.scheme, affix: leak.affix }, 'snake').map(
            (f) => `# ${f.name} = ${single(f.value)}`,
          ),
        ),
      ])}\n`,
    { ...accounts(1), says: ['comment'] },
  ),
  file(
    'adjacent/notebook-cells',
    ['keys.ipynb'],
    (leak, others) =>
      json(
        {
          cells: all(leak, others).map((l) => ({
            cell_type: 'code',
            source: [
              `# ${l.word}\n`,
              ...secretFirst(l, 'snake').map((f) => `${f.name} = ${single(f.value)}\n`),
            ],
          })),
        },
        1,
      ),
    { ...exchanges(2), says: ['comment'] },
  ),
];
