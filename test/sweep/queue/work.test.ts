import { expect, it, vi } from 'vitest';
import { Failure } from '../../../src/sweep/failure.ts';
import type { UnitResult } from '../../../src/sweep/model.ts';
import { openQueue } from '../../../src/sweep/queue/open.ts';
import type { SweepUnit } from '../../../src/sweep/queue/queue.ts';
import { takeUnits } from '../../../src/sweep/queue/work.ts';

const UNITS: SweepUnit[] = ['1', '2'].map((repositoryId) => {
  return {
    id: `u${repositoryId}`,
    sweep: 's',
    repositoryId,
    fullName: 'o/r',
    refs: null,
    task: repositoryId,
  };
});
const RESULT: UnitResult = { outcome: 'empty', reason: null, scan: null, transferred: 0 };

/** Works on both units until their outcomes are there. */
async function work(run: (task: unknown, signal: AbortSignal) => Promise<UnitResult>) {
  const queue = await openQueue<UnitResult>(undefined, {
    limits: { retryMilliseconds: 1, lockMilliseconds: 2_000 },
  });
  await queue.enqueue(UNITS);
  const working = takeUnits({ queue, runner: { run }, signal: new AbortController().signal });
  const outcomes = [];
  for await (const outcome of queue.results('s')) {
    outcomes.push(outcome);
    if (outcomes.length === UNITS.length) break;
  }
  await queue.close();
  await working;
  return outcomes.sort((one, other) => one.unit.id.localeCompare(other.unit.id));
}

it('tries again what may pass, and not what may not', async () => {
  const tries = new Map<unknown, number>();
  const outcomes = await work(async (task) => {
    tries.set(task, (tries.get(task) ?? 0) + 1);
    throw new Failure(`no ${task}`, { again: task === '1' });
  });
  expect(outcomes).toMatchObject([
    { status: 'failed', reason: 'no 1', attempts: 3 },
    { status: 'failed', reason: 'no 2', attempts: 1 },
  ]);
  expect([...tries.values()]).toEqual([3, 1]);
});

it('quotes nothing of a defect', async () => {
  const outcomes = await work(async () => {
    throw new Error(['what', 'was', 'read'].join(' '));
  });
  expect(JSON.stringify(outcomes)).not.toContain('what was read');
  expect(outcomes).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
});

it('keeps a unit that takes longer than a lease', async () => {
  let runs = 0;
  const outcomes = await work(async () => {
    runs++;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return RESULT;
  });
  expect(outcomes).toMatchObject([{ status: 'done' }, { status: 'done' }]);
  expect(runs).toBe(2);
});

it('holds everybody back where the server wants fewer requests, and counts that as no failure', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const starts: number[] = [];
  try {
    const working = work(async (task) => {
      starts.push(Date.now());
      if (task === '1' && starts.length <= 5) throw new Failure('429', { again: true, isLimited: true });
      return RESULT;
    });
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    expect(await working).toMatchObject([{ status: 'done' }, { status: 'done' }]);
  } finally {
    vi.useRealTimers();
  }
  const rests = starts.slice(1, 6).map((start, at) => start - starts[at]!);
  expect(rests).toEqual([60_000, 60_000, 60_000, 60_000, 60_000]);
});
