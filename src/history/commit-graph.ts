import { type PackedCommits, unpackCommits } from './commit-records.ts';
import { createNames, type Names } from './names.ts';

/** All commits that a repository holds, reachable or not, in some 60 bytes each. */
export interface CommitGraph {
  count: number;
  /** Ids by position: parents before children, else by time. */
  idAt(position: number): string;
  /** Ids of those that nothing is built on: all others are reached from these. */
  ends: readonly string[];
  /** Position of a commit in that order; undefined where it is not here. */
  positionOf(id: string): number | undefined;
  /** For each of some commits the tips that it can be reached from, as positions in `tips`. */
  tipsContaining(commits: readonly number[], tips: readonly string[]): Map<number, number[]>;
  /** Bytes that this takes. */
  held(): number;
}

/** Commits by the number in which they came. */
interface Commits {
  names: Names;
  times: Float64Array;
  parents: Parents;
}

/** Which commits each is built on, as far as they are here: one's behind those of the one before. */
interface Parents {
  numbers: Uint32Array;
  /** Where in `numbers` those of a commit begin; one more than commits. */
  starts: Uint32Array;
}

/** `lists` hold ids of `width` bytes. */
export function buildGraph(lists: readonly PackedCommits[], width: number): CommitGraph {
  const commits = readCommits(lists, width);
  const { names, parents } = commits;
  const order = parentsFirst(commits);
  const positions = inverted(order);
  const numberOf = (id: string) => names.find(Buffer.from(id, 'hex'));
  return {
    count: order.length,
    idAt: (position) => hexOf(names, order[position]!),
    ends: endsOf(commits, order),
    positionOf: (id) => positions[numberOf(id)],
    tipsContaining(wanted, tips) {
      const found = new Map<number, number[]>();
      const heads = tips.map(numberOf);
      for (let from = 0; from < wanted.length; from += BITS) {
        const some = wanted.slice(from, from + BITS);
        const masks = descend(parents, order, some);
        some.forEach((position, bit) => {
          const holders = heads.flatMap((head, tip) => (head >= 0 && masks[head]! & (1 << bit) ? [tip] : []));
          found.set(position, holders);
        });
      }
      return found;
    },
    held: () =>
      [order, positions, parents.numbers, parents.starts].reduce(
        (sum, { byteLength }) => sum + byteLength,
        names.held(),
      ),
  };
}

function readCommits(lists: readonly PackedCommits[], width: number): Commits {
  const count = lists.reduce((sum, list) => sum + list.count, 0);
  const names = createNames(count);
  const times = new Float64Array(count);
  for (const list of lists)
    for (const { id, time } of unpackCommits(list, width)) times[names.add(id)] = time;
  return { names, times: times.subarray(0, names.count()), parents: readParents(lists, width, names) };
}

/** When all commits have numbers: a parent may come behind its child. */
function readParents(lists: readonly PackedCommits[], width: number, names: Names): Parents {
  const numbers = new Uint32Array(lists.reduce((sum, list) => sum + list.parents, 0));
  const starts = new Uint32Array(names.count() + 1);
  let number = 0;
  for (const list of lists) {
    for (const commit of unpackCommits(list, width)) {
      const isRepeated = names.find(commit.id) !== number;
      if (isRepeated) continue;
      let next = starts[number]!;
      for (const parent of commit.parents.map(names.find)) if (parent >= 0) numbers[next++] = parent;
      starts[++number] = next;
    }
  }
  return { numbers, starts };
}

function parentsOf({ numbers, starts }: Parents, number: number): Uint32Array {
  return numbers.subarray(starts[number]!, starts[number + 1]!);
}

function hexOf(names: Names, number: number): string {
  const { buffer, byteOffset, length } = names.at(number);
  return Buffer.from(buffer, byteOffset, length).toString('hex');
}

function inverted(order: Uint32Array): Uint32Array {
  const positions = new Uint32Array(order.length);
  order.forEach((number, position) => {
    positions[number] = position;
  });
  return positions;
}

function endsOf({ names, parents }: Commits, order: Uint32Array): string[] {
  const built = new Uint8Array(order.length);
  for (const parent of parents.numbers.subarray(0, parents.starts.at(-1))) built[parent] = 1;
  return Array.from(order.filter((number) => built[number] === 0)).map((number) => hexOf(names, number));
}

const BITS = 31;

/** A bit for each of some commits, set in everything that is built on it; by number. */
function descend({ numbers, starts }: Parents, order: Uint32Array, positions: readonly number[]): Int32Array {
  const masks = new Int32Array(order.length);
  positions.forEach((position, bit) => {
    masks[order[position]!]! |= 1 << bit;
  });
  for (const number of order) {
    const end = starts[number + 1]!;
    for (let at = starts[number]!; at < end; at++) masks[number]! |= masks[numbers[at]!]!;
  }
  return masks;
}

/** Oldest first, but never before a parent; whatever stands in a cycle (there can be none) comes last. */
function parentsFirst({ names, times, parents }: Commits): Uint32Array {
  const byTime = new Uint32Array(times.length)
    .map((_, number) => number)
    .sort((a, b) => times[a]! - times[b]! || Buffer.compare(names.at(a), names.at(b)));
  const done = new Uint8Array(byTime.length);
  const ordered = new Uint32Array(byTime.length);
  const stack: number[] = [];
  let count = 0;
  for (const start of byTime) {
    stack.push(start);
    while (stack.length > 0) {
      const number = stack.at(-1)!;
      const open =
        done[number] === 0 ? parentsOf(parents, number).filter((parent) => done[parent] === 0) : [];
      if (done[number] === 0) done[number] = 1;
      if (open.length > 0) stack.push(...open);
      else {
        stack.pop();
        if (done[number] === 1) ordered[count++] = number;
        done[number] = 2;
      }
    }
  }
  return ordered;
}
