/**
 * How long a history takes from start to report, against git printing it and other scanners on PATH: all start as
 * processes of their own and take turns, and the best of the runs counts. Ratios are what matters.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { contenders } from './contenders.ts';
import { readOnThreads, readShare } from './reading.ts';
import { makeRepository } from './synthetic.ts';
import { type Timing, timeRuns } from './timing.ts';

const self = fileURLToPath(import.meta.url);

if (parentPort !== null) parentPort.once('message', readShare);
else if (process.argv[1] === self) process.exitCode = await main(process.argv.slice(2));

/**
 * `--repo DIR` names a repository, else one is made; `--runs N` says how often each side runs; `--others` runs other scanners
 * that are on PATH, too. With `--threads N` it only reads, on so many threads, and prints a tally: that is one of
 * the things that are timed.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      repo: { type: 'string' },
      runs: { type: 'string', default: '5' },
      threads: { type: 'string' },
      others: { type: 'boolean', default: false },
    },
  });
  if (values.threads !== undefined && values.repo !== undefined) {
    const tally = await readOnThreads({ self, gitDir: values.repo, threads: Number(values.threads) });
    console.log(JSON.stringify(tally));
    return 0;
  }
  const program = join(dirname(self), '..', '..', 'dist', 'cli', 'main.js');
  if (!existsSync(program)) throw new Error('dist/ is missing: npm run build');
  const gitDir = gitDirOf(values.repo ?? makeRepository(join(dirname(self), 'history-synthetic.git')));
  const all = contenders({ gitDir, program, self, others: values.others });
  report(gitDir, timeRuns(all, Number(values.runs)));
  return 0;
}

function gitDirOf(path: string): string {
  const run = spawnSync('git', ['-C', path, 'rev-parse', '--absolute-git-dir'], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : path;
}

function report(gitDir: string, timings: readonly Timing[]): void {
  const reference = timings[0]!;
  console.log(
    `${gitDir}\n${'seconds'.padStart(36)}${'ratio'.padStart(8)}${'CPU s'.padStart(8)}${'ratio'.padStart(8)}${'MB'.padStart(7)}  found`,
  );
  for (const { name, seconds, cpu, megabytes, found } of timings) {
    const numbers = [
      seconds.toFixed(2).padStart(8),
      (seconds / reference.seconds).toFixed(2).padStart(8),
      cpu.toFixed(2).padStart(8),
      (cpu / reference.cpu).toFixed(2).padStart(8),
      String(megabytes).padStart(7),
    ];
    console.log(`${name.padEnd(28)}${numbers.join('')}  ${found ?? '-'}`);
  }
}
