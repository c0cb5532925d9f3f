import type { Engine } from '../engine/engine.ts';
import { createTreeReader } from '../sources/read-tree.ts';
import type { TreeListing } from '../sources/tree.ts';
import { milliseconds } from '../terminal/clock.ts';
import { nextTurn } from './next-turn.ts';
import type { Pool, PoolRequest } from './pool.ts';
import type { FileScanner } from './scan-file.ts';
import { scanRange } from './scan-range.ts';
import type { Tally } from './tally.ts';
import { closeQueue, countFiles, createTreeQueue, openLog, type TreeQueue, takeRange } from './tree-queue.ts';

/** How far a scan has come. */
export interface Progress {
  files: number;
  total: number;
}

export interface TreeScan {
  listing: TreeListing;
  engine: Engine;
  limits: PoolRequest['data']['limits'];
  /** Rules for the workers; null for those that keysweep ships. */
  rules: PoolRequest['data']['rules'];
  /** Threads that scan, the main thread included. */
  jobs: number;
  /** True keeps the main thread from scanning, so that no file can hold it up. */
  isolated: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** For tests: another worker, less patience. */
  worker?: { script: URL; hangMilliseconds: number } | undefined;
}

/** Bundled or not, this file and the worker's folder are both one folder below the root. */
const WORKER = { script: new URL('../scan/worker.js', import.meta.url), hangMilliseconds: 30_000 };

/** More files than this are worth a worker's start at once; of fewer, those that take this long. */
const MANY_FILES = 1_000;
const PATIENCE_MILLISECONDS = 25;
/** A worker that would be left less to do than this costs more than it saves. */
const WORTH_MILLISECONDS = 100;
/** How long the main thread scans before it looks at messages. */
const TURN_MILLISECONDS = 10;

/**
 * Scans the listed files with as many threads as pay, and adds what comes of it to the tally. Rejects with the
 * signal's reason when it aborts.
 */
export async function scanTree(scan: TreeScan, tally: Tally): Promise<void> {
  const queue = createTreeQueue(scan.listing.files, scan.jobs + 1);
  let pool: Promise<Pool> | null = null;
  const start = (): void => {
    pool ??= startWorkers(scan, queue, tally);
  };
  const stop = (): void => {
    closeQueue(queue);
    void pool?.then((started) => started.stop());
  };
  for (const skip of scan.listing.skips) tally.skip(skip);
  const workers = (): Promise<Pool> | null => pool;
  scan.signal?.throwIfAborted();
  scan.signal?.addEventListener('abort', stop, { once: true });
  try {
    if (scan.isolated) start();
    else await scanInTurns({ scan, queue, tally, onSlow: start });
    await (await workers())?.done;
    scan.signal?.throwIfAborted();
    await scanInTurns({ scan, queue, tally, onSlow: () => undefined });
  } finally {
    scan.signal?.removeEventListener('abort', stop);
  }
}

/** Most scans are too small for them: what it takes to have threads is loaded first. */
async function startWorkers(scan: TreeScan, queue: TreeQueue, tally: Tally): Promise<Pool> {
  const { startPool } = await import('./pool.ts');
  const count = scan.isolated ? scan.jobs : scan.jobs - 1;
  return startPool({
    ...(scan.worker ?? WORKER),
    queue,
    threads: Array.from({ length: count }, (_, index) => index + 1),
    data: { root: scan.listing.root, limits: scan.limits, rules: scan.rules },
    onBatch: (batch) => {
      tally.add(batch);
      report(scan, queue, tally);
    },
    onSkip: (skip) => tally.skip(skip),
  });
}

/** The main thread's share of the work, with a pause for messages now and then. */
async function scanInTurns(work: {
  scan: TreeScan;
  queue: TreeQueue;
  tally: Tally;
  onSlow: () => void;
}): Promise<void> {
  const { scan, queue, tally } = work;
  const log = openLog(queue, 0);
  const scanner: FileScanner = {
    engine: scan.engine,
    read: createTreeReader({ root: scan.listing.root, limits: scan.limits }),
    beat: log.beat,
  };
  const started = milliseconds();
  let turn = started;
  if (countFiles(queue) > MANY_FILES) work.onSlow();
  for (let range = takeRange(queue); range !== null; range = takeRange(queue)) {
    tally.add(scanRange({ queue, log, range, scanner }));
    report(scan, queue, tally);
    const now = milliseconds();
    const left = countFiles(queue) - range.end;
    const spent = now - started;
    if (spent > PATIENCE_MILLISECONDS && (spent * left) / range.end > WORTH_MILLISECONDS) work.onSlow();
    if (now - turn < TURN_MILLISECONDS) continue;
    await nextTurn();
    turn = milliseconds();
  }
}

function report({ onProgress }: TreeScan, queue: TreeQueue, tally: Tally): void {
  onProgress?.({ files: tally.blobs, total: countFiles(queue) });
}
