import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Contender {
  name: string;
  command: string;
  args: string[];
  /** Its output goes nowhere. */
  silent?: boolean;
  /** How many findings its output tells. */
  count?: (output: string) => number;
}

/** The best of several runs. */
export interface Timing {
  name: string;
  seconds: number;
  /** User and system time. */
  cpu: number;
  megabytes: number;
  found: number | null;
}

const TIME = '/usr/bin/time';
const MOST_OUTPUT = 2 ** 30;

/** Lets all run in turns, `runs` times each. Throws when one cannot be started. */
export function timeRuns(contenders: readonly Contender[], runs: number): Timing[] {
  const best = new Map<string, Timing>();
  for (let run = 0; run < runs; run++) {
    for (const contender of contenders) {
      const timing = timeOnce(contender);
      const known = best.get(contender.name);
      if (known === undefined || timing.seconds < known.seconds) best.set(contender.name, timing);
    }
  }
  return [...best.values()];
}

function timeOnce({ name, command, args, silent, count }: Contender): Timing {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-bench-'));
  const log = join(folder, 'time');
  const hasTime = existsSync(TIME);
  const line = hasTime ? [TIME, '-o', log, '-f', '%U %S %M', command, ...args] : [command, ...args];
  const start = performance.now();
  const done = spawnSync(line[0]!, line.slice(1), {
    stdio: ['ignore', silent ? 'ignore' : 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
  });
  const seconds = (performance.now() - start) / 1000;
  if (done.error !== undefined) throw done.error;
  const usage = hasTime ? readFileSync(log, 'utf8').trim().split('\n').at(-1)! : '0 0 0';
  rmSync(folder, { recursive: true, force: true });
  const [user = 0, system = 0, kilobytes = 0] = usage.split(' ').map(Number);
  const found = count === undefined ? null : count(done.stdout);
  return { name, seconds, cpu: user + system, megabytes: Math.round(kilobytes / 1024), found };
}
