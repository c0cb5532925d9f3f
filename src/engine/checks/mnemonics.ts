import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Check } from './check.ts';
import { hmacSha512, pbkdf2Sha512, sha256 } from './native.ts';

const BITS_PER_WORD = 11;
/** 24 words of at most 8 letters and generous white space between them. */
const MAX_PHRASE = 1000;

/**
 * `bip39`: 12, 15, 18, 21 or 24 words of the English list whose last bits are the first of SHA-256 over the rest
 * (https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki, 2026-11).
 */
export const bip39: Check = (value) => {
  const indices = wordIndices(value);
  if (indices === null || ![12, 15, 18, 21, 24].includes(indices.length)) return 'fail';
  return hasBip39Checksum(indices) ? 'proof' : 'fail';
};

/**
 * `ton-mnemonic`: 24 words of the same list whose PBKDF2 begins with 0, or with 1 where a password is needed.
 * 390 rounds are 100,000 / 256 (https://github.com/ton-org/ton-crypto, src/mnemonic/mnemonic.ts, 2026-11).
 */
export const tonMnemonic: Check = (value) => {
  const words = splitPhrase(value);
  if (words?.length !== 24 || wordIndices(value) === null) return 'fail';
  const entropy = hmacSha512(words.join(' '), '');
  if (pbkdf2Sha512(entropy, 'TON seed version', 390)[0] === 0) return 'proof';
  return pbkdf2Sha512(entropy, 'TON fast seed version', 1)[0] === 1 ? 'proof' : 'fail';
};

function hasBip39Checksum(indices: number[]): boolean {
  const bits = indices.map((index) => index.toString(2).padStart(BITS_PER_WORD, '0')).join('');
  const sumBits = bits.length / 33;
  const entropy = bits.slice(0, -sumBits).match(/.{8}/g)!;
  const [first] = sha256(Uint8Array.from(entropy, (byte) => Number.parseInt(byte, 2)));
  return first!.toString(2).padStart(8, '0').slice(0, sumBits) === bits.slice(-sumBits);
}

function wordIndices(text: string): number[] | null {
  const indices = splitPhrase(text)?.map((word) => positions().get(word) ?? -1);
  return indices === undefined || indices.includes(-1) ? null : indices;
}

function splitPhrase(text: string): string[] | undefined {
  return text.length > MAX_PHRASE ? undefined : text.trim().toLowerCase().split(/\s+/);
}

let cached: ReadonlyMap<string, number> | undefined;

/** Built at first use: most scans meet no mnemonic. */
function positions(): ReadonlyMap<string, number> {
  cached ??= new Map(wordlist.map((word, index) => [word, index]));
  return cached;
}
