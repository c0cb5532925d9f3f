import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackendFactory, IQueueBackend, Queue, Worker } from 'bullmq';
import { KeysweepError } from '../../errors.ts';
import type { QueueAddress } from './address.ts';
import type { QueueLimits } from './queue.ts';
import { isServerAway, type Outage, troubleWords } from './trouble.ts';

type Bull = typeof import('bullmq');

/** What the adapter uses of BullMQ, the same on Redis and on PostgreSQL. */
export type Jobs = Pick<
  Queue<unknown, unknown>,
  'addBulk' | 'getJobCounts' | 'getJobs' | 'getRateLimitTtl' | 'rateLimit' | 'remove'
>;
export type Taker = Pick<Worker<unknown, unknown>, 'getNextJob' | 'startStalledCheckTimer'>;

export interface BullServer {
  address: QueueAddress;
  outage: Outage;
  jobs: Jobs;
  /** Opens what leases need: more connections, and a look now and then for leases that ran out. */
  openTaker(): Promise<Taker>;
  /** Ends every connection, also where the server does not answer. */
  close(): Promise<void>;
}

interface Opening {
  address: QueueAddress;
  limits: QueueLimits;
  outage: Outage;
}

/** One queue holds the units of all sweeps. A unit names its sweep. */
const QUEUE = 'units';
/** Prefix of the keys in Redis, schema in PostgreSQL. */
const NAMESPACE = 'keysweep';
/** A server takes few connections, and one process needs few. */
const CONNECTIONS = 2;
/** BullMQ heeds a pause only where a rate limit is set: this one is never reached. */
const NO_LIMIT = { max: 1_000_000_000, milliseconds: 1_000 };
const RETRY_MILLISECONDS = 500;
const CLOSE_MILLISECONDS = 2_000;

/**
 * Connects to the server of a queue, and makes or updates the tables in PostgreSQL. Throws `KeysweepError` when a
 * package is not installed or the server does not answer within `connectMilliseconds`.
 */
export async function openBullServer(opening: Opening): Promise<BullServer> {
  const { address } = opening;
  const bull = await loadPackages(address.kind);
  if (address.kind === 'redis') {
    return connect({ ...opening, bull, factory: bull.createRedisBackend, connection: { url: address.url } });
  }
  const factory = bull.createPostgresBackend;
  const connection = {
    connectionString: address.url,
    schema: NAMESPACE,
    max: CONNECTIONS,
    connectionTimeoutMillis: opening.limits.connectMilliseconds,
  };
  try {
    return await connect({ ...opening, bull, factory, connection: { ...connection, migrate: true } });
  } catch (error) {
    if (!mayNotCreate(error)) throw error;
    return connect({ ...opening, bull, factory, connection });
  }
}

const PACKAGES = { redis: ['bullmq', 'ioredis'], postgres: ['bullmq', 'pg'] } as const;

async function loadPackages(kind: QueueAddress['kind']): Promise<Bull> {
  const { resolve } = createRequire(import.meta.url);
  const missing = PACKAGES[kind].filter((name) => !canResolve(resolve, name));
  if (missing.length === 0) return import('bullmq');
  throw new KeysweepError(
    'USAGE',
    `a queue on ${kind} needs packages that are not installed: ${missing.join(', ')}`,
    {
      hint: `npm install ${PACKAGES[kind].join(' ')} (with -g where keysweep was installed so).`,
    },
  );
}

function canResolve(resolve: (name: string) => string, name: string): boolean {
  try {
    resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** A role that may not create a schema works with the one that another role has made. */
function mayNotCreate(error: unknown): boolean {
  return error instanceof KeysweepError && error.cause instanceof Error && hasCode(error.cause, '42501');
}

function hasCode(error: Error, code: string): boolean {
  return 'code' in error && error.code === code;
}

type Connecting<Backend extends IQueueBackend, Connection> = Opening & {
  bull: Bull;
  factory: BackendFactory<Backend, Connection>;
  connection: Connection;
};

async function connect<Backend extends IQueueBackend, Connection>(
  opening: Connecting<Backend, Connection>,
): Promise<BullServer> {
  const { bull, factory, connection, address, limits, outage } = opening;
  const { Queue, Worker } = bull.withBackend(factory);
  const options = { connection, prefix: NAMESPACE };
  const jobs = await openJobs(() => new Queue<unknown, unknown>(QUEUE, options), opening);
  await jobs.setGlobalRateLimit(NO_LIMIT.max, NO_LIMIT.milliseconds);
  const open: Closable[] = [jobs];
  return {
    address,
    outage,
    jobs,
    async openTaker() {
      const worker = new Worker<unknown, unknown>(QUEUE, null, {
        ...options,
        lockDuration: limits.lockMilliseconds,
        stalledInterval: limits.lockMilliseconds / 2,
        maxStalledCount: limits.deaths - 1,
      });
      worker.on('error', outage.begin);
      open.push({ close: () => closeReady(worker), disconnect: () => worker.close(true) });
      await worker.startStalledCheckTimer();
      return worker;
    },
    close: () => closeAll(open),
  };
}

/** Opens the queue, again and again while the server does not answer; a driver may also wait by itself. */
async function openJobs<Jobs extends Openable>(
  open: () => Jobs,
  { address, limits, outage }: Opening,
): Promise<Jobs> {
  const deadline = Date.now() + limits.connectMilliseconds;
  for (;;) {
    const jobs = open();
    let trouble: unknown = new Error('no answer');
    jobs.on('error', (error) => {
      trouble = error;
    });
    try {
      await withinTime(jobs.waitUntilReady(), deadline);
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

interface Closable {
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

interface Openable extends Closable {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

const TOO_LATE = Symbol('too late');

async function withinTime(work: Promise<unknown>, deadline: number): Promise<void> {
  const timer = new AbortController();
  const end = delay(Math.max(0, deadline - Date.now()), undefined, { signal: timer.signal });
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
async function closeReady(worker: { waitUntilReady(): Promise<void>; close(force: boolean): Promise<void> }) {
  await worker.waitUntilReady().catch(() => undefined);
  await worker.close(true);
}

/** Asks nicely first: a driver whose server is away would wait for it to come back before it says goodbye. */
async function closeAll(open: readonly Closable[]): Promise<void> {
  const closing = Promise.allSettled(open.map((each) => each.close()));
  try {
    await withinTime(closing, Date.now() + CLOSE_MILLISECONDS);
  } catch {
    await Promise.allSettled(open.map((each) => each.disconnect()));
  }
}
