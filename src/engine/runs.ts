/**
 * The first pass: finds runs of value characters that are long enough and random enough to be part of a
 * credential. It looks at every `MIN_RUN`-th byte only and walks out from there, so most bytes are never read.
 */

/** Shortest run that can start a match; shorter parts of a credential are found beside a longer one. */
export const MIN_RUN = 16;

export const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
/** Value characters that are neither letters nor digits: `+ / = _ - \ %` (the last two begin escapes). */
const SEPARATOR = 4;

export const CLASS = buildClasses();

/**
 * Calls `found(start, end)` for each run of at least `MIN_RUN` value characters that may hold a random value.
 * Linear in `bytes`.
 */
export function findRuns(bytes: Uint8Array, found: (start: number, end: number) => void): void {
  const length = bytes.length;
  let previousEnd = 0;
  let at = MIN_RUN - 1;
  while (at < length) {
    if (CLASS[bytes[at]!] === OTHER || (at + MIN_RUN < length && isInShort(bytes, at))) {
      at += MIN_RUN;
      continue;
    }
    let start = at;
    while (start > previousEnd && CLASS[bytes[start - 1]!] !== OTHER) start--;
    let end = at + 1;
    while (end < length && CLASS[bytes[end]!] !== OTHER) end++;
    previousEnd = end;
    if (end - start >= MIN_RUN && mayBeRandom(bytes, start, end)) found(start, end);
    at = end + MIN_RUN;
  }
}

/** A run that is long enough and holds `at` holds one of any two places around it that are `MIN_RUN` apart. */
function isInShort(bytes: Uint8Array, at: number): boolean {
  return (
    (CLASS[bytes[at - 8]!] === OTHER && CLASS[bytes[at + 8]!] === OTHER) ||
    (CLASS[bytes[at - 4]!] === OTHER && CLASS[bytes[at + 12]!] === OTHER) ||
    (CLASS[bytes[at - 12]!] === OTHER && CLASS[bytes[at + 4]!] === OTHER)
  );
}

/**
 * A cheap test that keeps every run with digits scattered through letters or letter cases that jump about,
 * and drops identifiers, words, paths, rulers and plain numbers.
 */
export function mayBeRandom(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = 0;
  let letters = 0;
  let jumps = 0;
  let falls = 0;
  let previous = SEPARATOR;
  for (let at = start; at < end; at++) {
    const kind = CLASS[bytes[at]!]!;
    if (kind === DIGIT) {
      digits++;
      if ((previous === LOWER || previous === UPPER) && ++jumps >= MANY_JUMPS) return true;
    } else if (kind !== SEPARATOR) {
      letters++;
      if (previous === DIGIT || (kind === UPPER && previous === LOWER)) jumps++;
      else if (kind === LOWER && previous === UPPER) falls++;
    }
    previous = kind;
  }
  if (letters === 0) return false;
  if (digits === 0) return letters >= MIN_RUN && (jumps + falls) * 5 >= letters * 2;
  return jumps >= 3 && (jumps * 12 >= end - start || jumps >= MANY_JUMPS);
}

/** So many changes between letters and digits or cases are enough, however long the run. */
const MANY_JUMPS = 8;

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let code = 97; code <= 122; code++) classes[code] = LOWER;
  for (let code = 65; code <= 90; code++) classes[code] = UPPER;
  for (let code = 48; code <= 57; code++) classes[code] = DIGIT;
  for (const character of '+/=_-\\%') classes[character.charCodeAt(0)] = SEPARATOR;
  return classes;
}
