import { createBell } from './bell.ts';
import { type Bull, persist, STOPPED } from './bull.ts';
import { endLease, prolong, waitForLease } from './bull-leases.ts';
import { listJobs, packResult, readOutcomes } from './bull-outcomes.ts';
import type { BullServer } from './bull-server.ts';
import { withinTime } from './connect.ts';
import { heartbeatOf, type QueueLimits, type QueueStats, type SweepQueue, type SweepUnit } from './queue.ts';
import { readUnit } from './unit.ts';

/** How many jobs go to the server at once. */
const BATCH = 500;
/** How long to wait for units that come too late, which are given back. */
const LATE_MILLISECONDS = 2_000;
/** Outcomes of sweeps that nobody goes on with are dropped some day. */
const KEPT = { age: 30 * 24 * 60 * 60 };

/**
 * A queue on Redis or PostgreSQL, by BullMQ 6.7 with jobs fetched by hand (https://docs.bullmq.io/patterns/
 * manually-fetching-jobs, read 2026-11-21): a lock is a lease, a stalled job one whose worker died, and finished
 * jobs stay on the server until their outcome is settled. Everything waits for a server that goes away.
 */
export function createBullQueue<Result>(server: BullServer, limits: QueueLimits): SweepQueue<Result> {
  const closing = new AbortController();
  const nothing = { taker: null, fetching: new Set<never>(), held: new Map() };
  const bull: Bull = { server, limits, bell: createBell(), closing, ...nothing };
  return {
    heartbeatMilliseconds: heartbeatOf(limits),
    enqueue: (units) => enqueue(bull, units),
    withdraw: (sweep, isUnwanted) => withdraw(bull, sweep, isUnwanted),
    lease: (signal) => waitForLease(bull, signal),
    heartbeat: (lease) => prolong(bull, lease),
    complete: (lease, result) => {
      return endLease(bull, lease, (job) => job.moveToCompleted(packResult(result), lease.token, false));
    },
    async fail(lease, reason, { retry }) {
      const { UnrecoverableError } = await import('bullmq');
      const error = retry ? new Error(reason) : new UnrecoverableError(reason);
      return endLease(bull, lease, (job) => job.moveToFailed(error, lease.token, false));
    },
    release: (lease) => endLease(bull, lease, (job) => job.moveToWait(lease.token)),
    pauseUntil: async (time) => void (await persist(bull, () => pause(bull, time))),
    stats: () => readStats(bull),
    results: (sweep, signal) => readOutcomes(bull, sweep, signal),
    settle: async ({ unit }) => void (await persist(bull, () => server.jobs.remove(unit.id))),
    async close() {
      closing.abort();
      bull.bell.ring();
      await withinTime(Promise.allSettled(bull.fetching), LATE_MILLISECONDS).catch(() => undefined);
      await server.close();
    },
  };
}

async function enqueue(bull: Bull, units: readonly SweepUnit[]): Promise<void> {
  const { attempts, retryMilliseconds } = bull.limits;
  const options = {
    attempts,
    backoff: { type: 'fixed', delay: retryMilliseconds },
    removeOnComplete: KEPT,
    removeOnFail: KEPT,
    stackTraceLimit: 0,
  };
  for (let start = 0; start < units.length; start += BATCH) {
    const batch = units.slice(start, start + BATCH);
    const jobs = batch.map((unit) => ({ name: 'scan', data: unit, opts: { ...options, jobId: unit.id } }));
    await persist(bull, () => bull.server.jobs.addBulk(jobs));
  }
}

async function withdraw(bull: Bull, sweep: string, isUnwanted: (unit: SweepUnit) => boolean): Promise<void> {
  const unwanted: string[] = [];
  for await (const job of listJobs(bull, ['waiting', 'delayed'])) {
    const unit = readUnit(job.data);
    if (unit?.sweep === sweep && isUnwanted(unit)) unwanted.push(unit.id);
  }
  for (const id of unwanted) await persist(bull, () => bull.server.jobs.remove(id));
}

async function pause({ server: { jobs } }: Bull, time: number): Promise<void> {
  const milliseconds = time - Date.now();
  if (milliseconds > Math.max(0, await jobs.getRateLimitTtl())) await jobs.rateLimit(Math.ceil(milliseconds));
}

const NOTHING: QueueStats = { waiting: 0, leased: 0, unsettled: 0, pausedUntil: null };

async function readStats(bull: Bull): Promise<QueueStats> {
  const { jobs } = bull.server;
  const counts = await persist(bull, () => {
    return jobs.getJobCounts('waiting', 'delayed', 'active', 'completed', 'failed');
  });
  const pause = await persist(bull, () => jobs.getRateLimitTtl());
  if (counts === STOPPED || pause === STOPPED) return NOTHING;
  const { waiting = 0, delayed = 0, active = 0, completed = 0, failed = 0 } = counts;
  return {
    waiting: waiting + delayed,
    leased: active,
    unsettled: completed + failed,
    pausedUntil: pause > 0 ? Date.now() + pause : null,
  };
}
