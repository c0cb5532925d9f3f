import { Worker } from 'node:worker_threads';
import type { Plan } from '../git/objects/plan.ts';
import type { MatchingRule } from '../rules/rule.ts';
import type { Batch } from '../scan/batch.ts';
import type { Job } from './judge.ts';
import type { Share } from './read-objects.ts';
import type { ThreadAnswer, ThreadData, ThreadRemark, ThreadRequest } from './worker.ts';

/** Threads that read objects, then judge some of them. */
export interface Threads {
  /**
   * Reads everything in the plan; a thread that fails takes its share of the answer with it. `onSuspicion` is called, once or more often, as
   * soon as some file has something in it.
   */
  read(plan: Plan, onSuspicion: () => void): Promise<(Share | Failure)[]>;
  /** Scans objects whole; null for jobs on which a thread failed. Answers in the order of the jobs. */
  judge(jobs: readonly Job[]): Promise<(Batch | null)[]>;
  /** True when some thread has ended: it answers nothing any more. */
  hasFailed(): boolean;
  stop(): Promise<void>;
}

/** Why a thread ended early; one clause for people. */
export interface Failure {
  failure: string;
}

export interface ThreadOptions {
  script: URL;
  count: number;
  rules: readonly MatchingRule[] | null;
  /** A thread that shows no sign of life for so long is stopped. */
  hangMilliseconds: number;
  onProgress: (objects: number) => void;
}

const MAX_HEAP_MIB = 1024;
/** Most of what a thread makes is short-lived; more room for it is memory and no speed. */
const MAX_YOUNG_MIB = 16;
const JOBS_AT_ONCE = 8;
const PROGRESS_MILLISECONDS = 200;

export function startThreads(options: ThreadOptions): Threads {
  const counts = new Int32Array(new SharedArrayBuffer(options.count * 4));
  const threads = Array.from({ length: options.count }, (_, thread) =>
    startThread({ options, counts, thread }),
  );
  const timer = setInterval(() => {
    options.onProgress(counts.reduce((sum, count) => sum + count, 0));
  }, PROGRESS_MILLISECONDS);
  return {
    async read(plan, onSuspicion) {
      const answers = await Promise.all(threads.map((thread) => thread.ask({ plan }, onSuspicion)));
      return answers.map((answer) => ('share' in answer ? answer.share : toFailure(answer)));
    },
    async judge(jobs) {
      const results: (Batch | null)[] = jobs.map(() => null);
      let next = 0;
      const work = async ({ ask }: Thread): Promise<void> => {
        while (next < jobs.length) {
          const from = next;
          next = Math.min(jobs.length, from + JOBS_AT_ONCE);
          const answer = await ask({ jobs: jobs.slice(from, next) });
          if (!('batches' in answer)) return;
          answer.batches.forEach((batch, index) => {
            results[from + index] = batch;
          });
        }
      };
      await Promise.all(threads.map(work));
      return results;
    },
    hasFailed: () => threads.some((thread) => thread.hasEnded()),
    async stop() {
      clearInterval(timer);
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

interface Thread {
  ask(request: ThreadRequest, onSuspicion?: () => void): Promise<ThreadAnswer | Failure>;
  hasEnded(): boolean;
  stop(): Promise<unknown>;
}

function startThread(start: { options: ThreadOptions; counts: Int32Array; thread: number }): Thread {
  const { options, counts, thread } = start;
  const worker = new Worker(options.script, {
    workerData: { rules: options.rules, counts, thread } satisfies ThreadData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB, maxYoungGenerationSizeMb: MAX_YOUNG_MIB },
  });
  let ended: Failure | null = null;
  let waiting: ((answer: ThreadAnswer | Failure) => void) | null = null;
  const settle = (answer: ThreadAnswer | Failure): void => {
    if ('failure' in answer) ended ??= answer;
    waiting?.(answer);
    waiting = null;
  };
  let remark: (() => void) | undefined;
  worker.on('message', (message: ThreadAnswer | ThreadRemark) => {
    if ('suspicion' in message) remark?.();
    else settle(message);
  });
  worker.on('error', (error) => settle({ failure: reasonOf(error) }));
  worker.on('exit', () => settle({ failure: 'a thread ended early' }));
  return {
    async ask(request, onSuspicion) {
      if (ended !== null) return ended;
      remark = onSuspicion;
      const answer = new Promise<ThreadAnswer | Failure>((resolve) => {
        waiting = resolve;
      });
      const unwatch = watch(
        () => counts[thread]!,
        options.hangMilliseconds,
        () => {
          settle({
            failure: `a thread took longer than ${Math.round(options.hangMilliseconds / 1000)} s for one object`,
          });
          void worker.terminate();
        },
      );
      worker.postMessage(request);
      return answer.finally(unwatch);
    },
    hasEnded: () => ended !== null,
    stop: () => worker.terminate(),
  };
}

/** Calls back when a count stands still for too long. */
function watch(read: () => number, limit: number, onHang: () => void): () => void {
  let seen = read();
  const timer = setInterval(() => {
    const now = read();
    if (now === seen) onHang();
    seen = now;
  }, limit);
  return () => clearInterval(timer);
}

function reasonOf(error: Error & { code?: string }): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'a thread needed too much memory' : 'a thread failed';
}

function toFailure(answer: ThreadAnswer | Failure): Failure {
  return 'failure' in answer ? answer : { failure: 'a thread failed' };
}
