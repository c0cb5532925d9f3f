/**
 * Rows of numbers, as keys in bytes are written: digits, hexadecimal ones too, commas and blanks, casts and signs.
 */

/** A row of 32 numbers with their commas takes more than twice this. */
const STRIDE = 32;
/** A stretch that short is none. */
const SHORTEST = 24;
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
  for (let at = STRIDE; at < bytes.length; at += STRIDE) {
    if (!looksNumeric(bytes, at)) continue;
    let start = at;
    while (start >= 0 && at - start < SHORTEST && NUMERIC[bytes[start]!] === 1) start--;
    if (at - start < SHORTEST) continue;
    while (start >= 0 && NUMERIC[bytes[start]!] === 1) start--;
    let end = at + 1;
    while (end < bytes.length && NUMERIC[bytes[end]!] === 1) end++;
    const isCut = isPart && (start < 0 || end === bytes.length);
    if (countCommas(bytes, start + 1, end) >= (isCut ? 1 : LEAST_COMMAS)) found(start + 1, end);
    at = Math.max(at, end);
  }
}

/** Some of the bytes that a stretch which reaches `at` must have: hardly any other text passes. */
function looksNumeric(bytes: Uint8Array, at: number): boolean {
  return (
    NUMERIC[bytes[at]!] === 1 &&
    NUMERIC[bytes[at - SHORTEST + 1]!] === 1 &&
    NUMERIC[bytes[at - 8]!] === 1 &&
    NUMERIC[bytes[at - 16]!] === 1
  );
}

const COMMA = 44;

function countCommas(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === COMMA) count++;
  return count;
}

const NUMERIC = buildNumeric();

function buildNumeric(): Uint8Array {
  const numeric = new Uint8Array(256);
  for (const character of '0123456789abcdefABCDEFxyt-(), \t\n\v\f\r') numeric[character.charCodeAt(0)] = 1;
  return numeric;
}
