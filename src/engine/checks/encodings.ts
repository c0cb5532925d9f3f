import { decodeBase58, decodeBase64, decodeBase64Url, hexDigits } from './bytes.ts';
import type { Check, CheckResult } from './check.ts';

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

function sizeResult(bytes: Uint8Array | null, sizes: string | undefined): CheckResult {
  if (bytes === null) return 'fail';
  const fits = sizes === undefined || sizes.split('|').some((size) => Number(size) === bytes.length);
  return fits ? 'pass' : 'fail';
}
