import type { CommitRecord } from './commit-records.ts';

/** All commits that a repository holds, reachable or not. */
export interface CommitGraph {
  count: number;
  /** Ids, parents before children, else by time. */
  ids: readonly string[];
  /** Ids of those that nothing is built on: all others are reached from these. */
  ends: readonly string[];
  /** Position of a commit in that order; undefined where it is not here. */
  positionOf(id: string): number | undefined;
  timeOf(position: number): number;
  /** For each of some commits the tips that it can be reached from, as positions in `tips`. */
  tipsContaining(commits: readonly number[], tips: readonly string[]): Map<number, number[]>;
}

export function buildGraph(records: readonly CommitRecord[]): CommitGraph {
  const ordered = parentsFirst(records);
  const positions = new Map(ordered.map(({ id }, position) => [id, position]));
  const parents = ordered.map((record) =>
    record.parents.map((id) => positions.get(id)).filter((position) => position !== undefined),
  );
  return {
    count: ordered.length,
    ids: ordered.map(({ id }) => id),
    ends: endsOf(ordered),
    positionOf: (id) => positions.get(id),
    timeOf: (position) => ordered[position]!.time,
    tipsContaining(commits, tips) {
      const found = new Map<number, number[]>();
      const heads = tips.map((id) => positions.get(id) ?? -1);
      for (let from = 0; from < commits.length; from += BITS) {
        const some = commits.slice(from, from + BITS);
        const masks = descend(parents, some);
        some.forEach((commit, bit) => {
          const holders = heads.flatMap((head, tip) => (head >= 0 && masks[head]! & (1 << bit) ? [tip] : []));
          found.set(commit, holders);
        });
      }
      return found;
    },
  };
}

function endsOf(records: readonly CommitRecord[]): string[] {
  const built = new Set(records.flatMap(({ parents }) => parents));
  return records.flatMap(({ id }) => (built.has(id) ? [] : id));
}

const BITS = 31;

/** A bit for each of some commits, set in everything that is built on it. */
function descend(parents: readonly (readonly number[])[], commits: readonly number[]): Int32Array {
  const masks = new Int32Array(parents.length);
  commits.forEach((commit, bit) => {
    masks[commit]! |= 1 << bit;
  });
  for (let position = 0; position < parents.length; position++) {
    for (const parent of parents[position]!) masks[position]! |= masks[parent]!;
  }
  return masks;
}

/** Oldest first, but never before a parent; whatever stands in a cycle (there can be none) comes last. */
function parentsFirst(records: readonly CommitRecord[]): CommitRecord[] {
  const byTime = [...records].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const positions = new Map(byTime.map(({ id }, index) => [id, index]));
  const done = new Uint8Array(byTime.length);
  const ordered: CommitRecord[] = [];
  const stack: number[] = [];
  for (let start = 0; start < byTime.length; start++) {
    stack.push(start);
    while (stack.length > 0) {
      const index = stack.at(-1)!;
      const open = done[index] === 0 ? openParents(byTime[index]!, positions, done) : [];
      if (done[index] === 0) done[index] = 1;
      if (open.length > 0) stack.push(...open);
      else {
        stack.pop();
        if (done[index] === 1) ordered.push(byTime[index]!);
        done[index] = 2;
      }
    }
  }
  return ordered;
}

function openParents(record: CommitRecord, positions: Map<string, number>, done: Uint8Array): number[] {
  const parents = record.parents.map((id) => positions.get(id));
  return parents.filter((parent) => parent !== undefined).filter((parent) => done[parent] === 0);
}
