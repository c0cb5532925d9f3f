import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { findMnemonics } from './sequences.ts';
import { LONGEST_ROW, type Word, wordsIn } from './tagged-rows.ts';
import type { Token } from './token.ts';
import { LEAST_WORDS } from './word-rows.ts';

/** Mnemonics that do not stand as they are read: each word in an element of its own, or with numbers, in columns. */

/** Two mnemonics: longer rows are lists of words. */
const MOST_WORDS = 48;

/** The mnemonics of a row, where elements stand between its words or their numbers tell another order. */
export function arrangedMnemonics(bytes: Uint8Array, row: Span): Token[] {
  if (row.end - row.start > LONGEST_ROW) return [];
  const buffer = bufferOf(bytes);
  const from = Math.max(0, row.start - NUMBER);
  const words = inOrder(wordsIn(buffer.toString('latin1', from, row.end), from));
  if (words === null || words.length < LEAST_WORDS || words.length > MOST_WORDS) return [];
  const texts = words.map(({ start, end }) => buffer.toString('latin1', start, end));
  return findMnemonics(Buffer.from(` ${texts.join(' ')} `, 'latin1')).map((token) =>
    placed(token, words, texts),
  );
}

/** A number and what parts it from its word. */
const NUMBER = 6;

/** In the order of their numbers, or as they stand where elements part them; null where both is as it is read anyway. */
function inOrder(words: readonly Word[]): Word[] | null {
  const sorted = [...words].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const isNumbered = sorted.every(({ number }, index) => number === index + 1);
  if (isNumbered && sorted.some((word, index) => word !== words[index])) return sorted;
  return words.filter(({ isTagged }) => isTagged).length >= LEAST_WORDS - 1 ? [...words] : null;
}

/** A mnemonic of the words one behind the other, at the place of the words that it is made of. */
function placed(token: Token, words: readonly Word[], texts: readonly string[]): Token {
  const count = token.value.split(' ').length;
  let at = 1;
  let first = 0;
  while (at < token.start) at += texts[first++]!.length + 1;
  const used = words.slice(first, first + count);
  const start = Math.min(...used.map((word) => word.start));
  return { ...token, start, end: Math.max(...used.map((word) => word.end)), bindAt: start };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
