import { Buffer } from 'node:buffer';

/** Whole numbers below 65,536 as text that is quick to read. */
export function packNumbers(numbers: readonly number[]): string {
  const packed = Uint16Array.from(numbers);
  if (packed.some((number, index) => number !== numbers[index]))
    throw new RangeError('a number is too large');
  return Buffer.from(packed.buffer).toString('base64');
}

export function unpackNumbers(text: string): Uint16Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  return new Uint16Array(bytes.buffer);
}
