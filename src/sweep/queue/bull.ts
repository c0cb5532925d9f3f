import type { Job } from 'bullmq';
import { KeysweepError } from '../../errors.ts';
import type { Bell } from './bell.ts';
import type { BullServer, Taker } from './bull-server.ts';
import type { QueueLimits } from './queue.ts';
import { isLeaseLost, isServerAway, troubleWords } from './trouble.ts';

/** A queue on a server, as one process holds it. */
export interface Bull {
  server: BullServer;
  limits: QueueLimits;
  bell: Bell;
  /** Opened with the first lease. */
  taker: Promise<Taker> | null;
  /** Attempts to get a unit, also those that nobody waits for any more. */
  fetching: Set<Promise<unknown>>;
  /** What is leased here, by token. */
  held: Map<string, Job>;
  /** Fires when the queue is closed. */
  closing: AbortController;
}

export const STOPPED = Symbol('stopped');

const OUTAGE_MILLISECONDS = 1_000;

/**
 * Does something on the server, and again while it is away. `STOPPED` as soon as the signal fires or the queue is
 * closed: a driver may wait for hours. Throws what says that a lease is lost as it is, else `KeysweepError`.
 */
export async function persist<T>(
  bull: Bull,
  act: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T | typeof STOPPED> {
  while (!isStopped(bull, signal)) {
    try {
      const done = await unlessFired(act(), [bull.closing.signal, signal]);
      if (done !== STOPPED) bull.server.outage.end();
      return done;
    } catch (error) {
      if (isLeaseLost(error)) throw error;
      if (isStopped(bull, signal)) break;
      if (!isServerAway(error)) throw refused(bull, error);
    }
    bull.server.outage.begin();
    await bull.bell.wait(OUTAGE_MILLISECONDS, signal);
  }
  return STOPPED;
}

export function isStopped({ closing }: Bull, signal?: AbortSignal): boolean {
  return closing.signal.aborted || signal?.aborted === true;
}

function unlessFired<T>(
  work: Promise<T>,
  signals: readonly (AbortSignal | undefined)[],
): Promise<T | typeof STOPPED> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(STOPPED);
    const ignore = (): void => {
      for (const signal of signals) signal?.removeEventListener('abort', stop);
    };
    for (const signal of signals) signal?.addEventListener('abort', stop);
    work.then(resolve, reject).finally(ignore);
  });
}

function refused({ server: { address } }: Bull, error: unknown): KeysweepError {
  return new KeysweepError('SOURCE', `the queue at ${address.shown}: ${troubleWords(error, address.url)}`, {
    hint: 'See the log of the server.',
    cause: error,
  });
}
