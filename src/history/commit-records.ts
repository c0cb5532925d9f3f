/** What the graph of commits needs of one: read from the object's own bytes. Ids are views, valid as long as what they were read from. */
export interface CommitRecord {
  id: Uint8Array;
  parents: Uint8Array[];
  /** When it was committed, in seconds; 0 where it does not say. */
  time: number;
}

/** Commits in few bytes, to be posted between threads: id, time, number of parents, parents. */
export interface PackedCommits {
  bytes: Uint8Array<ArrayBuffer>;
  length: number;
  /** Number of commits, and of all their parents. */
  count: number;
  parents: number;
}

export function createPackedCommits(): PackedCommits {
  return { bytes: new Uint8Array(1 << 16), length: 0, count: 0, parents: 0 };
}

/** Longest header that is looked at; a commit with thousands of parents is no work of a person. */
const MAX_HEADERS = 1 << 16;
const MOST_PARENTS = 255;
const FIXED = 9;

/** Reads parents and time from a commit object and keeps them. */
export function packCommit(packed: PackedCommits, id: string, object: Uint8Array): void {
  const { buffer, byteOffset, length } = object;
  const text = Buffer.from(buffer, byteOffset, Math.min(length, MAX_HEADERS)).toString('latin1');
  const headers = text.slice(0, text.indexOf('\n\n') + 1);
  const parents = [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent!);
  const known = parents.filter((parent) => parent.length === id.length).slice(0, MOST_PARENTS);
  const time = Number(/^committer .*> (\d{1,15}) [+-]\d{4}$/m.exec(headers)?.[1] ?? 0);
  const width = id.length / 2;
  const record = Buffer.alloc(FIXED + width * (known.length + 1));
  record.writeDoubleLE(time, 0);
  record[8] = known.length;
  let at = FIXED;
  for (const name of [id, ...known]) at += record.write(name, at, 'hex');
  append(packed, record);
  packed.count++;
  packed.parents += known.length;
}

/** Everything that was kept; ids have `width` bytes. */
export function* unpackCommits(packed: PackedCommits, width: number): Generator<CommitRecord> {
  const { bytes, length } = packed;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let at = 0; at < length; ) {
    const first = at + FIXED;
    const end = first + width * (bytes[at + 8]! + 1);
    const parents: Uint8Array[] = [];
    for (let next = first + width; next < end; next += width)
      parents.push(bytes.subarray(next, next + width));
    yield { id: bytes.subarray(first, first + width), parents, time: view.getFloat64(at, true) };
    at = end;
  }
}

function append(packed: PackedCommits, record: Uint8Array): void {
  if (packed.length + record.length > packed.bytes.length) {
    const grown = new Uint8Array(2 * packed.bytes.length + record.length);
    grown.set(packed.bytes.subarray(0, packed.length));
    packed.bytes = grown;
  }
  packed.bytes.set(record, packed.length);
  packed.length += record.length;
}
