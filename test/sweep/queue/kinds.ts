import { expect } from 'vitest';
import {
  type Lease,
  type QueueLimits,
  type SweepQueue,
  type SweepUnit,
  type UnitOutcome,
  unitId,
} from '../../../src/sweep/queue/queue.ts';
import { NO_POSTGRES, NO_REDIS, type QueueServer, startPostgres, startRedis } from './servers.ts';

export type Result = { findings: string[] };

/** What keeps a queue; `why` it cannot be tested here. */
export interface Kind {
  name: string;
  why: string | null;
  start(): Promise<QueueServer | null>;
}

export const KINDS: Kind[] = [
  { name: 'embedded', why: null, start: async () => null },
  { name: 'Redis', why: NO_REDIS, start: startRedis },
  { name: 'PostgreSQL', why: NO_POSTGRES, start: startPostgres },
];

export const SWEEP = 'sweep1';
const KEY = '0123456789abcdef';
/** Times long enough for a machine under load; tests that wait for one of them make it short. */
export const PATIENT: Partial<QueueLimits> = { lockMilliseconds: 120_000, retryMilliseconds: 20 };
export const FINDING = { findings: ['ks1-0123'] };

for (const { name, why } of KINDS) {
  if (why !== null) process.stderr.write(`The queue on ${name} is not tested here: ${why}.\n`);
}

export function unitsOf(count: number, sweep = SWEEP): SweepUnit[] {
  return Array.from({ length: count }, (_, at) => {
    const facts = { sweep, repositoryId: String(at + 1), refs: 'abcdef0123456789' };
    return {
      ...facts,
      id: unitId({ ...facts, key: KEY }),
      fullName: `octo/repository-${at + 1}`,
      task: { since: null },
    };
  });
}

export async function leaseOf(queue: SweepQueue<Result>): Promise<Lease> {
  const lease = await queue.lease(AbortSignal.timeout(50_000));
  expect(lease).not.toBeNull();
  return lease!;
}

/** The next outcomes, none of them settled. */
export async function take(
  queue: SweepQueue<Result>,
  count: number,
  sweep = SWEEP,
  signal?: AbortSignal,
): Promise<UnitOutcome<Result>[]> {
  const outcomes: UnitOutcome<Result>[] = [];
  for await (const outcome of queue.results(sweep, signal)) {
    outcomes.push(outcome);
    if (outcomes.length === count) break;
  }
  return outcomes;
}

/** In the order of their numbers: outcomes of the same moment come in any order. */
export function findingsOf(outcomes: readonly UnitOutcome<Result>[]): string[] {
  return outcomes
    .flatMap((outcome) => (outcome.status === 'done' ? outcome.result.findings : ['failed']))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}
