import type { RepositoryRecord, SweepRepository } from './model.ts';

/** How far a sweep has come. */
export interface SweepProgress {
  done: number;
  total: number;
  failed: number;
  /** Bytes of content scanned, and findings, in the repositories that are done. */
  bytes: number;
  findings: number;
  /** Milliseconds until the end, by the size of what is left; null while nobody can tell. */
  left: number | null;
}

export interface ProgressCount {
  /** Counts what there is to do, without telling. */
  expect(repository: SweepRepository): void;
  /** Counts one that was done; `isNews` where it was done just now, which tells how fast it goes. */
  done(record: RepositoryRecord, findings: number, isNews: boolean): void;
  now(): SweepProgress;
}

/** What a repository costs whatever its size, in kilobytes. */
const BASE_COST = 300;
/** What one of unknown size is taken for. */
const UNKNOWN_COST = 2_000;
const LEAST_DONE = 3;

export function countProgress(clock: () => number): ProgressCount {
  const started = clock();
  const progress = { done: 0, total: 0, failed: 0, bytes: 0, findings: 0 };
  let worked = 0;
  let news = 0;
  let open = 0;
  return {
    expect(repository) {
      progress.total++;
      open += costOf(repository);
    },
    done({ repository, settled, scan }, findings, isNews) {
      progress.done++;
      open -= costOf(repository);
      if (isNews) worked += costOf(repository);
      if (isNews) news++;
      if (settled?.outcome === 'failed') progress.failed++;
      progress.bytes += scan?.coverage.bytes ?? 0;
      progress.findings += findings;
    },
    now() {
      const pace = news < LEAST_DONE ? null : (clock() - started) / worked;
      return { ...progress, left: pace === null ? null : pace * open };
    },
  };
}

function costOf({ kilobytes }: SweepRepository): number {
  return BASE_COST + (kilobytes ?? UNKNOWN_COST);
}
