import { Failure } from '../failure.ts';
import type { UnitResult } from '../model.ts';
import type { UnitRunner, UnitTask } from '../unit.ts';
import type { Lease, SweepQueue } from './queue.ts';

export interface Lane {
  queue: SweepQueue<UnitResult>;
  runner: Pick<UnitRunner, 'run'>;
  /** Fires when the work is to stop: what is under way is given back. */
  signal: AbortSignal;
}

/**
 * Takes units from the queue, one after the other, and tells it how each ended, until the signal fires or the queue
 * is closed. Throws `KeysweepError` when the queue's server refuses.
 */
export async function takeUnits(lane: Lane): Promise<void> {
  const { queue, signal } = lane;
  for (let lease = await queue.lease(signal); lease !== null; lease = await queue.lease(signal)) {
    await workOn(lane, lease);
  }
}

async function workOn({ queue, runner, signal }: Lane, lease: Lease): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const pulse = setInterval(() => {
    // Where the server refuses, the end of the unit tells.
    queue.heartbeat(lease).then(
      (isHeld) => isHeld || stop(),
      () => undefined,
    );
  }, queue.heartbeatMilliseconds);
  try {
    const end = await tryUnit(runner, lease, stopping.signal);
    if ('result' in end) await queue.complete(lease, end.result);
    else if (stopping.signal.aborted) await queue.release(lease);
    else if (end.isLimited && lease.attempt < MOST_RESTS) await rest(queue, lease);
    else await queue.fail(lease, end.message, { retry: end.again });
  } finally {
    clearInterval(pulse);
    signal.removeEventListener('abort', stop);
  }
}

/** What GitHub asks for where it names no time, https://docs.github.com/rest/using-the-rest-api (read 2026-11). */
const REST_MILLISECONDS = 60_000;
/** A server that is never content is not waited for. */
const MOST_RESTS = 30;

/** A limit is no failure of the unit: nobody asks the server for a while, and then the unit is tried again. */
async function rest(queue: Lane['queue'], lease: Lease): Promise<void> {
  await queue.pauseUntil(Date.now() + REST_MILLISECONDS);
  await queue.release(lease);
}

type End = { result: UnitResult } | Pick<Failure, 'message' | 'again' | 'isLimited'>;

async function tryUnit(runner: Lane['runner'], { unit }: Lease, signal: AbortSignal): Promise<End> {
  try {
    signal.throwIfAborted();
    return { result: await runner.run(unit.task as UnitTask, signal) };
  } catch (error) {
    return error instanceof Failure ? error : DEFECT;
  }
}

/** The message of a defect could quote what was read. */
const DEFECT = {
  message: 'keysweep failed on it: this is a defect, please report it',
  again: true,
  isLimited: false,
};
