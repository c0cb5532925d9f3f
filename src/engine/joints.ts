import { Buffer } from 'node:buffer';
import { tableOf } from './byte-table.ts';
import {
  BRACKET,
  isJoinedAfter,
  isJoining,
  isJoint,
  isListOfCharacters,
  MAX_GAP,
  piecesAround,
} from './pieces.ts';
import { RARE } from './survey.ts';

/**
 * Values in pieces that are too short to be runs themselves: literals that are put together, and lines that end with a
 * backslash. Literals are told by where their quotes stand; what is between is read only where the distances fit.
 */

/** Shorter values are no credentials, however many pieces they have. */
const LEAST = 16;
/** A piece as long as a run is found without its neighbours. */
const LONGEST = 15;

type OnFound = (start: number, end: number) => void;

/**
 * Calls `found(start, end)` with a piece of each value in short pieces that hold a digit, mostly the first. `rare` says
 * which marks may be in the bytes at all.
 */
export function findJoints(bytes: Uint8Array, rare: number, found: OnFound): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isJson(buffer)) for (const quote of QUOTES) findLiterals(buffer, quote, found);
  if ((rare & RARE.brokenLine) === 0) return;
  for (const lineEnd of LINE_ENDS) findBroken(lineEnd, buffer, found);
}

const QUOTES = [34, 39, 96];

/** Begins and ends like an object or a list: JSON puts nothing together, and is nearly all quotes. */
function isJson(buffer: Buffer): boolean {
  let last = buffer.length - 1;
  while (last > 0 && BLANK[buffer[last]!] === 1) last--;
  const first = buffer[nextMark(buffer, 0)];
  return (first === 123 && buffer[last] === 125) || (first === 91 && buffer[last] === 93);
}

/** A backslash before a line break; backslashes alone are many where text is escaped. */
const LINE_ENDS = ['\\\n', '\\\r\n'].map((mark) => Buffer.from(mark));

function findBroken(mark: Buffer, buffer: Buffer, found: OnFound): void {
  let until = 0;
  for (let at = buffer.indexOf(mark); at >= 0; at = buffer.indexOf(mark, at + 1)) {
    const next = at + mark.length - 1;
    if (at < until) continue;
    let start = at;
    while (at - start <= LONGEST && VALUE[buffer[start - 1] ?? 0] === 1) start--;
    let end = next + 1;
    while (end - next <= 2 * LONGEST && VALUE[buffer[end] ?? 0] === 1) end++;
    if (at - start + end - next <= LEAST || !(hasDigit(buffer, start, at) || hasDigit(buffer, next, end)))
      continue;
    found(start, at);
    until = end + 1;
  }
}

/** Looks at every two literals that are near each other; `a` opens the first, `d` closes the second. */
function findLiterals(buffer: Buffer, quote: number, found: OnFound): void {
  let until = 0;
  let a = -1;
  let b = -1;
  let c = -1;
  for (let d = buffer.indexOf(quote); d >= 0; d = buffer.indexOf(quote, d + 1)) {
    const isNear = b - a <= LONGEST + 1 && c - b < MAX_GAP && d - c <= 2 * LONGEST;
    if (
      isNear &&
      a >= until &&
      b - a > 1 &&
      c - b > 1 &&
      d - c > 1 &&
      mayJoin(buffer, b, c) &&
      mayOpen(buffer, a)
    )
      until = readJoint(buffer, { a, b, c, d }, found);
    a = b;
    b = c;
    c = d;
  }
}

/** What stands beside the quotes tells most that are not joined. */
function mayJoin(buffer: Buffer, close: number, open: number): boolean {
  if (AFTER[buffer[close + 1]!] === 0) return false;
  const before = buffer[open - 1]!;
  return BEFORE[before] === 1 || (before === EQUALS && APPENDING[buffer[open - 2]!] === 1);
}

/** Behind a letter or a digit a quote closes, unless it is one that says of what kind the literal is: `b"`, `rb"`. */
function mayOpen(buffer: Buffer, quote: number): boolean {
  let at = quote;
  while (quote - at < 2 && KIND[buffer[at - 1] ?? 0] === 1) at--;
  return WORD[buffer[at - 1] ?? 0] === 0;
}

interface Quotes {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** Hands out the first piece if it is one of a value; returns where the next could begin. */
function readJoint(buffer: Buffer, { a, b, c, d }: Quotes, found: OnFound): number {
  if (isComma(buffer, b, c))
    return buffer[nextMark(buffer, d + 1)] === COLON ? d : readList(buffer, a, found);
  if (b - a + d - c - 2 < LEAST / 2 || !(hasDigit(buffer, a, b) || hasDigit(buffer, c, d))) return 0;
  if (!isPrinted(buffer, a + 1, b) || !isPrinted(buffer, c + 1, d)) return 0;
  if (!isJoint(buffer.toString('latin1', b, c + 1))) return 0;
  const from = Math.max(0, a - MAX_GAP);
  const text = buffer.toString('latin1', from, Math.min(buffer.length, d + AHEAD));
  const pieces = piecesAround(text, { start: a + 1 - from, end: b - from }) ?? [];
  if (pieces.reduce((sum, { start, end }) => sum + end - start, 0) < LEAST) return 0;
  found(a + 1, b);
  return from + pieces.at(-1)!.end;
}

/** So far behind two pieces all others are looked for: what is in more pieces than that is looked for again. */
const AHEAD = 1000;

/** A comma and blanks between two literals. */
function isComma(buffer: Buffer, close: number, open: number): boolean {
  let commas = 0;
  for (let at = close + 1; at < open; at++) {
    if (buffer[at] === COMMA) commas++;
    else if (BLANK[buffer[at]!] === 0) return false;
  }
  return commas === 1;
}

/** A list of literals is a value where a call joins them, or where each is one character. Returns where the list ends. */
function readList(buffer: Buffer, a: number, found: OnFound): number {
  const end = listEnd(buffer, a);
  if (end - a > LEAST && hasDigit(buffer, a, end) && isOneValue(buffer, a, end))
    found(a + 1, buffer.indexOf(buffer[a]!, a + 1));
  return end;
}

function isOneValue(buffer: Buffer, a: number, end: number): boolean {
  if (buffer[a + 2] === buffer[a] || buffer[a + 1] === BACKSLASH) {
    if (isListOfCharacters(buffer.toString('latin1', a, Math.min(end, a + CHARACTERS_SEEN)))) return true;
  }
  const after = buffer[nextMark(buffer, end + 1)];
  if (after === STOP || after === COMMA || buffer[end] === PARENTHESIS) {
    if (isJoinedAfter(buffer.toString('latin1', Math.max(0, end - 16), end + 48))) return true;
  }
  const start = listStart(buffer, a);
  let before = start - 1;
  while (before > 0 && BLANK[buffer[before]!] === 1) before--;
  if (CALLING[buffer[before] ?? 0] === 0 && !isLastOfCall(buffer, before)) return false;
  const from = Math.max(0, start - 48);
  return isJoining(buffer.toString('latin1', from, start + 12), start - from);
}

function isLastOfCall(buffer: Buffer, at: number): boolean {
  const last = buffer[at]!;
  return LASTS[last] === 1 && LAST.has(buffer.toString('latin1', at - 1, at + 1));
}

/** Where the next byte is that is no blank, within a few lines. */
function nextMark(buffer: Buffer, from: number): number {
  let at = from;
  while (at < from + MAX_GAP && BLANK[buffer[at]!] === 1) at++;
  return at;
}

/** Six characters with their quotes and commas. */
const CHARACTERS_SEEN = 48;
const LONGEST_LIST = 2400;

function listEnd(buffer: Buffer, from: number): number {
  const ceiling = Math.min(buffer.length, from + LONGEST_LIST);
  let at = from;
  while (at < ceiling && BRACKET[buffer[at]!] === 0) at++;
  return at;
}

function listStart(buffer: Buffer, from: number): number {
  const floor = Math.max(0, from - LONGEST_LIST);
  let at = from;
  while (at > floor && BRACKET[buffer[at]!] === 0) at--;
  return at;
}

function isPrinted(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (PRINTED[bytes[at]!] === 0) return false;
  return true;
}

function hasDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 48 && bytes[at]! <= 57) return true;
  return false;
}

const COMMA = 44;
const EQUALS = 61;
const COLON = 58;
const STOP = 46;
const BACKSLASH = 92;
const PARENTHESIS = 41;
/** What stands before the bracket of a list that a call joins. */
const CALLING = tableOf(/[(,@%]/);
/** The last letters of `join`, `concat!`, `strcat`, `paste0`, `implode`, `string`. */
const LASTS = tableOf(/[nt!0eg]/);
const LAST = new Set(['in', 'at', 't!', 'e0', 'de', 'ng']);
const VALUE = tableOf(/[\w+/=.:-]/);
const PRINTED = tableOf(/[!-~]/);
const WORD = tableOf(/\w/);
const KIND = tableOf(/[bfLrRuU]/);
const BLANK = tableOf(/\s/);
/** What may follow the quote that closes a piece, and stand before the one that opens the next. */
const AFTER = tableOf(/[\s+.&<~|^*),;}\\]/);
const BEFORE = tableOf(/[\s+.&<>~|^*(,{\\rbfuL@$]/);
const APPENDING = tableOf(/[+.&~|]/);
