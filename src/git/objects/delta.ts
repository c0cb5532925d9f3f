import type { Span } from '../../findings/model.ts';
import { corrupt, type Fault, limitReached } from './fault.ts';

/**
 * A delta, parsed: the result is its instructions' outputs, one behind the other. Instruction `i` stands in `code` at
 * `3 * i`: where its output starts, its length, and its source: an offset in the base (copied), or, negative, the
 * complement (`~`) of an offset in the delta itself (inserted). Reused: valid until the next delta is parsed.
 */
export interface Program {
  baseSize: number;
  size: number;
  count: number;
  code: Int32Array;
}

/** Instructions kept for one delta: 48 MB. Deltas of real repositories have some dozens. */
const MOST_INSTRUCTIONS = 1 << 22;

export function createProgram(): Program {
  return { baseSize: 0, size: 0, count: 0, code: new Int32Array(3 * 256) };
}

/** Bytes `[from, to)` of a buffer, a delta on a base of `baseSize` bytes. */
export interface DeltaSource {
  bytes: Uint8Array;
  from: number;
  to: number;
  baseSize: number;
  /** The largest result allowed. */
  limit: number;
}

/**
 * Parses a delta (`gitformat-pack`, "Deltified representation", read 2026-11) and checks all of it: every copy lies in
 * the base and the outputs add up to the size announced. Copies that go on where the one before ended are one
 * instruction.
 */
export function parseDelta(source: DeltaSource, program: Program): Fault | null {
  const cursor = { next: source.from };
  program.baseSize = parseSize(source.bytes, cursor, source.to);
  program.size = parseSize(source.bytes, cursor, source.to);
  program.count = 0;
  if (program.baseSize !== source.baseSize) return corrupt('a delta belongs to another base');
  if (program.size > source.limit)
    return { reason: 'too-large', detail: `larger than ${source.limit} bytes` };
  return parseInstructions(source, cursor.next, program);
}

function parseInstructions(source: DeltaSource, start: number, program: Program): Fault | null {
  const { bytes, from, to } = source;
  let at = start;
  let done = 0;
  while (at < to) {
    const op = bytes[at++]!;
    let length = op;
    let origin = ~(at - from);
    if (op & 0x80) {
      origin = length = 0;
      if (op & 0x01) origin = bytes[at++]!;
      if (op & 0x02) origin += bytes[at++]! << 8;
      if (op & 0x04) origin += bytes[at++]! << 16;
      if (op & 0x08) origin += bytes[at++]! * 0x1000000;
      if (op & 0x10) length = bytes[at++]!;
      if (op & 0x20) length += bytes[at++]! << 8;
      if (op & 0x40) length += bytes[at++]! << 16;
      if (length === 0) length = 0x10000;
      if (origin + length > program.baseSize) return corrupt('a delta copies from outside its base');
    } else at += length;
    if (length === 0 || at > to || done + length > program.size) return corrupt('a delta is malformed');
    if (!append(program, done, length, origin)) return limitReached('a delta has too many instructions');
    done += length;
  }
  return done === program.size ? null : corrupt("a delta's size is wrong");
}

/** Seven bits in each byte, the lowest first. NaN, which equals no size, where it has no end. */
function parseSize(bytes: Uint8Array, cursor: { next: number }, end: number): number {
  let size = 0;
  for (let unit = 1; cursor.next < end && unit < 2 ** 50; unit *= 128) {
    const byte = bytes[cursor.next++]!;
    size += (byte & 0x7f) * unit;
    if (byte < 0x80) return size;
  }
  return Number.NaN;
}

function append(program: Program, at: number, length: number, origin: number): boolean {
  const next = program.count * 3;
  if (next > 0 && origin >= 0 && origin === program.code[next - 1]! + program.code[next - 2]!) {
    const before = program.code[next - 1]!;
    if (before >= 0) {
      program.code[next - 2]! += length;
      return true;
    }
  }
  if (next === program.code.length && !grow(program)) return false;
  program.code[next] = at;
  program.code[next + 1] = length;
  program.code[next + 2] = origin;
  program.count++;
  return true;
}

function grow(program: Program): boolean {
  if (program.count >= MOST_INSTRUCTIONS) return false;
  const code = new Int32Array(program.code.length * 2);
  code.set(program.code);
  program.code = code;
  return true;
}

/** Where a program's base, its delta and its result stand, in one buffer so that no views are needed to copy. */
export interface Places {
  bytes: Uint8Array;
  base: number;
  delta: number;
  /** Start of the result. */
  to: number;
}

/** Writes the bytes `[start, end)` of the result. The program was checked, so nothing can fail. */
export function applyDelta(program: Program, places: Places, part: Span): void {
  const { bytes, base, delta } = places;
  const { code, count } = program;
  const shift = places.to - part.start;
  for (let i = part.start === 0 ? 0 : instructionAt(program, part.start); i < count; i++) {
    const at = code[3 * i]!;
    if (at >= part.end) break;
    const skip = at < part.start ? part.start - at : 0;
    const length = Math.min(code[3 * i + 1]!, part.end - at) - skip;
    const origin = code[3 * i + 2]!;
    const from = (origin >= 0 ? base + origin : delta + ~origin) + skip;
    const to = shift + at + skip;
    if (length > 16) bytes.copyWithin(to, from, from + length);
    else for (let k = 0; k < length; k++) bytes[to + k] = bytes[from + k]!;
  }
}

/** The instruction whose output holds the byte at `at`. */
function instructionAt(program: Program, at: number): number {
  let low = 0;
  let high = program.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (program.code[3 * middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
