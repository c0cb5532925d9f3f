/**
 * Memory for the objects of one delta tree that are still needed: one buffer, blocks laid one behind the other, the
 * newest last. Dropped blocks leave holes; when the end is reached the blocks that are left slide down, and only
 * when they do not fit does the buffer grow. So a chain of any length needs room for two objects and hardly any
 * time to find it.
 */
export interface Arena {
  bytes: Uint8Array;
  /** Start and size of each block. */
  starts: number[];
  sizes: number[];
  /** The largest buffer allowed. */
  limit: number;
}

/** Small enough to stay in a core's cache, large enough that sliding is rare. */
const SMALLEST = 1 << 22;
/** What is given back is free only after the next collection of garbage: not worth it for less. */
const LARGEST_KEPT = 1 << 24;
/** Room for more that is made along with room for a large block. */
const AMPLE = 1 << 23;
/** Each block ends with a spare byte, which lets the inflater notice a stream that is too long. */
const SPARE = 1;

export function createArena(): Arena {
  return { bytes: new Uint8Array(SMALLEST), starts: [], sizes: [], limit: SMALLEST };
}

/** Lays a block of `size` bytes on top. False when that would pass the limit; never for none. Moves blocks, hence `starts`. */
export function pushBlock(arena: Arena, size: number): boolean {
  const start = top(arena);
  const fits = size === 0 || start + size + SPARE <= arena.bytes.length || makeRoom(arena, size + SPARE);
  if (!fits) return false;
  arena.starts.push(top(arena));
  arena.sizes.push(size);
  return true;
}

/** Keeps the first `count` blocks. */
export function truncateBlocks(arena: Arena, count: number): void {
  arena.starts.length = count;
  arena.sizes.length = count;
}

/** Keeps the first `index` blocks and the topmost one. */
export function dropBetween(arena: Arena, index: number): void {
  const last = arena.starts.length - 1;
  arena.starts[index] = arena.starts[last]!;
  arena.sizes[index] = arena.sizes[last]!;
  truncateBlocks(arena, index + 1);
}

/** Drops all blocks, and gives back what one large object needed. `limit`: the largest buffer allowed from now on. */
export function clearArena(arena: Arena, limit: number): void {
  truncateBlocks(arena, 0);
  arena.limit = limit;
  if (arena.bytes.length > LARGEST_KEPT) arena.bytes = new Uint8Array(SMALLEST);
}

function top(arena: Arena): number {
  const last = arena.starts.length - 1;
  return last < 0 ? 0 : arena.starts[last]! + arena.sizes[last]! + SPARE;
}

function makeRoom(arena: Arena, size: number): boolean {
  const used = arena.sizes.reduce((sum, each) => sum + each + SPARE, 0);
  if (used + size > arena.limit) return false;
  slideDown(arena, roomFor(arena, used + size));
  return true;
}

/** A buffer that is at least half empty afterwards, or has much room, so that the next slide is far away. */
function roomFor(arena: Arena, needed: number): Uint8Array {
  const wished = Math.min(needed + Math.min(needed, AMPLE), arena.limit);
  return wished <= arena.bytes.length ? arena.bytes : new Uint8Array(wished);
}

function slideDown(arena: Arena, target: Uint8Array): void {
  let next = 0;
  arena.starts.forEach((start, i) => {
    const size = arena.sizes[i]!;
    if (target === arena.bytes) target.copyWithin(next, start, start + size);
    else target.set(arena.bytes.subarray(start, start + size), next);
    arena.starts[i] = next;
    next += size + SPARE;
  });
  arena.bytes = target;
}
