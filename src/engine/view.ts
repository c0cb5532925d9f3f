import { Buffer, isAscii } from 'node:buffer';
import type { Region, Span } from '../findings/model.ts';
import { findConfusables, findFullWidth } from './confusables.ts';
import { findInvisible } from './invisible.ts';
import { type Position, positionsIn } from './offsets.ts';
import { once } from './once.ts';
import { findWide, narrow } from './wide.ts';

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
  if (encoding !== null) return utf16View(bytes, encoding);
  const narrowed = narrow(bytes);
  if (narrowed === null) return narrowView(bytes);
  const { original, ...view } = narrowView(narrowed.bytes);
  return {
    ...view,
    original: (start, end) => {
      const span = original(start, end);
      return { start: narrowed.back(span.start), end: narrowed.back(span.end - 1) + 1 };
    },
  };
}

function narrowView(bytes: Uint8Array): View {
  const edits = editsOf(bytes);
  return edits.length === 0 ? plainView(bytes) : editedView(bytes, edits);
}

/**
 * Whether the engine reads something else in one of these ranges than the bytes that stand there, but for a byte order mark
 * of UTF-8, which joins nothing.
 */
export function isEdited(bytes: Uint8Array, ranges: readonly Span[]): boolean {
  if (utf16Encoding(bytes) !== null || holdsWide(bytes)) return true;
  const edits = editsOf(bytes);
  return edits.some(
    ({ start, end, as }) =>
      (start > 0 || as !== '') && ranges.some((range) => start < range.end && range.start < end),
  );
}

function holdsWide(bytes: Uint8Array): boolean {
  let isFound = false;
  findWide(bytes, false, () => {
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

/** A range of the blob that reads as something else: nothing, or one character. */
interface Edit extends Span {
  as: string;
}

function editedView(bytes: Uint8Array, edits: Edit[]): View {
  const kept: Uint8Array[] = [];
  let from = 0;
  for (const edit of edits) {
    kept.push(bytes.subarray(from, edit.start), Buffer.from(edit.as, 'latin1'));
    from = edit.end;
  }
  kept.push(bytes.subarray(from));
  const edited = Buffer.concat(kept);
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

/** Offsets of an edited view, as offsets of what was edited. `edits` rise. */
function backThrough(edits: readonly Edit[]): (at: number) => number {
  const firsts: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  for (const edit of edits) {
    firsts.push(edit.start - shift + edit.as.length);
    shift += edit.end - edit.start - edit.as.length;
    shifts.push(shift);
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
  return {
    bytes: utf8,
    text: once(() => latin1(utf8)),
    original: (start, end) => ({ start: byteAt(start), end: byteAt(end) }),
    region: (start, end) => regionOf(position(start), position(end)),
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

/**
 * What is to be read otherwise: invisible characters, doubles of Latin letters in names, entities of HTML, percent signs
 * around quoted text.
 */
function editsOf(bytes: Uint8Array): Edit[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasEntities = buffer.includes('&quot;') || buffer.includes('&#');
  return [
    ...invisibleRanges(buffer).map((range) => ({ ...range, as: '' })),
    ...(isAscii(bytes) ? [] : [...findConfusables(buffer), ...findFullWidth(buffer)]),
    ...(hasEntities ? [...replacements(buffer, ENTITIES), ...numericEntities(buffer)] : []),
    ...(buffer.includes('%22') ? replacements(buffer, PERCENT) : []),
    ...(buffer.includes('\\u00') ? escapedLetters(buffer) : []),
  ].sort((a, b) => a.start - b.start);
}

const ENTITIES: [string, string][] = [
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
];

/** `&#65;` and `&#x41;`, for all characters that values and quotes are made of. */
function numericEntities(buffer: Buffer): Edit[] {
  const edits: Edit[] = [];
  for (let at = buffer.indexOf('&#'); at >= 0; at = buffer.indexOf('&#', at + 2)) {
    const entity = /^&#(?:x([0-9a-f]{2})|(\d{2,3}));/i.exec(buffer.toString('latin1', at, at + 6));
    if (entity === null) continue;
    const code = entity[1] === undefined ? Number(entity[2]) : Number.parseInt(entity[1], 16);
    if (code > 32 && code < 127)
      edits.push({ start: at, end: at + entity[0].length, as: String.fromCharCode(code) });
  }
  return edits;
}

/** `\u0061`: letters, digits and underscores, of which names are made. */
function escapedLetters(buffer: Buffer): Edit[] {
  const edits: Edit[] = [];
  for (let at = buffer.indexOf('\\u00'); at >= 0; at = buffer.indexOf('\\u00', at + 1)) {
    const as = String.fromCharCode(Number.parseInt(buffer.toString('latin1', at + 4, at + 6), 16));
    if (/\w/.test(as)) edits.push({ start: at, end: at + 6, as });
  }
  return edits;
}

const PERCENT: [string, string][] = [
  ['%22', '"'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%7B', '{'],
  ['%7D', '}'],
  ['%20', ' '],
  ['%3D', '='],
  ['%2F', '/'],
  ['%2B', '+'],
  ['%5B', '['],
  ['%5D', ']'],
];

function replacements(buffer: Buffer, table: readonly [string, string][]): Edit[] {
  return table.flatMap(([code, as]) => {
    const edits: Edit[] = [];
    for (let at = buffer.indexOf(code); at >= 0; at = buffer.indexOf(code, at + code.length)) {
      edits.push({ start: at, end: at + code.length, as });
    }
    return edits;
  });
}

/** Characters and colour sequences that nobody sees. */
function invisibleRanges(buffer: Buffer): Span[] {
  const ranges: Span[] = [];
  if (!isAscii(buffer)) findInvisible(buffer, (start, end) => ranges.push({ start, end }));
  for (let at = buffer.indexOf(0x1b); at >= 0; at = buffer.indexOf(0x1b, at + 1)) {
    const end = escapeEnd(buffer, at);
    if (end > at) ranges.push({ start: at, end });
  }
  return ranges;
}

/** End of a terminal colour sequence that begins at `at` (ECMA-48 CSI), or `at`. */
function escapeEnd(buffer: Buffer, at: number): number {
  if (buffer[at + 1] !== 0x5b) return at;
  let end = at + 2;
  while (end < at + 24 && buffer[end]! >= 0x30 && buffer[end]! <= 0x3b) end++;
  return buffer[end] !== undefined && buffer[end]! >= 0x40 && buffer[end]! <= 0x7e ? end + 1 : at;
}

/** Lines and columns of a UTF-8 blob. */
function utf8Regions(bytes: Uint8Array): (start: number, end: number) => Region {
  const position = positionsIn(bytes);
  return (start, end) => regionOf(position(start), position(end));
}

function regionOf(from: Position, to: Position): Region {
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
