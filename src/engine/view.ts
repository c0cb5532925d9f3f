import { Buffer } from 'node:buffer';
import type { Region, Span } from '../findings/model.ts';
import { findLongBlanks, withoutLongBlanks } from './blanks.ts';
import { type Edits, editsOf, endOf, readAs, startOf } from './edits.ts';
import { type Position, positionsIn } from './offsets.ts';
import { once } from './once.ts';
import { overlapsAny } from './overlap.ts';
import { findRuns } from './runs.ts';
import { findWide, type Narrowed, narrow } from './wide.ts';

/**
 * One way to look at every blob: a string with one character per byte of its UTF-8 form, whatever its encoding,
 * without invisible characters. Positions in it are mapped back to the bytes as they were read.
 */
export interface View {
  bytes: Uint8Array;
  /** `bytes` as Latin-1: index = byte offset. Made on first use. */
  text(): string;
  /** Span in the blob as it was read. */
  original(start: number, end: number): Span;
  /** Lines and columns in the blob as it was read. */
  region(start: number, end: number): Region;
}

export function viewOf(bytes: Uint8Array): View {
  const encoding = utf16Encoding(bytes);
  return encoding === null ? mixedView(bytes) : utf16View(bytes, encoding);
}

/** `viewOf`, and one as plain text where values stand in what only begins as UTF-16. */
export function viewsOf(bytes: Uint8Array): View[] {
  const first = viewOf(bytes);
  const isMixed = utf16Encoding(bytes) !== null && holdsRun(bytes);
  return isMixed ? [first, narrowView(bytes)] : [first];
}

function holdsRun(bytes: Uint8Array): boolean {
  let isFound = false;
  findRuns(bytes, () => {
    isFound = true;
  });
  return isFound;
}

/** Plain text in which there may be stretches of UTF-16. */
function mixedView(bytes: Uint8Array): View {
  const narrowed = narrow(bytes);
  if (narrowed === null) return narrowView(bytes);
  const view = narrowView(narrowed.bytes);
  return { ...view, original: originalThrough(view, narrowed) };
}

function originalThrough({ original }: View, { back }: Narrowed): View['original'] {
  return (start, end) => {
    const span = original(start, end);
    return { start: back(span.start), end: back(span.end - 1) + 1 };
  };
}

function narrowView(bytes: Uint8Array): View {
  const shortened = withoutLongBlanks(bytes);
  if (shortened === null) return shortView(bytes);
  const view = shortView(shortened.bytes);
  const original = originalThrough(view, shortened);
  const regions = utf8Regions(bytes);
  return {
    ...view,
    original,
    region: (start, end) => {
      const span = original(start, end);
      return regions(span.start, span.end);
    },
  };
}

function shortView(bytes: Uint8Array): View {
  const edits = editsOf(bytes);
  return edits.length === 0 ? plainView(bytes) : editedView(bytes, edits);
}

/**
 * Whether the engine reads something else in one of these ranges, in rising order, than the bytes that stand there, but for a byte order mark
 * of UTF-8, which joins nothing.
 */
export function isEdited(bytes: Uint8Array, ranges: readonly Span[]): boolean {
  if (utf16Encoding(bytes) !== null || holdsWide(bytes) || holdsLongBlanks(bytes)) return true;
  return editsOf(bytes).some((edit) => {
    const [start, end] = [startOf(edit), endOf(edit)];
    const isMark = start === 0 && readAs(edit) === 0;
    return !isMark && overlapsAny({ start, end }, ranges);
  });
}

function holdsWide(bytes: Uint8Array): boolean {
  let isFound = false;
  findWide(bytes, false, () => {
    isFound = true;
  });
  return isFound;
}

function holdsLongBlanks(bytes: Uint8Array): boolean {
  let isFound = false;
  findLongBlanks(bytes, () => {
    isFound = true;
  });
  return isFound;
}

function plainView(bytes: Uint8Array): View {
  return {
    bytes,
    text: once(() => latin1(bytes)),
    original: (start, end) => ({ start, end }),
    region: utf8Regions(bytes),
  };
}

function editedView(bytes: Uint8Array, edits: Edits): View {
  const edited = applied(bytes, edits);
  const back = backThrough(edits);
  const original = (start: number, end: number): Span => ({ start: back(start), end: back(end - 1) + 1 });
  const regions = utf8Regions(bytes);
  return {
    bytes: edited,
    text: once(() => latin1(edited)),
    original,
    region: (start, end) => {
      const span = original(start, end);
      return regions(span.start, span.end);
    },
  };
}

/** No edit makes anything longer. */
function applied(bytes: Uint8Array, edits: Edits): Buffer {
  const edited = Buffer.allocUnsafe(bytes.length);
  let size = 0;
  let from = 0;
  for (const edit of edits) {
    const start = startOf(edit);
    if (start > from) edited.set(bytes.subarray(from, start), size);
    size += Math.max(0, start - from);
    if (readAs(edit) !== 0) edited[size++] = readAs(edit);
    from = endOf(edit);
  }
  edited.set(bytes.subarray(from), size);
  return edited.subarray(0, size + bytes.length - from);
}

/** Offsets of an edited view, as offsets of what was edited. */
function backThrough(edits: Edits): (at: number) => number {
  const firsts = new Float64Array(edits.length);
  const shifts = new Float64Array(edits.length);
  let shift = 0;
  for (const [index, edit] of edits.entries()) {
    const length = readAs(edit) === 0 ? 0 : 1;
    firsts[index] = startOf(edit) - shift + length;
    shift += endOf(edit) - startOf(edit) - length;
    shifts[index] = shift;
  }
  return (at) => {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return at + (low === 0 ? 0 : shifts[low - 1]!);
  };
}

function utf16View(bytes: Uint8Array, encoding: 'le' | 'be'): View {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const little = encoding === 'le' ? Buffer.from(even) : Buffer.from(even).swap16();
  const decoded = little.toString('utf16le');
  const utf8 = Buffer.from(decoded, 'utf8');
  const position = positionsIn(utf8);
  const mark = decoded.charCodeAt(0) === 0xfeff ? 1 : 0;
  const byteAt = (at: number): number => (mark + position(at).units) * 2;
  const view = narrowView(utf8);
  return {
    ...view,
    original: (start, end) => {
      const span = view.original(start, end);
      return { start: byteAt(span.start), end: byteAt(span.end) };
    },
  };
}

/** UTF-16 by its byte order mark, which is not that of UTF-32, or by zeros in every other byte of the beginning. */
function utf16Encoding(bytes: Uint8Array): 'le' | 'be' | null {
  if (bytes.length < 4) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes[2] === 0 && bytes[3] === 0 ? null : 'le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be';
  const sample = Math.min(bytes.length & ~1, 1024);
  if (!bytes.subarray(0, sample).includes(0)) return null;
  const zeros = [0, 0];
  for (let at = 0; at < sample; at++) if (bytes[at] === 0) zeros[at & 1]!++;
  const half = sample / 2;
  if (zeros[1]! > half * 0.6 && zeros[0]! < half * 0.1) return 'le';
  if (zeros[0]! > half * 0.6 && zeros[1]! < half * 0.1) return 'be';
  return null;
}

/** Lines and columns of a UTF-8 blob. */
function utf8Regions(bytes: Uint8Array): (start: number, end: number) => Region {
  const position = positionsIn(bytes);
  return (start, end) => regionOf(position(start), position(end));
}

function regionOf(from: Position, to: Position): Region {
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/**
 * Node keeps a text that is made of more bytes outside of V8's heap, which gives it back late; one that is put together is
 * inside.
 */
const MOST_INSIDE = 1_000_000;

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, length);
  if (length <= MOST_INSIDE) return bytes.toString('latin1');
  const parts: string[] = [];
  for (let at = 0; at < length; at += MOST_INSIDE) parts.push(bytes.toString('latin1', at, at + MOST_INSIDE));
  return parts.join('');
}
