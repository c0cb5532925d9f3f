import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { isCode } from './files.ts';
import { paragraphAround } from './key-files.ts';
import { isAddress } from './lookalike.ts';
import { bare, type Named } from './named-value.ts';
import type { Token } from './token.ts';

/** Private keys that people note below the name of a wallet or beside an address: `tron`, below it `ADDRESS / V`. */

/** What such a paragraph says of a value of 32 bytes in hexadecimal; null for any other value. */
export function walletNotePlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const { text, path } = around;
  if (!KEY.test(token.value) || !token.whole || isCode(path) || DATA.test(path)) return null;
  const { start, end } = paragraphAround(text, token, LONGEST);
  if (end - start > LONGEST) return null;
  const words = text.slice(start, end).split(/[\s,;|/=>()"'`]+|:(?=\s|$)/);
  const others = words.filter((word) => word !== '' && word !== token.value && !isAccount(word));
  const said = others.join(' ');
  if (others.length > MOST_WORDS || others.some((word) => KEY.test(word)) || HASHES.test(said)) return null;
  if (!WALLETS.test(said)) return null;
  return bare(binding, { label: null, role: 'privateKey', strength: 2.5, least: 0 });
}

const KEY = /^(?:0x)?[\da-fA-F]{64}$/;
const LONGEST = 500;
const MOST_WORDS = 8;

function isAccount(word: string): boolean {
  return /^0x[\da-fA-F]{40}$/.test(word) || isAddress(word);
}

/** Files of what is written by programs. */
const DATA = /\.(?:json|lock|sum|csv|tsv|xml|ya?ml|log|html?)$|hash|checksum|digest/i;

const WALLETS =
  /\b(?:meta ?mask|wallets?|phantom|tron(?:link)?|trx|rabby|trust|ledger|trezor|brave|okx|eth|ethereum|evm|bsc|bnb|polygon|arbitrum|base|burner|cold|hot)\b/i;

const HASHES =
  /hash|\btx\w*|transaction|block|merkle|\broot\b|commit|\bsha\d*|checksum|topic|order|digest|signature|\bid\b|contract|proof|salt|nonce/i;
