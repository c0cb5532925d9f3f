import { Buffer } from 'node:buffer';
import { tableOf } from './byte-table.ts';

/**
 * Text in two or four bytes a character (UTF-16, UTF-32) that stands somewhere in other bytes: what PowerShell appends to a
 * file, what follows a comment in another script, strings in programs and databases.
 */

/** Fewer characters are no credential. */
const LEAST = 16;
const TEXT = tableOf(/[\t\n\r -~]/);

/**
 * Calls `found(start, end, step)` for each stretch of ASCII characters that lie `step` bytes apart with nothing but NUL between
 * them. Where the bytes are only a part, also for what touches their ends. Linear in `bytes`.
 */
export function findWide(
  bytes: Uint8Array,
  isPart: boolean,
  found: (start: number, end: number, step: 2 | 4) => void,
): void {
  for (let at = bytes.indexOf(0); at >= 0; ) {
    const start = Math.max(0, at - 1);
    const step = bytes[at + 1] === 0 && bytes[at + 2] === 0 ? 4 : 2;
    let end = start;
    while (TEXT[bytes[end] ?? 0] === 1 && isFilled(bytes, end, step)) end += step;
    const isCut = isPart && end > start && (start === 0 || end + step > bytes.length);
    if (isCut || end - start >= LEAST * step) found(start, Math.min(end, bytes.length), step);
    let next = Math.max(at, end);
    while (bytes[next] === 0) next++;
    at = bytes.indexOf(0, next);
  }
}

function isFilled(bytes: Uint8Array, at: number, step: 2 | 4): boolean {
  return bytes[at + 1] === 0 && (step === 2 || (bytes[at + 2] === 0 && bytes[at + 3] === 0));
}

/** Bytes without what fills wide characters, and where they stood. */
export interface Narrowed {
  bytes: Uint8Array;
  /** The offset in the bytes as they were read. */
  back(at: number): number;
}

/** Null where no wide text is. */
export function narrow(bytes: Uint8Array): Narrowed | null {
  const pieces: Uint8Array[] = [];
  const segments: Segment[] = [];
  let from = 0;
  let size = 0;
  const keep = (piece: Uint8Array, origin: number, step: number): void => {
    segments.push({ first: size, origin, step });
    pieces.push(piece);
    size += piece.length;
  };
  findWide(bytes, false, (start, end, step) => {
    keep(bytes.subarray(from, start), from, 1);
    keep(everyNth(bytes, { start, end, step }), start, step);
    from = end;
  });
  if (segments.length === 0) return null;
  keep(bytes.subarray(from), from, 1);
  return { bytes: Buffer.concat(pieces), back: backThrough(segments) };
}

function everyNth(bytes: Uint8Array, { start, end, step }: { start: number; end: number; step: number }) {
  const kept = new Uint8Array(Math.ceil((end - start) / step));
  for (let index = 0; index < kept.length; index++) kept[index] = bytes[start + index * step]!;
  return kept;
}

/** Bytes that were kept, every so many of them: from where on they stand now, and where they began. */
export interface Segment {
  first: number;
  origin: number;
  step: number;
}

export function backThrough(segments: readonly Segment[]): (at: number) => number {
  return (at: number): number => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (segments[middle]!.first <= at) low = middle;
      else high = middle - 1;
    }
    const { first, origin, step } = segments[low]!;
    return origin + (at - first) * step;
  };
}
