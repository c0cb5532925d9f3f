import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';

/**
 * Strings that a program puts together from literals: by an operator, one behind the other, by assignments and calls that
 * append, as a list that a call joins, as a list of single characters.
 */

const MAX_PIECES = 250;
const MAX_PIECE = 2000;
/** Between two pieces stand no more bytes than this, quotes included. */
export const MAX_GAP = 120;
/** How far from a piece the brackets of its list may stand. */
const NEAR = 700;

/** The literals of the statement that the literal at [start, end) is a piece of, in order; null where it stands alone. */
export function piecesAround(text: string, piece: Span): Span[] | null {
  const quote = text[piece.start - 1]!;
  if (!isQuote(quote) || (text[piece.end] !== quote && text[piece.end] !== '\\')) return null;
  const next = pieceAfter(text, piece);
  const previous = pieceBefore(text, piece);
  if (next === null && previous === null) return null;
  const isList = next?.by === ',' || previous?.by === ',';
  if (isList && !isCharacters(text, piece, next ?? previous!) && !isJoinedList(text, piece)) return null;
  const chain = { text, piece, isList };
  const pieces = [...follow(chain, pieceBefore).reverse(), piece, ...follow(chain, pieceAfter)];
  return pieces.length > MAX_PIECES ? null : pieces;
}

/** Whether what stands between two literals, quotes included, joins them wherever they stand: any sign but a comma. */
export function isJoint(gap: string): boolean {
  const sign = signOf(gap);
  return sign !== null && sign !== ',';
}

/** A literal, and what joins it to the one it was reached from. */
interface Piece extends Span {
  /** The sign, or what is appended to. */
  by: string;
}

interface Chain {
  text: string;
  piece: Span;
  isList: boolean;
}

/** All pieces on one side, the nearest first. What is appended to, and whether commas stand between, stays the same. */
function follow({ text, piece, isList }: Chain, next: (text: string, from: Span) => Piece | null): Span[] {
  const found: Piece[] = [];
  while (found.length <= MAX_PIECES) {
    const one = next(text, found.at(-1) ?? piece);
    if (one === null || (one.by === ',') !== isList) break;
    if (found.length > 0 && /\w/.test(one.by + found[0]!.by) && one.by !== found[0]!.by) break;
    found.push(one);
  }
  return found;
}

function pieceAfter(text: string, { start, end }: Span): Piece | null {
  const close = pastEscapes(text, end);
  if (AFTER_PIECE.test(text[close + 1] ?? '') === false) return null;
  const open = quoteAfter(text, close);
  const by = open < 0 ? null : signOf(text.slice(close, open + 1));
  if (by === null) return null;
  const stop = closing(text, open + 1, text[close]!);
  return stop < 0 || isKey(text, stop) || !isTarget(text, start, by)
    ? null
    : { start: open + 1, end: stop, by };
}

/** `"name":`, `"name"=` on the next line is the name of another value. */
function isKey(text: string, stop: number): boolean {
  const mark = text[stop + 1];
  return (mark === ':' || mark === '=') && text[stop + 2] !== mark;
}

function pieceBefore(text: string, { start }: Span): Piece | null {
  const open = start - 1;
  if (BEFORE_PIECE.test(text[open - 1] ?? '') === false) return null;
  const close = quoteBefore(text, open);
  const by = close < 0 ? null : signOf(text.slice(close, open + 1));
  if (by === null) return null;
  let end = close;
  while (text[end - 1] === '\\') end--;
  const from = opening(text, end, text[close]!);
  return from < 0 || !isTarget(text, from, by) ? null : { start: from, end, by };
}

/** What the next piece is appended to has the first as its value, or had it appended. */
function isTarget(text: string, start: number, by: string): boolean {
  return !/\w/.test(by) || text.slice(Math.max(0, start - MAX_GAP), start).includes(by);
}

function pastEscapes(text: string, end: number): number {
  let at = end;
  while (text[at] === '\\') at++;
  return at;
}

/** What may stand next to the quotes of a piece, on the side of its neighbour. */
const AFTER_PIECE = /[\s+.&<~|^*),;}\\]/;
const BEFORE_PIECE = /[\s+.&<>~|^*(,={\\rbfuL@$]/;

const SIGN = '(?:\\.{1,2}|\\+{1,2}|&|<>|<<|~|\\|\\||\\^|\\*)';
const APPEND =
  '(?:\\s*(?:[+.&~]=|<<)\\s*|\\.(?:concat|append|push_str|(?:write|append)_?string|write|add)\\(\\s*)';
const GAPS = [
  `\\s*,\\s*`,
  `(?:\\.to_(?:string|owned)\\(\\))?\\)?[ \\t]*${SIGN}[ \\t]*[\\\\_]?\\s*&?`,
  `\\)?[ \\t]*[\\\\_]?\\r?\\n[ \\t]*${SIGN}[ \\t]*`,
  '[ \\t]*[\\\\_]?(?:\\r?\\n)?[ \\t]*(?=.)',
  '\\}\\$?\\{',
  `\\)?\\s*;?\\s*(\\$?[\\w.>-]{0,40}?)${APPEND}`,
  '\\)\\s*;?\\s*append\\(\\s*',
];
const GAP = new RegExp(
  `^(["'\`])(?:${GAPS.map((gap) => `(?:${gap})`).join('|')})(?:[rbfuL@$&]{1,2}(?=["'\`\\\\]))?\\\\*\\1$`,
  'i',
);

/** What joins two literals: a comma, the name that is appended to, or any other sign as `+`; null where nothing does. */
function signOf(gap: string): string | null {
  if (gap.length < 3) return null;
  const plain = gap.replace(COMMENT, '');
  const match = GAP.exec(plain);
  if (match === null) return null;
  return plain.includes(',') ? ',' : match[2] || '+';
}

/** Between two pieces anything may be said of them. */
const COMMENT = /(?<=[ \t]|^.)(?:\/\/|#|--)[^\n]*(?=\n)|\/\*[^*]*\*\//g;

function quoteAfter(text: string, close: number): number {
  const quote = text[close];
  if (quote === undefined || !isQuote(quote)) return -1;
  for (let at = close + 1; at < close + MAX_GAP; at++) if (text[at] === quote) return at;
  return -1;
}

function quoteBefore(text: string, open: number): number {
  const quote = text[open];
  for (let at = open - 1; at > Math.max(-1, open - MAX_GAP); at--) if (text[at] === quote) return at;
  return -1;
}

/** End of the literal that begins at `start`, without the escapes before its quote; -1 where it has blanks. */
function closing(text: string, start: number, quote: string): number {
  for (let at = start; at < Math.min(text.length, start + MAX_PIECE); at++) {
    if (text[at] === quote) {
      let end = at;
      while (end > start + 1 && text[end - 1] === '\\') end--;
      return end;
    }
    if (/\s/.test(text[at]!)) return -1;
  }
  return -1;
}

function opening(text: string, end: number, quote: string): number {
  for (let at = end - 1; at >= Math.max(0, end - MAX_PIECE); at--) {
    if (text[at] === quote) return at + 1;
    if (/[\s,;(){}]/.test(text[at]!)) return -1;
  }
  return -1;
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** `'a', 'b'`: one character each, an escaped one also. */
function isCharacters(text: string, ...pieces: Span[]): boolean {
  return pieces.every(({ start, end }) => CHARACTER.test(text.slice(start, end)));
}

const CHARACTER = /^(?:[^\\]|\\(?:.|x00|u0000))$/;

/** Whether a text that begins with the first quote of a list goes on with six characters or more, one in each literal. */
export function isListOfCharacters(text: string): boolean {
  return /^(?:(["'`])(?:[^\\\n]|\\.)\1\s{0,3},\s{0,6}){5}/.test(text);
}

/** A list counts only as what a call joins without anything between. */
function isJoinedList(text: string, { start, end }: Span): boolean {
  const open = bracketBefore(text, start);
  const from = Math.max(0, open - 48);
  if (open >= 0 && isJoining(text.slice(from, open + 12), open - from)) return true;
  const close = bracketAfter(text, end);
  return close >= 0 && isJoinedAfter(text.slice(Math.max(end, close - 16), close + 48));
}

function bracketBefore(text: string, start: number): number {
  for (let at = start - 2; at >= Math.max(0, start - NEAR); at--) {
    if (BRACKET[text.charCodeAt(at)] === 1) return /[([{]/.test(text[at]!) ? at : -1;
  }
  return -1;
}

function bracketAfter(text: string, end: number): number {
  for (let at = end + 1; at < Math.min(text.length, end + NEAR); at++) {
    if (BRACKET[text.charCodeAt(at)] === 1) return /[)\]}]/.test(text[at]!) ? at : -1;
  }
  return -1;
}

export const BRACKET = tableOf(/[()[\]{};]/);

/** Whether the bracket at `open` of the text begins a list that a call joins: `"".join([`, `implode('', [`. */
export function isJoining(text: string, open: number): boolean {
  const before = text.slice(0, open + 1);
  if (JOINING.test(before)) return true;
  return JOINING_BY.test(before) && /^\s*(?:""|'')\s*,/.test(text.slice(open + 1));
}

/** Calls of which the list is the argument, or the arguments are the list. */
const JOINING =
  /(?:["'`]{2}\.join\(\s*[[({]?|\b(?:paste0|strcat|concat)!?\(\s*\{?|-join\s*@?\(|%s["']\s*%\s*\(|\b(?:join|implode)\(\s*["']{2},\s*[[({])$/i;

/** Calls that take first what stands between. */
const JOINING_BY = /\b(?:join|implode)\($/i;

/** Whether what closes a list joins it: `].join('')`, `}, "")`, `sep = "")`. */
export function isJoinedAfter(text: string): boolean {
  return JOINED.test(text);
}

const JOINED =
  /[\])}]\s{0,40}(?:\.(?:join|joinToString|joined|mkString)\b(?:\(\s*(?:separator:\s*)?(?:""|''|``)?\s*\)|(?!\s*\())|\.concat\(\)|,\s*(?:""|'')\s*\))|\bsep\s*=\s*(?:""|'')\s*\)/;
