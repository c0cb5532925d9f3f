import { type Bell, createBell } from './bell.ts';
import {
  deathReason,
  heartbeatOf,
  type Lease,
  type QueueLimits,
  type QueueStats,
  type SweepQueue,
  type SweepUnit,
  type UnitOutcome,
} from './queue.ts';

interface Entry<Result> {
  unit: SweepUnit;
  attempts: number;
  failures: number;
  deaths: number;
  /** Waiting units are handed out from this time on. */
  readyAt: number;
  lease: { token: string; until: number } | null;
  outcome: UnitOutcome<Result> | null;
}

/** What the queue consists of: entries in the order in which they are handed out. */
interface Line<Result> {
  entries: Map<string, Entry<Result>>;
  limits: QueueLimits;
  bell: Bell;
  pausedUntil: number;
  isClosed: boolean;
}

/**
 * A queue within this process, and gone with it: the state of the sweep is what outlives it. It keeps the same
 * promises as one on a server, so that whoever works on it need not know.
 */
export function createEmbeddedQueue<Result>(limits: QueueLimits): SweepQueue<Result> {
  const line: Line<Result> = {
    entries: new Map(),
    limits,
    bell: createBell(),
    pausedUntil: 0,
    isClosed: false,
  };
  return {
    heartbeatMilliseconds: heartbeatOf(limits),
    enqueue: async (units) => enqueue(line, units),
    withdraw: async (sweep, isUnwanted) => withdraw(line, sweep, isUnwanted),
    lease: (signal) => waitForLease(line, signal),
    heartbeat: async (lease) => end(line, lease, prolong),
    complete: async (lease, result) => {
      return end(line, lease, (entry) => settleAs(entry, { unit: entry.unit, status: 'done', result }));
    },
    fail: async (lease, reason, { retry }) => {
      return end(line, lease, (entry) => (retry ? tryAgain(line, entry, reason) : giveUp(entry, reason)));
    },
    release: async (lease) => end(line, lease, putBack),
    async pauseUntil(time) {
      line.pausedUntil = Math.max(line.pausedUntil, time);
    },
    stats: async () => countEntries(line),
    results: (sweep, signal) => readOutcomes(line, sweep, signal),
    async settle({ unit }) {
      line.entries.delete(unit.id);
    },
    async close() {
      line.isClosed = true;
      line.bell.ring();
    },
  };
}

function enqueue<Result>({ entries, bell }: Line<Result>, units: readonly SweepUnit[]): void {
  for (const unit of units) {
    if (entries.has(unit.id)) continue;
    const counts = { attempts: 0, failures: 0, deaths: 0, readyAt: 0 };
    entries.set(unit.id, { unit, ...counts, lease: null, outcome: null });
  }
  bell.ring();
}

function withdraw<Result>(
  { entries }: Line<Result>,
  sweep: string,
  isUnwanted: (unit: SweepUnit) => boolean,
): void {
  for (const { unit, lease, outcome } of entries.values()) {
    const isWaiting = lease === null && outcome === null;
    if (isWaiting && unit.sweep === sweep && isUnwanted(unit)) entries.delete(unit.id);
  }
}

async function waitForLease<Result>(line: Line<Result>, signal?: AbortSignal): Promise<Lease | null> {
  while (!line.isClosed && !signal?.aborted) {
    const now = Date.now();
    const next = line.pausedUntil > now ? line.pausedUntil : take(line, now);
    if (typeof next !== 'number') return next;
    await line.bell.wait(next - now, signal);
  }
  return null;
}

/** The first unit that may be handed out, or the time at which there may be one. */
function take<Result>(line: Line<Result>, now: number): Lease | number {
  let next = Number.POSITIVE_INFINITY;
  for (const entry of line.entries.values()) {
    if (entry.lease !== null && entry.lease.until <= now) bury(line, entry);
    if (entry.outcome !== null) continue;
    const time = entry.lease?.until ?? entry.readyAt;
    if (time <= now) return hand(line, entry, now);
    next = Math.min(next, time);
  }
  return next;
}

/** Whoever had the unit did not renew the lease. */
function bury<Result>({ limits, bell }: Line<Result>, entry: Entry<Result>): void {
  entry.lease = null;
  entry.readyAt = 0;
  entry.deaths += 1;
  if (entry.deaths < limits.deaths) return;
  giveUp(entry, deathReason(entry.deaths));
  bell.ring();
}

function hand<Result>({ limits }: Line<Result>, entry: Entry<Result>, now: number): Lease {
  const token = crypto.randomUUID();
  entry.attempts += 1;
  entry.lease = { token, until: now + limits.lockMilliseconds };
  return { unit: entry.unit, attempt: entry.attempts, token };
}

/** Does something to a leased unit, and says whether it was still leased to whoever asks. */
function end<Result>(
  line: Line<Result>,
  { unit, token }: Lease,
  act: (entry: Entry<Result>, line: Line<Result>) => void,
): boolean {
  const entry = line.entries.get(unit.id);
  if (entry?.lease?.token !== token || entry.lease.until <= Date.now()) return false;
  act(entry, line);
  line.bell.ring();
  return true;
}

function prolong<Result>({ lease }: Entry<Result>, { limits }: Line<Result>): void {
  if (lease !== null) lease.until = Date.now() + limits.lockMilliseconds;
}

function settleAs<Result>(entry: Entry<Result>, outcome: UnitOutcome<Result>): void {
  entry.lease = null;
  entry.outcome = outcome;
}

function giveUp<Result>(entry: Entry<Result>, reason: string): void {
  settleAs(entry, { unit: entry.unit, status: 'failed', reason, attempts: entry.attempts });
}

function tryAgain<Result>({ entries, limits }: Line<Result>, entry: Entry<Result>, reason: string): void {
  entry.failures += 1;
  if (entry.failures >= limits.attempts) {
    giveUp(entry, reason);
    return;
  }
  entry.lease = null;
  entry.readyAt = Date.now() + limits.retryMilliseconds;
  entries.delete(entry.unit.id);
  entries.set(entry.unit.id, entry);
}

function putBack<Result>(entry: Entry<Result>): void {
  entry.lease = null;
}

function countEntries<Result>({ entries, pausedUntil }: Line<Result>): QueueStats {
  const counts = { waiting: 0, leased: 0, unsettled: 0 };
  for (const { outcome, lease } of entries.values()) {
    counts[outcome !== null ? 'unsettled' : lease !== null ? 'leased' : 'waiting'] += 1;
  }
  return { ...counts, pausedUntil: pausedUntil > Date.now() ? pausedUntil : null };
}

async function* readOutcomes<Result>(
  line: Line<Result>,
  sweep: string,
  signal?: AbortSignal,
): AsyncGenerator<UnitOutcome<Result>> {
  const told = new WeakSet<UnitOutcome<Result>>();
  while (!line.isClosed && !signal?.aborted) {
    const outcome = firstUntold(line, sweep, told);
    if (outcome === null) {
      await line.bell.wait(Number.POSITIVE_INFINITY, signal);
    } else {
      told.add(outcome);
      yield outcome;
    }
  }
}

function firstUntold<Result>(
  { entries }: Line<Result>,
  sweep: string,
  told: WeakSet<UnitOutcome<Result>>,
): UnitOutcome<Result> | null {
  for (const { outcome } of entries.values()) {
    if (outcome?.unit.sweep === sweep && !told.has(outcome)) return outcome;
  }
  return null;
}
