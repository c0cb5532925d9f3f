import { Buffer, isAscii } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { MIN_RUN } from './runs.ts';
import type { OnSuspect } from './sieve.ts';
import { tableOf } from './token.ts';

/** PEM headers, keystores, and bytes that the engine takes out because nobody sees them. */
export function findMarks(buffer: Buffer, found: OnSuspect): void {
  findAll(buffer, PEM_END, (at) => found(at, at + PEM_END.length, 'block'));
  findAll(buffer, KEYSTORE, (at) => found(at, at + KEYSTORE.length, 'block'));
  findAll(buffer, ESCAPE, (at) => found(at, at + 1, 'hidden'));
  findAll(buffer, NUMERIC_ENTITY, (at) => {
    if (ENTITIES.test(buffer.toString('latin1', at, at + 6))) found(at, at + 5, 'hidden');
  });
  if (isAscii(buffer)) return;
  findAll(buffer, 0xe2, (at) => {
    if (isInvisible(buffer[at + 1] ?? 0, buffer[at + 2] ?? 0)) found(at, at + 3, 'hidden');
  });
  for (const mark of [SOFT_HYPHEN, BYTE_ORDER_MARK]) {
    findAll(buffer, mark, (at) => found(at, at + mark.length, 'hidden'));
  }
}

const PEM_END = Buffer.from('PRIVATE KEY-----');
const KEYSTORE = Buffer.from('ciphertext');
const NUMERIC_ENTITY = Buffer.from('&#');
/** Entities of characters that stand within values. */
const ENTITIES = /^&#(?:x[2-7][\da-f]|\d{2,3});/i;
const SOFT_HYPHEN = Buffer.from([0xc2, 0xad]);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const ESCAPE = 0x1b;

function findAll(buffer: Buffer, what: Buffer | number, found: (at: number) => void): void {
  for (let at = buffer.indexOf(what); at >= 0; at = buffer.indexOf(what, at + 1)) found(at);
}

/** Second and third byte of zero-width characters, direction marks and word joiners in UTF-8. */
function isInvisible(second: number, third: number): boolean {
  if (second === 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae);
  return second === 0x81 && third >= 0xa0 && third <= 0xaf;
}

/** Whether enough value characters stand on both sides of something hidden, and of more of its kind, to be one value. */
export function isInValue(bytes: Uint8Array, { start, end }: Span): boolean {
  let count = 0;
  for (let at = start - 1; at >= 0 && count < MIN_RUN && MAY_JOIN[bytes[at]!] === 1; at--)
    count += IN_VALUE[bytes[at]!]!;
  for (let at = end; at < bytes.length && count < MIN_RUN && MAY_JOIN[bytes[at]!] === 1; at++)
    count += IN_VALUE[bytes[at]!]!;
  return count >= MIN_RUN;
}

const IN_VALUE = tableOf(/[\w+/=\\%-]/);
/** Value characters, and what hidden characters, entities and colour sequences are made of. */
const MAY_JOIN = tableOf(/[\w+/=\\%\x80-\xff&#;\x1b[-]/);
