import { Buffer } from 'node:buffer';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { once } from './once.ts';
import { LEAST_WORDS } from './word-rows.ts';

/** Rows of words of the BIP-39 list of which each stands in an element of HTML or XML. */

/** Elements and numbers between two words take no more. */
const WIDEST_GAP = 400;

/**
 * Calls `found(start, end)` for each row of at least 12 words of the BIP-39 list that elements of HTML or XML hold. With
 * `edge`, rows of so many words near an end of the bytes are handed out, too: they may go on there.
 */
export function findTaggedRows(
  bytes: Uint8Array,
  found: (start: number, end: number) => void,
  edge = LEAST_WORDS,
): void {
  const buffer = bufferOf(bytes);
  let until = 0;
  for (let at = buffer.indexOf(LESS); at >= 0; at = buffer.indexOf(LESS, at + 1)) {
    if (buffer[at + 1] !== SLASH || at < until || !mayEndWord(buffer, at)) continue;
    const start = Math.max(until, at - LONGEST);
    const words = wordsIn(buffer.toString('latin1', start, Math.min(buffer.length, at + WIDEST_GAP)), start);
    if (words.length < 2) continue;
    const row = wordsFrom(buffer, words[0]!.start);
    until = row.at(-1)?.end ?? at;
    const isCut = words[0]!.start <= WIDEST_GAP || until >= bytes.length - WIDEST_GAP;
    if (row.length >= (isCut ? edge : LEAST_WORDS)) found(row[0]!.start, until);
  }
}

const LESS = 60;
const SLASH = 47;
const LONGEST = 8;

/** A word of the list, and before it what no word goes on from. */
function mayEndWord(buffer: Buffer, end: number): boolean {
  let start = end;
  while (end - start <= LONGEST && LETTER[buffer[start - 1] ?? 0] === 1) start--;
  return (
    end - start >= 3 &&
    end - start <= LONGEST &&
    BEFORE[buffer[start - 1] ?? 62] === 1 &&
    LISTED().has(buffer.toString('latin1', start, end).toLowerCase())
  );
}

const LETTER = tableOf(/[A-Za-z]/);
const BEFORE = tableOf(/[>\s.):;]/);

export interface Word extends Span {
  number: number | null;
  isTagged: boolean;
}

/** Words of the list, with the number before each; empty from the first word on that is none of them. */
export function wordsIn(text: string, offset: number): Word[] {
  const words: Word[] = [];
  let number: number | null = null;
  let isTagged = false;
  for (const match of text.matchAll(/<[^<>]{1,200}>|\d{1,3}|[A-Za-z]+/g)) {
    const [part] = match;
    if (part.startsWith('<')) isTagged = true;
    else if (/^\d/.test(part)) number = Number(part);
    else if (LISTED().has(part.toLowerCase())) {
      const start = match.index + offset;
      words.push({ start, end: start + part.length, number, isTagged });
      number = null;
      isTagged = false;
    } else if (words.length > 0) break;
  }
  return words;
}

const LISTED = once(() => new Set(wordlist));

/** All words of the row that begins at `start`. */
function wordsFrom(buffer: Buffer, start: number): Word[] {
  const words = wordsIn(
    buffer.toString('latin1', start, Math.min(buffer.length, start + LONGEST_ROW)),
    start,
  );
  const end = words.findIndex(({ start: at }, index) => index > 0 && at - words[index - 1]!.end > WIDEST_GAP);
  return end < 0 ? words : words.slice(0, end);
}

/** A mnemonic of 24 words with elements around each. */
export const LONGEST_ROW = 12_000;

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
