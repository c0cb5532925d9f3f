/** Code points from the first to the second, both included. Ranges of a class are sorted and disjoint. */
export type CodeRange = readonly [number, number];

const LAST_CODE_POINT = 0x10ffff;
const DIGITS: CodeRange[] = [[0x30, 0x39]];
const WORD: CodeRange[] = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const SPACE: CodeRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What a dot does not match. */
export const LINE_ENDS: CodeRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
/** What `\d`, `\w`, `\s` and their opposites match, by their letter. */
export const SHORTHANDS: Record<string, CodeRange[]> = {
  d: DIGITS,
  D: invert(DIGITS),
  w: WORD,
  W: invert(WORD),
  s: SPACE,
  S: invert(SPACE),
};

/** The same code points, sorted and without overlaps. */
export function union(ranges: readonly CodeRange[]): CodeRange[] {
  const result: CodeRange[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1)
      result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}

/** All other code points. */
export function invert(ranges: readonly CodeRange[]): CodeRange[] {
  const gaps: CodeRange[] = [];
  let from = 0;
  for (const [first, last] of ranges) {
    if (first > from) gaps.push([from, first - 1]);
    from = last + 1;
  }
  return from > LAST_CODE_POINT ? gaps : [...gaps, [from, LAST_CODE_POINT]];
}
