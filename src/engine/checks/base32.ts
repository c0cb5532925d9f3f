import { base32nopad, bech32 as bech32Coder, bech32m as bech32mCoder } from '@scure/base';
import { decodeBase64 } from './bytes.ts';
import type { Check } from './check.ts';

/** Longest bech32 text that is read: twice what BIP-173 allows, as some chains' addresses are longer. */
const MAX_BECH32 = 180;

/**
 * `stellar`: a secret seed: version 0x90, 32 bytes and their CRC-16 in base32
 * (https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md, 2026-11).
 */
export const stellar: Check = (value) => {
  if (!/^S[A-Z2-7]{55}$/.test(value)) return 'fail';
  const bytes = base32nopad.decode(value);
  const sum = bytes[33]! | (bytes[34]! << 8);
  return bytes[0] === 0x90 && sum === crc16Xmodem(bytes.subarray(0, 33)) ? 'proof' : 'fail';
};

/** CRC-16/XMODEM: polynomial 0x1021, start 0, most significant bit first. */
export function crc16Xmodem(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

/**
 * `sui`: one byte of scheme (0 Ed25519, 1 secp256k1, 2 secp256r1) and 32 of key, in bech32 with a checksum or in
 * base64 without (https://github.com/sui-foundation/sips/blob/main/sips/sip-15.md, 2026-11).
 */
export const sui: Check = (value) => {
  const armoured = value.startsWith('suiprivkey1');
  const bytes = armoured ? decodeBech32(value, 'suiprivkey') : decodeBase64(value);
  if (bytes?.length !== 33 || bytes[0]! > 2 || new Set(bytes).size < 12) return 'fail';
  return armoured ? 'proof' : 'pass';
};

/** `bech32:PREFIX`: bech32 (BIP-173) or bech32m (BIP-350) with this human-readable part and a right checksum. */
export const bech32: Check = (value, prefix = '') =>
  decodeBech32(value, prefix) === null ? 'fail' : 'proof';

function decodeBech32(text: string, prefix: string): Uint8Array | null {
  if (text.length > MAX_BECH32 || !text.toLowerCase().startsWith(`${prefix}1`)) return null;
  const decoded = bech32Coder.decodeUnsafe(text, MAX_BECH32) ?? bech32mCoder.decodeUnsafe(text, MAX_BECH32);
  return decoded?.prefix === prefix ? (bech32Coder.fromWordsUnsafe(decoded.words) ?? null) : null;
}
