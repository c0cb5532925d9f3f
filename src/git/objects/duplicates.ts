import { randomInt } from 'node:crypto';
import type { IdTable } from './ids.ts';

/**
 * Which copies of objects are to be handed out: the answer is true for exactly one table of those that have an id, the
 * first. One pass over all tables with an open-addressing hash table. The hash is seeded, since a hostile index may
 * name any ids it likes.
 */
export function findFirstCopies(tables: readonly IdTable[]): (table: number, position: number) => boolean {
  if (tables.length < 2) return () => true;
  const words = tables.map(({ names }) => new Uint32Array(names.buffer));
  const repeated = tables.map(({ count }) => new Uint8Array(count));
  const seen = createSlots(tables.reduce((sum, { count }) => sum + count, 0));
  const seed = randomInt(2 ** 32);
  tables.forEach(({ count, hashLength }, table) => {
    const width = hashLength / 4;
    const own = words[table]!;
    for (let position = 0; position < count; position++) {
      const at = position * width;
      let slot = hashWords(own, at, width, seed) & seen.mask;
      while (seen.tables[slot] !== 0 && !isSame(slot, own, at, width)) slot = (slot + 1) & seen.mask;
      if (seen.tables[slot] !== 0) repeated[table]![position] = 1;
      else {
        seen.tables[slot] = table + 1;
        seen.positions[slot] = position;
      }
    }
  });
  return (table, position) => repeated[table]![position] === 0;

  function isSame(slot: number, other: Uint32Array, at: number, width: number): boolean {
    const table = seen.tables[slot]! - 1;
    if (tables[table]!.hashLength !== width * 4) return false;
    const mine = words[table]!;
    const start = seen.positions[slot]! * width;
    for (let i = 0; i < width; i++) if (mine[start + i] !== other[at + i]) return false;
    return true;
  }
}

/** At most half full. A table number of 0 stands for an empty slot. */
function createSlots(count: number) {
  const capacity = 2 ** Math.ceil(Math.log2(count * 2 + 2));
  return { tables: new Uint32Array(capacity), positions: new Uint32Array(capacity), mask: capacity - 1 };
}

function hashWords(words: Uint32Array, at: number, width: number, seed: number): number {
  let hash = seed;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ words[at + i]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
