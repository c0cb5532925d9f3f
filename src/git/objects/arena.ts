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
/** Each block ends with a spare byte, which lets the inflater notice a stream that is too long. */
const SPARE = 1;

export function createArena(limit: number): Arena {
  return { bytes: new Uint8Array(Math.min(SMALLEST, limit)), starts: [], sizes: [], limit };
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

/** Gives back what one large object needed, once no block is left. */
export function shrinkArena(arena: Arena): void {
  truncateBlocks(arena, 0);
  if (arena.bytes.length > 4 * SMALLEST) arena.bytes = new Uint8Array(SMALLEST);
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

/** A buffer that is at least half empty afterwards, so that the next slide is far away. */
function roomFor(arena: Arena, needed: number): Uint8Array {
  let capacity = arena.bytes.length;
  while (capacity < needed * 2 && capacity < arena.limit) capacity = Math.min(capacity * 2, arena.limit);
  return capacity === arena.bytes.length ? arena.bytes : new Uint8Array(capacity);
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
