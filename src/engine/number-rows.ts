import { tableOf } from './byte-table.ts';
import { findStretches } from './stretches.ts';

/**
 * Rows of numbers, as keys in bytes are written: digits, hexadecimal ones too, commas and blanks, casts and signs.
 */

/** A stretch that short holds no 16 numbers with their commas. */
export const LEAST_NUMBERS = 24;
export const NUMBER_BYTES = tableOf(/[\da-fA-Fxyt(), \t\n\v\f\r-]/);
const LEAST_COMMAS = 15;

/**
 * Calls `found(start, end)` for each stretch that may hold 16 numbers or more, in order. With `isPart`, stretches that touch an
 * end of the bytes and hold a comma are handed out, too: they may go on there.
 */
export function findNumberRows(
  bytes: Uint8Array,
  found: (start: number, end: number) => void,
  isPart = false,
): void {
  findStretches(bytes, { table: NUMBER_BYTES, least: LEAST_NUMBERS }, (start, end) => {
    if (holdsNumbers(bytes, { start, end }, isPart)) found(start, end);
  });
}

/** Whether a stretch has as many commas as a row. */
export function holdsNumbers(
  bytes: Uint8Array,
  { start, end }: { start: number; end: number },
  isPart: boolean,
): boolean {
  const isCut = isPart && (start === 0 || end === bytes.length);
  let left = isCut ? 1 : LEAST_COMMAS;
  for (let at = start; at < end && left > 0; at++) if (bytes[at] === COMMA) left--;
  return left === 0;
}

const COMMA = 44;
