import type { Coverage } from '../findings/model.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { Earlier } from '../history/earlier.ts';

/** What a scan process is asked to do. */
export interface ScanOrder {
  /** A bare repository. */
  folder: string;
  /** Rule files and folders beside the shipped rules. */
  rules: readonly string[];
  /** Threads. */
  jobs: number;
  maxFileSize?: number;
  /** What the last complete scan has left, for one that reads only what is new. */
  earlier?: Earlier;
  /** Milliseconds since 1970, against which exposure is counted. */
  now: number;
}

/** What a scan came to: plain data without secrets. */
export interface ScanAnswer {
  sealed: readonly SealedFinding[];
  coverage: Coverage;
  /** See `HistoryOutcome`. */
  left: Earlier;
  isAddition: boolean;
}

/** What a scan process says: how it does, in between; then its answer, or in words why there is none. */
export type ScanMessage = { alive: { memory: number } } | { answer: ScanAnswer } | { failure: string };
