import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Token } from './token.ts';

/**
 * Credentials that are no run of characters: mnemonics (words of the BIP-39 list with anything between them) and
 * key pairs written as arrays of byte numbers. Both passes look at every few dozen bytes only.
 */

const STRIDE = 40;
const MAX_GAP = 14;
const MIN_WORDS = 12;
const MAX_WORDS = 24;

interface Word {
  text: string;
  start: number;
  end: number;
}

/** Sequences of 12 to 24 list words; the checksum decides later which part of a longer one is a mnemonic. */
export function findMnemonics(bytes: Uint8Array): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  for (let at = STRIDE; at < bytes.length; at += STRIDE) {
    if (at < done || !isLower(bytes[at]!)) continue;
    const first = wordAt(bytes, at);
    if (first === null) continue;
    const words = collect(bytes, first);
    done = words.at(-1)!.end;
    if (words.length >= MIN_WORDS && words.length <= MAX_WORDS * 2) tokens.push(...windows(bytes, words));
  }
  return tokens;
}

/** The list word that covers `at`, or null. */
function wordAt(bytes: Uint8Array, at: number): Word | null {
  let start = at;
  while (start > 0 && at - start < 8 && isLower(bytes[start - 1]!)) start--;
  return wordFrom(bytes, start);
}

function wordFrom(bytes: Uint8Array, start: number): Word | null {
  if (start > 0 && isWordByte(bytes[start - 1]!)) return null;
  let end = start;
  while (end < bytes.length && end - start <= 8 && isLower(bytes[end]!)) end++;
  if (end - start < 3 || end - start > 8 || (end < bytes.length && isWordByte(bytes[end]!))) return null;
  const head = headOf(bytes, start);
  if (HEADS[head] === 0 || PREFIXES[prefixOf(bytes, start, end)] === 0) return null;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  return WORDS.has(text) ? { text, start, end } : null;
}

function collect(bytes: Uint8Array, first: Word): Word[] {
  const words = [first];
  while (words.length <= MAX_WORDS * 2) {
    const next = nextWord(bytes, words.at(-1)!.end);
    if (next === null) break;
    words.push(next);
  }
  while (words.length <= MAX_WORDS * 2) {
    const previous = previousWord(bytes, words[0]!.start);
    if (previous === null) break;
    words.unshift(previous);
  }
  return words;
}

function nextWord(bytes: Uint8Array, from: number): Word | null {
  let at = from;
  while (at < bytes.length && at - from < MAX_GAP && !isWordByte(bytes[at]!)) at++;
  at = skipNumber(bytes, at, from);
  return at > from && at < bytes.length && isLower(bytes[at]!) ? wordFrom(bytes, at) : null;
}

/** `12. word`: a number may stand in the gap. */
function skipNumber(bytes: Uint8Array, at: number, from: number): number {
  let next = at;
  while (next < bytes.length && bytes[next]! >= 48 && bytes[next]! <= 57 && next - at < 2) next++;
  if (next === at) return at;
  while (next < bytes.length && next - from < MAX_GAP && !isWordByte(bytes[next]!)) next++;
  return next;
}

function previousWord(bytes: Uint8Array, before: number): Word | null {
  let at = before - 1;
  while (at >= 0 && before - at < MAX_GAP && !isLower(bytes[at]!) && !isUpper(bytes[at]!)) at--;
  return at >= 0 && at < before - 1 && isLower(bytes[at]!) ? wordAt(bytes, at) : null;
}

/** The whole sequence where it has the length of a mnemonic, and every part of it that has. */
function windows(bytes: Uint8Array, words: readonly Word[]): Token[] {
  const tokens: Token[] = [];
  for (const size of [24, 21, 18, 15, 12]) {
    for (let from = 0; from + size <= words.length; from++) {
      const part = words.slice(from, from + size);
      if (!isPhrase(bytes, part)) continue;
      const start = part[0]!.start;
      tokens.push({
        value: part.map((word) => word.text).join(' '),
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
function isPhrase(bytes: Uint8Array, words: readonly Word[]): boolean {
  if (new Set(words.map((word) => word.text)).size < words.length - 2) return false;
  const gaps = new Map<string, number>();
  for (let index = 1; index < words.length; index++) {
    const gap = String.fromCharCode(...bytes.subarray(words[index - 1]!.end, words[index]!.start));
    if (!/^[\s,;:."'`|\d()[\]\\#*>-]+$/.test(gap) || /^[-.:]$/.test(gap)) return false;
    const shape = gap.replace(/\d+/g, '9').replace(/\s+/g, ' ');
    gaps.set(shape, (gaps.get(shape) ?? 0) + 1);
  }
  return Math.max(...gaps.values()) >= (words.length - 1) * 0.7;
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

/** The first four letters tell all words of the list apart; a table of them answers most questions at once. */
const WORDS: ReadonlySet<string> = new Set(wordlist);
const PREFIXES = buildPrefixes();
/** The same for the first three: small enough to stay in the nearest cache. */
const HEADS = buildHeads();

function buildPrefixes(): Uint8Array {
  const table = new Uint8Array(1 << 20);
  for (const word of wordlist) {
    const codes = Uint8Array.from(word, (letter) => letter.charCodeAt(0));
    table[prefixOf(codes, 0, codes.length)] = 1;
  }
  return table;
}

function buildHeads(): Uint8Array {
  const table = new Uint8Array(1 << 15);
  for (const word of wordlist)
    table[
      headOf(
        Uint8Array.from(word, (letter) => letter.charCodeAt(0)),
        0,
      )
    ] = 1;
  return table;
}

function headOf(bytes: Uint8Array, start: number): number {
  return (((bytes[start]! - 96) << 10) | ((bytes[start + 1]! - 96) << 5) | (bytes[start + 2]! - 96)) & 0x7fff;
}

function prefixOf(bytes: Uint8Array, start: number, end: number): number {
  let key = 0;
  for (let at = start; at < start + 4; at++) key = (key << 5) | (at < end ? bytes[at]! - 96 : 0);
  return key;
}
