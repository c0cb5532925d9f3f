/**
 * How long reading a whole history takes, against git printing it: both start as processes of their own, take turns, and
 * the best of the runs counts. Ratios are what matters: both sides run on the same machine in the same minute.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { readOnThreads, readShare } from './reading.ts';
import { makeRepository } from './synthetic.ts';

const self = fileURLToPath(import.meta.url);

if (parentPort !== null) parentPort.once('message', readShare);
else if (process.argv[1] === self) process.exitCode = await main(process.argv.slice(2));

/**
 * `--repo DIR` names a repository, else one is made; `--runs N` says how often each side runs. With `--threads N` it only
 * reads, on so many threads, and prints a tally: that is what is timed.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      repo: { type: 'string' },
      runs: { type: 'string', default: '5' },
      threads: { type: 'string' },
    },
  });
  if (values.threads !== undefined && values.repo !== undefined) {
    const tally = await readOnThreads({ self, gitDir: values.repo, threads: Number(values.threads) });
    console.log(JSON.stringify(tally));
    return 0;
  }
  const gitDir = gitDirOf(values.repo ?? makeRepository(join(dirname(self), 'history-synthetic.git')));
  report(gitDir, compare(gitDir, Number(values.runs)));
  return 0;
}

function gitDirOf(path: string): string {
  const run = spawnSync('git', ['-C', path, 'rev-parse', '--absolute-git-dir'], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : path;
}

interface Result {
  name: string;
  seconds: number;
  tally: Record<string, number>;
}

function compare(gitDir: string, runs: number): Result[] {
  const catFile = ['cat-file', '--batch-all-objects', '--batch', '--unordered', '--buffer'];
  const contenders: { name: string; command: string; args: string[] }[] = [
    { name: 'git cat-file', command: 'git', args: ['--git-dir', gitDir, ...catFile] },
    ...[1, 2].map((threads) => ({
      name: `keysweep, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      command: process.execPath,
      args: [self, '--repo', gitDir, '--threads', String(threads)],
    })),
  ];
  const results = contenders.map(
    ({ name }): Result => ({ name, seconds: Number.POSITIVE_INFINITY, tally: {} }),
  );
  for (let run = 0; run < runs; run++) {
    contenders.forEach(({ command, args }, i) => {
      const start = performance.now();
      const stdout = command === 'git' ? 'ignore' : 'pipe';
      const done = spawnSync(command, args, { stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8' });
      const seconds = (performance.now() - start) / 1000;
      const result = results[i]!;
      if (done.status !== 0) throw new Error(`${command} failed`);
      if (seconds < result.seconds) result.seconds = seconds;
      if (done.stdout) result.tally = JSON.parse(done.stdout);
    });
  }
  return results;
}

function report(gitDir: string, results: Result[]): void {
  const reference = results[0]!.seconds;
  console.log(gitDir);
  for (const { name, seconds, tally } of results) {
    const rate = tally.bytes === undefined ? '' : `  ${(tally.bytes / seconds / 1e6).toFixed(0)} MB/s`;
    console.log(`${name.padEnd(22)} ${seconds.toFixed(2)} s  ${(seconds / reference).toFixed(2)}${rate}`);
  }
  console.log(JSON.stringify(results.at(-1)!.tally));
}
