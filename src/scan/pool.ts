import { Worker } from 'node:worker_threads';
import type { Skip } from '../findings/model.ts';
import type { MatchingRule } from '../rules/rule.ts';
import type { ReadLimits } from '../sources/tree.ts';
import type { Batch } from './batch.ts';
import { type FileRange, openLog, pathAt, type ThreadLog, type TreeQueue, takeRest } from './tree-queue.ts';

/** What a worker is started with. */
export interface WorkerData {
  queue: TreeQueue;
  thread: number;
  /** Files left over from a worker that died: scanned before any others. */
  ranges: FileRange[];
  root: string;
  limits: ReadLimits;
  /** Null: the rules that keysweep ships. */
  rules: readonly MatchingRule[] | null;
}

/** One range is done. */
export interface WorkerMessage {
  range: FileRange;
  batch: Batch;
}

export interface PoolRequest {
  script: URL;
  queue: TreeQueue;
  /** Numbers of the threads to start; the main thread is number 0. */
  threads: number[];
  data: Pick<WorkerData, 'root' | 'limits' | 'rules'>;
  /** A worker that shows no sign of life for so long is stopped and its file skipped. */
  hangMilliseconds: number;
  onBatch: (batch: Batch) => void;
  onSkip: (skip: Skip) => void;
}

export interface Pool {
  /** Resolves when every worker has ended, however it ended. */
  done: Promise<void>;
  stop(): Promise<void>;
}

/** A tree that kills more workers than this is not scanned to its end; what is left is reported. */
const MAX_RESTARTS = 32;
const MAX_HEAP_MIB = 256;
/** A larger one can outgrow at once what V8 spares for ending a thread: Node 24 then ends the whole process. */
const MAX_YOUNG_MIB = 16;

/**
 * Starts workers on a queue. One that dies or hangs costs the file it was at, which is reported; another worker
 * takes up the rest.
 */
export function startPool(request: PoolRequest): Pool {
  let restarts = 0;
  let isStopped = false;
  const running = new Set<Worker>();
  const done = Promise.all(request.threads.map((thread) => runThread(thread))).then(() => undefined);
  return { done, stop };

  async function runThread(thread: number): Promise<void> {
    const log = openLog(request.queue, thread);
    let ranges: FileRange[] | null = [];
    while (ranges !== null && !isStopped) {
      log.rest();
      const death = await runWorker({ request, thread, ranges, log, running });
      ranges = death === null || isStopped ? null : salvage(death, log);
    }
  }

  /** Reports the file that a worker died of, and gives back what else it had taken; null to give up. */
  function salvage(death: WorkerDeath, log: ThreadLog): FileRange[] | null {
    const { range, current } = log.read();
    if (current < 0) return giveUp(death.left, death.reason);
    skipFiles({ start: current, end: current + 1 }, death.reason);
    const others = death.left.filter((left) => left.start !== range.start);
    const left = [...others, { start: range.start, end: current }, { start: current + 1, end: range.end }];
    return restarts++ < MAX_RESTARTS ? left : giveUp([...left, takeRest(request.queue)], 'too many failures');
  }

  function giveUp(ranges: FileRange[], reason: string): null {
    for (const range of ranges) skipFiles(range, reason);
    return null;
  }

  function skipFiles({ start, end }: FileRange, detail: string): void {
    for (let index = start; index < end; index++) {
      const path = pathAt(request.queue, index);
      const shown = typeof path === 'string' ? path : Buffer.from(path).toString('utf8');
      request.onSkip({ path: shown, reason: 'limit-reached', detail });
    }
  }

  async function stop(): Promise<void> {
    isStopped = true;
    await Promise.all([...running].map((worker) => worker.terminate()));
  }
}

interface WorkerDeath {
  reason: string;
  /** Ranges that it was started with and has not reported. */
  left: FileRange[];
}

interface WorkerRun {
  request: PoolRequest;
  thread: number;
  ranges: FileRange[];
  log: ThreadLog;
  running: Set<Worker>;
}

/** Runs one worker to its end; null when it ended well. */
function runWorker({ request, thread, ranges, log, running }: WorkerRun): Promise<WorkerDeath | null> {
  const left = [...ranges];
  let reason: string | null = null;
  const worker = startWorker({ request, thread, ranges });
  running.add(worker);
  const stopWatching = watch(log, request.hangMilliseconds, () => {
    reason = `took longer than ${Math.round(request.hangMilliseconds / 1000)} s`;
    void worker.terminate();
  });
  worker.on('message', ({ range, batch }: WorkerMessage) => {
    const index = left.findIndex(({ start }) => start === range.start);
    if (index >= 0) left.splice(index, 1);
    request.onBatch(batch);
  });
  worker.on('error', (error: Error & { code?: string }) => {
    reason ??=
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'needed too much memory' : 'the scanner failed on it';
  });
  return new Promise((resolve) => {
    worker.on('exit', (code) => {
      stopWatching();
      running.delete(worker);
      if (reason === null && code !== 0) reason = 'the scanner failed on it';
      resolve(reason === null ? null : { reason, left });
    });
  });
}

function startWorker({ request, thread, ranges }: Pick<WorkerRun, 'request' | 'thread' | 'ranges'>): Worker {
  return new Worker(request.script, {
    workerData: { ...request.data, queue: request.queue, thread, ranges } satisfies WorkerData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB, maxYoungGenerationSizeMb: MAX_YOUNG_MIB },
  });
}

/** Calls back when a thread that has files gives no sign of life for too long. */
function watch(log: ThreadLog, limit: number, onHang: () => void): () => void {
  let beats = log.read().beats;
  const timer = setInterval(() => {
    const { beats: now, current } = log.read();
    if (current >= 0 && now === beats) onHang();
    beats = now;
  }, limit);
  timer.unref();
  return () => clearInterval(timer);
}
