import type { ReadLimits, TreeReader } from './tree.ts';

/** A reader with a buffer of its own, for one thread. */
export type CreateTreeReader = (options: { root: string; limits: ReadLimits }) => TreeReader;
