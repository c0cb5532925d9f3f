import { Buffer } from 'node:buffer';
import type { Check } from './check.ts';

/**
 * `github-crc32`: `ghp_`, `gho_`, `ghu_`, `ghs_` and `ghr_` tokens of 36 characters end in a checksum
 * (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/, 2026-11). Longer tokens and
 * `github_pat_` have none that is known, and pass.
 */
export const githubCrc32: Check = (value) => {
  const body = /^gh[pousr]_([A-Za-z0-9]{36})$/.exec(value)?.[1];
  if (body !== undefined) return hasCrc(body) ? 'proof' : 'fail';
  return /^(?:gh[rs]|github_pat)_[A-Za-z0-9_.-]{40,2000}$/.test(value) ? 'pass' : 'fail';
};

/** `npm-crc32`: `npm_` and the same form (https://github.blog/2021-09-23-announcing-npms-new-access-token-format/, 2026-11). */
export const npmCrc32: Check = (value) => {
  const body = /^npm_([A-Za-z0-9]{36})$/.exec(value)?.[1];
  return body !== undefined && hasCrc(body) ? 'proof' : 'fail';
};

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 of a text in six base62 digits, `0` to the left. */
export function crc32Base62(text: string): string {
  let rest = crc32(Buffer.from(text, 'latin1'));
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function hasCrc(body: string): boolean {
  return crc32Base62(body.slice(0, 30)) === body.slice(30);
}

/** CRC-32 of IEEE 802.3, bit by bit: the input is 30 bytes, and Node's own needs Node 22. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
