import { randomInt } from 'node:crypto';

/** Byte strings by number, in the order in which they came: ids and paths, very many of them, in few bytes each. */
export interface Names {
  count(): number;
  /** The number of a name, which is kept where it is new. */
  add(name: Uint8Array): number;
  /** The same of a name that may be unknown: -1 then, and nothing is kept. */
  find(name: Uint8Array): number;
  /** Valid until the next is added. */
  at(number: number): Uint8Array;
  /** Bytes of all names together. */
  length(): number;
  /** Bytes that this takes. */
  held(): number;
}

/** Names that there is room for at first, unless more are expected. */
const LEAST = 1024;
const TYPICAL_LENGTH = 20;

/**
 * The names one behind the other, where each ends, and an open-addressing hash table, at most half full. The hash is
 * seeded, since a hostile repository may choose its names.
 */
export function createNames(expected = LEAST): Names {
  const seed = randomInt(2 ** 32);
  let bytes = new Uint8Array(expected * TYPICAL_LENGTH);
  let ends = new Uint32Array(expected + 1);
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(expected * 2 + 2))).fill(-1);
  let count = 0;

  /** The slot that has a name, or the empty one where it belongs. */
  function slotOf(name: Uint8Array): number {
    const mask = slots.length - 1;
    let slot = hashOf(name, seed) & mask;
    while (slots[slot]! >= 0 && !isAt(slots[slot]!, name)) slot = (slot + 1) & mask;
    return slot;
  }

  function isAt(number: number, name: Uint8Array): boolean {
    const start = ends[number]!;
    if (ends[number + 1]! - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
    return true;
  }

  function keep(name: Uint8Array): void {
    const start = ends[count]!;
    if (start + name.length > bytes.length) bytes = grown(bytes, new Uint8Array(2 * start + name.length));
    if (count + 2 > ends.length) ends = grown(ends, new Uint32Array(2 * ends.length));
    bytes.set(name, start);
    ends[++count] = start + name.length;
    if (2 * count > slots.length) rehash();
  }

  function rehash(): void {
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let number = 0; number < count; number++) slots[slotOf(at(number))] = number;
  }

  function at(number: number): Uint8Array {
    return bytes.subarray(ends[number]!, ends[number + 1]!);
  }

  return {
    count: () => count,
    add(name) {
      const slot = slotOf(name);
      const known = slots[slot]!;
      if (known >= 0) return known;
      slots[slot] = count;
      keep(name);
      return count - 1;
    },
    find: (name) => slots[slotOf(name)]!,
    at,
    length: () => ends[count]!,
    held: () => bytes.byteLength + ends.byteLength + slots.byteLength,
  };
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function hashOf(name: Uint8Array, seed: number): number {
  let hash = seed;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name[i]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
