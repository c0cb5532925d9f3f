import { findStretches } from './stretches.ts';

/**
 * Runs of value characters that are long enough and random enough to be part of a credential. What is said here also holds
 * for `keepRandom` in `kernel/survey.wat`.
 */

/** Shortest run that can start a match; shorter parts of a credential are found beside a longer one. */
export const MIN_RUN = 16;

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
/** Value characters that are neither letters nor digits: `+ / = _ - \ %` (the last two begin escapes). */
const SEPARATOR = 4;

/** What kind of value character a byte is; 0 for others. */
export const RUN_BYTES = buildClasses();

/**
 * Calls `found(start, end)` for each run of at least `MIN_RUN` value characters that may hold a random value.
 * Linear in `bytes`.
 */
export function findRuns(bytes: Uint8Array, found: (start: number, end: number) => void): void {
  findStretches(bytes, { table: RUN_BYTES, least: MIN_RUN }, (start, end) => {
    if (mayBeRandom(bytes, start, end)) found(start, end);
  });
}

/**
 * A cheap test that keeps every run with digits scattered through letters or letter cases that jump about,
 * and drops identifiers, words, paths, rulers and plain numbers.
 */
function mayBeRandom(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  let letters = 0;
  let jumps = 0;
  let falls = 0;
  let previous = SEPARATOR;
  for (let at = start; at < end; at++) {
    const kind = RUN_BYTES[bytes[at]!]!;
    const change = CHANGES[(previous << 3) | kind]!;
    jumps += change & 0xffff;
    falls += change >> 16;
    if (kind === DIGIT) digits++;
    else if (kind !== SEPARATOR) letters++;
    if (digits > 0 && letters > 0 && jumps >= MANY_JUMPS) return true;
    previous = kind;
  }
  if (letters === 0) return false;
  if (digits === 0) return letters >= MIN_RUN && (jumps + falls) * 5 >= letters * 2;
  return jumps >= 3 && jumps * 12 >= end - start;
}

/** So many changes between letters and digits or cases are enough, however long the run. */
const MANY_JUMPS = 8;

/**
 * What a character adds to the counts, by the kinds of the one before it and its own: 1 for a jump (from a letter to a
 * digit or back, or up from a small letter to a capital), 1 << 16 for a fall (from a capital down to a small one).
 */
const CHANGES = buildChanges();

function buildChanges(): Int32Array {
  const changes = new Int32Array(64);
  const jumps: [number, number][] = [
    [LOWER, DIGIT],
    [UPPER, DIGIT],
    [DIGIT, LOWER],
    [DIGIT, UPPER],
    [LOWER, UPPER],
  ];
  for (const [from, to] of jumps) changes[(from << 3) | to] = 1;
  changes[(UPPER << 3) | LOWER] = 1 << 16;
  return changes;
}

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(256).fill(OTHER);
  for (let code = 97; code <= 122; code++) classes[code] = LOWER;
  for (let code = 65; code <= 90; code++) classes[code] = UPPER;
  for (let code = 48; code <= 57; code++) classes[code] = DIGIT;
  for (const character of '+/=_-\\%') classes[character.charCodeAt(0)] = SEPARATOR;
  return classes;
}
