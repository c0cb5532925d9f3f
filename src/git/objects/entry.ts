/** Types of pack entries, as numbered in the format (`gitformat-pack`); 0 stands for an entry that is broken. */
export const BROKEN = 0;
export const COMMIT = 1;
export const TREE = 2;
export const BLOB = 3;
export const TAG = 4;
export const OFFSET_DELTA = 6;
export const REF_DELTA = 7;

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** Name of a type number; undefined for deltas and broken entries. */
export const TYPE_NAMES: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];

/** What stands before the zlib stream of a pack entry. Reused: valid until the next header is parsed. */
export interface EntryHeader {
  type: number;
  /** Size of the inflated stream: of the object, or of the delta. */
  size: number;
  /** Length of the header itself; the stream starts behind it. */
  length: number;
  /** For an offset delta how far before this entry its base starts; for a ref delta 0. */
  baseDistance: number;
}

/** The longest header: type and size, then a base's offset or its id. */
export const LONGEST_HEADER = 10 + 32;

/** Parses the header at `at` into `header`; its type is `BROKEN` when it is none or runs past `end`. */
export function parseEntryHeader(
  place: { bytes: Uint8Array; at: number; end: number; hashLength: number },
  header: EntryHeader,
): void {
  const { bytes, at, end, hashLength } = place;
  header.type = BROKEN;
  header.baseDistance = 0;
  let next = parseSize(bytes, at, header);
  const type = ((bytes[at] ?? 0) >> 4) & 7;
  if (type === OFFSET_DELTA) next = parseDistance(bytes, next, header);
  else if (type === REF_DELTA) next += hashLength;
  header.length = next - at;
  if (next < end && type !== 5 && next - at <= LONGEST_HEADER) header.type = type;
}

/** Four bits of the size, then seven in each following byte, the lowest first. */
function parseSize(bytes: Uint8Array, at: number, header: EntryHeader): number {
  let next = at;
  let byte = bytes[next++] ?? 0;
  header.size = byte & 15;
  for (let unit = 16; byte & 0x80 && next - at < 10; unit *= 128) {
    byte = bytes[next++] ?? 0;
    header.size += (byte & 0x7f) * unit;
  }
  return next;
}

/** Seven bits in each byte, the highest first; each byte but the last adds one, so that no number has two forms. */
function parseDistance(bytes: Uint8Array, at: number, header: EntryHeader): number {
  let next = at;
  let byte = bytes[next++] ?? 0;
  let distance = byte & 0x7f;
  while (byte & 0x80 && next - at < 9) {
    byte = bytes[next++] ?? 0;
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  header.baseDistance = distance;
  return next;
}
