import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { bare, type Named } from './named-value.ts';
import { positionRole } from './position.ts';
import { isWordy } from './randomness.ts';
import type { Token } from './token.ts';

/** Values without a name in what a program or a configuration writes as a row. */

/** The place in a list, a tuple, a row of a table, or among what a function returns; null for any other value. */
export function rowPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const { text } = around;
  const place =
    returnPosition(text, token) ?? listPosition(text, token, binding) ?? itemPosition(text, token);
  const isKeys = isCalledKeys(binding);
  if (place === null || (!isKeys && isIdAmongIds(text, token))) return null;
  const least = isKeys ? 1.5 : 2.5;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least });
}

/** `["UUID", "UUID"]`: nobody gives out both parts in the form that programs give to everything they count. */
function isIdAmongIds(text: string, { value, start, end }: Token): boolean {
  if (!UUID.test(value)) return false;
  return (
    /[\da-f]-[\da-f]{12}["'`]\s*,\s*["'`]$/i.test(text.slice(start - 40, start)) ||
    UUID_BEHIND.test(text.slice(end, end + 60))
  );
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const UUID_BEHIND = /^["'`]\s*,\s*["'`][\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}["'`]/i;

/** What the list is called, or the function that returns it, says that it holds keys: `auth=(…)`, `ACCOUNTS = [(…)]`. */
export function isCalledKeys(binding: Binding): boolean {
  return [...binding.first(4), ...binding.blocks().slice(0, 2)].some(
    ({ name }) => /auth|account|keys|cred(?:s|ential|$)/i.test(name) || meaningOf(name).strength >= 2,
  );
}

/** `return "KEY", "SECRET"`, `KRAKEN = "KEY", "SECRET"`. */
function returnPosition(text: string, token: Token): number | null {
  const from = lineStart(text, token.start, 400);
  const line = /^\s*(?:return|[\w.$]{1,60}\s*=)\s+(.*?);?\s*$/.exec(
    text.slice(from, lineEnd(text, token.end, 400)),
  );
  return line === null ? null : indexAmong(valuesOf(line[1]!, ','), text.slice(token.start, token.end));
}

/** Index among items of a block list that are each one word: `- V` over `- V`. */
function itemPosition(text: string, token: Token): number | null {
  const from = lineStart(text, token.start, 400);
  const indent = ITEM.exec(text.slice(from, lineEnd(text, token.end, 400)))?.[1];
  if (indent === undefined) return null;
  const isItem = (line: string) => ITEM.exec(line)?.[1] === indent;
  const above = text
    .slice(Math.max(0, from - MAX_LIST), from)
    .split('\n')
    .slice(0, -1);
  const below = text.slice(lineEnd(text, token.end, 400) + 1, token.end + MAX_LIST).split('\n');
  const place = above.length - 1 - above.findLastIndex((line) => !isItem(line));
  const behind = below.findIndex((line) => !isItem(line));
  const count = place + 1 + (behind < 0 ? below.length : behind);
  return count >= 2 && count <= 4 ? place : null;
}

const ITEM = /^([ \t]*)-[ \t]+["']?[^\s"':]{6,300}["']?[ \t]*\r?$/;

/** Index among the long strings of a short list that holds nothing but words, numbers and strings. */
function listPosition(text: string, token: Token, binding: Binding): number | null {
  const scope = binding.bracket;
  if (scope === null || token.start - scope.open > MAX_LIST) return null;
  if (scope.bracket === '(' && !isTuple(text, scope.open)) return null;
  const rest = REST.exec(text.slice(token.end, token.end + MAX_LIST));
  if (rest === null) return null;
  const inside = text.slice(scope.open + 1, token.end + rest[1]!.length);
  const isWords = /%[wWi]$/.test(text.slice(Math.max(0, scope.open - 2), scope.open));
  const row = inside.replace(NOTEBOOK_LINE, '\n');
  return indexAmong(valuesOf(row, isWords ? ' ' : ','), text.slice(token.start, token.end));
}

/** What stands between two lines of a notebook's cell. */
export const NOTEBOOK_LINE = /\\n",\s*"/g;

const MAX_LIST = 900;

/** What is left of a list behind one of its values; a bracket in a string ends nothing. */
const REST = /^(["'`]?(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|`[^`\n]{0,300}`|[^"'`)\]}])*)[)\]}]/;

/** Parentheses without a callee, or a row of a table: `('a', 'b')`, `VALUES (1, 'a', 'b')`. */
function isTuple(text: string, open: number): boolean {
  const before = text.slice(Math.max(0, open - 20), open);
  return !/[\w$)\]!>]\s*$/.test(before) || /(?:=>|\bvalues)\s*$/i.test(before);
}

/** The name of an account or an exchange. */
const NAME = /^[a-z]{1,15}$/i;

/** The long strings in a row, of words only behind a key and a secret; none where something else stands in it. */
function valuesOf(row: string, separator: ',' | ' '): string[] {
  const parts = (separator === ',' ? elementsIn(row) : row.split(/\s+/)).map((part) => part.trim());
  if (parts.length > 9) return [];
  const isBare = separator === ' ';
  const strings = parts.filter((part) => part !== '').map((part) => unquoted(part, isBare));
  if (strings.includes(null)) return [];
  const values: string[] = [];
  for (const part of strings)
    if (
      part !== null &&
      part.length >= 8 &&
      /^\S+$/.test(part) &&
      (values.length >= 2 || !(isWordy(part) || NAME.test(part)))
    )
      values.push(part);
  return values;
}

/** Cut at the commas that stand in no string. */
function elementsIn(row: string): string[] {
  return row.match(ELEMENT) ?? [];
}

const ELEMENT = /(?:"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|[^,])+/g;

/** A string without its quotes, '' for a number or a word, null for anything else. */
function unquoted(part: string, isBare: boolean): string | null {
  const quoted = /^\w{0,2}(["'`])([^"'`]*)\1(?:\.\w+\(\))?$/.exec(part);
  if (quoted !== null) return quoted[2]!;
  if (isBare) return part;
  return /^[\w.+-]{1,40}$/.test(part) ? '' : null;
}

function indexAmong(values: readonly string[], value: string): number | null {
  const index = values.findIndex((one) => one.includes(value));
  return index < 0 || values.length < 2 || values.length > 4 ? null : index;
}
