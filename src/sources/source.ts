import type { Provenance, Skip } from '../findings/model.ts';

/** Where a window's bytes begin within something too big to be scanned in one piece. */
export interface BlobWindow {
  offset: number;
  /** 1-based line and column (UTF-16 code units) of the first byte. */
  line: number;
  column: number;
  /** False where more follows: a value that touches the window's end is cut off and stands whole in the next. */
  last: boolean;
}

/** Bytes to scan and where they came from. */
export interface Blob {
  bytes: Uint8Array;
  provenance: Provenance;
  /** Git object id of these bytes, where the source knows it. */
  id?: string;
  /**
   * Half-open byte ranges that are new (the staged source, a range). A finding counts only if one of its
   * values touches one of them. Absent: everything counts.
   */
  within?: { start: number; end: number }[];
  /**
   * What the file was before, one list for each change that brings these bytes: a finding outside `within` counts, too,
   * where the versions before one of the changes do not hold it, as when a name is added to an old value.
   */
  before?: readonly (readonly Uint8Array[])[];
  /** Half-open byte ranges outside of which no value can stand, as a sieve has found. Absent: anywhere. */
  suspects?: readonly { start: number; end: number }[];
  /** Set where the bytes are one of several overlapping windows. Absent: they are everything. */
  window?: BlobWindow;
}

/** A file or object that is there but is not scanned, or that could not be read, is an item too, not an error. */
export type SourceItem = { blob: Blob } | { skip: Skip };

/** Yields every blob once. Throws `KeysweepError` only when nothing at all can be read. */
export type Source = AsyncIterable<SourceItem>;
