import { Buffer, isUtf8 } from 'node:buffer';
import type { Token } from './token.ts';

/** Resolves what a value is wrapped in: escapes, base64, hexadecimal digits. */

/** Resolves `\/`, `\u002b`, `\U0000002b`, `\x2b`, `\053`, `\-`, `%2B` and `%252B` in a value. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes('\\') && !raw.includes('%')) return raw;
  return raw
    .replace(/%25(?=[2-7][0-9a-fA-F])/g, '%')
    .replace(
      /\\+(?:u\{?00|U000000)([0-9a-fA-F]{2})\}?|\\+x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})|\\+(0[4-7][0-7]|[67][0-7](?![0-7])|1[0-7]{2})/g,
      (all, u, x, p, octal) => {
        const code = octal === undefined ? Number.parseInt(u ?? x ?? p, 16) : Number.parseInt(octal, 8);
        return code >= 33 && code < 127 ? String.fromCharCode(code) : all;
      },
    )
    .replace(/\\+([/=+\-_.:])/g, '$1');
}

/**
 * What a value is base64 or hexadecimal digits of, however often: a single word replaces the value, anything longer is
 * scanned as a text of its own.
 */
export function unwrapBase64(token: Token): Token {
  let unwrapped = token;
  for (;;) {
    const hex = hexText(unwrapped.value);
    const text = hex ?? decodedText(unwrapped.value);
    if (text === null) return unwrapped;
    const word = text.trim();
    const isWord = /^[!-~]+$/.test(word) && (hex !== null || !ASSIGNED.test(word));
    if (!isWord) return { ...token, embedded: text };
    unwrapped = { ...token, value: word, raw: token.value };
  }
}

/** A name with its value, or JSON. */
const ASSIGNED = /^(?:[^=:]{2,40}[=:]\S{6,}$|[{[])/;

/** The text that `value` is in hexadecimal digits: hardly any random digits are. Keystores in them are hummingbot's own. */
function hexText(value: string): string | null {
  if (value.length < 32 || !/^(?:[2-7][0-9a-f]|0[9ad])+$/i.test(value)) return null;
  const text = Buffer.from(value, 'hex').toString('latin1');
  return text.includes('\x7f') || text.startsWith('{"crypto"') ? null : text;
}

/** The text that `value` is base64 of, or null where it decodes to bytes that no text holds. */
function decodedText(value: string): string | null {
  if (value.length < 16 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return null;
  if (value.length >= LEAST_MIXED && isWide(value)) return asciiOf(Buffer.from(value, 'base64'));
  const isMixed = !mayDecodeToText(value);
  if (isMixed && (value.length < LEAST_MIXED || !mayDecode(value, isTextOrBeyond))) return null;
  const all = Buffer.from(value, 'base64');
  if (isPrintable(all)) return all.length >= 10 ? all.toString('latin1') : null;
  return value.length >= LEAST_MIXED && isMostlyAscii(all) ? all.toString('latin1') : null;
}

/** Where a text may be in any script, so many characters of base64 tell it from chance. */
const LEAST_MIXED = 40;

/** Whether base64 begins as that of UTF-16 does, with a byte order mark or without: `cAB3AGQA`, the form that PowerShell takes. */
function isWide(value: string): boolean {
  return WIDE.test(value);
}

/** Of each second byte the bits are zero, and the first of each other. */
const WIDE = /^(?:\/\/[45][A-Za-z0-9+/]|[A-Za-z0-9+/][AQgw][AB][A-Za-z0-9+/])A[A-H][AEIMQUYcgkosw048]A/;

/** UTF-16 of ASCII characters; null for anything else. */
function asciiOf(bytes: Buffer): string | null {
  const text = bytes.toString('utf16le').replace(/^\ufeff/, '');
  return text.length >= 10 && /^[\t-\r -~]+$/.test(text) ? text : null;
}

/** UTF-8 in which most is ASCII. */
function isMostlyAscii(bytes: Uint8Array): boolean {
  let beyond = 0;
  for (const code of bytes) {
    if (!isTextOrBeyond(code)) return false;
    if (code >= 128) beyond++;
  }
  return beyond * 2 < bytes.length && isUtf8(bytes);
}

/** False where one of the first characters is not of the alphabet, or decodes to a byte that no text holds. */
export function mayDecodeToText(value: string): boolean {
  return mayDecode(value, isText);
}

function mayDecode(value: string, isFit: (code: number) => boolean): boolean {
  for (let at = 0; at + 4 <= value.length && at < 48; at += 4) {
    const bits =
      (sextet(value, at) << 18) |
      (sextet(value, at + 1) << 12) |
      (sextet(value, at + 2) << 6) |
      sextet(value, at + 3);
    if (bits < 0) return at + 5 >= value.length;
    if (!(isFit(bits >> 16) && isFit((bits >> 8) & 255) && isFit(bits & 255))) return false;
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

function isTextOrBeyond(code: number): boolean {
  return code >= 128 || isText(code);
}

function isText(code: number): boolean {
  return (code >= 32 && code <= 126) || (code >= 9 && code <= 13);
}
