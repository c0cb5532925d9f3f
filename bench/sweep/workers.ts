/**
 * What a second worker brings: an organisation on loopback is swept over a queue on Redis by one worker on one
 * processor, then by two on two, in turns. The simulated GitHub, Redis and the sweep itself share these processors.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Simulator, startSimulator } from '../../test/github/simulator/simulator.ts';
import { type QueueServer, startRedis } from '../../test/sweep/queue/servers.ts';
import { makeOrganization } from './organization.ts';
import { measureTree } from './process-tree.ts';
import { runTimed } from './timed.ts';

const PROGRAM = join(process.cwd(), 'dist', 'cli', 'main.js');
const TOKEN = 'ghp_bench';
const LOOK_MILLISECONDS = 250;

/** `--count N` repositories (200), `--rounds N` (1). */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { count: { type: 'string', default: '200' }, rounds: { type: 'string', default: '1' } },
  });
  const folders = makeOrganization(
    join(process.cwd(), 'bench', '.cache', 'organization'),
    Number(values.count),
  );
  const redis = await startRedis();
  const simulator = await startSimulator({
    organizations: ['acme'],
    tokens: [{ token: TOKEN, login: 'ann' }],
    repositories: folders.map((git, index) => {
      return { name: `acme/r${index}`, git, pushedAt: null, sizeKb: kilobytesOf(git) };
    }),
  });
  try {
    for (let round = 0; round < Number(values.rounds); round++) {
      const one = await sweepWith(1, simulator, redis);
      const two = await sweepWith(2, simulator, redis);
      const times = (first: number, second: number) => (first / second).toFixed(2);
      console.log(`two workers: ${times(one.wall, two.wall)} times as fast as one by the clock`);
      console.log(`CPU of one, over that of the busier of two: ${times(one.busiest, two.busiest)}`);
    }
  } finally {
    await simulator.close();
    await redis.remove();
  }
  return 0;
}

/** As GitHub tells it: what the packs take. */
function kilobytesOf(repository: string): number {
  const packs = join(repository, 'objects', 'pack');
  const sizes = readdirSync(packs).map((name) => statSync(join(packs, name)).size);
  return Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}

interface Effort {
  /** Seconds from the start of the sweep to its report. */
  wall: number;
  /** Seconds of processor time of the worker that had most to do: what the clock would show on an idle machine. */
  busiest: number;
}

async function sweepWith(count: number, simulator: Simulator, redis: QueueServer): Promise<Effort> {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-bench-'));
  await redis.clear();
  const env = { ...simulator.env(TOKEN), KEYSWEEP_QUEUE: redis.url };
  const workers = Array.from({ length: count }, (_, index) => startWorker(index, join(folder, 'work'), env));
  await Promise.all(workers.map(whenReady));
  const peaks = workers.map(() => 0);
  const watch = setInterval(() => {
    for (const [index, { pid = 0 }] of workers.entries()) {
      peaks[index] = Math.max(peaks[index]!, measureTree(pid).bytes);
    }
  }, LOOK_MILLISECONDS);
  const { wall, cpu } = await runTimed(
    [PROGRAM, 'sweep', 'acme', '--state', join(folder, 'state'), '-q'],
    env,
  );
  clearInterval(watch);
  const spent = workers.map(({ pid = 0 }) => measureTree(pid).seconds);
  await Promise.all(workers.map(stop));
  rmSync(folder, { recursive: true, force: true });
  const each = spent.map((seconds, index) => {
    return `${seconds.toFixed(1)} s, at most ${Math.round(peaks[index]! / 1024 / 1024)} MB`;
  });
  console.log(
    `${count} of 2: ${wall.toFixed(1)} s, CPU of the sweep ${cpu.toFixed(1)} s, of each worker with its children ${each.join('; ')}`,
  );
  return { wall, busiest: Math.max(...spent) };
}

/** Each on a processor of its own. */
function startWorker(index: number, work: string, env: Record<string, string>): ChildProcess {
  mkdirSync(work, { recursive: true });
  const line = ['-c', String(index), process.execPath, PROGRAM, 'worker', '--jobs', '1', '--work', work];
  return spawn('taskset', line, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function whenReady({ stderr }: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => stderr?.once('data', resolve)).finally(() => stderr?.resume());
}

async function stop(worker: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGTERM');
  await ended;
}
