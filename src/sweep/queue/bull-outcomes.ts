import type { Job } from 'bullmq';
import { type Bull, isStopped, persist, STOPPED } from './bull.ts';
import type { SweepUnit, UnitOutcome } from './queue.ts';
import { readUnit } from './unit.ts';

const LOOK_MILLISECONDS = 300;
const PAGE = 20;

/** Finished jobs of a sweep; they stay on the server until their outcome is settled. */
export async function* readOutcomes<Result>(
  bull: Bull,
  sweep: string,
  signal?: AbortSignal,
): AsyncGenerator<UnitOutcome<Result>> {
  const told = new Set<string>();
  while (!isStopped(bull, signal)) {
    for await (const job of listJobs(bull, ['completed', 'failed'], signal)) {
      const unit = readUnit(job.data);
      const key = `${job.id}@${job.finishedOn}`;
      if (unit?.sweep !== sweep || told.has(key)) continue;
      told.add(key);
      yield toOutcome<Result>(unit, job);
    }
    await bull.bell.wait(LOOK_MILLISECONDS, signal);
  }
}

/** Jobs in these states, page by page; what moves up while others go is seen by the next look. */
export async function* listJobs(
  bull: Bull,
  states: ('waiting' | 'delayed' | 'completed' | 'failed')[],
  signal?: AbortSignal,
): AsyncGenerator<Job> {
  const { jobs } = bull.server;
  for (let start = 0; ; start += PAGE) {
    const end = start + PAGE - 1;
    const page = await persist(bull, () => jobs.getJobs(states, start, end, true), signal);
    if (page === STOPPED) return;
    yield* page;
    if (page.length < PAGE) return;
  }
}

/** As text: PostgreSQL would sort the names in it, and refuse strings that JavaScript may have (U+0000, half pairs). */
interface Packed {
  json: string;
}

export function packResult(result: unknown): Packed {
  return { json: JSON.stringify(result) };
}

function toOutcome<Result>(unit: SweepUnit, job: Job): UnitOutcome<Result> {
  const { failedReason, attemptsStarted, returnvalue } = job;
  if (isPacked(returnvalue)) return { unit, status: 'done', result: JSON.parse(returnvalue.json) as Result };
  return { unit, status: 'failed', reason: failedReason, attempts: attemptsStarted };
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null && 'json' in value && typeof value.json === 'string';
}
