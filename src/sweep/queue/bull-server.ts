import { createRequire } from 'node:module';
import type { BackendFactory, IQueueBackend, Queue, Worker } from 'bullmq';
import { KeysweepError } from '../../errors.ts';
import type { QueueAddress } from './address.ts';
import { type Closable, closeAll, closeReady, openPatiently } from './connect.ts';
import type { QueueLimits } from './queue.ts';
import type { Outage } from './trouble.ts';

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
    return connect({ ...opening, bull, factory, connection }).catch(() => {
      throw error;
    });
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
  const jobs = await openPatiently(() => new Queue<unknown, unknown>(QUEUE, options), opening);
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
