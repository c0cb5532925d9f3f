import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { findFullWidth, findMathematical } from './confusables.ts';
import { LONGEST_ENTITY, NUMERIC_ENTITY } from './edits.ts';
import { findInvisible } from './invisible.ts';
import { MIN_RUN } from './runs.ts';
import type { OnSuspect } from './sieve.ts';
import { RARE } from './survey.ts';
import { findWide } from './wide.ts';

/**
 * PEM headers, keystores, wide text, and stretches that could be a value with bytes in it that the engine takes out, because
 * nobody sees them, or reads as other letters. `rare` says which marks may be in the bytes at all.
 */
export function findMarks(buffer: Buffer, rare: number, found: OnSuspect): void {
  if ((rare & RARE.pem) !== 0) findAll(buffer, PEM_END, (at) => found(at, at + PEM_END.length, 'block'));
  if ((rare & RARE.keystore) !== 0)
    findAll(buffer, KEYSTORE, (at) => found(at, at + KEYSTORE.length, 'block'));
  const hide = stretchFinder(buffer, (start, end) => found(start, end, 'hidden'));
  if ((rare & RARE.escape) !== 0) findAll(buffer, ESCAPE, (at) => hide(at, at + 1));
  if ((rare & RARE.entity) !== 0) {
    findAll(buffer, ENTITY, (at) => {
      if (NUMERIC_ENTITY.test(buffer.toString('latin1', at, at + LONGEST_ENTITY))) hide(at, at + 5);
    });
  }
  if ((rare & RARE.code) !== 0)
    for (const begin of CODES) findAll(buffer, begin, (at) => hide(at, at + begin.length));
  findWide(buffer, true, (start, end) => found(start, end, 'hidden'));
  if ((rare & RARE.beyondAscii) === 0) return;
  findInvisible(buffer, hide);
  findFullWidth(buffer, hide);
  findMathematical(buffer, hide);
}

const PEM_END = Buffer.from('PRIVATE KEY-----');
const KEYSTORE = Buffer.from('ciphertext');
const ENTITY = Buffer.from('&#');
/** They begin `\u{61}` and `\141`. */
const CODES = ['\\u{', '\\1'].map((begin) => Buffer.from(begin));
const ESCAPE = 0x1b;

function findAll(buffer: Buffer, what: Buffer | number, found: (at: number) => void): void {
  for (let at = buffer.indexOf(what); at >= 0; at = buffer.indexOf(what, at + 1)) found(at);
}

/**
 * Takes what is hidden, and gives the stretch that it joins where that holds enough value characters to be one value, or
 * where this cannot be seen because the bytes end. Linear where the hidden comes in rising order: no stretch is read twice.
 */
function stretchFinder(
  bytes: Uint8Array,
  found: (start: number, end: number) => void,
): (start: number, end: number) => void {
  let last = { start: 0, end: 0 };
  return (start, end) => {
    if (start >= last.start && end <= last.end) return;
    last = stretchAround(bytes, start, end);
    const isCut = last.start === 0 || last.end === bytes.length;
    if (isCut || holdsValue(bytes, last)) found(last.start, last.end);
  };
}

function stretchAround(bytes: Uint8Array, from: number, to: number): Span {
  let start = from;
  while (start > 0 && MAY_JOIN[bytes[start - 1]!] === 1) start--;
  let end = to;
  while (end < bytes.length && MAY_JOIN[bytes[end]!] === 1) end++;
  return { start, end };
}

function holdsValue(bytes: Uint8Array, { start, end }: Span): boolean {
  let count = 0;
  for (let at = start; at < end && count < MIN_RUN; at++) count += IN_VALUE[bytes[at]!]!;
  return count >= MIN_RUN;
}

/** Value characters, and what wide and mathematical letters begin with. */
const IN_VALUE = tableOf(/[\w+/=\\%\xef\xf0-]/);
/** Value characters, and what hidden characters, entities, escapes and colour sequences are made of. */
const MAY_JOIN = tableOf(/[\w+/=\\%\x80-\xff&#;\x1b[{}-]/);
