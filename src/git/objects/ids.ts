/** Object ids as git writes them on disk: `hashLength` bytes each (20 for SHA-1, 32 for SHA-256), ascending. */
export interface IdTable {
  hashLength: number;
  count: number;
  /** Shared, so that worker threads use the same copy. */
  names: Uint8Array;
  /** 256 numbers: how many ids have a first byte of at most the position. */
  fanout: Uint32Array;
}

/** Very many ids, made as they are asked for. */
export interface IdList {
  count: number;
  /** In hex. */
  at(place: number): string;
}

/** The id at a position, in hex. */
export function idAt(table: IdTable, position: number): string {
  const { hashLength, names } = table;
  const start = names.byteOffset + position * hashLength;
  return Buffer.from(names.buffer, start, hashLength).toString('hex');
}

/** The bytes of a hex id, or null when it is none. */
export function idBytes(id: string): Uint8Array | null {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) ? Buffer.from(id, 'hex') : null;
}

/** Position of the id that stands in `bytes` at `at`; -1 when the table has no such id. */
export function findId(table: IdTable, bytes: Uint8Array, at = 0): number {
  const first = bytes[at]!;
  let low = first === 0 ? 0 : table.fanout[first - 1]!;
  let high = table.fanout[first]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareAt(table, middle, bytes, at);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return -1;
}

function compareAt(table: IdTable, position: number, bytes: Uint8Array, at: number): number {
  const { hashLength, names } = table;
  const start = position * hashLength;
  for (let i = 0; i < hashLength; i++) {
    const difference = names[start + i]! - bytes[at + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A fan-out table as it stands on disk (256 big-endian numbers), or null when it runs backwards. */
export function readFanout(bytes: Uint8Array, at: number): Uint32Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 1024);
  const fanout = new Uint32Array(new SharedArrayBuffer(1024));
  for (let i = 0; i < 256; i++) {
    fanout[i] = view.getUint32(i * 4);
    if (i > 0 && fanout[i]! < fanout[i - 1]!) return null;
  }
  return fanout;
}

/** A shared byte array, for tables that worker threads read. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
