import { Buffer } from 'node:buffer';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Span } from '../findings/model.ts';
import { once } from './once.ts';
import type { Token } from './token.ts';

/**
 * Mnemonics: words of the BIP-39 list in any case, with blanks, marks or numbers between them. The pass looks at every
 * few dozen bytes only.
 */

/** The shortest mnemonic spans at least two of these, so one probe between words does not lose it. */
const STRIDE = 24;
/** Blanks, quotes and a comma between two words: a probe that falls there goes on to the next word. */
const MAX_STEP = 4;
const MAX_GAP = 28;
const MIN_WORDS = 12;
const MAX_WORDS = 24;
const MIN_WORD = 3;
const MAX_WORD = 8;

/** Sequences of 12 to 24 list words; the checksum decides later which part of a longer one is a mnemonic. */
export function findMnemonics(bytes: Uint8Array): Token[] {
  const tokens: Token[] = [];
  for (let at = STRIDE; at < bytes.length; at += STRIDE) {
    let probe = at;
    while (probe < at + MAX_STEP && !isAlphanumeric(bytes[probe]!)) probe++;
    if (!isLetter(bytes[probe]!)) continue;
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
  while (start > 0 && at - start < MAX_WORD && isLetter(bytes[start - 1]!)) start--;
  return start;
}

/** End of the list word that begins at `start`, or -1. */
function wordFrom(bytes: Uint8Array, start: number): number {
  if (
    WORDS().heads[headOf(bytes, start)] === 0 ||
    (start > 0 && isAlphanumeric(bytes[start - 1]!) && !isEscapedBlank(bytes, start - 3))
  )
    return -1;
  let end = start;
  while (end < bytes.length && end - start <= MAX_WORD && isLetter(bytes[end]!)) end++;
  if (end - start < MIN_WORD || end - start > MAX_WORD) return -1;
  if (end < bytes.length && isAlphanumeric(bytes[end]!)) return -1;
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
  const at = gapEnd(bytes, from);
  if (at <= from || at >= bytes.length || !isLetter(bytes[at]!)) return -1;
  return wordFrom(bytes, at) < 0 ? -1 : at;
}

/** Marks, blanks, `%20` and at most one number: `12. word`, `word12=`. */
function gapEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  let hasNumber = false;
  while (at < bytes.length && at - from < MAX_GAP) {
    if (isEscapedBlank(bytes, at)) at += 3;
    else if (isDigit(bytes[at]!) && !hasNumber) {
      hasNumber = true;
      at += isDigit(bytes[at + 1] ?? 0) ? 2 : 1;
    } else if (isCounter(bytes, at)) at += 4;
    else if (isAlphanumeric(bytes[at]!)) break;
    else at++;
  }
  return at;
}

/** `%20` */
function isEscapedBlank(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 37 && bytes[at + 1] === 50 && bytes[at + 2] === 48;
}

/** The "word" of `word1=abandon`. */
function isCounter(bytes: Uint8Array, at: number): boolean {
  return (
    isDigit(bytes[at + 4] ?? 0) &&
    !isAlphanumeric(bytes[at - 1] ?? 0) &&
    (bytes[at]! | 32) === 119 &&
    (bytes[at + 1]! | 32) === 111 &&
    (bytes[at + 2]! | 32) === 114 &&
    (bytes[at + 3]! | 32) === 100
  );
}

/** Where the list word that precedes `before` begins, or -1: one that `before` is the next word of. */
function previousWord(bytes: Uint8Array, before: number): number {
  const floor = Math.max(0, before - MAX_GAP - MAX_WORD);
  for (let at = before - MIN_WORD - 1; at >= floor; at--) {
    if (!isLetter(bytes[at]!) || (at > 0 && isLetter(bytes[at - 1]!))) continue;
    const end = wordFrom(bytes, at);
    if (end >= 0) return gapEnd(bytes, end) === before ? at : -1;
    if (!isCounter(bytes, at)) return -1;
  }
  return -1;
}

/** The whole sequence where it has the length of a mnemonic, and every part of it that has; of a length the likeliest first. */
function windows(bytes: Uint8Array, words: readonly Span[]): Token[] {
  return [24, 21, 18, 15, 12].flatMap((size) =>
    Array.from({ length: Math.max(0, words.length - size + 1) }, (_, from) => words.slice(from, from + size))
      .map((part) => ({ part, share: sharedGap(bytes, part) }))
      .filter(({ share }) => share > 0)
      .sort((one, other) => other.share - one.share)
      .map(({ part }) => tokenOf(bytes, part, part.length === words.length)),
  );
}

function tokenOf(bytes: Uint8Array, part: readonly Span[], whole: boolean): Token {
  const start = part[0]!.start;
  const value = part.map((word) => textOf(bytes, word).toLowerCase()).join(' ');
  return { value, start, end: part.at(-1)!.end, bindAt: start, whole, before: '' };
}

/**
 * How large a share of the gaps is alike, as people and programs write a phrase, code does not; 0 where the words are no
 * phrase: too many of them the same, in mixed case, with text between them.
 */
function sharedGap(bytes: Uint8Array, words: readonly Span[]): number {
  const texts = words.map((word) => textOf(bytes, word));
  if (new Set(texts).size < words.length - 2 || !isOneCase(texts)) return 0;
  const gaps = new Map<string, number>();
  for (let index = 1; index < words.length; index++) {
    const gap = textOf(bytes, { start: words[index - 1]!.end, end: words[index]!.start });
    const shape = gap
      .replace(/%20/g, ' ')
      .replace(/word(?=\d)/i, '')
      .replace(/\d+/g, '9')
      .replace(/\s+/g, ' ');
    if (!/^[\s,;:."'`|9()[\]\\#*>\-+/=_]+$/.test(shape)) return 0;
    gaps.set(shape, (gaps.get(shape) ?? 0) + 1);
  }
  const share = Math.max(...gaps.values()) / (words.length - 1);
  return share >= ([...gaps.keys()].some(isJoint) ? 1 : LEAST_SHARE) ? share : 0;
}

const LEAST_SHARE = 0.7;

/** A single mark also joins names and paths: it counts only where it stands between all words. */
function isJoint(shape: string): boolean {
  return /^[-.:_+/=]$/.test(shape);
}

/** All small, all capitals, or each with a capital; the first may have one anyhow. */
function isOneCase(words: readonly string[]): boolean {
  const rest = words.slice(1);
  return CASES.some((pattern) => rest.every((word) => pattern.test(word)));
}

const CASES = [/^[a-z]+$/, /^[A-Z]+$/, /^[A-Z][a-z]+$/];

function textOf(bytes: Uint8Array, { start, end }: Span): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isAlphanumeric(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

/**
 * The words of the list, one behind the other, and where each ends. Words with the same first three letters stand
 * together, so that a small table of those finds the few to compare. Made when the first row of words is seen: most
 * commits have none.
 */
const WORDS = once(() => {
  const letters = Buffer.from(wordlist.join(''), 'latin1');
  const ends = buildEnds();
  return { letters, ends, heads: buildHeads(letters, ends) };
});

function isListed(bytes: Uint8Array, start: number, end: number): boolean {
  const { letters, ends, heads } = WORDS();
  const head = headOf(bytes, start);
  for (let word = heads[head]! - 1; word >= 0 && word < wordlist.length; word++) {
    const from = word === 0 ? 0 : ends[word - 1]!;
    if (headOf(letters, from) !== head) return false;
    if (ends[word]! - from !== end - start) continue;
    if (isSame({ bytes, start, end, word: letters.subarray(from) })) return true;
  }
  return false;
}

/** Whether the letters from the fourth on are those of the word, too. */
function isSame(given: { bytes: Uint8Array; start: number; end: number; word: Uint8Array }): boolean {
  const { bytes, start, end, word } = given;
  for (let at = start + 3; at < end; at++) if ((bytes[at]! | 32) !== word[at - start]) return false;
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
function buildHeads(letters: Uint8Array, ends: Uint16Array): Uint16Array {
  const table = new Uint16Array(1 << 15);
  for (let word = wordlist.length - 1; word >= 0; word--)
    table[headOf(letters, word === 0 ? 0 : ends[word - 1]!)] = word + 1;
  return table;
}

function headOf(bytes: Uint8Array, start: number): number {
  return ((fifth(bytes[start]!) << 10) | (fifth(bytes[start + 1]!) << 5) | fifth(bytes[start + 2]!)) & 0x7fff;
}

/** A letter's number, whatever its case. */
function fifth(code: number): number {
  return (code | 32) - 96;
}
