import type { WholeObject } from './loose.ts';

/** Larger objects are not kept. */
export const LARGEST_CACHED = 1 << 16;
const CACHE_BYTES = 1 << 24;
/** What keeping an object costs beside its bytes. */
const OVERHEAD = 256;

export interface ObjectCache {
  get(key: string): WholeObject | undefined;
  set(key: string, object: WholeObject): void;
}

/** Keeps the small objects read last, 16 MB of them. */
export function createObjectCache(): ObjectCache {
  const objects = new Map<string, WholeObject>();
  let held = 0;
  return {
    get: (key) => objects.get(key),
    set(key, object) {
      if (object.bytes.length > LARGEST_CACHED || objects.has(key)) return;
      objects.set(key, object);
      held += object.bytes.length + OVERHEAD;
      for (const [oldest, { bytes }] of objects) {
        if (held <= CACHE_BYTES) break;
        objects.delete(oldest);
        held -= bytes.length + OVERHEAD;
      }
    },
  };
}
