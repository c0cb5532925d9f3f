import type { Job } from 'bullmq';
import { type Bull, isStopped, persist, STOPPED } from './bull.ts';
import { deathReason, type Lease } from './queue.ts';
import { isLeaseLost } from './trouble.ts';
import { readUnit } from './unit.ts';

/** How long to wait before the server is asked again for a unit. */
const IDLE_MILLISECONDS = { least: 50, most: 1_000 };

export async function waitForLease(bull: Bull, signal?: AbortSignal): Promise<Lease | null> {
  let pause = IDLE_MILLISECONDS.least;
  while (!isStopped(bull, signal)) {
    const token = crypto.randomUUID();
    const job = await persist(bull, () => fetchJob(bull, token, signal), signal);
    if (job === STOPPED) return null;
    const lease = job && (await toLease(bull, job, token));
    if (lease) return lease;
    await bull.bell.wait(pause, signal);
    pause = Math.min(pause * 2, IDLE_MILLISECONDS.most);
  }
  return null;
}

function fetchJob(bull: Bull, token: string, signal?: AbortSignal): Promise<Job | null> {
  const fetching = takeJob(bull, token, signal);
  bull.fetching.add(fetching);
  const done = (): boolean => bull.fetching.delete(fetching);
  fetching.then(done, done);
  return fetching;
}

/** A job that comes too late for whoever asked goes back at once. */
async function takeJob(bull: Bull, token: string, signal?: AbortSignal): Promise<Job | null> {
  bull.taker ??= bull.server.openTaker();
  const taker = await bull.taker;
  const job = (await taker.getNextJob(token, { block: false })) ?? null;
  if (job === null || !isStopped(bull, signal)) return job;
  await job.moveToWait(token);
  return null;
}

/** Whoever fetches by hand has to end himself what BullMQ has marked as beyond hope. */
async function toLease(bull: Bull, job: Job, token: string): Promise<Lease | null> {
  const unit = readUnit(job.data);
  bull.held.set(token, job);
  if (unit !== null && !job.deferredFailure) return { unit, attempt: job.attemptsStarted, token };
  const { UnrecoverableError } = await import('bullmq');
  const reason = job.deferredFailure ? deathReason(job.stalledCounter) : 'it is no unit of a sweep';
  await endLease(bull, { token }, () => job.moveToFailed(new UnrecoverableError(reason), token, false));
  return null;
}

/** Renews the lock of a job that is leased here. */
export function prolong(bull: Bull, { token }: Lease): Promise<boolean> {
  return onHeld(bull, token, async (job) => (await job.extendLock(token, bull.limits.lockMilliseconds)) > 0);
}

/** Ends a lease by what `act` does to the job; false when it was lost. */
export async function endLease(
  bull: Bull,
  { token }: Pick<Lease, 'token'>,
  act: (job: Job) => Promise<unknown>,
): Promise<boolean> {
  const isEnded = await onHeld(bull, token, async (job) => {
    await act(job);
    return true;
  });
  bull.held.delete(token);
  return isEnded;
}

async function onHeld(bull: Bull, token: string, act: (job: Job) => Promise<boolean>): Promise<boolean> {
  const job = bull.held.get(token);
  if (job === undefined) return false;
  try {
    return (await persist(bull, () => act(job))) === true;
  } catch (error) {
    if (isLeaseLost(error)) return false;
    throw error;
  }
}
