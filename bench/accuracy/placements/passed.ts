import { JAVASCRIPT, PYTHON, RUST } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { ccxtClass, ccxtFields, type Field, fields } from '../names.ts';
import { double, single } from '../quoting.ts';
import { ccxtPair, code, pair } from './define.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Each field with a variable that says nothing of it. */
function lettered(all: readonly Field[]): (Field & { letter: string })[] {
  return all.map((field, index) => ({ ...field, letter: LETTERS[index]! }));
}

const FAR = { fits: pair, says: ['import', 'file', 'folder'] } as const;

/** Values that get their name where a variable is used, and values that a condition chooses. */
export const passed: Placement[] = [
  code(
    'passed/python-arguments',
    PYTHON,
    (leak) => {
      const all = lettered(fields(leak, 'snake'));
      const given = all.map((f) => `${f.name}=${f.letter}`).join(', ');
      return [...all.map((f) => `${f.letter} = ${single(f.value)}`), `client = Client(${given})`];
    },
    FAR,
  ),
  code(
    'passed/javascript-object',
    JAVASCRIPT,
    (leak) => {
      const all = lettered(fields(leak, 'camel'));
      const given = all.map((f) => `${f.name}: ${f.letter}`).join(', ');
      return [
        ...all.map((f) => `const ${f.letter} = ${single(f.value)};`),
        `const client = new Client({ ${given} });`,
      ];
    },
    FAR,
  ),
  code(
    'passed/python-ccxt',
    PYTHON,
    (leak: Leak) => {
      const all = lettered(ccxtFields(leak));
      const given = all.map((f) => `'${f.name}': ${f.letter}`).join(', ');
      return [
        ...all.map((f) => `${f.letter} = ${double(f.value)}`),
        `exchange = ccxt.${ccxtClass(leak)}({${given}})`,
      ];
    },
    { fits: ccxtPair, says: ['class'] },
  ),
  code('chosen/javascript-question', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `const ${f.name} = isLive ? ${single(f.value)} : '';`),
  ),
  code('chosen/python-if', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name} = "" if testing else ${double(f.value)}`),
  ),
  code('chosen/rust-if', RUST, (leak) =>
    fields(leak, 'snake').map((f) => `let ${f.name} = if live { ${double(f.value)} } else { "" };`),
  ),
];
