import { BROKEN } from './entry.ts';
import { NO_ENTRY, ROOT, scanHeaders } from './headers.ts';
import type { Pack } from './pack-file.ts';

/**
 * The entries of one pack as a forest: every delta hangs below its base. A node is an entry's position in the order of
 * the pack. Shared arrays, built once and read by every thread.
 */
export interface Forest {
  count: number;
  /** Position in the index, by node. */
  positions: Uint32Array;
  /** Where entries start, by node; one more than nodes, the last being where the data ends. */
  offsets: Float64Array;
  /** Size of the inflated stream; `2 ** 32 - 1` for all that is larger. */
  sizes: Uint32Array;
  /** Length of the entry's header. */
  heads: Uint8Array;
  /** Type of the object, its root's type for a delta; `BROKEN` where it has no readable root in this pack. */
  types: Uint8Array;
  parents: Int32Array;
  firstChild: Int32Array;
  nextSibling: Int32Array;
  /** Bytes to inflate, about, for the node and what is linked below it; 0 when nothing of that is wanted. */
  weights: Float64Array;
  /** 1 for nodes that this pack hands out: of a wanted type, and no other pack hands out the same object. */
  wanted: Uint8Array;
  /** Nodes to start from: wanted trees and, with a parent that is not linked to them, cut off subtrees. */
  roots: Uint32Array;
}

/** What an entry weighs beside its bytes: reading and handing it out. */
const ENTRY_WEIGHT = 256;
/** Copying a byte costs some sixteenth of inflating one, and a delta's result is about as long as its root. */
const COPY_WEIGHT = 1 / 16;
/**
 * A subtree this heavy is cut off and walked on its own, so that one file with many versions keeps all threads busy: but
 * only when it holds its root's length many times over, since its base has to be built once more.
 */
const HEAVY = 1 << 23;
const HEAVY_LENGTHS = 16;

/**
 * Builds the forest of a pack. `isWanted` is asked once for each node with its type, which is `BROKEN` when it cannot be
 * known: such nodes are always wanted, to be looked for elsewhere or reported. Cycles of ref deltas have no root, so all
 * their nodes become roots of their own, broken.
 */
export function buildForest(pack: Pack, isWanted: (position: number, type: number) => boolean): Forest {
  const entries = scanHeaders(pack);
  const bottomUp = orderBottomUp(entries.parents);
  const forest: Forest = {
    ...entries,
    firstChild: sharedInt32(entries.count).fill(-1),
    nextSibling: sharedInt32(entries.count).fill(-1),
    weights: new Float64Array(new SharedArrayBuffer(entries.count * 8)),
    wanted: new Uint8Array(new SharedArrayBuffer(entries.count)),
    roots: new Uint32Array(0),
  };
  inheritTypes(forest, bottomUp);
  markWanted(forest, isWanted);
  const starts = weigh(forest, bottomUp);
  linkChildren(forest, starts);
  return { ...forest, roots: collectRoots(starts) };
}

function sharedInt32(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * 4));
}

/** Nodes, children before their parents. Cuts cycles: nodes on one lose their parent. */
function orderBottomUp(parents: Int32Array): Uint32Array {
  const order = new Uint32Array(parents.length);
  const open = new Uint32Array(parents.length);
  for (const parent of parents) if (parent >= 0) open[parent]!++;
  let end = 0;
  for (let node = 0; node < parents.length; node++) if (open[node] === 0) order[end++] = node;
  for (let next = 0; next < end; next++) {
    const parent = parents[order[next]!]!;
    if (parent >= 0 && --open[parent]! === 0) order[end++] = parent;
  }
  for (let node = 0; node < parents.length; node++) {
    if (open[node] === 0) continue;
    order[end++] = node;
    parents[node] = NO_ENTRY;
  }
  return order;
}

function inheritTypes({ types, parents }: Forest, bottomUp: Uint32Array): void {
  for (let i = bottomUp.length - 1; i >= 0; i--) {
    const node = bottomUp[i]!;
    const parent = parents[node]!;
    if (parent !== ROOT) types[node] = parent >= 0 ? types[parent]! : BROKEN;
  }
}

function markWanted(forest: Forest, isWanted: (position: number, type: number) => boolean): void {
  const { count, wanted, types, positions } = forest;
  for (let node = 0; node < count; node++) wanted[node] = isWanted(positions[node]!, types[node]!) ? 1 : 0;
}

/** Weighs all nodes, and says which of them are to be started from: roots and heavy subtrees, where wanted. */
function weigh({ weights, wanted, sizes, parents }: Forest, bottomUp: Uint32Array): Uint8Array {
  const starts = new Uint8Array(sizes.length);
  const lengths = rootLengths(sizes, parents, bottomUp);
  for (const node of bottomUp) {
    if (wanted[node] === 0 && weights[node] === 0) continue;
    const parent = parents[node]!;
    weights[node]! += ENTRY_WEIGHT + sizes[node]! + lengths[node]! * COPY_WEIGHT;
    if (parent < 0 || weights[node]! >= HEAVY + HEAVY_LENGTHS * lengths[node]!) starts[node] = 1;
    else weights[parent]! += weights[node]!;
  }
  return starts;
}

function rootLengths(sizes: Uint32Array, parents: Int32Array, bottomUp: Uint32Array): Uint32Array {
  const lengths = sizes.slice();
  for (let i = bottomUp.length - 1; i >= 0; i--) {
    const node = bottomUp[i]!;
    if (parents[node]! >= 0) lengths[node] = lengths[parents[node]!]!;
  }
  return lengths;
}

/**
 * Children in the order of the pack, but the heaviest last: once its last child is built a base is not needed any
 * more, so what must be kept at any time is a path with at most log2(total weight) objects. Children without weight are
 * left out.
 */
function linkChildren(forest: Forest, starts: Uint8Array): void {
  const { count, parents, weights, firstChild, nextSibling } = forest;
  const isLinked = (node: number) => weights[node]! > 0 && starts[node] === 0;
  const heaviest = new Int32Array(count).fill(-1);
  for (let node = 0; node < count; node++) {
    if (!isLinked(node)) continue;
    const rival = heaviest[parents[node]!]!;
    if (rival < 0 || weights[node]! > weights[rival]!) heaviest[parents[node]!] = node;
  }
  const link = (node: number) => {
    const parent = parents[node]!;
    nextSibling[node] = firstChild[parent]!;
    firstChild[parent] = node;
  };
  for (const node of heaviest) if (node >= 0) link(node);
  for (let node = count - 1; node >= 0; node--) {
    if (isLinked(node) && heaviest[parents[node]!] !== node) link(node);
  }
}

function collectRoots(starts: Uint8Array): Uint32Array {
  const count = starts.reduce((sum, start) => sum + start, 0);
  const roots = new Uint32Array(new SharedArrayBuffer(count * 4));
  for (let node = starts.indexOf(1), next = 0; node >= 0; node = starts.indexOf(1, node + 1))
    roots[next++] = node;
  return roots;
}
