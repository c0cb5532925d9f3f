import type { Skip } from '../findings/model.ts';
import type { WindowItem } from './windows.ts';

/**
 * The working-tree contract in two halves, so that threads can share the work: `listTree` (list-tree.ts) says
 * what there is and reads nothing, `createTreeReader` (read-tree.ts) reads one file at a time, synchronously.
 */

export interface TreeOptions {
  /** Files and folders as the person gave them, relative to `cwd`. */
  paths: string[];
  cwd: string;
  /** Everything on disk but `.git`; otherwise what git tracks or does not ignore, where there is git. */
  all: boolean;
  /** Glob patterns on the shown path; empty means everything. */
  include: string[];
  exclude: string[];
}

/** Relative to the listing's root, `/` separators; raw bytes only where the name is not valid UTF-8. */
export type TreePath = string | Uint8Array;

export interface TreeListing {
  /** Absolute path of the folder that every path is relative to. */
  root: string;
  /** Everything here existed when it was listed. Plain data: it can be posted to a worker thread. */
  files: TreePath[];
  skips: Skip[];
  /** Things a person should hear once. */
  notices: string[];
}

export interface ReadLimits {
  /** Up to this many bytes a file is read in one piece. */
  wholeBytes: number;
  windowBytes: number;
  /** What two neighbouring windows share, so that nothing is cut in both. */
  overlapBytes: number;
  /** Beyond this a file is skipped as `too-large`. */
  maxBytes: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_READ_LIMITS: ReadLimits = {
  wholeBytes: 32 * MIB,
  windowBytes: 8 * MIB,
  overlapBytes: 64 * 1024,
  maxBytes: 1024 * MIB,
};

/**
 * One file. The bytes belong to the reader and are overwritten by its next read; so are each window's by the
 * next window. `note` is set beside content that is scanned and still worth counting (an LFS pointer, the text of a link).
 */
export type TreeRead =
  | { kind: 'whole'; path: string; bytes: Uint8Array; note: Skip | null }
  | { kind: 'windows'; path: string; windows: Iterable<WindowItem> }
  | { kind: 'skip'; skip: Skip };

/** Reads one listed file; what is wrong with the file is a skip, never an exception. */
export type TreeReader = (file: TreePath) => TreeRead;
