import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { bare, type Named } from './named-value.ts';
import { positionRole } from './position.ts';
import { isWordy } from './randomness.ts';
import { looksRandom } from './read-words.ts';
import type { Token } from './token.ts';

/** Values without a name that stand in a row: a record, a file of keys, a list, a tuple, what a function returns. */

/** The place in a record, a file of keys or a list of values. */
export function listedPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  return (
    recordPlace(around, token, binding) ??
    keyFilePlace(around, token, binding) ??
    listPlace(around, token, binding)
  );
}

/** `kraken:KEY:SECRET` or `okx,KEY,SECRET,PASSPHRASE` on a line of its own, as in password files. */
function recordPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const from = lineStart(around.text, token.start, 400);
  const record = RECORD.exec(around.text.slice(from, lineEnd(around.text, token.end, 400)));
  if (record === null || around.ruleset.lexicon.find(record[1]!).length === 0) return null;
  const before = around.text.slice(from, token.start);
  const place = record.slice(2).filter((field) => field !== undefined && before.includes(field)).length;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 2, least: 2.5 });
}

const RECORD =
  /^\s*([\w.-]{2,30}(?: (?:api|keys?|creds?|credentials|account|main|sub))?)[:;|,\t ]+([^\s:;|,]{8,200})(?: \/ |[:;|,\t ]+)([^\s:;|,]{8,200})(?:[:;|,\t ]+([^\s:;|,]{6,64}))?\s*$/;

function keyFilePlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const place = keyFilePosition(around, token);
  if (place === null) return null;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least: 1.5 });
}

/** Index of a bare value in a short file of nothing else whose name or folder says what it holds. */
function keyFilePosition(around: Surroundings, token: Token): number | null {
  const { text, path } = around;
  if (text.length > 4000 || /sum|hash|digest|address|\.pub$|lock$/i.test(path)) return null;
  const isText =
    /(?:^|\/)[^./]*$|\.(?:txt|keys?|env|cfg|conf|secret|pem|dat|log|md|csv|tsv|json|api|cred|bak|old|priv)$/i;
  if (!isText.test(path) || (/\.json$/i.test(path) && !/^\s*\[/.test(text))) return null;
  const tells = /key|secret|api|cred|token|auth|pass/i.test(path) || around.pathMentions().length > 0;
  const head = text
    .slice(lineStart(text, token.start), token.start)
    .replace(/^\s*\d{1,2}[.)]|[\s"'`,;:|[\]>*]+|(?<!\w)-+|-+(?!\w)/g, ' ')
    .trim();
  if (
    head !== '' &&
    (isWordy(head) || (meaningOf(head).role !== null && !looksRandom(head)) || !/^\S{6,}$/.test(head))
  )
    return null;
  const value = text.slice(token.start, token.end);
  const values = bareValuesAround(around, token) ?? [];
  const index = values.findIndex((part) => part.includes(value));
  return index < 0 || !(tells || isHeaded(around, token)) ? null : index % periodOf(values);
}

/** Two accounts below each other repeat the lengths of their parts: `K S K S`, `K S P K S P`. */
function periodOf(values: readonly string[]): number {
  const repeats = (period: number) =>
    values.length % period === 0 && values.every((value, at) => value.length === values[at % period]!.length);
  return [2, 3].find((period) => values.length > period && repeats(period)) ?? values.length;
}

/** `Kraken (main):`, `## Binance keys`: the line over the paragraph, or its first one, names an exchange and little else. */
function isHeaded(around: Surroundings, token: Token): boolean {
  const { text, ruleset } = around;
  if (isListOfHashes(bareValuesAround(around, token) ?? [])) return false;
  const { start } = paragraphAround(text, token);
  const above = text.slice(Math.max(0, start - LONGEST_HEAD - 2), start).trimEnd();
  return [text.slice(start, lineEnd(text, start)), above.slice(above.lastIndexOf('\n') + 1)].some((line) => {
    if (line.length > LONGEST_HEAD || (line.match(/[A-Za-z]\w*/g)?.length ?? 0) > 5) return false;
    return ruleset.lexicon
      .find(line)
      .some(
        ({ kind, issuers }) =>
          kind === 'word' && issuers.some((issuer) => ruleset.rules[issuer]!.category === 'exchange'),
      );
  });
}

const LONGEST_HEAD = 60;

/** Some hashes of one kind: an exchange that is mentioned above them gave out none of them. */
function isListOfHashes(values: readonly string[]): boolean {
  return (
    values.length > 1 &&
    values.every((value) => /^[\da-f]+$/i.test(value) && value.length === values[0]!.length)
  );
}

/** The values in a paragraph that holds little else; null for any other. */
function bareValuesAround(around: Surroundings, token: Token): readonly string[] | null {
  const { text } = around;
  const { start, end } = paragraphAround(text, token);
  const known = paragraphs.get(around) ?? new Map<number, readonly string[] | null>();
  paragraphs.set(around, known);
  const found = known.get(start);
  if (found !== undefined) return found;
  const values = text
    .slice(start, end)
    .split(/[\s"'`,;:|[\]()]+/)
    .filter((part) => part.length >= 6 && !/^(?:#|\/\/)/.test(part));
  const bareValues = values.filter((part) => !isWordy(part) && !isName(around, part));
  const isLittleElse = bareValues.length <= 6 && values.length - bareValues.length <= 3;
  const answer = isLittleElse ? bareValues : null;
  known.set(start, answer);
  return answer;
}

/** Read once: every value of a paragraph asks for it. */
const paragraphs = new WeakMap<Surroundings, Map<number, readonly string[] | null>>();

/** `FMFW.io`: nothing but the name of an issuer. */
function isName({ ruleset }: Surroundings, part: string): boolean {
  return (
    part.length < 24 && ruleset.lexicon.find(part).some(({ start, end }) => 2 * (end - start) > part.length)
  );
}

/** The lines between the blank ones before and after a value: one of several entries in a file of notes. */
function paragraphAround(text: string, { start, end }: Token): { start: number; end: number } {
  let from = lineStart(text, start);
  while (from > 0 && !isBlank(text, lineStart(text, from - 1), from)) from = lineStart(text, from - 1);
  let to = lineEnd(text, end);
  while (to < text.length && !isBlank(text, to + 1, lineEnd(text, to + 1))) to = lineEnd(text, to + 1);
  return { start: from, end: to };
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

function listPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const { text } = around;
  const place =
    returnPosition(text, token) ?? listPosition(text, token, binding) ?? itemPosition(text, token);
  if (place === null) return null;
  const least = isCalledKeys(binding) ? 1.5 : 2.5;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least });
}

/** What the list is called, or the function that returns it, says that it holds keys: `auth=(…)`, `ACCOUNTS = [(…)]`. */
function isCalledKeys(binding: Binding): boolean {
  return [...binding.first(4), ...binding.blocks().slice(0, 2)].some(
    ({ name }) => /auth|account|cred(?:s|ential|$)/i.test(name) || meaningOf(name).strength >= 2,
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
  const close = text.slice(token.end, token.end + MAX_LIST).search(/[)\]}]/);
  if (close < 0) return null;
  const inside = text.slice(scope.open + 1, token.end + close);
  const isWords = /%[wWi]$/.test(text.slice(Math.max(0, scope.open - 2), scope.open));
  return indexAmong(valuesOf(inside, isWords ? ' ' : ','), text.slice(token.start, token.end));
}

const MAX_LIST = 900;

/** Parentheses without a callee, or a row of a table: `('a', 'b')`, `VALUES (1, 'a', 'b')`. */
function isTuple(text: string, open: number): boolean {
  return (
    !/[\w$)\]!>]\s*$/.test(text.slice(Math.max(0, open - 20), open)) ||
    /\bvalues\s*$/i.test(text.slice(Math.max(0, open - 12), open))
  );
}

/** The long strings in a row; none where something else stands in it. */
function valuesOf(row: string, separator: ',' | ' '): string[] {
  const parts = row.split(separator === ',' ? ',' : /\s+/).map((part) => part.trim());
  if (parts.length > 9) return [];
  const isBare = separator === ' ';
  const strings = parts.filter((part) => part !== '').map((part) => unquoted(part, isBare));
  if (strings.includes(null)) return [];
  return strings.filter(
    (part) => part !== null && part.length >= 8 && /^\S+$/.test(part) && !isWordy(part),
  ) as string[];
}

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
