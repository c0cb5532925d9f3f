import { closeSync } from 'node:fs';
import { corrupt, type Fault, isFault } from './fault.ts';
import { type OpenFile, openRegular, readFully } from './files.ts';
import { type IdTable, readFanout, sharedBytes } from './ids.ts';

/** What a pack's `.idx` says: each object's id and where its entry starts in the pack. */
export interface PackIndex extends IdTable {
  /** By position of the id. */
  offsets: Float64Array;
  /** Checksum of the pack this index belongs to, in hex; null where it is not known (multi-pack index). */
  packChecksum: string | null;
}

interface Layout {
  file: OpenFile;
  version: 1 | 2;
  hashLength: number;
  count: number;
  fanout: Uint32Array;
}

const FANOUT_BYTES = 1024;
/** Bytes that are read at a time, so that a large index is never held twice. */
const CHUNK = 1 << 20;

/**
 * Reads a pack index, version 1 or 2 (git's `gitformat-pack` documentation, read 2026-11), of SHA-1 or
 * SHA-256. The hash is not named in the file; it follows from the file's size, since for a given count only one of
 * the two can be right. Offsets are not checked against the pack here.
 */
export function readPackIndex(path: string): PackIndex | Fault {
  const file = openRegular(path);
  if (isFault(file)) return file;
  try {
    const layout = readLayout(file);
    if (isFault(layout)) return layout;
    return layout.version === 1 ? readVersion1(layout) : readVersion2(layout);
  } finally {
    closeSync(file.fd);
  }
}

function readLayout(file: OpenFile): Layout | Fault {
  const head = new Uint8Array(8 + FANOUT_BYTES);
  if (!read(file, head, 0)) return corrupt('the index is truncated');
  const view = new DataView(head.buffer);
  const version = view.getUint32(0) === 0xff744f63 ? view.getUint32(4) : 1;
  if (version !== 1 && version !== 2) return corrupt(`index version ${version} is unknown`);
  const fanout = readFanout(head, version === 1 ? 0 : 8);
  if (fanout === null) return corrupt("the index's fan-out table runs backwards");
  const count = fanout[255]!;
  const hashLength = version === 1 ? hashOfVersion1(file.size, count) : hashOfVersion2(file.size, count);
  return hashLength === null
    ? corrupt("the index's size does not fit its count")
    : { file, version, hashLength, count, fanout };
}

function hashOfVersion1(size: number, count: number): number | null {
  return size === FANOUT_BYTES + count * 24 + 40 ? 20 : null;
}

/** Every object takes its hash, a checksum and an offset of 4 bytes each; at most `count` large offsets follow. */
function hashOfVersion2(size: number, count: number): number | null {
  for (const hashLength of [20, 32]) {
    const large = size - (8 + FANOUT_BYTES + count * (hashLength + 8) + 2 * hashLength);
    if (large >= 0 && large % 8 === 0 && large / 8 <= count) return hashLength;
  }
  return null;
}

function readVersion1({ file, count, fanout }: Layout): PackIndex | Fault {
  const names = sharedBytes(count * 20);
  const offsets = new Float64Array(new SharedArrayBuffer(count * 8));
  let position = 0;
  const whole = readRecords({ file, at: FANOUT_BYTES, count, width: 24 }, (bytes, view, at) => {
    offsets[position] = view.getUint32(at);
    names.set(bytes.subarray(at + 4, at + 24), position * 20);
    position++;
  });
  if (!whole) return corrupt('the index is truncated');
  return { hashLength: 20, count, names, fanout, offsets, packChecksum: readChecksum(file, 20) };
}

function readVersion2({ file, hashLength, count, fanout }: Layout): PackIndex | Fault {
  const namesAt = 8 + FANOUT_BYTES;
  const names = sharedBytes(count * hashLength);
  if (!read(file, names, namesAt)) return corrupt('the index is truncated');
  const offsetsAt = namesAt + count * (hashLength + 4);
  const offsets = readOffsets({ file, at: offsetsAt, count, end: file.size - 2 * hashLength });
  if (isFault(offsets)) return offsets;
  return { hashLength, count, names, fanout, offsets, packChecksum: readChecksum(file, hashLength) };
}

/** Offsets of 4 bytes; one with its highest bit set is a position in the table of 8-byte offsets behind them. */
function readOffsets(table: {
  file: OpenFile;
  at: number;
  count: number;
  end: number;
}): Float64Array | Fault {
  const { file, at, count, end } = table;
  const largeAt = at + count * 4;
  const large = new Uint8Array(end - largeAt);
  if (!read(file, large, largeAt)) return corrupt('the index is truncated');
  const largeView = new DataView(large.buffer);
  const offsets = new Float64Array(new SharedArrayBuffer(count * 8));
  let position = 0;
  const whole = readRecords({ file, at, count, width: 4 }, (_bytes, view, from) => {
    const offset = view.getUint32(from);
    const slot = (offset & 0x7fffffff) * 8;
    if (offset < 0x80000000) offsets[position++] = offset;
    else offsets[position++] = slot + 8 <= large.length ? Number(largeView.getBigUint64(slot)) : -1;
  });
  return whole ? offsets : corrupt('the index is truncated');
}

function readRecords(
  table: { file: OpenFile; at: number; count: number; width: number },
  each: (bytes: Uint8Array, view: DataView, at: number) => void,
): boolean {
  const { file, at, count, width } = table;
  const perChunk = Math.floor(CHUNK / width);
  const chunk = new Uint8Array(Math.min(count, perChunk) * width);
  const view = new DataView(chunk.buffer);
  for (let done = 0; done < count; done += perChunk) {
    const length = Math.min(perChunk, count - done) * width;
    if (!read(file, chunk.subarray(0, length), at + done * width)) return false;
    for (let from = 0; from < length; from += width) each(chunk, view, from);
  }
  return true;
}

function readChecksum(file: OpenFile, hashLength: number): string | null {
  const bytes = Buffer.alloc(hashLength);
  return read(file, bytes, file.size - 2 * hashLength) ? bytes.toString('hex') : null;
}

function read(file: OpenFile, target: Uint8Array, position: number): boolean {
  return readFully({ fd: file.fd, target, at: 0, length: target.length, position });
}
