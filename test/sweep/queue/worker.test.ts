import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { leak, PROGRAM, secretPieces } from '../../cli/keysweep.ts';
import { scratchFolder, scratchRepository } from '../../git/scratch.ts';
import type { Simulator } from '../../github/simulator/simulator.ts';
import { runSweep, startAcme, startSweep, TOKEN, timeless } from '../keysweep.ts';
import { bundleScript, startScript } from './process.ts';
import { NO_POSTGRES, NO_REDIS, passwordOf, type QueueServer, startPostgres, startRedis } from './servers.ts';

/** How often a worker or the sweep is killed; `KEYSWEEP_KILLS=50` for the whole proof. */
const KILLS = Number(process.env.KEYSWEEP_KILLS ?? 4);
const REPOSITORIES = 8;

if (NO_REDIS !== null) process.stderr.write(`Workers are not tested here: ${NO_REDIS}.\n`);

describe.skipIf(NO_REDIS !== null)('workers', () => {
  let server: QueueServer;
  let worker: Awaited<ReturnType<typeof bundleScript>>;
  let root: string;
  let simulator: Simulator;
  let folder: string;
  /** The report of a sweep in one process. */
  let calm: string;

  beforeAll(async () => {
    [server, worker] = await Promise.all([startRedis(), bundleScript('sweep-worker')]);
    root = mkdtempSync(join(tmpdir(), 'keysweep-workers-'));
    simulator = await startAcme(Array.from({ length: REPOSITORIES }, (_, at) => repository(root, at)));
    const { stdout } = await runSweep(commandFor('calm'), { simulator, cwd: root });
    expect(JSON.parse(stdout).findings).toHaveLength(REPOSITORIES);
    calm = stdout;
  });
  afterAll(async () => {
    await simulator?.close();
    worker?.remove();
    await server?.remove();
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(async () => {
    folder = scratchFolder();
    await server.clear();
  });

  const startShared = (simulator: Simulator, folder: string, state = 'state') => {
    return startSweep(commandFor(state), { simulator, cwd: folder, env: { KEYSWEEP_QUEUE: server.url } });
  };

  it('do what one process does alone, and leave no secret behind', async () => {
    const sweep = startShared(simulator, folder);
    const workers = [1, 2].map(() => startWorker(['--jobs', '1'], { simulator, folder, server }));
    const { stdout } = await sweep.ended;
    expect(timeless(stdout)).toBe(timeless(calm));
    for (const { child } of workers) child.kill('SIGTERM');
    const ends = await Promise.all(workers.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    const lines = ends.flatMap(({ stderr }) => stderr.split('\n'));
    expect(lines.filter((line) => line.includes('scanned, 1 occurrence'))).toHaveLength(REPOSITORIES);
    expect(readdirSync(join(folder, 'work'))).toEqual([]);
    const told = [server.dump(), ...lines];
    for (const secret of [TOKEN, passwordOf(server), ...secretPieces(1)]) {
      for (const text of told) expect(text.includes(secret)).toBe(false);
    }
  });

  it.skipIf(NO_POSTGRES !== null)('do the same on PostgreSQL', async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.remove());
    const env = { KEYSWEEP_QUEUE: postgres.url };
    const sweep = startSweep(commandFor('state'), { simulator, cwd: folder, env });
    const worker = startWorker([], { simulator, folder, server: postgres });
    expect(timeless((await sweep.ended).stdout)).toBe(timeless(calm));
    worker.child.kill('SIGTERM');
    await worker.ended;
    const dump = postgres.dump();
    for (const secret of [TOKEN, passwordOf(postgres), ...secretPieces(1)]) {
      expect(dump.includes(secret)).toBe(false);
    }
  });

  it('give back what they have begun when they are told to stop', async () => {
    simulator.fault(/^git \/acme\/bot-0\.git\/info\/refs/, { connection: 'stalled' });
    const sweep = startShared(simulator, folder);
    const stalled = startWorker(['--jobs', '1'], { simulator, folder, server });
    await until(() => stalled.stderr().includes('bot-7'));
    stalled.child.kill('SIGTERM');
    expect((await stalled.ended).code).toBe(0);
    expect(stalled.stderr()).toContain('acme/bot-0: not scanned');
    const other = startWorker(['--jobs', '1'], { simulator, folder, server });
    expect(timeless((await sweep.ended).stdout)).toBe(timeless(calm));
    other.child.kill('SIGTERM');
    await other.ended;
  });

  it(`killed ${KILLS} times, like the sweep, end with the report of one that nobody disturbed`, {
    timeout: 120_000 + KILLS * 20_000,
  }, async () => {
    const env = { ...simulator.env(TOKEN), KEYSWEEP_QUEUE: server.url, WORK: join(folder, 'work') };
    mkdirSync(env.WORK, { recursive: true });
    for (let kills = 0, round = 0; kills < KILLS; round++) {
      const state = `state-${round}`;
      let sweep = startShared(simulator, folder, state);
      let runs = [await startScript(worker.file, env), await startScript(worker.file, env)];
      let ended = false;
      void sweep.ended.then(() => {
        ended = true;
      });
      for (let of = 0; of < 4 && kills < KILLS && !ended; of++, kills++) {
        await Promise.race([sweep.ended, wait(Math.random() * 1_500)]);
        if (ended) break;
        if (of === 2) {
          sweep.child.kill('SIGKILL');
          await sweep.ended;
          sweep = startShared(simulator, folder, state);
        } else {
          await kill(runs[0]!.child);
          runs = [runs[1]!, await startScript(worker.file, env)];
        }
      }
      const { stdout, stderr } = await sweep.ended;
      expect(stderr).toBe('');
      expect(timeless(stdout)).toBe(timeless(calm));
      for (const { child } of runs) await kill(child);
    }
  });

  it('with other rules take no unit and say why', async () => {
    const sweep = startShared(simulator, folder);
    const other = startWorker(['--no-pulls'], { simulator, folder, server });
    const { code, stderr } = await other.ended;
    expect(code).toBe(2);
    expect(stderr).toContain('other rules');
    const right = startWorker([], { simulator, folder, server });
    expect(timeless((await sweep.ended).stdout)).toBe(timeless(calm));
    right.child.kill('SIGTERM');
    await right.ended;
  });

  it('refuse what they cannot use in words', async () => {
    const folder = scratchFolder();
    const end = async (args: string[], env: Record<string, string> = {}) => {
      const child = spawn(process.execPath, [PROGRAM, 'worker', ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH ?? '', ...env },
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      return { code, stderr };
    };
    const secret = ['hunter', 'two'].join('-');
    expect(await end([])).toMatchObject({ code: 2, stderr: expect.stringContaining('needs the queue') });
    const shown = await end(['--queue', `redis://:${secret}@localhost`]);
    expect(shown).toMatchObject({ code: 2, stderr: expect.stringContaining('KEYSWEEP_QUEUE') });
    const odd = await end([], { KEYSWEEP_QUEUE: `amqp://:${secret}@localhost` });
    expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('redis://HOST') });
    for (const { stderr } of [shown, odd]) expect(stderr).not.toContain(secret);
  });
});

function commandFor(state: string): string[] {
  return ['acme', '--state', state, '--format', 'json', '--quiet'];
}

function repository(root: string, index: number) {
  const source = scratchRepository({ folder: join(root, `bot-${index}`) });
  for (let version = 0; version < 5; version++) source.commit({ 'app.txt': `version ${version}\n` });
  source.commit({ '.env': leak(index + 1) });
  return { name: `acme/bot-${index}`, git: source.folder, pushedAt: '2026-01-01T00:00:00Z' };
}

/** Starts the built program as a worker. */
function startWorker(
  args: string[],
  { simulator, folder, server }: { simulator: Simulator; folder: string; server: QueueServer },
) {
  const work = join(folder, 'work');
  mkdirSync(work, { recursive: true });
  const env = { PATH: process.env.PATH ?? '', ...simulator.env(TOKEN), KEYSWEEP_QUEUE: server.url };
  const child = spawn(process.execPath, [PROGRAM, 'worker', '--work', work, ...args], { cwd: folder, env });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stderr })),
  );
  return { child, ended, stderr: () => stderr };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(50);
}
