import { isBare, type Leak, type Placement } from '../leak.ts';
import { file } from './define.ts';
import { accounts, all, exchanges, isPlainPair, ordered } from './group.ts';

const key = (leak: Leak): string => ordered(leak)[0]!.value;
const secret = (leak: Leak): string => ordered(leak)[1]!.value;
const several = { ...exchanges(3), fits: (leak: Leak) => isPlainPair(leak) && isBare(leak) };
const same = { ...accounts(2), fits: several.fits };
const NAMES = ['main', 'hedge', 'grid', 'backup'];

function row(list: Leak[], pick: (leak: Leak) => string, quote = '"'): string {
  return list.map((leak) => quote + pick(leak) + quote).join(', ');
}

/** Keys in one container, secrets in another: what has the same place there belongs together. */
export const sideBySide: Placement[] = [
  file(
    'side-by-side/javascript-lists',
    ['accounts.js'],
    (leak, others) => {
      const list = all(leak, others);
      return `const exchanges = [${row(list, (l) => l.word)}];\nconst apiKeys = [${row(list, key)}];\nconst apiSecrets = [${row(list, secret)}];\n`;
    },
    { ...several, says: ['sibling'] },
  ),
  file(
    'side-by-side/json-lists',
    ['accounts.json'],
    (leak, others) => {
      const list = all(leak, others);
      return `{\n  "exchange": [${row(list, (l) => l.word)}],\n  "secret": [${row(list, secret)}],\n  "apiKey": [${row(list, key)}]\n}\n`;
    },
    { ...several, says: ['sibling'] },
  ),
  file(
    'side-by-side/env-lists',
    ['.env'],
    (leak, others) => {
      const list = all(leak, others);
      const values = (pick: (l: Leak) => string): string => list.map(pick).join(',');
      return `EXCHANGES=${values((l) => l.word)}\nAPI_KEYS=${values(key)}\nAPI_SECRETS=${values(secret)}\n`;
    },
    { ...several, says: ['sibling'] },
  ),
  file(
    'side-by-side/csv-columns',
    ['accounts.csv'],
    (leak, others) => {
      const list = all(leak, others);
      const cells = (pick: (l: Leak) => string): string => list.map(pick).join(',');
      return `,${cells((l) => l.word)}\napi_key,${cells(key)}\napi_secret,${cells(secret)}\n`;
    },
    { ...several, says: ['sibling'] },
  ),
  file(
    'side-by-side/markdown-columns',
    ['README.md'],
    (leak, others) => {
      const list = all(leak, others);
      const cells = (pick: (l: Leak) => string): string => list.map(pick).join(' | ');
      return `| | ${cells((l) => l.word)} |\n|---|${list.map(() => '---').join('|')}|\n| API key | ${cells(key)} |\n| API secret | ${cells(secret)} |\n`;
    },
    { ...several, says: ['sibling'] },
  ),
  file(
    'side-by-side/yaml-accounts-by-part',
    ['config.yml'],
    (leak, others) => {
      const list = all(leak, others);
      const block = (pick: (l: Leak) => string): string =>
        list.map((l, i) => `  ${NAMES[i]}: ${pick(l)}`).join('\n');
      return `exchange: ${leak.word}\nkeys:\n${block(key)}\nsecrets:\n${block(secret)}\n`;
    },
    { ...same, says: ['sibling'] },
  ),
  file(
    'side-by-side/json-accounts-by-part',
    ['config.json'],
    (leak, others) => {
      const list = all(leak, others);
      const block = (pick: (l: Leak) => string): string =>
        list.map((l, i) => `    "${NAMES[i]}": "${pick(l)}"`).join(',\n');
      return `{\n  "exchange": "${leak.word}",\n  "apiKeys": {\n${block(key)}\n  },\n  "apiSecrets": {\n${block(secret)}\n  }\n}\n`;
    },
    { ...same, says: ['sibling'] },
  ),
];
