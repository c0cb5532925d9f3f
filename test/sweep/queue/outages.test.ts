import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQueue } from '../../../src/sweep/queue/open.ts';
import type { QueueLimits } from '../../../src/sweep/queue/queue.ts';
import { FINDING, findingsOf, KINDS, leaseOf, PATIENT, type Result, take, unitsOf } from './kinds.ts';
import { bundleScript, startScript } from './process.ts';
import { passwordOf, type QueueServer } from './servers.ts';

describe.each(KINDS.slice(1))('the queue on a server: $name', ({ why, start }) => {
  describe.skipIf(why !== null)('outlives processes and outages', () => {
    let server: QueueServer;
    let holder: Awaited<ReturnType<typeof bundleScript>>;

    beforeAll(async () => {
      [server, holder] = await Promise.all([start() as Promise<QueueServer>, bundleScript('holder')]);
    });
    afterAll(async () => {
      holder?.remove();
      await server?.remove();
    });
    beforeEach(() => server.clear());

    const open = (limits: Partial<QueueLimits> = {}, onNotice?: (line: string) => void) => {
      return openQueue<Result>(server.url, {
        limits: { ...PATIENT, ...limits },
        ...(onNotice !== undefined && { onNotice }),
      });
    };

    it('gives the unit of a worker that was killed to another', async () => {
      const limits = { lockMilliseconds: 1_000 };
      const queue = await open(limits);
      await queue.enqueue(unitsOf(1));
      const { child, line } = await startScript(holder.file, {
        KEYSWEEP_QUEUE: server.url,
        LIMITS: JSON.stringify(limits),
      });
      expect(line).toBe(unitsOf(1)[0]?.id);
      child.kill('SIGKILL');
      const lease = await leaseOf(queue);
      expect(lease).toMatchObject({ unit: { id: line }, attempt: 2 });
      await queue.close();
    });

    it('goes on when the server comes back', async () => {
      const notices: string[] = [];
      const coordinator = await open();
      const worker = await open({}, (line) => notices.push(line));
      await coordinator.enqueue(unitsOf(3));
      const lease = await leaseOf(worker);
      const outcomes = take(coordinator, 3);
      await server.stop();
      const ending = worker.complete(lease, { findings: ['0'] });
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await server.start();
      expect(await ending).toBe(true);
      for (const finding of ['1', '2']) await worker.complete(await leaseOf(worker), { findings: [finding] });
      expect(findingsOf(await outcomes)).toEqual(['0', '1', '2']);
      expect(notices).toEqual([
        expect.stringContaining('does not answer'),
        expect.stringContaining('is back'),
      ]);
      await Promise.all([coordinator.close(), worker.close()]);
    });

    it('closes while the server is away', async () => {
      const queue = await open();
      const waiting = queue.lease();
      await server.stop();
      await queue.close();
      expect(await waiting).toBeNull();
      await server.start();
    });

    it('keeps no secret, neither of a credential nor of its own address', async () => {
      const queue = await open();
      await queue.enqueue(unitsOf(3));
      const done = await leaseOf(queue);
      await queue.complete(done, FINDING);
      await queue.fail(await leaseOf(queue), 'it cannot be read', { retry: false });
      await leaseOf(queue);
      await queue.pauseUntil(Date.now() + 10_000);
      const dump = server.dump();
      expect(dump).toContain(done.unit.fullName);
      expect(dump).toContain('it cannot be read');
      expect(dump).not.toContain(passwordOf(server));
      for (const [name, value] of Object.entries(process.env)) {
        if (/token|secret|password/i.test(name) && (value ?? '').length > 8)
          expect(dump).not.toContain(value);
      }
      await queue.close();
    });

    it('leaves nothing open behind', async () => {
      const { file, remove } = await bundleScript('leaver');
      const { child, line } = await startScript(file, { KEYSWEEP_QUEUE: server.url });
      expect(line).toBe('closed');
      const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
      expect(code).toBe(0);
      remove();
    });

    it('says in words that the server cannot be used, without the password', async () => {
      const url = new URL(server.url);
      url.port = '9';
      const opening = openQueue(url.href, { limits: { connectMilliseconds: 300 } });
      const error: Error = await opening.then(
        () => expect.unreachable(),
        (cause) => cause,
      );
      expect(error.message).toContain('127.0.0.1:9');
      expect(error.message).not.toContain(url.password);
    });
  });
});
