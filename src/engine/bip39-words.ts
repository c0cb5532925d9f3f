import { Buffer } from 'node:buffer';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { once } from './once.ts';

/** The words of the BIP-39 list, looked up where they stand in bytes. */

/** Whether some word of the list begins with the three letters at `start`. */
export function mayBegin(bytes: Uint8Array, start: number): boolean {
  return WORDS().heads[headOf(bytes, start)] !== 0;
}

/** Whether the letters are a word of the list, in any case. */
export function isListed(bytes: Uint8Array, start: number, end: number): boolean {
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
