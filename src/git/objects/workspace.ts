import { type Arena, createArena } from './arena.ts';
import { createInflater, type InflateStream } from './inflate.ts';
import { createObjectCache, type ObjectCache } from './object-cache.ts';
import { createPackReader, type PackReader } from './pack-file.ts';

/**
 * What a thread reads objects with, one plan after the other: memory that is made once, because what is thrown away is given
 * back late.
 */
export interface Workspace {
  inflate: InflateStream;
  reader: PackReader;
  /** For the objects of a delta tree that are still needed. */
  tree: Arena;
  /** For one object that is looked up, also while a tree is walked. */
  single: Arena;
  cache: ObjectCache;
}

export function createWorkspace(): Workspace {
  return {
    inflate: createInflater(),
    reader: createPackReader(),
    tree: createArena(),
    single: createArena(),
    cache: createObjectCache(),
  };
}

/** The most that an arena may take for objects of some size: a base, a delta and its result, and a path to them. */
export function arenaLimit(maxObjectBytes: number): number {
  return 4 * maxObjectBytes + (1 << 20);
}
