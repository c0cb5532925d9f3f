import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQueue } from '../../../src/sweep/queue/open.ts';
import type { QueueLimits, SweepQueue, SweepUnit } from '../../../src/sweep/queue/queue.ts';
import { FINDING, findingsOf, KINDS, leaseOf, PATIENT, type Result, SWEEP, take, unitsOf } from './kinds.ts';
import type { QueueServer } from './servers.ts';

describe.each(KINDS)('the queue: $name', ({ why, start }) => {
  describe.skipIf(why !== null)('keeps its promises', () => {
    let server: QueueServer | null = null;
    let opened: SweepQueue<Result>[] = [];

    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server?.remove());
    beforeEach(() => server?.clear());
    afterEach(async () => {
      await Promise.all(opened.map((queue) => queue.close()));
      opened = [];
    });

    async function open(limits: Partial<QueueLimits> = {}): Promise<SweepQueue<Result>> {
      const queue = await openQueue<Result>(server?.url, { limits: { ...PATIENT, ...limits } });
      opened.push(queue);
      return queue;
    }

    /** Another process's view of the queue; the embedded one has but one. */
    const openBeside = (queue: SweepQueue<Result>, limits: Partial<QueueLimits> = {}) => {
      return server === null ? Promise.resolve(queue) : open(limits);
    };

    it('hands units out in order, each to one worker', async () => {
      const queue = await open();
      const other = await openBeside(queue);
      const units = unitsOf(30);
      await queue.enqueue(units.slice(0, 20));
      await queue.enqueue(units.slice(20));
      const leases = [];
      for (let at = 0; at < 30; at++) leases.push(await leaseOf(at % 2 === 0 ? queue : other));
      expect(leases.map(({ unit }) => unit)).toEqual(units);
      expect(new Set(leases.map(({ token }) => token)).size).toBe(30);
      expect(leases.every(({ attempt }) => attempt === 1)).toBe(true);
      expect(await queue.stats()).toEqual({ waiting: 0, leased: 30, unsettled: 0, pausedUntil: null });
    });

    it('takes a unit once, however often it is enqueued, until its outcome is settled', async () => {
      const queue = await open();
      const [unit] = unitsOf(1) as [SweepUnit];
      await queue.enqueue([unit, unit]);
      await queue.enqueue([unit]);
      const lease = await leaseOf(queue);
      await queue.enqueue([unit]);
      await queue.complete(lease, FINDING);
      await queue.enqueue([unit]);
      expect(await queue.stats()).toMatchObject({ waiting: 0, leased: 0, unsettled: 1 });
      const outcomes = await take(queue, 1);
      await queue.settle(outcomes[0]!);
      await queue.enqueue([unit]);
      expect(await queue.stats()).toMatchObject({ waiting: 1, leased: 0, unsettled: 0 });
    });

    it('takes back units that are not wanted any more, but none that somebody has', async () => {
      const queue = await open();
      await queue.enqueue([...unitsOf(25), ...unitsOf(2, 'sweep2')]);
      const lease = await leaseOf(queue);
      await queue.withdraw(SWEEP, ({ repositoryId }) => Number(repositoryId) < 25);
      expect(await queue.stats()).toMatchObject({ waiting: 3, leased: 1 });
      expect(await queue.complete(lease, FINDING)).toBe(true);
      expect((await leaseOf(queue)).unit.repositoryId).toBe('25');
    });

    it('gives each result once, to the coordinator of its sweep, and again after it was not settled', async () => {
      const queue = await open();
      await queue.enqueue([...unitsOf(25), ...unitsOf(3, 'sweep2')]);
      const worker = await openBeside(queue);
      for (let at = 0; at < 28; at++)
        await worker.complete(await leaseOf(worker), { findings: [String(at)] });
      const first = await take(queue, 25);
      expect(findingsOf(first)).toEqual(Array.from({ length: 25 }, (_, at) => String(at)));
      const [early, late] = [first.slice(0, 20), first.slice(20)];
      for (const outcome of early) await queue.settle(outcome);
      const again = await take(await openBeside(queue), 5);
      expect(findingsOf(again)).toEqual(findingsOf(late));
      for (const outcome of again) await queue.settle(outcome);
      expect(findingsOf(await take(queue, 3, 'sweep2'))).toEqual(['25', '26', '27']);
    });

    it('gives results back to the letter', async () => {
      const queue = await open();
      await queue.enqueue(unitsOf(1));
      const odd = { zebra: 1, findings: ['a\u0000b', '\ud800', '\u{1f600}', "'; --"], ape: null };
      await queue.complete(await leaseOf(queue), odd);
      const [outcome] = await take(queue, 1);
      expect(JSON.stringify(outcome?.status === 'done' && outcome.result)).toBe(JSON.stringify(odd));
    });

    it('tells results as they come', async () => {
      const queue = await open();
      const worker = await openBeside(queue);
      const results = queue.results(SWEEP)[Symbol.asyncIterator]();
      const seen: string[] = [];
      await queue.enqueue(unitsOf(3));
      for (let at = 0; at < 3; at++) {
        const next = results.next();
        await worker.complete(await leaseOf(worker), { findings: [String(at)] });
        const { value } = await next;
        seen.push(...findingsOf([value]));
        await queue.settle(value);
      }
      expect(seen).toEqual(['0', '1', '2']);
    });

    it('takes a result from nobody but the holder of the lease', async () => {
      const queue = await open();
      const other = await openBeside(queue);
      await queue.enqueue(unitsOf(1));
      const lease = await leaseOf(queue);
      expect(await other.complete({ ...lease, token: 'somebody' }, FINDING)).toBe(false);
      expect(await other.fail({ ...lease, token: 'somebody' }, 'no', { retry: true })).toBe(false);
      expect(await queue.heartbeat(lease)).toBe(true);
      expect(await queue.complete(lease, FINDING)).toBe(true);
      expect(await queue.complete(lease, { findings: ['second'] })).toBe(false);
      expect(await queue.heartbeat(lease)).toBe(false);
      expect(findingsOf(await take(queue, 1))).toEqual(FINDING.findings);
    });

    it('hands a unit to somebody else when a lease has run out, and drops what comes from the first', async () => {
      const limits = { lockMilliseconds: 800 };
      const queue = await open(limits);
      const other = await openBeside(queue, limits);
      await queue.enqueue(unitsOf(1));
      const lost = await leaseOf(queue);
      const lease = await leaseOf(other);
      expect(lease).toMatchObject({ unit: lost.unit, attempt: 2 });
      const late = await queue.complete(lost, { findings: ['late'] });
      expect(late).toBe(false);
      // A busy machine may take the second lease away, too: then a third has it.
      const holder = (await other.complete(lease, FINDING)) ? null : await leaseOf(queue);
      if (holder !== null) await queue.complete(holder, FINDING);
      expect(findingsOf(await take(queue, 1))).toEqual(FINDING.findings);
    });

    it('leaves a unit to whoever renews the lease', async () => {
      const limits = { lockMilliseconds: 2_500 };
      const queue = await open(limits);
      const other = await openBeside(queue, limits);
      await queue.enqueue(unitsOf(1));
      const lease = await leaseOf(queue);
      const stop = AbortSignal.timeout(4_000);
      const beats = setInterval(() => void queue.heartbeat(lease), 100);
      expect(await other.lease(stop)).toBeNull();
      clearInterval(beats);
      expect(await queue.complete(lease, FINDING)).toBe(true);
    });

    it('gives a unit back without counting that as a failure', async () => {
      const queue = await open({ attempts: 1 });
      const other = await openBeside(queue);
      await queue.enqueue(unitsOf(1));
      for (let attempt = 1; attempt <= 3; attempt++) {
        const holder = attempt % 2 === 0 ? queue : other;
        const lease = await leaseOf(holder);
        expect(lease.attempt).toBe(attempt);
        expect(await holder.release(lease)).toBe(true);
        expect(await holder.release(lease)).toBe(false);
      }
      await queue.complete(await leaseOf(queue), FINDING);
      expect(findingsOf(await take(queue, 1))).toEqual(FINDING.findings);
    });

    it('tries a unit again later, and gives it up after the last attempt', async () => {
      const queue = await open({ attempts: 3 });
      await queue.enqueue(unitsOf(2));
      const order: string[] = [];
      for (let at = 0; at < 4; at++) {
        const lease = await leaseOf(queue);
        order.push(lease.unit.repositoryId);
        if (lease.unit.repositoryId === '2') await queue.complete(lease, FINDING);
        else await queue.fail(lease, `reason ${lease.attempt}`, { retry: true });
      }
      expect(order[0]).toBe('1');
      expect(order.toSorted()).toEqual(['1', '1', '1', '2']);
      const outcomes = await take(queue, 2);
      const failed = outcomes.find(({ status }) => status === 'failed');
      expect(failed).toMatchObject({ unit: { repositoryId: '1' }, reason: 'reason 3', attempts: 3 });
      await queue.settle(failed!);
      expect(await queue.stats()).toMatchObject({ waiting: 0, leased: 0, unsettled: 1 });
    });

    it('gives a unit up at once where another try would end in the same way', async () => {
      const queue = await open();
      await queue.enqueue(unitsOf(1));
      await queue.fail(await leaseOf(queue), 'too large', { retry: false });
      expect(await take(queue, 1)).toMatchObject([{ status: 'failed', reason: 'too large', attempts: 1 }]);
    });

    it('gives a unit up that kills its workers', async () => {
      const queue = await open({ lockMilliseconds: 600, deaths: 2 });
      await queue.enqueue(unitsOf(2));
      expect((await leaseOf(queue)).unit.repositoryId).toBe('1');
      const rest = AbortSignal.timeout(30_000);
      const working = (async () => {
        for (let lease = await queue.lease(rest); lease !== null; lease = await queue.lease(rest)) {
          if (lease.unit.repositoryId === '2') await queue.complete(lease, FINDING);
        }
      })();
      const outcomes = await take(queue, 2);
      const failed = outcomes.find(({ status }) => status === 'failed');
      expect(failed).toMatchObject({
        unit: { repositoryId: '1' },
        reason: 'its worker died or stopped answering 2 times',
      });
      await queue.close();
      await working;
    });

    it('pauses for everybody, and the longest pause counts', async () => {
      const queue = await open();
      const other = await openBeside(queue);
      await queue.enqueue(unitsOf(2));
      const end = Date.now() + 1_500;
      await other.pauseUntil(end);
      await queue.pauseUntil(end - 1_000);
      const { pausedUntil } = await queue.stats();
      expect(Math.abs((pausedUntil ?? 0) - end)).toBeLessThan(500);
      const times = await Promise.all(
        [queue, other].map(async (each) => {
          await leaseOf(each);
          return Date.now();
        }),
      );
      for (const time of times) expect(time).toBeGreaterThan(end - 100);
      expect(await queue.stats()).toMatchObject({ leased: 2, pausedUntil: null });
    });

    it('lets those who wait go when the signal fires, and when it is closed', async () => {
      const queue = await open();
      const stop = new AbortController();
      const waiting = queue.lease(stop.signal);
      const reading = take(queue, 1, SWEEP, stop.signal);
      stop.abort();
      expect(await waiting).toBeNull();
      expect(await reading).toEqual([]);
      const others = [queue.lease(), take(queue, 1)];
      await queue.close();
      expect(await Promise.all(others)).toEqual([null, []]);
      expect(await queue.lease()).toBeNull();
    });
  });
});
