import { Buffer } from 'node:buffer';
import { tableOf } from './byte-table.ts';
import { backThrough, type Narrowed, type Segment } from './wide.ts';

/** Rows of blanks so long that a value behind them is out of sight, for a person and for whoever looks for its name. */

/** Longer than any indentation and any column. */
const LONG = 1000;
/** What is left of such a row on either side. */
const KEPT = 100;

/** Calls `found(start, end)` for each long row, in rising order. Every so many bytes one is looked at. */
export function findLongBlanks(bytes: Uint8Array, found: (start: number, end: number) => void): void {
  let last = 0;
  for (let at = LONG / 2; at < bytes.length; at += LONG / 2) {
    if (at < last || MAY_BE_BLANK[bytes[at]!] === 0) continue;
    const { start, end } = rowAround(bytes, at, last);
    if (end - start >= LONG) found(start, end);
    last = Math.max(last, end);
  }
}

/** Null where no row is long. */
export function withoutLongBlanks(bytes: Uint8Array): Narrowed | null {
  const pieces: Uint8Array[] = [];
  const segments: Segment[] = [];
  let from = 0;
  let size = 0;
  const keep = (end: number): void => {
    segments.push({ first: size, origin: from, step: 1 });
    pieces.push(bytes.subarray(from, end));
    size += end - from;
  };
  findLongBlanks(bytes, (start, end) => {
    keep(characterStart(bytes, start + KEPT));
    from = characterStart(bytes, end - KEPT);
  });
  if (segments.length === 0) return null;
  keep(bytes.length);
  return { bytes: Buffer.concat(pieces), back: backThrough(segments) };
}

function rowAround(bytes: Uint8Array, at: number, floor: number): { start: number; end: number } {
  let start = characterStart(bytes, at);
  let end = start;
  for (let length = blankAt(bytes, end); length > 0; length = blankAt(bytes, end)) end += length;
  while (end > at && start > floor) {
    const before = characterStart(bytes, start - 1);
    if (blankAt(bytes, before) !== start - before) break;
    start = before;
  }
  return { start, end };
}

/** No blank is longer than three bytes. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > at - 2 && start > 0 && (bytes[start]! & 0xc0) === 0x80) start--;
  return start;
}

const BLANK = tableOf(/[\t-\r ]/);
const MAY_BE_BLANK = tableOf(/[\t-\r \x80-\xaf\xbb\xbf\xc2\xe1-\xe3\xef]/);

/** How many bytes the blank has that begins here, one of Unicode or nothing to see at all; 0 where none does. */
function blankAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return BLANK[first]!;
  if (first === 0xc2)
    return bytes[at + 1] === 0xa0 || bytes[at + 1] === 0xad || bytes[at + 1] === 0x85 ? 2 : 0;
  return ODD_BLANKS.has(((first << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)) >>> 0) ? 3 : 0;
}

/** Spaces, line ends and invisible characters of three bytes (Unicode 16, `White_Space`; invisible.ts), read 2026-11. */
const ODD_BLANKS: ReadonlySet<number> = new Set(
  [[0x1680], range(0x2000, 0x200f), range(0x2028, 0x202f), range(0x205f, 0x206f), [0x3000, 0xfeff]]
    .flat()
    .map((point) => Buffer.from(String.fromCodePoint(point)).readUIntBE(0, 3)),
);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
