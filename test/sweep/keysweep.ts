import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PROGRAM } from '../cli/keysweep.ts';
import { type RepositorySpec, type Simulator, startSimulator } from '../github/simulator/simulator.ts';

export const TOKEN = 'ghp_sweep';

/** An organisation on loopback, with a token that sees all of it. */
export function startAcme(repositories: RepositorySpec[]): Promise<Simulator> {
  return startSimulator({ organizations: ['acme'], tokens: [{ token: TOKEN, login: 'ann' }], repositories });
}

export interface SweepRun {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Starts a sweep with the built program; the simulator lives in this process, so it must not be blocked. */
export function startSweep(
  args: string[],
  more: { simulator: Simulator; cwd: string; env?: Record<string, string> },
): { child: ChildProcess; ended: Promise<SweepRun> } {
  if (!existsSync(PROGRAM)) throw new Error('dist/ is missing: npm run build');
  const env = { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...more.simulator.env(TOKEN), ...more.env };
  const child = spawn(process.execPath, [PROGRAM, 'sweep', ...args], { cwd: more.cwd, env });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  const ended = new Promise<SweepRun>((resolve) =>
    child.on('close', (status) => resolve({ status, ...out })),
  );
  return { child, ended };
}

export function runSweep(args: string[], more: Parameters<typeof startSweep>[1]): Promise<SweepRun> {
  return startSweep(args, more).ended;
}

export interface JsonReport {
  previous: string | null;
  summary: Record<string, number | boolean>;
  findings: { fingerprint: string; new: boolean; occurrences: { repository: string; path: string }[] }[];
  gone: { fingerprint: string }[];
  repositories: { name: string; outcome: string; reason: string | null; findings: number }[];
}

/** Sweeps acme and reads the JSON report. */
export async function sweepAcme(
  simulator: Simulator,
  folder: string,
  args: string[] = [],
): Promise<SweepRun & { report: JsonReport }> {
  const common = ['acme', '--state', 'state', '--format', 'json', '--quiet'];
  const run = await runSweep([...common, ...args], { simulator, cwd: folder });
  if (!run.stdout.startsWith('{')) throw new Error(`no report: ${run.stderr}`);
  return { ...run, report: JSON.parse(run.stdout) };
}

/** The report without what differs between two runs that saw the same: times. */
export function timeless(json: string): string {
  return json
    .replace(/"(startedAt|previous|generatedAt|firstSeen)": "[^"]*"/g, '"$1": "T"')
    .replace(/"milliseconds": \d+/g, '"milliseconds": 0');
}
