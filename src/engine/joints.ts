import { Buffer } from 'node:buffer';
import { tableOf } from './token.ts';

/**
 * Values in pieces that are too short to be runs themselves: `"4f7a01" + "9bc2e8"`, `x += "9bc2e8"`, or over lines that
 * end with a backslash. Told by these signs, which are rare in code.
 */

const PLUS = 43;
/** Shorter values are no credentials, however many pieces they have. */
const LEAST = 16;
/** A piece as long as a run is found without its neighbours. */
const LONGEST = 15;
/** Between two pieces stand a plus sign, blanks and a line break. */
const REACH = 40;

/** Calls `found(start, end)` with the first of two or more short pieces that are joined and hold a digit. */
export function findJoints(bytes: Uint8Array, found: (start: number, end: number) => void): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  findSums(buffer, found);
  findBroken(buffer, found);
}

function findBroken(buffer: Buffer, found: (start: number, end: number) => void): void {
  for (const lineEnd of LINE_ENDS) findBrokenBy(lineEnd, buffer, found);
}

/** A backslash before a line break; backslashes alone are many where text is escaped. */
const LINE_ENDS = ['\\\n', '\\\r\n'].map((mark) => Buffer.from(mark));

function findBrokenBy(mark: Buffer, buffer: Buffer, found: (start: number, end: number) => void): void {
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

function findSums(buffer: Buffer, found: (start: number, end: number) => void): void {
  let until = 0;
  for (let at = buffer.indexOf(PLUS); at >= 0; at = buffer.indexOf(PLUS, at + 1)) {
    if (at < until) continue;
    const left = quoteBefore(buffer, at);
    const right = left < 0 ? -1 : quoteAfter(buffer, at);
    if (right < 0 || buffer[left] !== buffer[right]) continue;
    const start = pieceBefore(buffer, left);
    const end = pieceAfter(buffer, right);
    if (
      left - start + end - right <= LEAST ||
      !(hasDigit(buffer, start, left) || hasDigit(buffer, right, end))
    )
      continue;
    found(start, left);
    until = end;
  }
}

/** The quote that ends the literal before the sign, or -1. */
function quoteBefore(bytes: Uint8Array, at: number): number {
  let left = at - 1;
  if (bytes[at + 1] === EQUALS) {
    while (left > at - REACH && IDENTIFIER[bytes[left] ?? 0] === 1) left--;
  }
  while (left > at - REACH && BLANK[bytes[left] ?? 0] === 1) left--;
  return QUOTE[bytes[left] ?? 0] === 1 ? left : -1;
}

/** The quote that opens the literal after the sign, or -1. */
function quoteAfter(bytes: Uint8Array, at: number): number {
  let right = bytes[at + 1] === EQUALS ? at + 2 : at + 1;
  while (right < at + REACH && BLANK[bytes[right] ?? 0] === 1) right++;
  return QUOTE[bytes[right] ?? 0] === 1 ? right : -1;
}

function pieceBefore(bytes: Uint8Array, quote: number): number {
  let start = quote;
  while (quote - start <= LONGEST && VALUE[bytes[start - 1] ?? 0] === 1) start--;
  return bytes[start - 1] === bytes[quote] ? start : quote;
}

function pieceAfter(bytes: Uint8Array, quote: number): number {
  let end = quote + 1;
  while (end - quote <= 2 * LONGEST && VALUE[bytes[end] ?? 0] === 1) end++;
  return bytes[end] === bytes[quote] ? end : quote;
}

function hasDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 48 && bytes[at]! <= 57) return true;
  return false;
}

const EQUALS = 61;
const BLANK = tableOf(/[\s;]/);
const IDENTIFIER = tableOf(/[\w$. ]/);
const QUOTE = tableOf(/["'`]/);
const VALUE = tableOf(/[\w+/=.:-]/);
