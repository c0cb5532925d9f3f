import type { Provenance, Skip } from '../findings/model.ts';

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
}

/** A file or object that is there but is not scanned, or that could not be read, is an item too, not an error. */
export type SourceItem = { blob: Blob } | { skip: Skip };

/** Yields every blob once. Throws `KeysweepError` only when nothing at all can be read. */
export type Source = AsyncIterable<SourceItem>;
