import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { makeFolder } from './repositories.ts';

/** An entry of a pack as a test wants it, right or wrong. */
export interface Entry {
  /** Hex id the index gives it. */
  id: string;
  type: 'commit' | 'tree' | 'blob' | 'tag' | 'offset-delta' | 'ref-delta';
  content: Buffer;
  /** For an offset delta the number of its base's entry, for a ref delta its base's id. */
  base?: number | string;
  /** What the header claims, if not the truth. */
  size?: number;
  /** How far back the base is said to be, if not the truth. */
  distance?: number;
  /** The stream itself, if not the content deflated. */
  stream?: Buffer;
}

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4, 'offset-delta': 6, 'ref-delta': 7 };

export function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** Makes a git directory with one pack and its index, of these entries. */
export function makePackedStore(entries: Entry[]): string {
  const gitDir = makeFolder();
  const folder = join(gitDir, 'objects', 'pack');
  mkdirSync(folder, { recursive: true });
  const { pack, offsets } = buildPack(entries);
  writeFileSync(join(folder, 'pack-1.pack'), pack);
  writeFileSync(join(folder, 'pack-1.idx'), buildIndex(entries, offsets, pack.subarray(-20)));
  return gitDir;
}

function buildPack(entries: Entry[]): { pack: Buffer; offsets: number[] } {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(entries.length, 8);
  const parts: Buffer[] = [head];
  const offsets: number[] = [];
  let end = head.length;
  for (const entry of entries) {
    offsets.push(end);
    const bytes = buildEntry(entry, end, offsets);
    parts.push(bytes);
    end += bytes.length;
  }
  const body = Buffer.concat(parts);
  return { pack: Buffer.concat([body, createHash('sha1').update(body).digest()]), offsets };
}

function buildEntry(entry: Entry, offset: number, offsets: number[]): Buffer {
  const head = sizeHeader(TYPES[entry.type], entry.size ?? entry.content.length);
  const stream = entry.stream ?? deflateSync(entry.content, { level: 1 });
  if (entry.type === 'ref-delta')
    return Buffer.concat([head, Buffer.from(String(entry.base), 'hex'), stream]);
  if (entry.type !== 'offset-delta') return Buffer.concat([head, stream]);
  const distance = entry.distance ?? offset - offsets[Number(entry.base)]!;
  return Buffer.concat([head, distanceBytes(distance), stream]);
}

function sizeHeader(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size % 16)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1]! |= 0x80;
    bytes.push(rest % 128);
  }
  return Buffer.from(bytes);
}

function distanceBytes(distance: number): Buffer {
  const bytes = [distance % 128];
  for (let rest = Math.floor(distance / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest--;
    bytes.unshift(0x80 | (rest % 128));
  }
  return Buffer.from(bytes);
}

function buildIndex(entries: Entry[], offsets: number[], packChecksum: Buffer): Buffer {
  const rows = entries
    .map(({ id }, i) => ({ id, offset: offsets[i]! }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const words = (values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, i) => {
      bytes.writeUInt32BE(value, i * 4);
    });
    return bytes;
  };
  const fanout: number[] = new Array(256).fill(0);
  for (const { id } of rows) fanout[Number.parseInt(id.slice(0, 2), 16)]! += 1;
  for (let first = 1; first < 256; first++) fanout[first]! += fanout[first - 1]!;
  const body = Buffer.concat([
    words([0xff744f63, 2, ...fanout]),
    Buffer.from(rows.map(({ id }) => id).join(''), 'hex'),
    words(rows.map(() => 0)),
    words(rows.map(({ offset }) => offset)),
    packChecksum,
  ]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Instructions of a delta: text to insert, or a range of the base to copy. */
export type Op = string | { from: number; length: number };

export function buildDelta(baseSize: number, size: number, ops: Op[]): Buffer {
  const parts = [varint(baseSize), varint(size)];
  for (const op of ops) {
    if (typeof op === 'string') parts.push(insertion(Buffer.from(op, 'latin1')));
    else parts.push(copy(op.from, op.length));
  }
  return Buffer.concat(parts);
}

function insertion(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 127) {
    const piece = bytes.subarray(at, at + 127);
    parts.push(Buffer.from([piece.length]), piece);
  }
  return Buffer.concat(parts);
}

/** Always with all of its bytes; a length of 0x10000 is written as 0. */
function copy(from: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes[0] = 0xff;
  bytes.writeUInt32LE(from, 1);
  bytes.writeUIntLE(length === 0x10000 ? 0 : length, 5, 3);
  return bytes;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    if (rest < 128) return Buffer.from(bytes);
  }
}
