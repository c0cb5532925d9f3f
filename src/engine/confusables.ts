import type { Buffer } from 'node:buffer';
import { tableOf } from './byte-table.ts';
import type { AddEdit } from './edits.ts';

/**
 * Letters of Greek and Cyrillic that a name in Latin letters is written with, so that nobody searches for it: `АРI_KЕY`.
 * Only in words that hold Latin letters or underscores, too, and no letter without a double; so words of these languages
 * stay as they are. The doubles: Unicode Technical Standard 39, `confusables.txt` 16.0, read 2026-11.
 */
export function findConfusables(buffer: Buffer, add: AddEdit): void {
  for (const lead of LEADS) {
    for (let at = buffer.indexOf(lead); at >= 0; at = buffer.indexOf(lead, at + 1)) {
      const as = DOUBLES.get((lead << 8) | (buffer[at + 1] ?? 0));
      if (as !== undefined && isNamePart(buffer, at)) add(at, at + 2, as);
    }
  }
}

/**
 * Letters, digits and underscores as wide as those of Chinese (U+FF10 on), which Python reads as the narrow ones, and the
 * marks that stand between a name and a value in Latin letters.
 */
export function findFullWidth(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf(FULL_WIDTH); at >= 0; at = buffer.indexOf(FULL_WIDTH, at + 1)) {
    const point = (((buffer[at + 1] ?? 0) & 0x3f) << 6) | ((buffer[at + 2] ?? 0) & 0x3f);
    const as = point > 0xf00 && point < 0xf5f ? String.fromCharCode(point - 0xee0) : '';
    if (/\w/.test(as) || (/[:=/]/.test(as) && (buffer[at + 3] ?? 0) < 0x80)) add(at, at + 3, as);
  }
}

const FULL_WIDTH = 0xef;

/**
 * Letters and digits of mathematics (U+1D400 on), bold, slanted or in a frame, which Python reads as plain ones: thirteen
 * alphabets of both cases, Greek, then five rows of digits (Unicode 16, Mathematical Alphanumeric Symbols, read 2026-11).
 */
export function findMathematical(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf(MATHEMATICAL); at >= 0; at = buffer.indexOf(MATHEMATICAL, at + 4)) {
    const point = (((buffer[at + 2] ?? 0) & 0x3f) << 6) | ((buffer[at + 3] ?? 0) & 0x3f);
    const letter = point - 0x400;
    if (letter >= 0 && letter < 13 * 52) add(at, at + 4, LETTERS[letter % 52]);
    else if (point >= 0x7ce && point < 0x800) add(at, at + 4, String((point - 0x7ce) % 10));
  }
}

/** The first two bytes of U+1D000 to U+1DFFF. */
const MATHEMATICAL = Uint8Array.of(0xf0, 0x9d);
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const LONGEST_NAME = 48;

/** Whether the letters around make a word of Latin letters and their doubles; looks no further than a name is long. */
function isNamePart(buffer: Buffer, at: number): boolean {
  let latin = 0;
  let from = at;
  for (; at - from <= LONGEST_NAME; from--) {
    const byte = buffer[from - 1] ?? 0;
    if (LATIN[byte] === 1) latin++;
    else if (byte >= 0x80 && DOUBLES.has(((buffer[from - 2] ?? 0) << 8) | byte)) from--;
    else if (byte >= 0x80) return false;
    else break;
  }
  let to = at;
  for (; to - at <= LONGEST_NAME; to++) {
    const byte = buffer[to] ?? 0;
    if (LATIN[byte] === 1) latin++;
    else if (byte >= 0x80 && DOUBLES.has((byte << 8) | (buffer[to + 1] ?? 0))) to++;
    else if (byte >= 0x80) return false;
    else break;
  }
  return latin > 0;
}

const LATIN = tableOf(/[A-Za-z_]/);

const PAIRS: readonly [string, string][] = [
  ['АВЕЅІЈКМНОРСТУХ', 'ABESIJKMHOPCTYX'],
  ['аеѕіјкорсух', 'aesijkopcyx'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ['αικνορ', 'aikvop'],
];

/** By their two bytes of UTF-8. */
const DOUBLES: ReadonlyMap<number, string> = new Map(
  PAIRS.flatMap(([letters, latin]) =>
    [...letters].map((letter, index): [number, string] => {
      const code = letter.codePointAt(0)!;
      return [((0xc0 | (code >> 6)) << 8) | 0x80 | (code & 0x3f), latin[index]!];
    }),
  ),
);

/** First bytes of them. */
const LEADS: readonly number[] = [...new Set([...DOUBLES.keys()].map((bytes) => bytes >> 8))];
