/** What the graph of commits needs of one: read from the object's own bytes. */
export interface CommitRecord {
  id: string;
  parents: string[];
  /** When it was committed, in seconds; 0 where it does not say. */
  time: number;
}

/** Commits in few bytes, to be posted between threads: id, time, number of parents, parents. */
export interface PackedCommits {
  bytes: Uint8Array;
  length: number;
}

export function createPackedCommits(): PackedCommits {
  return { bytes: new Uint8Array(1 << 16), length: 0 };
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
}

/** Everything that was kept; ids have `width` bytes. */
export function* unpackCommits(packed: PackedCommits, width: number): Generator<CommitRecord> {
  const bytes = Buffer.from(packed.bytes.buffer, packed.bytes.byteOffset, packed.length);
  for (let at = 0; at < bytes.length; ) {
    const time = bytes.readDoubleLE(at);
    const count = bytes[at + 8]!;
    const names = Array.from({ length: count + 1 }, (_, index) => {
      const start = at + FIXED + index * width;
      return bytes.toString('hex', start, start + width);
    });
    const [id, ...parents] = names;
    yield { id: id!, parents, time };
    at += FIXED + width * (count + 1);
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
