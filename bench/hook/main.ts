/**
 * How much longer `git commit` takes with a pre-commit hook than without. The contenders take turns, so that all see
 * the same machine; differences to the turn's own commit without a hook are what is compared, at their median. The
 * goal: at most what `node -e 0` takes, and 25 ms.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sourceFile } from './sources.ts';

const OPTIONS = {
  node: { type: 'string', multiple: true },
  runs: { type: 'string', default: '15' },
  files: { type: 'string', default: '20' },
} as const;
const ALLOWED_MS = 25;
const WARM_UP = 2;

/** Somebody in a turn: a process to start, or a hook that a commit runs. */
interface Contender {
  name: string;
  run(turn: number): number;
}

export function main(args: string[]): number {
  const { values } = parseArgs({ args, options: OPTIONS });
  const nodes = values.node ?? [process.execPath];
  const isWithin = nodes.map((node) =>
    measure({ node, runs: Number(values.runs), files: Number(values.files) }),
  );
  return isWithin.every(Boolean) ? 0 : 1;
}

function measure({ node, runs, files }: { node: string; runs: number; files: number }): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-bench-'));
  try {
    const contenders = contendersFor({ node, folder, files });
    const times = contenders.map((): number[] => []);
    for (let turn = 0; turn < runs + WARM_UP; turn++) {
      const taken = contenders.map((contender) => contender.run(turn));
      if (turn >= WARM_UP) for (const [at, time] of taken.entries()) times[at]!.push(time);
    }
    return show(versionOf(node), contenders, times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contendersFor(bench: { node: string; folder: string; files: number }): Contender[] {
  const { node, folder, files } = bench;
  const program = fileURLToPath(new URL('../../dist/cli/start.cjs', import.meta.url));
  const hooks: [name: string, line: string][] = [
    ['keysweep staged', `exec '${program}' staged`],
    ...others().map(([name, line]): [string, string] => [name, `exec ${line}`]),
  ];
  return [
    { name: 'node -e 0', run: () => timed(node, ['-e', '0'], folder, environment(folder)) },
    { name: 'git commit', run: committer({ ...bench, name: 'none', line: null }) },
    ...hooks.map(([name, line]) => ({ name, run: committer({ node, folder, files, name, line }) })),
  ];
}

/** Scanners on PATH, each with the command that its own pages give for this. */
function others(): [string, string][] {
  const known: [string, string][] = [
    ['gitleaks', 'gitleaks git --staged --no-banner'],
    ['betterleaks', 'betterleaks git --staged --no-banner'],
  ];
  return known.filter(([name]) =>
    (process.env.PATH ?? '').split(delimiter).some((at) => isProgram(join(at, name))),
  );
}

/** A repository with a hook and files; each turn changes every file and times the commit alone. */
function committer(options: {
  node: string;
  folder: string;
  files: number;
  name: string;
  line: string | null;
}): Contender['run'] {
  const { node, files, name, line } = options;
  const folder = join(options.folder, name.replace(/\W+/g, '-'));
  const tools = mkdtempSync(join(options.folder, 'bin-'));
  symlinkSync(node, join(tools, 'node'));
  const env = environment(options.folder, `${tools}${delimiter}${process.env.PATH}`);
  const git = (...args: string[]) => timed('git', args, folder, env);
  timed('git', ['init', '-q', folder], options.folder, env);
  if (line !== null) {
    const hook = join(folder, '.git', 'hooks', 'pre-commit');
    writeFileSync(hook, `#!/bin/sh\n${line}\n`);
    chmodSync(hook, 0o755);
  }
  return (turn) => {
    for (let at = 0; at < files; at++) writeFileSync(join(folder, `file${at}.ts`), sourceFile(at, turn));
    git('add', '.');
    return git('commit', '-q', '-m', `turn ${turn}`);
  };
}

/** What every process of a turn is given: a setting of the user's that makes Node start later would distort one. */
function environment(home: string, path = process.env.PATH): NodeJS.ProcessEnv {
  return {
    ...{ PATH: path, HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
    ...{ GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org' },
    ...{ GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' },
  };
}

function timed(file: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(file, args, { cwd, env, encoding: 'utf8' });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`);
  return time;
}

function show(version: string, contenders: Contender[], times: number[][]): boolean {
  const [node = 0, plain = 0] = times.map(median);
  console.log(
    `\n${version}: node -e 0 ${node.toFixed(1)} ms, git commit without a hook ${plain.toFixed(1)} ms`,
  );
  for (const [at, { name }] of contenders.entries()) {
    if (at < 2) continue;
    const added = median(times[at]!.map((time, turn) => time - times[1]![turn]!));
    console.log(
      `  ${name.padEnd(16)} adds ${added.toFixed(1)} ms (node -e 0 and ${(added - node).toFixed(1)})`,
    );
  }
  return median(times[2]!.map((time, turn) => time - times[1]![turn]!)) <= node + ALLOWED_MS;
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function versionOf(node: string): string {
  return `Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()} (${dirname(node)})`;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
