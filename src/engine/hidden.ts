import { Buffer } from 'node:buffer';
import { tableOf } from './byte-table.ts';
import { LONGEST_ENTITY, NUMERIC_ENTITY } from './edits.ts';
import { findInvisible } from './invisible.ts';
import { MIN_RUN } from './runs.ts';
import type { OnSuspect } from './sieve.ts';
import { RARE } from './survey.ts';
import { findWide } from './wide.ts';

/**
 * PEM headers, keystores, wide text, and bytes within values that the engine takes out because nobody sees them. `rare` says which
 * marks may be in the bytes at all.
 */
export function findMarks(buffer: Buffer, rare: number, found: OnSuspect): void {
  if ((rare & RARE.pem) !== 0) findAll(buffer, PEM_END, (at) => found(at, at + PEM_END.length, 'block'));
  if ((rare & RARE.keystore) !== 0)
    findAll(buffer, KEYSTORE, (at) => found(at, at + KEYSTORE.length, 'block'));
  const hide = (start: number, end: number): void => {
    if (isInValue(buffer, start, end)) found(start, end, 'hidden');
  };
  if ((rare & RARE.escape) !== 0) findAll(buffer, ESCAPE, (at) => hide(at, at + 1));
  if ((rare & RARE.entity) !== 0) {
    findAll(buffer, ENTITY, (at) => {
      if (NUMERIC_ENTITY.test(buffer.toString('latin1', at, at + LONGEST_ENTITY))) hide(at, at + 5);
    });
  }
  for (const begin of CODES) findAll(buffer, begin, (at) => hide(at, at + begin.length));
  findWide(buffer, true, (start, end) => found(start, end, 'hidden'));
  if ((rare & RARE.beyondAscii) !== 0) findInvisible(buffer, hide);
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
 * Whether enough value characters stand on both sides of something hidden, and of more of its kind, to be one value; also
 * where that cannot be seen because the bytes end.
 */
function isInValue(bytes: Uint8Array, start: number, end: number): boolean {
  let count = 0;
  let at = start - 1;
  for (; at >= 0 && count < MIN_RUN && MAY_JOIN[bytes[at]!] === 1; at--) count += IN_VALUE[bytes[at]!]!;
  if (at < 0) return true;
  for (at = end; at < bytes.length && count < MIN_RUN && MAY_JOIN[bytes[at]!] === 1; at++)
    count += IN_VALUE[bytes[at]!]!;
  return count >= MIN_RUN || at === bytes.length;
}

const IN_VALUE = tableOf(/[\w+/=\\%-]/);
/** Value characters, and what hidden characters, entities, escapes and colour sequences are made of. */
const MAY_JOIN = tableOf(/[\w+/=\\%\x80-\xff&#;\x1b[{}-]/);
