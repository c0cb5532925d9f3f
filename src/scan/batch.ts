import type { Skip } from '../findings/model.ts';
import type { SealedFinding } from '../findings/seal.ts';

/** What came of scanning some files: plain data without secrets, so that a worker may post it. */
export interface Batch {
  blobs: number;
  bytes: number;
  skips: Skip[];
  sealed: SealedFinding[];
  /** Inline allows that cover nothing. */
  unusedAllows: { path: string; line: number }[];
}

export function emptyBatch(): Batch {
  return { blobs: 0, bytes: 0, skips: [], sealed: [], unusedAllows: [] };
}
