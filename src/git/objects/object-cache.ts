import type { WholeObject } from './loose.ts';

/** Larger objects are not kept, nor empty ones: each must have a place of its own. */
const LARGEST = 1 << 16;
const CACHE_BYTES = 1 << 23;

/** What is got is a view of the cache's own memory, valid until something is set. */
export interface ObjectCache {
  /** How many have used it: each has a number of its own in its keys. */
  users: number;
  get(key: string): WholeObject | undefined;
  /** Keeps a copy. */
  set(key: string, object: WholeObject): void;
}

interface Entry {
  type: WholeObject['type'];
  start: number;
  end: number;
}

/**
 * Keeps the small objects read last, 8 MB of them, one behind the other in a ring: objects with memory of their own would
 * keep it until the next collection of garbage, which may be after 64 MB of them.
 */
export function createObjectCache(): ObjectCache {
  const bytes = new Uint8Array(CACHE_BYTES);
  const entries = new Map<string, Entry>();
  let end = 0;

  /** Makes room at `end`: the oldest entries are those that stand next behind it. */
  function clear(size: number): void {
    const isWrapping = end + size > CACHE_BYTES;
    const until = isWrapping ? CACHE_BYTES : end + size;
    for (const [oldest, { start }] of entries) {
      if (start < end || start >= until) break;
      entries.delete(oldest);
    }
    if (!isWrapping) return;
    end = 0;
    clear(size);
  }

  return {
    users: 0,
    get(key) {
      const entry = entries.get(key);
      return entry && { type: entry.type, bytes: bytes.subarray(entry.start, entry.end) };
    },
    set(key, object) {
      const size = object.bytes.length;
      if (size === 0 || size > LARGEST || entries.has(key)) return;
      clear(size);
      bytes.set(object.bytes, end);
      entries.set(key, { type: object.type, start: end, end: end + size });
      end += size;
    },
  };
}
