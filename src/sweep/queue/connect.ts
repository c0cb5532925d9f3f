import { setTimeout as delay } from 'node:timers/promises';
import { KeysweepError } from '../../errors.ts';
import type { QueueAddress } from './address.ts';
import type { QueueLimits } from './queue.ts';
import { isServerAway, type Outage, troubleWords } from './trouble.ts';

const RETRY_MILLISECONDS = 500;
const CLOSE_MILLISECONDS = 2_000;

/** Opens the queue, again and again while the server does not answer; a driver may also wait by itself. */
export async function openPatiently<Jobs extends Openable>(
  open: () => Jobs,
  { address, limits, outage }: { address: QueueAddress; limits: QueueLimits; outage: Outage },
): Promise<Jobs> {
  const deadline = Date.now() + limits.connectMilliseconds;
  for (;;) {
    const jobs = open();
    let trouble: unknown = new Error('no answer');
    const refused = new Promise<never>((_, reject) => {
      jobs.on('error', (error) => {
        trouble = error;
        if (!isServerAway(error)) reject(error);
      });
    });
    try {
      await withinTime(Promise.race([jobs.waitUntilReady(), refused]), deadline - Date.now());
      jobs.on('error', outage.begin);
      return jobs;
    } catch (error) {
      if (error !== TOO_LATE) trouble = error;
      await closeAll([jobs]);
      if (Date.now() >= deadline || !isServerAway(trouble)) throw cannotOpen(address, trouble);
    }
    await delay(RETRY_MILLISECONDS);
  }
}

export interface Closable {
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

interface Openable extends Closable {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const TOO_LATE = Symbol('too late');

/** Waits for some work; throws `TOO_LATE` when it takes longer. */
export async function withinTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const timer = new AbortController();
  const end = delay(Math.max(0, milliseconds), undefined, { signal: timer.signal });
  const late = end.then(() => Promise.reject(TOO_LATE));
  try {
    await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

function cannotOpen(address: QueueAddress, trouble: unknown): KeysweepError {
  const words = troubleWords(trouble, address.url);
  return new KeysweepError('SOURCE', `the queue at ${address.shown} cannot be used: ${words}`, {
    hint: 'See that the server runs, that it can be reached from here, and that user, password and database are right.',
    cause: trouble,
  });
}

/** A worker that is closed while it connects to PostgreSQL would leave a connection behind (BullMQ 6.7). */
export async function closeReady(worker: {
  waitUntilReady(): Promise<void>;
  close(force: boolean): Promise<void>;
}) {
  await worker.waitUntilReady().catch(() => undefined);
  await worker.close(true);
}

/** Asks nicely first: a driver whose server is away would wait for it to come back before it says goodbye. */
export async function closeAll(open: readonly Closable[]): Promise<void> {
  const closing = Promise.allSettled(open.map((each) => each.close()));
  try {
    await withinTime(closing, CLOSE_MILLISECONDS);
  } catch {
    await Promise.allSettled(open.map((each) => each.disconnect()));
  }
}
