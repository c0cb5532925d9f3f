import type { Skip, Span } from '../../findings/model.ts';
import type { Program } from './delta.ts';
import type { ObjectType } from './entry.ts';

/**
 * An object as it is handed out. It and all bytes it gives are valid only until the visitor returns: the memory is
 * used again.
 */
export interface StoredObject {
  id: string;
  type: ObjectType;
  size: number;
  /** Was it seen by an earlier reading, and is handed out once more? */
  isKnown: boolean;
  /** How it differs from its base; null where it is whole, or where this visitor did not see its base. */
  delta: ObjectDelta | null;
  /** The whole content. A delta that nothing else is built on is put together only now. */
  bytes(): Uint8Array;
  /** A part of the content, put together alone where the whole is not. */
  read(span: Span): Uint8Array;
}

export interface ObjectDelta {
  /** Id of the base. */
  base: string;
  /** Its instructions, for `novelWindows`, `addedSpans` and `inheritedSpans`. */
  program: Program;
}

/**
 * Is given each object and what it returned for the object's base (undefined where `delta` is null). What it returns is
 * kept for the deltas on this object: so knowledge about content can be handed down a delta tree.
 */
export type OnObject<State> = (object: StoredObject, base: State | undefined) => State;

/** Whoever reads a store. */
export interface Visitor<State> {
  onObject: OnObject<State>;
  /** What could not be read, as it comes: the path is the object's id, or a file's name within the git directory. */
  onSkip: (skip: Skip) => void;
  /**
   * Asked with the first 1,024 bytes of large blobs in packs before the rest is inflated; where it says true the blob is
   * skipped as `binary`. It spares work: it is not asked about every blob.
   */
  isOpaque?: (head: Uint8Array) => boolean;
}
