import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sourceFile } from '../hook/sources.ts';
import { serveRepository } from './server.ts';

const OPTIONS = {
  node: { type: 'string', multiple: true },
  runs: { type: 'string', default: '9' },
  files: { type: 'string', default: '50' },
} as const;

/** What docs/action.md promises over the checkout. */
const ALLOWED_MS = 3_000;
/** Files that the base has: a project of some size, all of which are read once more as they stand. */
const BASE_FILES = 1_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Pull {
  serverUrl: string;
  folder: string;
  base: string;
  head: string;
  merge: string;
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-bench-'));
  const made = makePull(join(folder, 'origin'), Number(values.files));
  const server = await serveRepository(join(folder, 'origin', '.git'));
  try {
    cpSync(join(ROOT, 'dist', 'action'), join(folder, 'tool', 'action'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(folder, 'tool', 'package.json'));
    const pull = { ...made, folder, serverUrl: server.url };
    let isWithin = true;
    for (const node of values.node ?? [process.execPath]) {
      isWithin = (await measure({ node, runs: Number(values.runs), pull })) && isWithin;
    }
    return isWithin ? 0 : 1;
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes turns, so that a busy moment of the machine hits everybody; the first turn is thrown away. */
async function measure(bench: { node: string; runs: number; pull: Pull }): Promise<boolean> {
  const { node, runs, pull } = bench;
  const contenders: [name: string, turn: () => Promise<number>][] = [
    ['node -e 0', () => timed(node, ['-e', '0'], { cwd: pull.folder, env: {} })],
    ['whole clone', () => runAction({ node, pull, depth: 0 })],
    ['shallow clone, history fetched', () => runAction({ node, pull, depth: 1 })],
  ];
  const times = contenders.map((): number[] => []);
  for (let turn = 0; turn <= runs; turn++) {
    for (const [at, [, run]] of contenders.entries()) {
      const time = await run();
      if (turn > 0) times[at]!.push(time);
    }
  }
  console.log(`\nNode ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`);
  for (const [at, [name]] of contenders.entries()) {
    const sorted = times[at]!.toSorted((a, b) => a - b);
    const [best, middle] = [sorted[0] ?? 0, sorted[sorted.length >> 1] ?? 0];
    console.log(`  ${name.padEnd(32)} ${middle.toFixed(0).padStart(6)} ms (best ${best.toFixed(0)})`);
  }
  return times.slice(1).every((own) => (own.toSorted((a, b) => a - b)[own.length >> 1] ?? 0) <= ALLOWED_MS);
}

/** A base of many files, and a side that changes some of them; then the merge that GitHub makes for a test. */
function makePull(folder: string, files: number): Pick<Pull, 'base' | 'head' | 'merge'> {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) => runGit(folder, args);
  const write = (count: number, turn: number): void => {
    for (let at = 0; at < count; at++) writeFileSync(join(folder, `file${at}.ts`), sourceFile(at, turn));
  };
  git('init', '-q', '-b', 'main', '.');
  write(BASE_FILES, 0);
  git('add', '.');
  git('commit', '-q', '-m', 'base');
  const base = git('rev-parse', 'HEAD');
  git('checkout', '-q', '-b', 'side');
  write(files, 1);
  git('commit', '-q', '-a', '-m', 'change');
  const head = git('rev-parse', 'HEAD');
  const merge = git('commit-tree', 'HEAD^{tree}', '-p', base, '-p', head, '-m', 'merge');
  git('update-ref', 'refs/pull/7/merge', merge);
  return { base, head, merge };
}

/** Makes a fresh checkout, which does not count, and runs the Action on it. */
async function runAction(run: { node: string; pull: Pull; depth: number }): Promise<number> {
  const { node, pull, depth } = run;
  const folder = mkdtempSync(join(pull.folder, 'job-'));
  const [workspace, files] = [join(folder, 'workspace'), join(folder, 'files')];
  for (const each of [workspace, files]) mkdirSync(each);
  checkout({ pull, workspace, depth });
  for (const name of ['output', 'summary']) writeFileSync(join(files, name), '');
  writeFileSync(join(files, 'event.json'), JSON.stringify(payload(pull)));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: files,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(files, 'event.json'),
    GITHUB_REPOSITORY: 'acme/bot',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_SHA: pull.merge,
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: pull.serverUrl,
    GITHUB_API_URL: pull.serverUrl,
    GITHUB_OUTPUT: join(files, 'output'),
    GITHUB_STEP_SUMMARY: join(files, 'summary'),
    RUNNER_TEMP: files,
  };
  const program = join(pull.folder, 'tool', 'action', 'run', 'main.js');
  const time = await timed(node, [program], { cwd: workspace, env });
  rmSync(folder, { recursive: true, force: true });
  return time;
}

function checkout({ pull, workspace, depth }: { pull: Pull; workspace: string; depth: number }): void {
  const git = (...args: string[]) => runGit(workspace, args);
  const all = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [];
  const how = depth === 0 ? [] : [`--depth=${depth}`];
  git('init', '-q', '.');
  const from = `file://${join(pull.folder, 'origin')}`;
  git('fetch', '-q', '--no-tags', ...how, from, ...all, `+${pull.merge}:refs/remotes/pull/7/merge`);
  git('checkout', '-q', '--detach', 'refs/remotes/pull/7/merge');
}

function payload({ base, head }: Pull): object {
  return {
    pull_request: {
      number: 7,
      base: { ref: 'main', sha: base, repo: { id: 1 } },
      head: { ref: 'side', sha: head, repo: { id: 2 } },
    },
  };
}

function runGit(cwd: string, args: string[]): string {
  const person = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org' };
  const committer = { GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' };
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1', ...person, ...committer };
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** The server is in this process, so the program has to run beside it. */
function timed(
  file: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number> {
  const start = performance.now();
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  child.stdout.on('data', (chunk) => {
    log += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(performance.now() - start);
      else reject(new Error(`${file} ended with ${code}: ${log}`));
    });
  });
}
