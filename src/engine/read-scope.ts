import type { Reading } from './binding-types.ts';
import { tableOf } from './byte-table.ts';
import { listedName } from './far-names.ts';
import { meaningOf } from './label.ts';
import { statementStart } from './read-assignment.ts';
import { DIGEST, looksRandom } from './read-words.ts';

/** What an enclosing bracket says: a callee, a first argument, a column, a name. */

/**
 * What an enclosing bracket says: the callee and the position in it, the first argument as a name, the column.
 * Returns where reading goes on: before the callee or the bracket.
 */
export function readScope(
  text: string,
  scope: { open: number; commas: number; from: number },
  limit: number,
  binding: Reading,
  value: number,
): number {
  const { open, commas } = scope;
  const bracket = text[open]!;
  if (commas >= 1) readFirstArgument(text, open, scope.from, binding, bracket);
  const position = placeAmong(text, scope);
  const listed = listedName(text, open, position, limit);
  if (listed !== null) binding.labels.push({ via: 'column', ...listed, position });
  if (bracket === '(') {
    if (readColumn(text, open, commas, limit, binding)) return open;
    const callee = calleeBefore(text, open, limit);
    if (callee === null)
      return open - (/-join\s{0,3}@?$/.exec(text.slice(Math.max(limit, open - 12), open))?.[0].length ?? 0);
    const target = commas === 0 ? APPENDED_TO.exec(callee.text) : null;
    if (target !== null) {
      const [phrase, name] = [target[1]!, target[2]!];
      binding.labels.push({ via: 'assignment', name, phrase, start: callee.start, position: 0 });
      return callee.start;
    }
    const name = callee.text.split(/\.|::|->/).at(-1)!;
    binding.labels.push({ via: 'call', name, phrase: callee.text, start: callee.start, position: commas });
    return callee.start;
  }
  const begin = statementStart(text, open, limit);
  const head = text.slice(begin, open).trim();
  if (head !== '' && head.length <= 200 && !/[=:]$/.test(head) && value >= open) {
    const tokens = head.match(/[A-Za-z_$@\x80-\xff][\w$@\-\x80-\xff]*/g);
    if (tokens !== null) {
      binding.labels.push({
        via: 'scope',
        name: tokens.at(-1)!,
        phrase: head,
        start: begin,
        position: commas,
      });
    }
    return begin;
  }
  return open;
}

/** How many values stand before: in `qw(V V)` and `%w[V V]` blanks part them. */
function placeAmong(
  text: string,
  { open, commas, from }: { open: number; commas: number; from: number },
): number {
  if (!/(?:%w|\bqw)\s?$/.test(text.slice(Math.max(0, open - 4), open))) return commas;
  const before = text.slice(open + 1, from).trim();
  return before === '' ? 0 : before.split(/\s+/).length;
}

/** `secret.append("V")`: what the value is added to has its name. */
const APPENDED_TO =
  /^((?:.*(?:\.|->|::))?([\w$]+))\.(?:append|push_str|(?:write|append)_?string|write|add|push)$/i;

/** `strcpy(config->api_key, "V")`: the first argument is where the value goes. */
function readTarget(text: string, open: number, binding: Reading, bracket: string): void {
  const target = /^\s*&?([A-Za-z_][\w.>-]{2,60})\s*,/.exec(text.slice(open + 1, open + 80));
  if (target === null || bracket === '[' || /^\d|\d\.\d/.test(target[1]!)) return;
  const name = target[1]!.split(/\.|->/).at(-1)!;
  if (meaningOf(name).strength < (/\bdefine\s*$/.test(text.slice(Math.max(0, open - 12), open)) ? 1 : 2))
    return;
  binding.labels.push({ via: 'argument-name', name, phrase: target[1]!, start: open + 1, position: 0 });
}

function calleeBefore(text: string, open: number, limit: number): { text: string; start: number } | null {
  let end = open;
  while (end > limit && /[ \t!]/.test(text[end - 1]!)) end--;
  if (text[end - 1] === '>') {
    const generic = /<[\w ,.<>[\]]*>$/.exec(text.slice(Math.max(limit, end - 80), end));
    if (generic !== null) end -= generic[0].length;
  }
  const match = CALLEE.exec(text.slice(calleeStart(text, end, Math.max(limit, end - 120)), end));
  if (match === null) return null;
  const isNew = /(?:\b(?:new|await|return)\s+|\[\d*\])$/.exec(
    text.slice(Math.max(limit, end - match[0].length - 12), end - match[0].length),
  );
  return { text: match[0], start: end - match[0].length - (isNew?.[0].length ?? 0) };
}

const CALLEE = /[\w$\\](?:[\w$.\\]|::|->|\?\.)*$/;

/** Nothing that stands before can be a part of a callee that ends at `end`. */
function calleeStart(text: string, end: number, floor: number): number {
  let start = end;
  while (start > floor && IN_CALLEE[text.charCodeAt(start - 1)] === 1) start--;
  return start;
}

const IN_CALLEE = tableOf(/[\w$.\\:>?-]/);

/** `put("apiKey", V)`, `setenv('X', 'V')`, `{ "apiKey", V }`, `add_argument("--key", default=V)`. */
function readFirstArgument(
  text: string,
  open: number,
  until: number,
  binding: Reading,
  bracket: string,
): void {
  const first =
    /^\s*(?:[bru@&]|\\)*(["'`])(?:-\w,? +(?=--))?([A-Za-z_$-][\w .\-$]{0,80}?)(?: +<\w+>)?\\*\1/.exec(
      text.slice(open + 1, Math.min(until, open + 160)),
    );
  if (first === null) readTarget(text, open, binding, bracket);
  if (first === null || bracket === '[') return;
  const name = first[2]!.replace(/^-+/, '');
  if (looksRandom(name) || DIGEST.test(name)) return;
  binding.labels.push({ via: 'argument-name', name, phrase: name, start: open + 1, position: 0 });
}

/** What stands before a row of values, told at a glance. */
const BEFORE_ROW = /(?:values|\)\s*,)\s*$/i;

/** `INSERT INTO t (name, api_key) VALUES ('x', 'V')`: the column at the same position. */
function readColumn(text: string, open: number, position: number, limit: number, binding: Reading): boolean {
  if (!BEFORE_ROW.test(text.slice(Math.max(limit, open - 40), open))) return false;
  const values =
    /\(([^()]{1,2000})\)\s*(?:as\s+\w+\s*)?values\s*(?:\((?:[^()]|\([^()]*\)){0,2000}\)\s*,\s*)*$/i.exec(
      text.slice(Math.max(limit, open - 2200), open),
    );
  if (values === null) return false;
  const column = values[1]!.split(',')[position]?.replace(/[`"'[\]\s]/g, '');
  if (column === undefined || column === '') return false;
  binding.labels.push({ via: 'column', name: column, phrase: column, start: open, position });
  return true;
}
