import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { isChosen } from './chosen.ts';
import { isCode } from './files.ts';
import { lineEnd, lineStart } from './lines.ts';
import { bare, type Named } from './named-value.ts';
import { positionRole } from './position.ts';
import { isWordy } from './randomness.ts';
import type { Token } from './token.ts';

/** Values side by side on a line of notes or of a remark: `binance key: K / S`, `# old okx K S P`, `keys (bybit): K : S`. */

/** The place in such a row, where the words before it name an exchange or keys; null for any other value. */
export function lineRowPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const row = lineRow(around.text, token);
  if (row === null || (isCode(around.path) && !isOutsideCode(around.text, row))) return null;
  const saysKeys = KEYS.test(row.head);
  if (!saysKeys && (OTHERS.test(row.head) || row.values.every(({ text }) => /^[\da-f]+$/i.test(text))))
    return null;
  const isOfExchange = namesExchange(around, row.head);
  if (!isOfExchange && !saysKeys) return null;
  const place = row.values.findIndex(({ start }) => start === token.start);
  return bare(binding, {
    label: null,
    role: positionRole(undefined, place),
    strength: 1.5,
    least: isOfExchange ? 2 : 1.5,
  });
}

/** In a remark, in a text that documents a program, or in one string. */
function isOutsideCode(text: string, row: { head: string; values: readonly Cell[] }): boolean {
  return REMARK.test(row.head) || isString(text, row) || isInDocument(text, row.values[0]!.start);
}

/** Between three quotes that open on a line of their own and those that close it. */
function isInDocument(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - DOCUMENT), at);
  const mark = [...before.matchAll(/^[ \t]*(?:[rR]?("""|''')|\/\*)/gm)].at(-1);
  if (mark === undefined) return false;
  return !before.slice(mark.index + mark[0].length).includes(mark[1] ?? '*/');
}

const DOCUMENT = 3000;

/** `"K S".split()`, `"K:S"`: one string that holds the row and nothing else. */
function isString(text: string, { values }: { values: readonly Cell[] }): boolean {
  const [start, end] = [values[0]!.start, values.at(-1)!.end];
  const quote = text[start - 1] ?? '';
  return /["'`]/.test(quote) && text[end] === quote && !text.slice(start, end).includes(quote);
}

/** A value of a row. */
interface Cell extends Span {
  text: string;
}

/** The two to four values of the row that the value stands in, and the words before them; null where it stands in none. */
export function lineRow(text: string, { start, end }: Span): { head: string; values: Cell[] } | null {
  const from = lineStart(text, start, LONGEST);
  const line = text.slice(from, lineEnd(text, end, LONGEST));
  const cells = [...line.matchAll(CELL)].map(({ 0: word, index }) => {
    const name = NAME.exec(word)?.[0] ?? '';
    const cell = word.slice(name.length).replace(/[.,:;!?*]+$/, '');
    const begin = from + index + name.length;
    return { text: cell, start: begin, end: begin + cell.length };
  });
  const at = cells.findIndex((cell) => cell.start === start && cell.end === end);
  if (at < 0) return null;
  const gapBefore = (index: number) => text.slice(cells[index - 1]!.end, cells[index]!.start);
  const isThird = (index: number) =>
    index - first === 2 && gapBefore(index) === gapBefore(index - 1) && MARK.test(gapBefore(index));
  const isNext = (index: number) =>
    GAP.test(gapBefore(index)) && (isValue(cells[index]!.text) || isThird(index));
  let first = at;
  while (first > 0 && isNext(first) && isValue(cells[first - 1]!.text)) first--;
  let last = at;
  while (last + 1 < cells.length && isNext(last + 1)) last++;
  const values = cells.slice(first, last + 1);
  if (values.length < 2 || values.length > 4) return null;
  const head = text.slice(from, values[0]!.start);
  return head.length > MOST_WORDS || !/[A-Za-z\x80-\xff]{2}/.test(head) ? null : { head, values };
}

const LONGEST = 600;
const MOST_WORDS = 100;
const CELL = /[^\s,;:|"'`(){}<>[\]]{8,300}/g;

/** `KUCOIN=K:S` */
const NAME = /^[A-Za-z_][\w.-]{1,40}=(?=[^=])/;

/** What stands between two values: a mark, a conjunction, a letter for the part. */
const GAP =
  /^["'`*]{0,3}[ \t]*(?:[/|,;:+&\x96\x97]|\xe2\x80[\x93\x94]|-{1,2}>?|=?>{1,2}|and|und|et|y|e)?[ \t]*(?:[kspKSP][ \t:=]+)?["'`*]{0,3}$/;

/** What parts fields whatever they hold. */
const MARK = /^(?:["'`*]{0,3}[ \t]+[/|:-][ \t]|["'`*]{1,3}[ \t]+["'`*]{1,3}$)/;

function isValue(word: string): boolean {
  if (word.length >= 16)
    return /\d/.test(word) && !isWordy(word) && !/[=\\][^=]/.test(word) && !/\/\//.test(word);
  return isChosen(word);
}

const REMARK = /^\s*(?:#|\/\/|\/?\*|--|;|%|<!--|'|rem\b)|\s(?:#|\/\/|--|;|\/\*)\s/i;

const KEYS =
  /\b(?:api|keys?|creds?|credentials?|secrets?|chaves?|claves?|cl\xc3\xa9s?|schl\xc3\xbcssel|klucze?)\b|\xe5\xaf\x86\xe9\x92\xa5/i;

/** What random values side by side are mostly called. */
const OTHERS =
  /\b(?:hash(?:es)?|orders?|tx\w*|txid|transactions?|ids?|uuids?|blocks?|commits?|refs?|refid|trace|request|req|signs?|signatures?|sig|nonce|deposits?|withdraw\w*|checksums?|sha\d*|md5|address(?:es)?|trades?|fills?|sessions?|digests?)\b/i;

function namesExchange({ ruleset }: Surroundings, head: string): boolean {
  return ruleset.lexicon
    .find(head)
    .some(({ issuers }) => issuers.some((issuer) => ruleset.rules[issuer]!.category === 'exchange'));
}
