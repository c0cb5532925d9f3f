import {
  BROKEN,
  type EntryHeader,
  LONGEST_HEADER,
  OFFSET_DELTA,
  parseEntryHeader,
  REF_DELTA,
} from './entry.ts';
import { readFully } from './files.ts';
import { findId } from './ids.ts';
import type { Pack } from './pack-file.ts';

/** What the headers of a pack's entries say, by node: an entry's position in the order of the pack. */
export interface Entries {
  count: number;
  positions: Uint32Array;
  offsets: Float64Array;
  sizes: Uint32Array;
  heads: Uint8Array;
  /** The entry's own type; deltas keep `BROKEN`, to be replaced by their root's. */
  types: Uint8Array;
  parents: Int32Array;
}

/** Parents that are no node: a whole object, a broken entry, and a base that is not in the pack. */
export const ROOT = -1;
export const NO_ENTRY = -2;
export const ELSEWHERE = -3;

/** Bytes of the pack read at a time. */
const WINDOW = 1 << 20;

/** Reads the header of every entry, in one pass from the pack's start to its end. */
export function scanHeaders(pack: Pack): Entries {
  const { index, dataEnd } = pack;
  const { count, hashLength } = index;
  const positions = orderByOffset(index.offsets);
  const entries = allocate(positions, pack);
  const nodes = invert(positions);
  const header: EntryHeader = { type: BROKEN, size: 0, length: 0, baseDistance: 0 };
  const window = { bytes: new Uint8Array(WINDOW), from: 0, to: 0 };
  for (let node = 0; node < count; node++) {
    const offset = entries.offsets[node]!;
    const at = moveWindow(pack, window, offset);
    if (at < 0) continue;
    const end = Math.min(window.to, dataEnd) - window.from;
    parseEntryHeader({ bytes: window.bytes, at, end, hashLength }, header);
    entries.sizes[node] = Math.min(header.size, 0xffffffff);
    entries.heads[node] = header.length;
    if (header.type === OFFSET_DELTA) {
      entries.parents[node] = findOffset(entries.offsets, node, offset - header.baseDistance);
    } else if (header.type === REF_DELTA) {
      const base = findId(index, window.bytes, at + header.length - hashLength);
      entries.parents[node] = base >= 0 ? nodes[base]! : ELSEWHERE;
    } else if (header.type !== BROKEN) {
      entries.parents[node] = ROOT;
      entries.types[node] = header.type;
    }
  }
  return entries;
}

function allocate(positions: Uint32Array, pack: Pack): Entries {
  const count = positions.length;
  const offsets = new Float64Array(new SharedArrayBuffer((count + 1) * 8));
  for (let node = 0; node < count; node++) offsets[node] = pack.index.offsets[positions[node]!]!;
  offsets[count] = pack.dataEnd;
  return {
    count,
    positions,
    offsets,
    sizes: new Uint32Array(new SharedArrayBuffer(count * 4)),
    heads: new Uint8Array(new SharedArrayBuffer(count)),
    types: new Uint8Array(new SharedArrayBuffer(count)),
    parents: new Int32Array(new SharedArrayBuffer(count * 4)).fill(NO_ENTRY),
  };
}

/** Where in the window an entry starts, after moving the window if its header might not lie in it; -1 outside the pack. */
function moveWindow(
  pack: Pack,
  window: { bytes: Uint8Array; from: number; to: number },
  offset: number,
): number {
  if (offset < 12 || offset >= pack.dataEnd) return -1;
  if (offset < window.from || offset + LONGEST_HEADER > window.to) {
    const length = Math.min(WINDOW, pack.dataEnd - offset);
    window.from = window.to = offset;
    if (!readFully({ fd: pack.fd, target: window.bytes, at: 0, length, position: offset })) return -1;
    window.to = offset + length;
  }
  return offset - window.from;
}

/** Positions of the index, ordered by offset: a radix sort of 16 bits at a time. */
function orderByOffset(offsets: Float64Array): Uint32Array {
  const count = offsets.length;
  let order = new Uint32Array(new SharedArrayBuffer(count * 4));
  let other = new Uint32Array(new SharedArrayBuffer(count * 4));
  for (let i = 0; i < count; i++) order[i] = i;
  const largest = offsets.reduce((most, offset) => Math.max(most, offset), 0);
  const starts = new Uint32Array(65537);
  for (let unit = 1; unit <= largest; unit *= 65536) {
    const digit = (position: number) => Math.floor(Math.max(0, offsets[position]!) / unit) % 65536;
    starts.fill(0);
    for (let i = 0; i < count; i++) starts[digit(i) + 1]!++;
    for (let i = 0; i < 65536; i++) starts[i + 1]! += starts[i]!;
    for (const position of order) other[starts[digit(position)]!++] = position;
    [order, other] = [other, order];
  }
  return order;
}

function invert(positions: Uint32Array): Uint32Array {
  const nodes = new Uint32Array(positions.length);
  positions.forEach((position, node) => {
    nodes[position] = node;
  });
  return nodes;
}

/** The node before `limit` that starts exactly at `offset`. */
function findOffset(offsets: Float64Array, limit: number, offset: number): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsets[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low < limit && offsets[low] === offset ? low : NO_ENTRY;
}
