import { closeSync } from 'node:fs';
import { isFault } from './fault.ts';
import { openRegular, readFully } from './files.ts';
import { readFanout, sharedBytes } from './ids.ts';
import type { PackIndex } from './pack-index.ts';

const LARGEST_FILE = 1 << 30;

/**
 * The index of each pack that a `multi-pack-index` covers, by the pack's name without ending (`gitformat-pack`,
 * "multi-pack-index (MIDX) files", read 2026-11): for packs whose own `.idx` is gone. It names each object in one pack only, so an
 * index made from it may lack objects that another pack holds too. Empty where the file is absent or damaged.
 */
export function readMultiPackIndex(path: string): Map<string, PackIndex> {
  const bytes = readFile(path);
  const layout = bytes === null ? null : parse(bytes);
  return layout === null ? new Map() : split(layout);
}

function readFile(path: string): Uint8Array | null {
  const file = openRegular(path);
  if (isFault(file)) return null;
  try {
    if (file.size < 1100 || file.size > LARGEST_FILE) return null;
    const bytes = new Uint8Array(file.size);
    return readFully({ fd: file.fd, target: bytes, at: 0, length: file.size, position: 0 }) ? bytes : null;
  } finally {
    closeSync(file.fd);
  }
}

interface Layout {
  hashLength: number;
  count: number;
  packNames: string[];
  names: Uint8Array;
  /** Of each object: number of its pack, and its offset there (or a position in `large`). */
  places: DataView;
  large: DataView | null;
}

/** Header: `MIDX`, version 1, hash version (1 is SHA-1, 2 is SHA-256), number of chunks, number of base files, packs. */
function parse(bytes: Uint8Array): Layout | null {
  const view = new DataView(bytes.buffer);
  const hashLength = bytes[5] === 2 ? 32 : 20;
  if (view.getUint32(0) !== 0x4d494458 || bytes[4] !== 1 || bytes[7] !== 0) return null;
  const chunks = parseChunks(view, bytes[6]!);
  const fanoutChunk = chunks.get('OIDF');
  const fanout = fanoutChunk?.byteLength === 1024 ? readFanout(bytes, fanoutChunk.byteOffset) : null;
  const [ids, places, packs] = [chunks.get('OIDL'), chunks.get('OOFF'), chunks.get('PNAM')];
  if (fanout === null || ids === undefined || places === undefined || packs === undefined) return null;
  const count = fanout[255]!;
  if (ids.byteLength !== count * hashLength || places.byteLength !== count * 8) return null;
  return {
    hashLength,
    count,
    packNames: Buffer.from(bytes.buffer, packs.byteOffset, packs.byteLength).toString('latin1').split('\0'),
    names: new Uint8Array(bytes.buffer, ids.byteOffset, ids.byteLength),
    places,
    large: chunks.get('LOFF') ?? null,
  };
}

/** A table of chunk ids with 8-byte offsets; a chunk ends where the next one starts. */
function parseChunks(view: DataView, count: number): Map<string, DataView> {
  const chunks = new Map<string, DataView>();
  for (let i = 0; i < count && 12 + (i + 2) * 12 <= view.byteLength; i++) {
    const at = 12 + i * 12;
    const start = Number(view.getBigUint64(at + 4));
    const end = Number(view.getBigUint64(at + 16));
    if (start > end || end > view.byteLength) break;
    const id = Buffer.from(view.buffer, at, 4).toString('latin1');
    chunks.set(id, new DataView(view.buffer, start, end - start));
  }
  return chunks;
}

/** A pack's file in the same folder, and nothing that leads out of it. */
const FILE_NAME = /^([^/\\]+)\.(?:idx|pack)$/;

function split(layout: Layout): Map<string, PackIndex> {
  const members = layout.packNames.map((): number[] => []);
  for (let i = 0; i < layout.count; i++) members[layout.places.getUint32(i * 8)]?.push(i);
  return new Map(
    layout.packNames.flatMap((name, number) => {
      const stem = FILE_NAME.exec(name)?.[1];
      return stem === undefined ? [] : [[stem, pick(layout, members[number]!)] as const];
    }),
  );
}

function pick({ hashLength, names, places, large }: Layout, members: number[]): PackIndex {
  const count = members.length;
  const own = sharedBytes(count * hashLength);
  const offsets = new Float64Array(new SharedArrayBuffer(count * 8));
  const fanout = new Uint32Array(new SharedArrayBuffer(1024));
  members.forEach((member, i) => {
    own.set(names.subarray(member * hashLength, (member + 1) * hashLength), i * hashLength);
    offsets[i] = offsetOf(places.getUint32(member * 8 + 4), large);
    fanout[own[i * hashLength]!]!++;
  });
  for (let i = 1; i < 256; i++) fanout[i]! += fanout[i - 1]!;
  return { hashLength, count, names: own, fanout, offsets, packChecksum: null };
}

function offsetOf(value: number, large: DataView | null): number {
  if (value < 0x80000000 || large === null) return value;
  const at = (value & 0x7fffffff) * 8;
  return at + 8 <= large.byteLength ? Number(large.getBigUint64(at)) : -1;
}
