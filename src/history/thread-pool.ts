import type { Threads } from './threads.ts';

/**
 * Keeps the threads of one scan for the next: starting them, and warming up their code, costs more than a small
 * history does.
 */
export interface ThreadPool {
  /** The kept threads, or else new ones. */
  take(start: () => Threads): Threads;
  /** Keeps threads that have nothing to do any more, unless one of them has failed. */
  give(threads: Threads): void;
  /** Are these kept? */
  has(threads: Threads): boolean;
}

export function createThreadPool(): ThreadPool {
  let kept: Threads | null = null;
  return {
    take(start) {
      const threads = kept ?? start();
      kept = null;
      return threads;
    },
    give(threads) {
      if (kept === null && !threads.hasFailed()) kept = threads;
    },
    has: (threads) => threads === kept,
  };
}
