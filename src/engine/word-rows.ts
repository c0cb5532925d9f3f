import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Span } from '../findings/model.ts';
import { once } from './once.ts';

/**
 * Rows of words of the BIP-39 list, as mnemonics are: a word every few dozen bytes is looked at, and its neighbours
 * where it and the next are two of the list. Capitals count as small letters, and between two words there may be marks, blanks and a
 * number. It errs on the side of too many. What is said here also holds for `wordRows` in `kernel/survey.wat`.
 */

/** The shortest mnemonic has so many words. */
export const LEAST_WORDS = 12;
/** Rows of this many words that touch an end of a part of a text may go on there. */
export const EDGE_WORDS = 4;
/** Bytes between two words. */
export const WIDEST_GAP = 30;
/** Twelve words of three letters with eleven gaps take 47 bytes: a look at every so many meets the last but one. */
const STRIDE = 40;

/**
 * Calls `found(start, end)` for each row of at least `LEAST_WORDS` words, in order. With `edge`, rows of so many words
 * that touch an end of the bytes are handed out, too: they may go on there.
 */
export function findWordRows(
  bytes: Uint8Array,
  found: (start: number, end: number) => void,
  edge = LEAST_WORDS,
): void {
  const { length } = bytes;
  const lengths = wordLengths();
  for (let at = 0; at < length; at += STRIDE) {
    const near = LETTERS[bytes[at]!] === 0 ? nextLetter(bytes, at) : at;
    if (near < 0) continue;
    const start = startOf(bytes, near);
    const end = endOf(lengths, bytes, start);
    if (end < 0) continue;
    const row = { start, end, words: 1 };
    growRight(lengths, bytes, row);
    if (row.words < 2) continue;
    growLeft(lengths, bytes, row);
    const isCut = row.start <= WIDEST_GAP || row.end >= length - WIDEST_GAP;
    if (row.words >= (isCut ? edge : LEAST_WORDS)) found(row.start, row.end);
    at = Math.max(at, row.end - STRIDE + 1);
  }
}

/** The first letter from `at` on, within the widest gap; -1 where there is none. */
function nextLetter(bytes: Uint8Array, at: number): number {
  const ceiling = Math.min(bytes.length, at + WIDEST_GAP);
  for (let next = at; next < ceiling; next++) if (LETTERS[bytes[next]!] !== 0) return next;
  return -1;
}

/** Where the letters around `at` begin, as far back as a word is long. */
function startOf(bytes: Uint8Array, at: number): number {
  const floor = Math.max(0, at - LONGEST);
  let start = at;
  while (start > floor && LETTERS[bytes[start - 1]!] !== 0) start--;
  return start;
}

const LONGEST = 8;

/** Where the letters from `start` on end, if they begin like a word of the list and are as many as it has; else -1. */
function endOf(lengths: Uint8Array, bytes: Uint8Array, start: number): number {
  const size = lengths[keyAt(bytes, start)]!;
  if (size === 0 || LETTERS[bytes[start + size] ?? 0] !== 0) return -1;
  for (let at = start + 4; at < start + size; at++) if (LETTERS[bytes[at] ?? 0] === 0) return -1;
  return start + size;
}

interface Row extends Span {
  words: number;
}

function growRight(lengths: Uint8Array, bytes: Uint8Array, row: Row): void {
  for (;;) {
    const next = nextLetter(bytes, row.end);
    const end = next < 0 ? -1 : endOf(lengths, bytes, next);
    if (end < 0) return;
    row.end = end;
    row.words++;
  }
}

function growLeft(lengths: Uint8Array, bytes: Uint8Array, row: Row): void {
  for (;;) {
    const floor = Math.max(0, row.start - WIDEST_GAP);
    let before = row.start - 1;
    while (before >= floor && LETTERS[bytes[before]!] === 0) before--;
    const start = before < floor ? -1 : startOf(bytes, before);
    if (start < 0 || endOf(lengths, bytes, start) !== before + 1) return;
    row.start = start;
    row.words++;
  }
}

/** 1 to 26 for letters, capital or small. */
const LETTERS = letterTable();

function letterTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let letter = 0; letter < 26; letter++) table[97 + letter] = table[65 + letter] = letter + 1;
  return table;
}

const wordLengths = once(() => {
  const lengths = new Uint8Array(WORD_LENGTHS);
  fillWordLengths(lengths);
  return lengths;
});

/** How many bytes `fillWordLengths` fills. */
export const WORD_LENGTHS = 1 << 20;

/**
 * Fills in how long each word of the list is, by its first four letters: they tell all words apart (BIP-39, read 2026-11). Gives
 * the keys, in the order of the list.
 */
export function fillWordLengths(lengths: Uint8Array): number[] {
  return wordlist.map((word) => {
    const key = keyOf(word);
    lengths[key] = word.length;
    return key;
  });
}

/** The key of a word of the list: what `keyAt` gives where it stands. */
function keyOf(word: string): number {
  return (
    ((word.charCodeAt(0) & 31) << 15) |
    ((word.charCodeAt(1) & 31) << 10) |
    ((word.charCodeAt(2) & 31) << 5) |
    (word.charCodeAt(3) & 31)
  );
}

/** The first four letters; 0 for what is none. */
function keyAt(bytes: Uint8Array, at: number): number {
  return (
    (LETTERS[bytes[at]!]! << 15) |
    (LETTERS[bytes[at + 1] ?? 0]! << 10) |
    (LETTERS[bytes[at + 2] ?? 0]! << 5) |
    LETTERS[bytes[at + 3] ?? 0]!
  );
}
