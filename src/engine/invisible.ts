import type { Buffer } from 'node:buffer';
import { tableOf } from './byte-table.ts';

/** Characters that nobody sees, in UTF-8: Unicode 16, `Default_Ignorable_Code_Point` (read 2026-11), without those of hieroglyphs. */

/** Sequences of bytes that are such a character, where no range holds it. */
const SINGLE = ['\u{ad}', '\u{34f}', '\u{115f}', '\u{1160}', '\u{3164}', '\u{feff}', '\u{ffa0}'].map(toBytes);

/** What such characters begin with, how long they are, and the range of the byte behind. */
const RANGES = [
  { begin: [0xe1, 0xa0], length: 3, from: 0x8b, to: 0x8f },
  { begin: [0xef, 0xb8], length: 3, from: 0x80, to: 0x8f },
  { begin: [0xf3, 0xa0], length: 4, from: 0x80, to: 0xbf },
].map((range) => ({ ...range, begin: Uint8Array.from(range.begin) }));

function toBytes(character: string): Uint8Array {
  return new TextEncoder().encode(character);
}

/** Calls `found(start, end)` for each of these characters, in no order. */
export function findInvisible(buffer: Buffer, found: (start: number, end: number) => void): void {
  for (let at = buffer.indexOf(0xe2); at >= 0; at = buffer.indexOf(0xe2, at + 1)) {
    if (isPunctuation(buffer[at + 1] ?? 0, buffer[at + 2] ?? 0)) found(at, at + 3);
  }
  for (const single of SINGLE) {
    for (let at = buffer.indexOf(single); at >= 0; at = buffer.indexOf(single, at + 1))
      found(at, at + single.length);
  }
  for (const { begin, length, from, to } of RANGES) {
    for (let at = buffer.indexOf(begin); at >= 0; at = buffer.indexOf(begin, at + 1)) {
      const next = buffer[at + 2] ?? 0;
      if (next >= from && next <= to && at + length <= buffer.length) found(at, at + length);
    }
  }
}

/** Second and third byte of zero-width characters, direction marks and word joiners. */
function isPunctuation(second: number, third: number): boolean {
  if (second === 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae);
  return second === 0x81 && third >= 0xa0 && third <= 0xaf;
}

/**
 * Spaces of other widths (Unicode 16, `Zs`, read 2026-11) between a name and its value, where some languages read them as
 * spaces: `secret =<U+00A0>"V"`. Within words and sentences they are left alone.
 */
export function findOddSpaces(buffer: Buffer, add: (start: number, end: number, as: string) => void): void {
  for (const space of ODD_SPACES) {
    for (let at = buffer.indexOf(space); at >= 0; at = buffer.indexOf(space, at + space.length)) {
      const end = at + space.length;
      if (BESIDE[buffer[at - 1] ?? 0] === 1 || BEFORE_VALUE[buffer[end] ?? 0] === 1) add(at, end, ' ');
    }
  }
}

const ODD_SPACES = [...'\u{a0}\u{1680}\u{202f}\u{205f}\u{3000}', ...range(0x2000, 0x200a)].map(toBytes);

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
}

/** Signs of an assignment, quotes, blanks, and the first and last bytes of other such spaces. */
const BESIDE = tableOf(/[\s=:"'`(,|\x80-\x8a\x9f\xa0\xaf\xc2\xe1-\xe3]/);
/** The same, and what values begin with. */
const BEFORE_VALUE = tableOf(/[\w+/=\s:"'`(,|\x80-\x8a\x9f\xa0\xaf\xc2\xe1-\xe3]/);
