import { Buffer } from 'node:buffer';
import type { Token } from './token.ts';

/** Resolves what a value is wrapped in: escapes, base64, hexadecimal digits. */

/** Resolves `\/`, `\u002b`, `\x2b`, `\-` and `%2B` in a value. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes('\\') && !raw.includes('%')) return raw;
  return raw
    .replace(/\\+u\{?00([0-9a-fA-F]{2})\}?|\\+x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})/g, (all, u, x, p) => {
      const code = Number.parseInt(u ?? x ?? p, 16);
      return code >= 33 && code < 127 ? String.fromCharCode(code) : all;
    })
    .replace(/\\+([/=+\-_.:])/g, '$1');
}

/** Base64 of printable text: a single word replaces the value, anything longer is scanned as a text of its own. */
export function unwrapBase64(token: Token): Token {
  const hex = hexText(token.value);
  if (hex !== null) return { ...token, value: hex, raw: token.value };
  const text = decodedText(token.value);
  if (text === null) return token;
  const word = text.trim();
  if (!/\s/.test(word) && !/^[^=:]{2,40}[=:]\S{6,}$/.test(word) && !/^[{[]/.test(word))
    return { ...token, value: word, raw: token.value };
  return { ...token, embedded: text };
}

/** The one word that `value` is in hexadecimal digits: hardly any random digits are. */
function hexText(value: string): string | null {
  if (value.length < 32 || !/^(?:[2-7][0-9a-f])+$/i.test(value)) return null;
  const text = Buffer.from(value, 'hex').toString('latin1');
  return /^[!-~]+$/.test(text) ? text : null;
}

/** The text that `value` is base64 of, or null where it decodes to bytes that no text holds. */
function decodedText(value: string): string | null {
  if (value.length < 16 || !mayDecodeToText(value) || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return null;
  const head = Buffer.from(value.slice(0, 64), 'base64');
  if (!isPrintable(head)) return null;
  const all = Buffer.from(value, 'base64');
  return isPrintable(all) && all.length >= 10 ? all.toString('latin1') : null;
}

/** False where one of the first characters is not of the alphabet, or decodes to a byte that no text holds. */
export function mayDecodeToText(value: string): boolean {
  for (let at = 0; at + 4 <= value.length && at < 48; at += 4) {
    const bits =
      (sextet(value, at) << 18) |
      (sextet(value, at + 1) << 12) |
      (sextet(value, at + 2) << 6) |
      sextet(value, at + 3);
    if (bits < 0) return at + 5 >= value.length;
    if (!(isText(bits >> 16) && isText((bits >> 8) & 255) && isText(bits & 255))) return false;
  }
  return true;
}

const SEXTETS = buildSextets();

/** Negative where the character is not of the alphabet. */
function sextet(value: string, at: number): number {
  return SEXTETS[value.charCodeAt(at) & 255]!;
}

function buildSextets(): Int32Array {
  const sextets = new Int32Array(256).fill(-1);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let index = 0; index < 64; index++) sextets[alphabet.charCodeAt(index)] = index;
  sextets[45] = 62;
  sextets[95] = 63;
  return sextets;
}

function isPrintable(bytes: Uint8Array): boolean {
  for (const code of bytes) {
    if (!isText(code)) return false;
  }
  return true;
}

function isText(code: number): boolean {
  return (code >= 32 && code <= 126) || (code >= 9 && code <= 13);
}
