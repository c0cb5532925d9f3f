import type { Skip } from '../../findings/model.ts';
import { findFirstCopies } from './duplicates.ts';
import { BROKEN, type ObjectType, TYPE_NAMES } from './entry.ts';
import { buildForest, type Forest } from './forest.ts';
import { findId, type IdList, idAt, idBytes } from './ids.ts';
import { listLoose } from './loose.ts';
import type { Pack } from './pack-file.ts';
import type { Store } from './store.ts';

/**
 * Everything there is to read, cut into chunks that any number of threads share: the plan can be posted to a worker as it
 * is (its tables are shared memory), and every thread that calls `readPlanned` on it takes chunks until none is
 * left. It stays valid until the store it was made from is closed.
 */
export interface Plan {
  gitDir: string;
  dirs: string[];
  kinds: ObjectType[];
  maxObjectBytes: number;
  maxTotalBytes: number;
  packs: Pack[];
  /** One for each pack. */
  forests: Forest[];
  loose: LooseIds[];
  /** Objects that nobody has read before; null: all of them. */
  fresh: ReadonlySet<string> | null;
  /** Three numbers each: a forest (or, behind the forests, a list of loose ids), the first of its roots (ids), the end. */
  chunks: Uint32Array;
  /** Number of the next chunk to take. */
  next: Int32Array;
  /** What could not be opened. */
  skips: Skip[];
  promisor: boolean;
}

export interface LooseIds {
  dir: string;
  ids: string[];
}

export interface PlanOptions {
  /** Types to hand out; blobs, commits and tags unless told otherwise. */
  kinds?: ObjectType[];
  /** Objects larger than this are skipped; 32 MB unless told otherwise. Memory is some four times that for each thread. */
  maxObjectBytes?: number;
  /** What was read before: of that only some objects are handed out, and said to be known. All unless told otherwise. */
  known?: Known;
  /** What one thread may inflate and put together in all, a bound for packs made to be slow; 256 GB unless told otherwise. */
  maxTotalBytes?: number;
}

/** What an earlier reading leaves to do. */
export interface Known {
  /** Ids of the objects that it did not see. */
  fresh: ReadonlySet<string>;
  /** Ids of blobs that are wanted again. Commits and tags always are. */
  again: ReadonlySet<string>;
}

const DEFAULT_KINDS: ObjectType[] = ['blob', 'commit', 'tag'];
/** What one chunk weighs, about: small enough that threads end together, large enough that taking one costs nothing. */
const CHUNK_WEIGHT = 1 << 18;
const LOOSE_IN_CHUNK = 32;

/** Finds every object of the wanted kinds, each once, and shares the work out by the size of the delta trees. */
export function planReading(store: Store, options: PlanOptions = {}): Plan {
  const kinds = options.kinds ?? DEFAULT_KINDS;
  const { known } = options;
  const forests = buildForests(store, new Set(kinds), known);
  const loose = listUnpacked(store);
  return {
    gitDir: store.gitDir,
    dirs: store.dirs,
    kinds,
    maxObjectBytes: options.maxObjectBytes ?? 2 ** 25,
    maxTotalBytes: options.maxTotalBytes ?? 2 ** 38,
    packs: store.packs,
    forests,
    loose,
    fresh: known?.fresh ?? null,
    chunks: cut(forests, loose),
    next: new Int32Array(new SharedArrayBuffer(4)),
    skips: store.skips,
    promisor: store.promisor,
  };
}

/** All packed objects of one type that a plan hands out, in the order of the packs. */
export function packedIds({ packs, forests }: Plan, type: number): IdList {
  const lists = forests.map(({ types, wanted, positions }) =>
    positions.filter((_, node) => types[node] === type && wanted[node] === 1),
  );
  const places = new Uint32Array(2 * lists.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  lists.forEach((positions, pack) => {
    for (const position of positions) {
      places[next++] = pack;
      places[next++] = position;
    }
  });
  return {
    count: next / 2,
    at: (place) => idAt(packs[places[2 * place]!]!.index, places[2 * place + 1]!),
  };
}

function buildForests(store: Store, kinds: ReadonlySet<ObjectType>, known: Known | undefined): Forest[] {
  const isFirst = findFirstCopies(store.packs.map((pack) => pack.index));
  const wantedTypes = TYPE_NAMES.map(
    (name, type) => type === BROKEN || (name !== undefined && kinds.has(name)),
  );
  return store.packs.map((pack, number) => {
    const isDone = (position: number, type: number): boolean => {
      if (known === undefined || TYPE_NAMES[type] !== 'blob') return false;
      const id = idAt(pack.index, position);
      return !known.fresh.has(id) && !known.again.has(id);
    };
    return buildForest(
      pack,
      (position, type) => wantedTypes[type]! && isFirst(number, position) && !isDone(position, type),
    );
  });
}

/** Loose objects that are in no pack, each once. */
function listUnpacked({ dirs, packs }: Store): LooseIds[] {
  const seen = new Set<string>();
  return dirs.map((dir) => ({
    dir,
    ids: listLoose(dir).filter((id) => {
      const bytes = idBytes(id)!;
      const isPacked = packs.some(
        ({ index }) => index.hashLength === bytes.length && findId(index, bytes) >= 0,
      );
      const isNew = !isPacked && !seen.has(id);
      if (isNew) seen.add(id);
      return isNew;
    }),
  }));
}

/** Chunks in the order of the packs, but very heavy ones first, lest a thread starts on one when the others are done. */
function cut(forests: readonly Forest[], loose: readonly LooseIds[]): Uint32Array {
  const light: number[][] = [];
  const heavy: { weight: number; chunk: number[] }[] = [];
  forests.forEach((forest, number) => {
    for (let from = 0, to = 0; from < forest.roots.length; from = to) {
      let weight = 0;
      while (to < forest.roots.length && weight < CHUNK_WEIGHT)
        weight += forest.weights[forest.roots[to++]!]!;
      if (weight < 4 * CHUNK_WEIGHT) light.push([number, from, to]);
      else heavy.push({ weight, chunk: [number, from, to] });
    }
  });
  loose.forEach(({ ids }, number) => {
    for (let from = 0; from < ids.length; from += LOOSE_IN_CHUNK) {
      light.push([forests.length + number, from, Math.min(ids.length, from + LOOSE_IN_CHUNK)]);
    }
  });
  heavy.sort((a, b) => b.weight - a.weight);
  const chunks = [...heavy.map(({ chunk }) => chunk), ...light].flat();
  const shared = new Uint32Array(new SharedArrayBuffer(chunks.length * 4));
  shared.set(chunks);
  return shared;
}
