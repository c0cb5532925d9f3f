import type { Leak, Placement } from '../leak.ts';
import { fields, styled } from '../names.ts';
import { base64, double, json, xml } from '../quoting.ts';
import { file } from './define.ts';
import { accounts, all, exchanges, isPlainPair, named, ordered, secretFirst, shuffled } from './group.ts';

const title = (leak: Leak): string => leak.word.charAt(0).toUpperCase() + leak.word.slice(1);
const block = (lines: string[], indent: string): string => lines.map((line) => indent + line).join('\n');

/** Configuration files in which several credentials stand close together, in orders that tempt to mix them. */
export const adjacent: Placement[] = [
  file(
    'adjacent/ini-secret-first',
    ['keys.ini', 'exchanges.cfg'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          [`[${l.word}]`, ...secretFirst(l, 'snake').map((f) => `${f.name} = ${f.value}`)].join('\n'),
        )
        .join('\n'),
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/yaml-secret-first',
    ['config.yml'],
    (leak, others) =>
      all(leak, others)
        .map(
          (l) =>
            `${l.word}:\n${block(
              secretFirst(l, 'snake').map((f) => `${f.name}: ${f.value}`),
              '  ',
            )}`,
        )
        .join('\n'),
    { ...exchanges(3), says: ['key'] },
  ),
  file(
    'adjacent/yaml-own-order',
    ['config.yml'],
    (leak, others) =>
      `exchanges:\n${all(leak, others)
        .map(
          (l) =>
            `  ${l.word}:\n${block(
              shuffled(l, 'snake').map((f) => `${f.name}: ${f.value}`),
              '    ',
            )}`,
        )
        .join('\n')}\n`,
    { ...exchanges(4), says: ['key'] },
  ),
  file(
    'adjacent/yaml-list-secret-first',
    ['accounts.yaml'],
    (leak, others) =>
      `accounts:\n${all(leak, others)
        .map((l) => {
          const lines = [
            ...secretFirst(l, 'snake').map((f) => `${f.name}: ${f.value}`),
            `exchange: ${l.word}`,
          ];
          return lines.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`).join('\n');
        })
        .join('\n')}\n`,
    { ...exchanges(3), says: ['sibling'] },
  ),
  file(
    'adjacent/yaml-accounts-secret-first',
    ['accounts.yaml'],
    (leak, others) =>
      `exchange: ${leak.word}\naccounts:\n${all(leak, others)
        .map(
          (l, i) =>
            `  sub${i}:\n${block(
              secretFirst(l, 'snake').map((f) => `${f.name}: ${f.value}`),
              '    ',
            )}`,
        )
        .join('\n')}\n`,
    { ...accounts(3), says: ['sibling'] },
  ),
  file(
    'adjacent/toml-array-secret-first',
    ['bots.toml'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          [
            '[[bots]]',
            ...secretFirst(l, 'snake').map((f) => `${f.name} = ${double(f.value)}`),
            `venue = "${l.word}"`,
          ].join('\n'),
        )
        .join('\n'),
    { ...exchanges(3), says: ['sibling'] },
  ),
  file(
    'adjacent/env-shuffled',
    ['.env'],
    (leak, others) =>
      leak.random
        .shuffle(
          all(leak, others).flatMap((l) => fields(named(l), 'SCREAMING').map((f) => `${f.name}=${f.value}`)),
        )
        .join('\n'),
    { ...exchanges(4), says: ['name'] },
  ),
  file(
    'adjacent/env-issuer-last',
    ['.env', '.env.local'],
    (leak, others) =>
      all(leak, others)
        .flatMap((l) =>
          secretFirst(l, 'SCREAMING').map((f) => `${f.name}_${styled(l.word, 'SCREAMING')}=${f.value}`),
        )
        .join('\n'),
    { ...exchanges(4), says: ['name'] },
  ),
  file(
    'adjacent/env-headings',
    ['.env', '.env.production'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          [`# ${title(l)}`, ...secretFirst(l, 'SCREAMING').map((f) => `${f.name}=${f.value}`)].join('\n'),
        )
        .join('\n'),
    { ...exchanges(2), says: ['comment'] },
  ),
  file(
    'adjacent/env-account-words',
    ['.env'],
    (leak, others) =>
      all(leak, others)
        .flatMap((l, i) =>
          secretFirst(named(l), 'SCREAMING').map(
            (f) => `${['MAIN', 'HEDGE', 'GRID'][i]}_${f.name}=${f.value}`,
          ),
        )
        .join('\n'),
    { ...accounts(2), says: ['name'] },
  ),
  file(
    'adjacent/env-test-and-live',
    ['.env'],
    (leak, others) =>
      leak.random
        .shuffle(
          all(leak, others).flatMap((l, i) =>
            fields(named(l), 'SCREAMING').map((f) => `${i === 0 ? '' : 'TESTNET_'}${f.name}=${f.value}`),
          ),
        )
        .join('\n'),
    { ...accounts(1), says: ['name'] },
  ),
  file(
    'adjacent/properties-dotted',
    ['application.properties'],
    (leak, others) =>
      leak.random
        .shuffle(
          all(leak, others).flatMap((l) =>
            fields(l, 'kebab').map((f) => `exchange.${l.word}.${f.name}=${f.value}`),
          ),
        )
        .join('\n'),
    { ...exchanges(3), says: ['name'] },
  ),
  file(
    'adjacent/properties-numbered',
    ['accounts.properties'],
    (leak, others) =>
      all(leak, others)
        .flatMap((l, i) =>
          secretFirst(l, 'camel').map((f) => `${leak.word}.accounts[${i}].${f.name}=${f.value}`),
        )
        .join('\n'),
    { ...accounts(2), says: ['name'] },
  ),
  file(
    'adjacent/json-own-order',
    ['config.json'],
    (leak, others) =>
      json(
        Object.fromEntries(
          all(leak, others).map((l) => [
            l.word,
            Object.fromEntries(shuffled(l, 'camel').map((f) => [f.name, f.value])),
          ]),
        ),
        leak.random.pick([0, 2]),
      ),
    { ...exchanges(4), says: ['key'] },
  ),
  file(
    'adjacent/json-dotted-keys',
    ['settings.json'],
    (leak, others) =>
      json(
        Object.fromEntries(
          leak.random.shuffle(
            all(leak, others).flatMap((l) => fields(l, 'camel').map((f) => [`${l.word}.${f.name}`, f.value])),
          ),
        ),
      ),
    { ...exchanges(3), says: ['name'] },
  ),
  file(
    'adjacent/kubernetes-documents',
    ['k8s/secrets.yaml'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          [
            'apiVersion: v1',
            'kind: Secret',
            'metadata:',
            `  name: ${l.word}-keys`,
            'data:',
            ...secretFirst(l, 'SCREAMING').map((f) => `  ${f.name}: ${base64(f.value)}`),
          ].join('\n'),
        )
        .join('\n---\n'),
    { ...exchanges(2), says: ['sibling'] },
  ),
  file(
    'adjacent/kubernetes-sorted',
    ['k8s/secret.yaml'],
    (leak, others) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\ndata:\n${all(leak, others)
        .flatMap((l) => fields(named(l), 'kebab').map((f) => `  ${f.name}: ${base64(f.value)}`))
        .sort()
        .join('\n')}\n`,
    { ...exchanges(3), says: ['name'] },
  ),
  file(
    'adjacent/compose-services',
    ['docker-compose.yml'],
    (leak, others) =>
      `services:\n${all(leak, others)
        .map(
          (l) =>
            `  ${l.word}-bot:\n    image: bot:latest\n    environment:\n${block(
              secretFirst(l, 'SCREAMING').map((f) => `- ${f.name}=${f.value}`),
              '      ',
            )}`,
        )
        .join('\n')}\n`,
    { ...exchanges(2), says: ['key'] },
  ),
  file(
    'adjacent/csv-secret-first',
    ['accounts.csv'],
    (leak, others) =>
      `secret,key,exchange\n${all(leak, others)
        .map((l) => `${ordered(l)[1]!.value},${ordered(l)[0]!.value},${l.word}`)
        .join('\n')}\n`,
    { ...exchanges(4), fits: isPlainPair, says: ['sibling'] },
  ),
  file(
    'adjacent/csv-without-header',
    ['api_keys.csv'],
    (leak, others) =>
      `${all(leak, others)
        .map((l) => `${l.word},${ordered(l)[0]!.value},${ordered(l)[1]!.value}`)
        .join('\n')}\n`,
    { ...exchanges(3), fits: isPlainPair, says: ['sibling'] },
  ),
  file(
    'adjacent/markdown-sections',
    ['NOTES.md'],
    (leak, others) =>
      all(leak, others)
        .map((l) =>
          [
            `## ${title(l)}`,
            '',
            ...secretFirst(l, 'snake').map((f) => `- **${f.name.replaceAll('_', ' ')}**: ${f.value}`),
            '',
          ].join('\n'),
        )
        .join('\n'),
    { ...exchanges(2), says: ['comment'] },
  ),
  file(
    'adjacent/markdown-table',
    ['README.md'],
    (leak, others) =>
      [
        '| Exchange | Secret | API Key |',
        '| --- | --- | --- |',
        ...all(leak, others).map(
          (l) => `| ${title(l)} | ${ordered(l)[1]!.value} | ${ordered(l)[0]!.value} |`,
        ),
      ].join('\n'),
    { ...exchanges(3), fits: isPlainPair, says: ['sibling'] },
  ),
  file(
    'adjacent/notes-bare',
    ['api keys.txt'],
    (leak, others) =>
      all(leak, others)
        .map((l) => [title(l), ...ordered(l).map((part) => part.value)].join('\n'))
        .join('\n\n'),
    { ...exchanges(2), fits: isPlainPair, says: ['comment'] },
  ),
  file(
    'adjacent/xml-elements',
    ['exchanges.xml'],
    (leak, others) =>
      `<exchanges>\n${all(leak, others)
        .map(
          (l) =>
            `  <exchange name="${l.word}">\n${block(
              secretFirst(l, 'camel').map((f) => `<${f.name}>${xml(f.value)}</${f.name}>`),
              '    ',
            )}\n  </exchange>`,
        )
        .join('\n')}\n</exchanges>\n`,
    { ...exchanges(3), says: ['sibling'] },
  ),
  file(
    'adjacent/commented-out-before',
    ['.env', 'config.ini'],
    (leak, others) =>
      [
        `exchange = ${leak.word}`,
        ...others.flatMap((l) =>
          fields({ ...l, scheme: leak.scheme }, 'snake').map((f) => `# ${f.name} = ${f.value}`),
        ),
        ...fields(leak, 'snake').map((f) => `${f.name} = ${f.value}`),
      ].join('\n'),
    { ...accounts(1), says: ['sibling'] },
  ),
];
