/**
 * The contract between whoever coordinates a sweep and whoever does its work, in one process or on many
 * machines. The coordinator enqueues units, takes outcomes, writes them into the state that it alone owns, and
 * settles them. A worker leases a unit, keeps the lease alive, and ends it with a result or a reason.
 *
 * A unit runs at least once: a worker that dies loses its lease, and another takes the unit. Only the holder of
 * the lease can end it, so each unit has one outcome, which comes back until it is settled: writing an outcome
 * must be idempotent.
 *
 * What travels is plain JSON that the queue's server keeps in clear: never a token, and of findings only what
 * `sealCredential` or a report leaves of them.
 */

/** One repository at one state of its refs. */
export interface SweepUnit {
  /** Unique in the queue, see `unitId`. Letters, digits, `-` and `_`. */
  id: string;
  /** The sweep that the unit belongs to: outcomes go to its coordinator alone. Letters and digits. */
  sweep: string;
  /** The same under every name: GitHub's number of the repository, or a digest of its URL. Letters and digits. */
  repositoryId: string;
  /** OWNER/NAME when the unit was made. */
  fullName: string;
  /** Hash in hex of the map from ref to commit that the sweep saw; null where it was not asked for. */
  refs: string | null;
  /** What the unit runner of the sweep needs to know besides: plain JSON without any token. */
  task: unknown;
}

/** A unit that somebody works on until `heartbeat` tells otherwise. */
export interface Lease {
  unit: SweepUnit;
  /** How often the unit was handed out: 1 for the first time. */
  attempt: number;
  /** Who holds the lease; made anew for each. */
  token: string;
}

/** How a unit ended. */
export type UnitOutcome<Result> =
  | { unit: SweepUnit; status: 'done'; result: Result }
  /** The last reason, for people, without secrets; `attempts` counts how often it was handed out. */
  | { unit: SweepUnit; status: 'failed'; reason: string; attempts: number };

export interface QueueStats {
  /** Units that nobody works on, those that wait to be tried again among them. */
  waiting: number;
  leased: number;
  /** Outcomes that are not settled yet. */
  unsettled: number;
  /** Milliseconds since 1970 until which no unit is handed out; null where it is not paused. */
  pausedUntil: number | null;
}

export interface SweepQueue<Result> {
  /** How often whoever holds a lease is to renew it: several times before it runs out. */
  readonly heartbeatMilliseconds: number;
  /** Adds units in this order, first in, first out; one whose id is still in the queue is left as it is. */
  enqueue(units: readonly SweepUnit[]): Promise<void>;
  /** Takes back units of a sweep that nobody works on and that are not wanted any more. */
  withdraw(sweep: string, isUnwanted: (unit: SweepUnit) => boolean): Promise<void>;
  /** Waits for a unit, through pauses and outages. Null once the signal fires or the queue is closed. */
  lease(signal?: AbortSignal): Promise<Lease | null>;
  /** Keeps the lease for another `lockMilliseconds`. False when it is lost: the unit belongs to somebody else. */
  heartbeat(lease: Lease): Promise<boolean>;
  /** False when the lease was lost and the result is thus dropped. */
  complete(lease: Lease, result: Result): Promise<boolean>;
  /**
   * Tries the unit again after `retryMilliseconds`, or, without `retry` or after the last attempt, makes it
   * a failed outcome. False when the lease was lost.
   */
  fail(lease: Lease, reason: string, options: { retry: boolean }): Promise<boolean>;
  /** Gives the unit back, for others to take soon; no attempt of it has failed. False when the lease was lost. */
  release(lease: Lease): Promise<boolean>;
  /** Nobody gets a unit before this time (milliseconds since 1970), on any machine; units under way go on. */
  pauseUntil(time: number): Promise<void>;
  stats(): Promise<QueueStats>;
  /**
   * The outcomes of a sweep, those that nobody settled in earlier runs first, until the signal fires or the queue
   * is closed, in no order that counts. Each comes once in one call, and again in the next call until it is settled.
   */
  results(sweep: string, signal?: AbortSignal): AsyncIterable<UnitOutcome<Result>>;
  /** Forgets an outcome that has been written. */
  settle(outcome: UnitOutcome<Result>): Promise<void>;
  /** Ends waiting leases and results, and lets go of the server. Leases still held run out by themselves. */
  close(): Promise<void>;
}

export interface QueueLimits {
  /** A lease without heartbeat for so long is lost. */
  lockMilliseconds: number;
  /** How long a unit that failed waits before it is tried again. */
  retryMilliseconds: number;
  /** A unit that failed so often is given up. */
  attempts: number;
  /** A unit whose worker died so often is given up: it may be what kills them. */
  deaths: number;
  /** How long to wait for a server that does not answer when the queue is opened. */
  connectMilliseconds: number;
}

export const DEFAULT_LIMITS: QueueLimits = {
  lockMilliseconds: 30_000,
  retryMilliseconds: 30_000,
  attempts: 3,
  deaths: 5,
  connectMilliseconds: 10_000,
};

/** A busy process may be late once or twice. */
export function heartbeatOf({ lockMilliseconds }: QueueLimits): number {
  return lockMilliseconds / 4;
}

/**
 * The id of a unit: the same repository with the same refs and the same key (whatever else decides what a scan finds)
 * is the same work within one sweep.
 */
export function unitId(facts: Pick<SweepUnit, 'sweep' | 'repositoryId' | 'refs'> & { key: string }): string {
  const { sweep, repositoryId, refs, key } = facts;
  return `${sweep}-r${repositoryId}-${refs ?? 'all'}-${key}`;
}

/** The reason of a unit that was given up because its workers died. */
export function deathReason(deaths: number): string {
  return `its worker died or stopped answering ${deaths} times`;
}
