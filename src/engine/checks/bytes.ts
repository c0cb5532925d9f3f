import { Buffer } from 'node:buffer';
import { base58 as base58Coder } from '@scure/base';

/** Longest text that any decoder here looks at: base58 costs the square of its length, and no key is longer. */
const MAX_ENCODED = 16384;
const MAX_BASE58 = 256;

/**
 * Base64 as RFC 4648 section 4 writes it: padded fully or not at all, unused bits zero.
 * Null for everything else, so that no two texts decode to the same bytes.
 */
export function decodeBase64(text: string): Uint8Array | null {
  return decodeBits(text, { encoding: 'base64', alphabet: /^[A-Za-z0-9+/]+={0,2}$/ });
}

/** Base64 with the URL-safe alphabet of RFC 4648 section 5, padded fully or not at all, unused bits zero. */
export function decodeBase64Url(text: string): Uint8Array | null {
  return decodeBits(text, { encoding: 'base64url', alphabet: /^[A-Za-z0-9_-]+={0,2}$/ });
}

/** Base58 with Bitcoin's alphabet, without checksum; null where it is none. */
export function decodeBase58(text: string): Uint8Array | null {
  if (text.length === 0 || text.length > MAX_BASE58) return null;
  try {
    return base58Coder.decode(text);
  } catch {
    return null;
  }
}

/** Whole bytes in hexadecimal of either case, with or without `0x`; null where it is none. */
export function decodeHex(text: string): Uint8Array | null {
  const digits = hexDigits(text);
  return digits !== null && digits.length % 2 === 0 ? Buffer.from(digits, 'hex') : null;
}

/** The digits of a hexadecimal text in lower case without `0x`, or null where it is none. */
export function hexDigits(text: string): string | null {
  if (text.length > MAX_ENCODED || !/^(?:0[xX])?[0-9a-fA-F]+$/.test(text)) return null;
  return text.toLowerCase().replace(/^0x/, '');
}

/** The bytes as one big-endian number. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

export function equalBytes(first: Uint8Array, second: Uint8Array): boolean {
  return Buffer.compare(first, second) === 0;
}

interface BitCoding {
  encoding: 'base64' | 'base64url';
  alphabet: RegExp;
}

function decodeBits(text: string, coding: BitCoding): Uint8Array | null {
  if (text.length > MAX_ENCODED || !coding.alphabet.test(text)) return null;
  const bare = text.replace(/=+$/, '');
  const padded = text.length !== bare.length;
  if (padded && text.length % 4 !== 0) return null;
  const bytes = Buffer.from(bare, coding.encoding);
  return bytes.toString(coding.encoding).replace(/=+$/, '') === bare ? bytes : null;
}
