import type { Token } from './token.ts';

/**
 * Credentials written as one number for each byte: the text of a key, a raw private key, a key pair. In C, Go, Rust,
 * Java, JavaScript, Python and JSON, decimal or hexadecimal.
 */

/** The array and what its bytes are. */
export interface ByteArray {
  /** `[1,2,...]` of 64 bytes, as rules for key pairs know it; else the text or the hexadecimal digits that the bytes are. */
  token: Token;
  means: 'text' | 'key' | 'keypair';
}

/**
 * Arrays of 16 to 200 byte values in brackets or braces that are a text, a key of 32 bytes or a key pair of 64; `offset`
 * is where `text` begins in its file.
 */
export function findByteArrays(text: string, offset = 0): ByteArray[] {
  const arrays: ByteArray[] = [];
  const number = '-?(?:\\(byte\\)\\s?)?(?:0x)?[0-9a-fA-F]{1,3}';
  const pattern = new RegExp(`[[{(]\\s*(?:${number}\\s*,\\s*){15,200}${number}\\s*,?\\s*[\\]})]`, 'g');
  for (const match of text.matchAll(pattern)) {
    const values = valuesOf(match[0]);
    const read = values === null ? null : meant(values);
    if (read === null) continue;
    const start = match.index + offset;
    const place = { start, end: start + match[0].length, bindAt: start, whole: true, before: '' };
    arrays.push({ token: { value: read.value, ...place }, means: read.means });
  }
  return arrays;
}

function valuesOf(list: string): number[] | null {
  const values = list
    .slice(1, -1)
    .replace(/\(byte\)/g, '')
    .split(',')
    .map((number) => number.trim())
    .filter((number) => number !== '')
    .map((number) => Number(number))
    .map((value) => (value < 0 ? value + 256 : value));
  return values.every((value) => value >= 0 && value <= 255) ? values : null;
}

/** What the bytes mean, or null where they are neither a text nor as long as a key. */
function meant(values: readonly number[]): (Pick<ByteArray, 'means'> & { value: string }) | null {
  const bytes =
    values.at(-1) === 0 && values.length !== 32 && values.length !== 64 ? values.slice(0, -1) : values;
  if (bytes.length >= 16 && bytes.every((code) => code > 32 && code < 127))
    return { value: String.fromCharCode(...bytes), means: 'text' };
  if (bytes.length === 64) return { value: `[${bytes.join(',')}]`, means: 'keypair' };
  if (bytes.length !== 32) return null;
  return { value: bytes.map((code) => code.toString(16).padStart(2, '0')).join(''), means: 'key' };
}
