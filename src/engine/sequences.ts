import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Span } from '../findings/model.ts';
import type { Token } from './token.ts';

/**
 * Credentials that are no run of characters: mnemonics (words of the BIP-39 list with anything between them) and
 * key pairs written as arrays of byte numbers. Both passes look at every few dozen bytes only.
 */

/** The shortest mnemonic spans at least two of these, so one probe between words does not lose it. */
const STRIDE = 24;
/** Blanks, quotes and a comma between two words: a probe that falls there goes on to the next word. */
const MAX_STEP = 4;
const MAX_GAP = 14;
const MIN_WORDS = 12;
const MAX_WORDS = 24;
const MIN_WORD = 3;
const MAX_WORD = 8;

/** Sequences of 12 to 24 list words; the checksum decides later which part of a longer one is a mnemonic. */
export function findMnemonics(bytes: Uint8Array): Token[] {
  const tokens: Token[] = [];
  for (let at = STRIDE; at < bytes.length; at += STRIDE) {
    let probe = at;
    while (probe < at + MAX_STEP && !isWordByte(bytes[probe]!)) probe++;
    if (!isLower(bytes[probe]!)) continue;
    const start = startOf(bytes, probe);
    const end = wordFrom(bytes, start);
    if (end < 0) continue;
    const row = measureRow(bytes, start, end);
    if (row.count >= MIN_WORDS) {
      const words = collect(bytes, { start, end });
      if (words.length <= MAX_WORDS * 2) tokens.push(...windows(bytes, words));
    }
    while (at + STRIDE < row.end) at += STRIDE;
  }
  return tokens;
}

/** Where the letters around `at` begin, as far back as a word is long. */
function startOf(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_WORD && isLower(bytes[start - 1]!)) start--;
  return start;
}

/** End of the list word that begins at `start`, or -1. */
function wordFrom(bytes: Uint8Array, start: number): number {
  if (HEADS[headOf(bytes, start)] === 0 || (start > 0 && isWordByte(bytes[start - 1]!))) return -1;
  let end = start;
  while (end < bytes.length && end - start <= MAX_WORD && isLower(bytes[end]!)) end++;
  if (end - start < MIN_WORD || end - start > MAX_WORD) return -1;
  if (end < bytes.length && isWordByte(bytes[end]!)) return -1;
  return isListed(bytes, start, end) ? end : -1;
}

/** Two mnemonics and a word: longer rows are lists of words. */
const MOST_WORDS = MAX_WORDS * 2 + 1;

/** How many list words stand in the row around the one at [start, end), and where the row ends. */
function measureRow(bytes: Uint8Array, start: number, end: number): { count: number; end: number } {
  const row = { count: 1, end };
  for (
    let next = nextWord(bytes, end);
    next >= 0 && row.count < MOST_WORDS;
    next = nextWord(bytes, row.end)
  ) {
    row.end = wordFrom(bytes, next);
    row.count++;
  }
  for (let at = previousWord(bytes, start); at >= 0 && row.count < MOST_WORDS; at = previousWord(bytes, at))
    row.count++;
  return row;
}

/** The words of that row. */
function collect(bytes: Uint8Array, first: Span): Span[] {
  const words = [first];
  while (words.length < MOST_WORDS) {
    const start = nextWord(bytes, words.at(-1)!.end);
    if (start < 0) break;
    words.push({ start, end: wordFrom(bytes, start) });
  }
  while (words.length < MOST_WORDS) {
    const start = previousWord(bytes, words[0]!.start);
    if (start < 0) break;
    words.unshift({ start, end: wordFrom(bytes, start) });
  }
  return words;
}

/** Where the list word that follows `from` begins, or -1. */
function nextWord(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && at - from < MAX_GAP && !isWordByte(bytes[at]!)) at++;
  at = skipNumber(bytes, at, from);
  if (at <= from || at >= bytes.length || !isLower(bytes[at]!)) return -1;
  return wordFrom(bytes, at) < 0 ? -1 : at;
}

/** `12. word`: a number may stand in the gap. */
function skipNumber(bytes: Uint8Array, at: number, from: number): number {
  let next = at;
  while (next < bytes.length && bytes[next]! >= 48 && bytes[next]! <= 57 && next - at < 2) next++;
  if (next === at) return at;
  while (next < bytes.length && next - from < MAX_GAP && !isWordByte(bytes[next]!)) next++;
  return next;
}

/** Where the list word that precedes `before` begins, or -1. */
function previousWord(bytes: Uint8Array, before: number): number {
  let at = before - 1;
  while (at >= 0 && before - at < MAX_GAP && !isLower(bytes[at]!) && !isUpper(bytes[at]!)) at--;
  if (at < 0 || at >= before - 1 || !isLower(bytes[at]!)) return -1;
  const start = startOf(bytes, at);
  return wordFrom(bytes, start) < 0 ? -1 : start;
}

/** The whole sequence where it has the length of a mnemonic, and every part of it that has. */
function windows(bytes: Uint8Array, words: readonly Span[]): Token[] {
  const tokens: Token[] = [];
  for (const size of [24, 21, 18, 15, 12]) {
    for (let from = 0; from + size <= words.length; from++) {
      const part = words.slice(from, from + size);
      if (!isPhrase(bytes, part)) continue;
      const start = part[0]!.start;
      tokens.push({
        value: part.map((word) => textOf(bytes, word)).join(' '),
        start,
        end: part.at(-1)!.end,
        bindAt: start,
        whole: from === 0 && size === words.length,
        before: '',
      });
    }
  }
  return tokens;
}

/** Different words with the same thing between them, as people and programs write a phrase; code is neither. */
function isPhrase(bytes: Uint8Array, words: readonly Span[]): boolean {
  if (new Set(words.map((word) => textOf(bytes, word))).size < words.length - 2) return false;
  const gaps = new Map<string, number>();
  for (let index = 1; index < words.length; index++) {
    const gap = textOf(bytes, { start: words[index - 1]!.end, end: words[index]!.start });
    if (!/^[\s,;:."'`|\d()[\]\\#*>-]+$/.test(gap) || /^[-.:]$/.test(gap)) return false;
    const shape = gap.replace(/\d+/g, '9').replace(/\s+/g, ' ');
    gaps.set(shape, (gaps.get(shape) ?? 0) + 1);
  }
  return Math.max(...gaps.values()) >= (words.length - 1) * 0.7;
}

function textOf(bytes: Uint8Array, { start, end }: Span): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** Arrays of 64 byte values in brackets or braces, in a form that rules can match: `[1,2,...]`. */
export function findByteArrays(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /[[{(]\s*(?:(?:0x)?[0-9a-fA-F]{1,3}\s*,\s*){63}(?:0x)?[0-9a-fA-F]{1,3}\s*,?\s*[\]})]/g;
  for (const match of text.matchAll(pattern)) {
    const numbers = match[0]
      .slice(1, -1)
      .split(',')
      .map((number) => number.trim())
      .filter((number) => number !== '');
    const values = numbers.map((number) =>
      number.startsWith('0x') ? Number.parseInt(number, 16) : Number(number),
    );
    if (values.some((value) => !(value >= 0 && value <= 255))) continue;
    const start = match.index;
    tokens.push({
      value: `[${values.join(',')}]`,
      start,
      end: start + match[0].length,
      bindAt: start,
      whole: true,
      before: '',
    });
  }
  return tokens;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

function isWordByte(code: number): boolean {
  return isLower(code) || isUpper(code) || (code >= 48 && code <= 57) || code === 95;
}

/**
 * The words of the list, one behind the other, and where each begins. Words with the same first three letters stand
 * together, so that a small table of those finds the few to compare.
 */
const LETTERS = new TextEncoder().encode(wordlist.join(''));
const ENDS = buildEnds();
const HEADS = buildHeads();

function isListed(bytes: Uint8Array, start: number, end: number): boolean {
  const head = headOf(bytes, start);
  for (let word = HEADS[head]! - 1; word >= 0 && word < wordlist.length; word++) {
    const from = word === 0 ? 0 : ENDS[word - 1]!;
    if (headOf(LETTERS, from) !== head) return false;
    if (ENDS[word]! - from === end - start && isSame(bytes, start, end, from)) return true;
  }
  return false;
}

function isSame(bytes: Uint8Array, start: number, end: number, from: number): boolean {
  for (let at = start + 3; at < end; at++) if (bytes[at] !== LETTERS[from + at - start]) return false;
  return true;
}

function buildEnds(): Uint16Array {
  let end = 0;
  return Uint16Array.from(wordlist, (word) => {
    end += word.length;
    return end;
  });
}

/** Number of the first word with these letters, plus one; 0 where there is none. */
function buildHeads(): Uint16Array {
  const table = new Uint16Array(1 << 15);
  for (let word = wordlist.length - 1; word >= 0; word--)
    table[headOf(LETTERS, word === 0 ? 0 : ENDS[word - 1]!)] = word + 1;
  return table;
}

function headOf(bytes: Uint8Array, start: number): number {
  return (((bytes[start]! - 96) << 10) | ((bytes[start + 1]! - 96) << 5) | (bytes[start + 2]! - 96)) & 0x7fff;
}
