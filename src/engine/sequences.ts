import type { Span } from '../findings/model.ts';
import { isListed, mayBegin } from './bip39-words.ts';
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
    const words = row.count < MIN_WORDS ? [] : collect(bytes, { start, end });
    const isShort = words.length <= MAX_WORDS * 2;
    const stretch = isShort ? [] : stretchAround(bytes, { start, end });
    if (isShort) tokens.push(...wholes(bytes, [words]), ...several(bytes, words), ...windows(bytes, words));
    else tokens.push(...wholes(bytes, [stretch]));
    const next = isShort ? row.end : stretch.at(-1)!.end;
    while (at + STRIDE < next) at += STRIDE;
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
    !mayBegin(bytes, start) ||
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

/** The words around `first` that are parted as it is from its neighbours, as many as a mnemonic has at most. */
function stretchAround(bytes: Uint8Array, first: Span): Span[] {
  const words = [first];
  const usual = usualGap(bytes, neighboursOf(bytes, first));
  while (words.length <= MAX_WORDS) {
    const next = wordAfter(bytes, words.at(-1)!);
    if (next === null || gapShape(bytes, words.at(-1)!, next) !== usual) break;
    words.push(next);
  }
  while (words.length <= MAX_WORDS) {
    const next = wordBefore(bytes, words[0]!);
    if (next === null || gapShape(bytes, next, words[0]!) !== usual) break;
    words.unshift(next);
  }
  return words;
}

/** The word with up to two on either side. */
function neighboursOf(bytes: Uint8Array, first: Span): Span[] {
  const words = [first];
  for (let step = 0; step < 2; step++) {
    const [before, after] = [wordBefore(bytes, words[0]!), wordAfter(bytes, words.at(-1)!)];
    if (before !== null) words.unshift(before);
    if (after !== null) words.push(after);
  }
  return words;
}

function wordAfter(bytes: Uint8Array, { end }: Span): Span | null {
  const start = nextWord(bytes, end);
  return start < 0 ? null : { start, end: wordFrom(bytes, start) };
}

function wordBefore(bytes: Uint8Array, word: Span): Span | null {
  const start = previousWord(bytes, word.start);
  return start < 0 ? null : { start, end: wordFrom(bytes, start) };
}

/** A row cut where its words are parted in another way than most of them: at the ends of lines, at quotes. */
function stretchesOf(bytes: Uint8Array, words: readonly Span[]): Span[][] {
  const usual = usualGap(bytes, words);
  const stretches: Span[][] = [];
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before === undefined || gapShape(bytes, before, word) !== usual) stretches.push([word]);
    else stretches.at(-1)!.push(word);
  }
  return stretches;
}

/** Several mnemonics in one row, each of which is parted from the next in its own way. */
function several(bytes: Uint8Array, words: readonly Span[]): Token[] {
  const found = wholes(bytes, stretchesOf(bytes, words));
  return found.length > 1 ? found : [];
}

function usualGap(bytes: Uint8Array, words: readonly Span[]): string {
  const counts = new Map<string, number>();
  for (const [index, word] of words.slice(1).entries()) {
    const shape = gapShape(bytes, words[index]!, word);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? '';
}

function gapShape(bytes: Uint8Array, { end }: Span, { start }: Span): string {
  return textOf(bytes, { start: end, end: start }).replace(/\d+/g, '9');
}

/** Rows that have the length of a mnemonic: the likeliest to be one. Words of a dictionary stand in order. */
function wholes(bytes: Uint8Array, rows: readonly (readonly Span[])[]): Token[] {
  return rows
    .filter((row) => SIZES.includes(row.length) && sharedGap(bytes, row) > 0 && !isSorted(bytes, row))
    .map((row) => tokenOf(bytes, row, true));
}

const SIZES = [24, 21, 18, 15, 12];

function isSorted(bytes: Uint8Array, words: readonly Span[]): boolean {
  const texts = words.map((word) => textOf(bytes, word));
  return texts.every((text, index) => index === 0 || texts[index - 1]! <= text);
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
  return SIZES.flatMap((size) =>
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
