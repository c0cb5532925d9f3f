import { MOST_BYTES } from '../engine/kernel.ts';
import type { OnSuspect, Sieve, SuspectKind } from '../engine/sieve.ts';
import type { Span } from '../findings/model.ts';
import type { Program } from '../git/objects/delta.ts';
import { novelWindows } from '../git/objects/novelty.ts';
import type { StoredObject } from '../git/objects/object.ts';

/** A suspect in an object, and what its surroundings came to when they were last looked at. */
export interface Mark {
  start: number;
  end: number;
  kind: SuspectKind;
  /** Number of its context (see `Contexts`); `COLD` where nothing can come of it, `UNKNOWN` before it was looked at. */
  context: number;
}

export const COLD = -1;
export const UNKNOWN = -2;

/** Bytes around a suspect that tell it from equal ones elsewhere. */
export function stretchOf({ start, end, kind }: Mark, size: number): { from: number; to: number } {
  const { before, after } = REACH[kind];
  return { from: Math.max(0, start - before), to: Math.min(size, end + after) };
}

const NEAR = { before: 300, after: 100 };
const REACH: Record<SuspectKind, { before: number; after: number }> = {
  run: NEAR,
  words: NEAR,
  name: NEAR,
  hidden: NEAR,
  numbers: { before: 300, after: 1200 },
  block: { before: 300, after: 4096 },
};

/** Bytes on either side of what a delta changes in which suspects are looked for; those that reach further are followed. */
const CONTEXT = 64;
/** Bytes read beyond that, to begin and end with a line: few suspects are cut off then. */
const MARGIN = 96;
const FURTHER = 256;
/** Windows with less than this between them are read as one: a read costs more than the bytes. */
const WORTH_A_GAP = 512;

/** Every suspect of an object, in order: those of what it adds to its base, and those of its base that it still has. */
export function findMarks(sieve: Sieve, object: StoredObject, base: readonly Mark[] | undefined): Mark[] {
  const marks: Mark[] = [];
  const program = base === undefined ? undefined : object.delta?.program;
  const windows =
    program === undefined
      ? [{ start: 0, end: object.size }]
      : joined(novelWindows(program, CONTEXT + MARGIN));
  for (const window of windows.flatMap(inPieces)) findInWindow({ sieve, object, window, marks });
  if (program !== undefined && base !== undefined && base.length > 0) inherit(program, base, marks);
  return marks.length < 2 ? marks : withoutRepeats(marks.sort(byPlace));
}

function joined(windows: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of windows) {
    const last = result.at(-1);
    if (last !== undefined && start - last.end < WORTH_A_GAP) last.end = end;
    else result.push({ start, end });
  }
  return result;
}

/** Large windows in pieces that a sieve reads fastest; they overlap by what each may leave to the next. */
function inPieces({ start, end }: Span): Span[] {
  const pieces = Math.max(1, Math.ceil((end - start) / LARGEST_PIECE));
  const size = Math.ceil((end - start) / pieces);
  return Array.from({ length: pieces }, (_, piece) => ({
    start: start + piece * size,
    end: Math.min(end, start + (piece + 1) * size + 2 * MARGIN),
  }));
}

const LARGEST_PIECE = MOST_BYTES - 2 * MARGIN;

interface Look {
  sieve: Sieve;
  object: StoredObject;
  window: Span;
  marks: Mark[];
}

function findInWindow({ sieve, object, window: asked, marks }: Look): void {
  const { size } = object;
  const bytes = object.read(asked);
  const window = wholeLines(bytes, asked, size);
  let cut: Span | null = null;
  const onSuspect: OnSuspect = (from, to, kind) => {
    const start = window.start + from;
    const end = window.start + to;
    const slack = kind === 'words' ? WORDS_SLACK : 0;
    const isCut =
      (start - slack <= window.start && window.start > 0) || (end + slack >= window.end && window.end < size);
    if (!isCut) marks.push({ start, end, kind, context: UNKNOWN });
    else cut = { start: Math.min(start, cut?.start ?? start), end: Math.max(end, cut?.end ?? end) };
  };
  sieve.find(bytes.subarray(window.start - asked.start, window.end - asked.start), onSuspect);
  if (cut !== null) findAround({ sieve, object, window: cut, marks });
}

/** The part of a window that begins behind a line break and ends before one, where its margins hold any. */
function wholeLines(bytes: Uint8Array, { start, end }: Span, size: number): Span {
  const first = bytes.indexOf(NEWLINE);
  const last = bytes.lastIndexOf(NEWLINE);
  return {
    start: start > 0 && first >= 0 && first < MARGIN ? start + first + 1 : start,
    end: end < size && last >= 0 && last >= bytes.length - MARGIN ? start + last : end,
  };
}

const NEWLINE = 10;

/** A row of words goes on behind a gap. */
const WORDS_SLACK = 30;

/** Suspects that reach beyond a window, in a window as large as they need. */
function findAround({ sieve, object, window, marks }: Look): void {
  const { size } = object;
  for (let reach = FURTHER; ; reach *= 8) {
    const around = { start: Math.max(0, window.start - reach), end: Math.min(size, window.end + reach) };
    const isAll = around.start === 0 && around.end === size;
    let isCut = false;
    const found: Mark[] = [];
    sieve.find(object.read(around), (from, to, kind) => {
      const start = around.start + from;
      const end = around.start + to;
      if (end < window.start || start > window.end) return;
      isCut ||= (start === around.start && start > 0) || (end === around.end && end < size);
      if (kind !== 'words' || end - start >= LEAST_WORDS_LENGTH)
        found.push({ start, end, kind, context: UNKNOWN });
    });
    if (isCut && !isAll) continue;
    marks.push(...found);
    return;
  }
}

/** Twelve words of three letters with eleven gaps. */
const LEAST_WORDS_LENGTH = 47;

/** Suspects that lie in one copied range with the byte before and the byte behind; contexts only where those do. */
function inherit(program: Program, base: readonly Mark[], marks: Mark[]): void {
  const { code, count, size, baseSize } = program;
  for (let i = 0; i < count; i++) {
    const origin = code[3 * i + 2]!;
    if (origin < 0) continue;
    const shift = code[3 * i]! - origin;
    const end = origin + code[3 * i + 1]!;
    for (let k = firstFrom(base, origin); k < base.length && base[k]!.start < end; k++) {
      const mark = base[k]!;
      const isWhole =
        (mark.start > origin || mark.start + shift === 0) &&
        (mark.end < end || (mark.end === end && end + shift === size));
      if (!isWhole) continue;
      const old = stretchOf(mark, baseSize);
      const moved = { ...mark, start: mark.start + shift, end: mark.end + shift };
      const now = stretchOf(moved, size);
      const isSame =
        old.from >= origin && old.to <= end && now.from === old.from + shift && now.to === old.to + shift;
      if (!isSame) moved.context = UNKNOWN;
      marks.push(moved);
    }
  }
}

/** Position of the first mark that starts at `at` or behind it. */
function firstFrom(marks: readonly Mark[], at: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (marks[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byPlace(a: Mark, b: Mark): number {
  return a.start - b.start || a.end - b.end || (a.kind < b.kind ? -1 : 1) || b.context - a.context;
}

function withoutRepeats(marks: Mark[]): Mark[] {
  return marks.filter((mark, index) => {
    const before = marks[index - 1];
    return before?.start !== mark.start || before.end !== mark.end || before.kind !== mark.kind;
  });
}
