import { isAscii } from 'node:buffer';
import type { Skip } from '../findings/model.ts';
import { contentKind } from './content-kind.ts';
import type { BlobWindow } from './source.ts';

/** A piece of something too big to be read whole. */
export interface Window {
  bytes: Uint8Array;
  place: BlobWindow;
}

/** What reading in windows yields: mostly windows, and at the end a skip where something went wrong. */
export type WindowItem = { window: Window } | { skip: Skip };

/**
 * Cuts a stream of bytes into overlapping windows in one buffer: fill `room()`, say how much with `filled()`,
 * take `window()` when the room is used up, then `slide()` on. A window's bytes are overwritten by `slide()`.
 */
export interface WindowCutter {
  room(): Uint8Array;
  filled(count: number): void;
  isFull(): boolean;
  window(last: boolean): Window;
  slide(): void;
}

/** Cuts a stream into windows. Only when more comes is a full window known not to be the last. */
export async function* cutWindows(
  chunks: AsyncIterable<Uint8Array>,
  limits: { windowBytes: number; overlapBytes: number },
): AsyncGenerator<Window> {
  const cutter = createWindowCutter(limits);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (cutter.isFull()) {
        yield cutter.window(false);
        cutter.slide();
      }
      const room = cutter.room();
      const piece = chunk.subarray(at, at + room.length);
      room.set(piece);
      cutter.filled(piece.length);
      at += piece.length;
    }
  }
  yield cutter.window(true);
}

type Width = 'utf8' | 'utf-16le' | 'utf-16be';

export function createWindowCutter(limits: { windowBytes: number; overlapBytes: number }): WindowCutter {
  const { windowBytes, overlapBytes } = limits;
  const buffer = Buffer.allocUnsafeSlow(windowBytes);
  let used = 0;
  let width: Width | null = null;
  let place: Omit<BlobWindow, 'last'> = { offset: 0, line: 1, column: 1 };
  return {
    room: () => buffer.subarray(used),
    filled: (count) => {
      used += count;
    },
    isFull: () => used === buffer.length,
    window: (last) => ({ bytes: buffer.subarray(0, used), place: { ...place, last } }),
    slide: () => {
      width ??= widthOf(buffer.subarray(0, used));
      const from = nextStart({ bytes: buffer.subarray(0, used), overlapBytes, width });
      place = advanced({ place, bytes: buffer.subarray(0, from), width });
      buffer.copyWithin(0, from, used);
      used -= from;
    },
  };
}

function widthOf(bytes: Uint8Array): Width {
  const kind = contentKind(bytes);
  return kind === 'utf-16le' || kind === 'utf-16be' ? kind : 'utf8';
}

/** Where the next window begins: at a line's beginning where one is near, never inside a character. */
function nextStart(options: { bytes: Buffer; overlapBytes: number; width: Width }): number {
  const { bytes, overlapBytes, width } = options;
  const from = bytes.length - overlapBytes;
  if (width !== 'utf8') return from - (from % 2);
  const line = bytes.indexOf(0x0a, from);
  if (line !== -1 && line < from + overlapBytes / 2) return line + 1;
  let at = from;
  while (at > from - 3 && isContinuation(bytes[at]!)) at--;
  return at;
}

/** The place right after `bytes`, which begin at `place`. */
function advanced(options: { place: Omit<BlobWindow, 'last'>; bytes: Buffer; width: Width }) {
  const { place, bytes, width } = options;
  const { lines, lastLine } = width === 'utf8' ? linesOf(bytes) : wideLinesOf(bytes, width);
  const units = width === 'utf8' ? unitsIn(bytes.subarray(lastLine)) : (bytes.length - lastLine) / 2;
  return {
    offset: place.offset + bytes.length,
    line: place.line + lines,
    column: lines === 0 ? place.column + units : 1 + units,
  };
}

function linesOf(bytes: Buffer): { lines: number; lastLine: number } {
  let lines = 0;
  let lastLine = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, lastLine)) {
    lines++;
    lastLine = at + 1;
  }
  return { lines, lastLine };
}

function wideLinesOf(bytes: Buffer, width: Width): { lines: number; lastLine: number } {
  const low = width === 'utf-16le' ? 0 : 1;
  let lines = 0;
  let lastLine = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at + low] !== 0x0a || bytes[at + 1 - low] !== 0) continue;
    lines++;
    lastLine = at + 2;
  }
  return { lines, lastLine };
}

/** UTF-16 code units of UTF-8 text, by what the platform does quickest: windows of one line are counted whole. */
function unitsIn(bytes: Buffer): number {
  return isAscii(bytes) ? bytes.length : bytes.toString('utf8').length;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
