import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Cost {
  /** Seconds. */
  wall: number;
  /** Seconds of the process and of all that it has waited for. */
  cpu: number;
  /** Resident memory of the largest process. */
  megabytes: number;
}

/** Runs a script of Node under `/usr/bin/time`; its output goes nowhere. Throws where it could not run. */
export async function runTimed(args: string[], env: Record<string, string>): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-time-'));
  const log = join(folder, 'time');
  const line = ['-o', log, '-f', '%e %U %S %M', process.execPath, ...args];
  const options = { env: { PATH: process.env.PATH ?? '', ...env }, stdio: 'ignore' } as const;
  const status = await new Promise<number | null>((resolve, reject) => {
    spawn('/usr/bin/time', line, options).on('exit', resolve).on('error', reject);
  });
  if (status === 2) throw new Error(`${args.slice(1, 3).join(' ')} failed`);
  const text = readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
  rmSync(folder, { recursive: true, force: true });
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = text.split(' ').map(Number);
  return { wall, cpu: user + system, megabytes: Math.round(kilobytes / 1024) };
}
