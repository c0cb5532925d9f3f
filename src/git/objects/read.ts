import { type Fault, isFault } from './fault.ts';
import { createLookup, type Lookup, type LookupOptions } from './lookup.ts';
import { loosePath, readLoose, type WholeObject } from './loose.ts';
import type { StoredObject, Visitor } from './object.ts';
import { type LooseIds, type Plan, type PlanOptions, planReading } from './plan.ts';
import { closeStore, openStore, type Store } from './store.ts';
import { createWalker } from './walk.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Pack entries that may be read again to find other copies of damaged objects, by each thread. */
const RESCUE_BUDGET = 2_000_000;

/**
 * Hands out every object of a git directory on this thread: blobs, commits and tags, each once, bases before the deltas on
 * them. What cannot be read is a skip. Throws only what the visitor throws.
 */
export function readObjects<State>(gitDir: string, options: PlanOptions & Visitor<State>): void {
  const store = openStore(gitDir);
  try {
    const plan = planReading(store, options);
    for (const skip of plan.skips) options.onSkip(skip);
    readPlanned(plan, options);
  } finally {
    closeStore(store);
  }
}

/**
 * Takes chunks of a plan until none is left. Several threads may do so at once; each object goes to one of
 * them, and a delta whose base went to another thread comes without `delta`. The plan's own skips are left to its
 * maker.
 */
export function readPlanned<State>(plan: Plan, visitor: Visitor<State>, workspace = createWorkspace()): void {
  const kinds = new Set(plan.kinds);
  const rescuer = createRescuer(plan, workspace);
  const walkTree = createWalker({ ...plan, ...visitor, workspace, kinds, readById: rescuer.readById });
  const readIds = createLooseReader(plan, workspace, { ...visitor, readById: rescuer.readById });
  try {
    for (let chunk = takeChunk(plan); chunk !== null; chunk = takeChunk(plan)) {
      const { list, from, to } = chunk;
      const forest = plan.forests[list];
      if (forest === undefined) readIds(plan.loose[list - plan.forests.length]!, from, to);
      else for (let i = from; i < to; i++) walkTree(plan.packs[list]!, forest, forest.roots[i]!);
    }
  } finally {
    rescuer.close();
  }
}

function takeChunk({ chunks, next }: Plan): { list: number; from: number; to: number } | null {
  const at = Atomics.add(next, 0, 1) * 3;
  return at < chunks.length ? { list: chunks[at]!, from: chunks[at + 1]!, to: chunks[at + 2]! } : null;
}

type ReadById = (id: string, fault: Fault) => WholeObject | Fault;

function isKnown({ fresh }: Plan, id: string): boolean {
  return fresh !== null && !fresh.has(id);
}

function createLooseReader<State>(
  plan: Plan,
  { inflate }: Workspace,
  { onObject, onSkip, readById }: Visitor<State> & { readById: ReadById },
) {
  const kinds = new Set(plan.kinds);
  const options = { inflate, limit: plan.maxObjectBytes, kinds };
  return ({ dir, ids }: LooseIds, from: number, to: number): void => {
    for (const id of ids.slice(from, to)) {
      const own = readLoose(loosePath(dir, id), options);
      const found = own !== null && isFault(own) && own.reason !== 'too-large' ? readById(id, own) : own;
      if (found === null) continue;
      if (isFault(found)) onSkip({ path: id, ...found });
      else if (kinds.has(found.type)) onObject(wholeObject(id, found, isKnown(plan, id)), undefined);
    }
  };
}

function wholeObject(id: string, { type, bytes }: WholeObject, isKnown: boolean): StoredObject {
  return {
    id,
    type,
    size: bytes.length,
    isKnown,
    delta: null,
    bytes: () => bytes,
    read: ({ start, end }) => bytes.subarray(start, end),
  };
}

/**
 * Looks for another copy of an object that cannot be read where the plan has it: first in the store as it was when
 * the plan was made, then in the store as it is now, opened once more, since a repository may be repacked meanwhile. When
 * there is none, the first fault stands.
 */
function createRescuer(plan: Plan, workspace: Workspace): { readById: ReadById; close(): void } {
  const options = { limit: plan.maxObjectBytes, budget: RESCUE_BUDGET, workspace };
  let before: Lookup | null = null;
  let now: { store: Store; lookup: Lookup } | null = null;
  return {
    readById(id, fault) {
      before ??= createLookup({ ...plan, skips: [] }, options);
      const old = before.read(id);
      if (!isFault(old)) return old;
      now ??= reopen(plan.gitDir, options);
      const fresh = now.lookup.read(id);
      return isFault(fresh) ? fault : fresh;
    },
    close() {
      if (now !== null) closeStore(now.store);
    },
  };
}

function reopen(gitDir: string, options: LookupOptions): { store: Store; lookup: Lookup } {
  const store = openStore(gitDir);
  return { store, lookup: createLookup(store, options) };
}
