import { Buffer } from 'node:buffer';
import { decodeBase58, decodeBase64, decodeBase64Url, hexDigits } from './bytes.ts';
import type { Check, CheckResult } from './check.ts';
import { uuid } from './text.ts';

/** `base64:N`: decodes to exactly N bytes (`32|64` for either, no parameter for any number). */
export const base64: Check = (value, sizes) => sizeResult(decodeBase64(value), sizes);

/** `base64url:N`, as `base64:N` with the URL-safe alphabet. */
export const base64url: Check = (value, sizes) => sizeResult(decodeBase64Url(value), sizes);

/** `base58:N`, as `base64:N` in Bitcoin's base58. */
export const base58: Check = (value, sizes) => sizeResult(decodeBase58(value), sizes);

/**
 * `hex-distinct:N`: hexadecimal with at least N different digits. Of 300,000 random 64-digit values none had
 * fewer than 12, so fewer mean a placeholder.
 */
export const hexDistinct: Check = (value, least) => {
  const digits = hexDigits(value);
  return digits !== null && new Set(digits).size >= Number(least) ? 'pass' : 'fail';
};

/** `base64-hex`: base64 of a text that is hexadecimal in lower case. */
export const base64Hex: Check = (value) => {
  const text = Buffer.from(decodeBase64(value) ?? []).toString('latin1');
  return /^[0-9a-f]+$/.test(text) ? 'pass' : 'fail';
};

/** `base64url-uuid:N`: base64url of N bytes and the text of a UUID, 36 characters that chance does not make. */
export const base64urlUuid: Check = (value, size) => {
  const bytes = decodeBase64Url(value);
  if (bytes === null || bytes.length !== Number(size) + 36) return 'fail';
  const tail = Buffer.from(bytes.subarray(Number(size))).toString('latin1');
  return uuid(tail, undefined) === 'fail' ? 'fail' : 'proof';
};

function sizeResult(bytes: Uint8Array | null, sizes: string | undefined): CheckResult {
  if (bytes === null) return 'fail';
  const fits = sizes === undefined || sizes.split('|').some((size) => Number(size) === bytes.length);
  return fits ? 'pass' : 'fail';
}
