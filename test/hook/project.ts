import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leak } from '../cli/keysweep.ts';
import { scratchFolder, testEnvironment, writeFiles } from '../git/scratch.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'start.cjs');

/** What a hook needs to find on PATH besides keysweep and node. */
const TOOLS = ['git', 'sh', 'bash', 'env', 'cat', 'echo', 'basename', 'dirname'];

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Both, as a terminal shows them. */
  text: string;
}

/** A work tree made for one test, in which people commit with hooks. */
export interface Project {
  folder: string;
  /** Runs git with hooks, in the project or in a folder below it. */
  git(args: string[], more?: { env?: Record<string, string>; cwd?: string; input?: string }): Run;
  keysweep(...args: string[]): Run;
  keysweepWith(env: Record<string, string>, ...args: string[]): Run;
  /** In a folder below the project. */
  keysweepIn(folder: string, ...args: string[]): Run;
  keysweepInput(input: string, ...args: string[]): Run;
  node(...args: string[]): Run;
  write(files: Record<string, string | Uint8Array>): void;
  read(path: string): string;
  /** Makes an executable file. */
  script(path: string, text: string): void;
}

/** A folder for PATH that holds the tools alone; with or without node. */
export function toolFolder(options: { node: boolean }): string {
  const folder = scratchFolder();
  for (const name of TOOLS) symlinkSync(locate(name), join(folder, name));
  if (options.node) symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}

function locate(name: string): string {
  const folder = (process.env.PATH ?? '').split(':').find((it) => existsSync(join(it, name)));
  if (folder === undefined) throw new Error(`${name} is not on PATH`);
  return join(folder, name);
}

/** A repository with keysweep among its packages, and nothing committed yet. */
export function hookProject(options: { init?: string[]; install?: boolean } = {}): Project {
  const folder = scratchFolder();
  const project = openProject(folder);
  project.git(['init', '-q', '-b', 'main', ...(options.init ?? []), '.']);
  if (options.install !== false) installKeysweep(folder);
  writeFiles(folder, { '.git/info/exclude': 'node_modules\n' });
  return project;
}

export function installKeysweep(folder: string): void {
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(PROGRAM, join(folder, 'node_modules', '.bin', 'keysweep'));
}

export function openProject(folder: string): Project {
  const path = toolFolder({ node: true });
  const run = (file: string, args: string[], more: Parameters<Project['git']>[1] = {}): Run => {
    const env = testEnvironment({ PATH: path, NO_COLOR: '1', ...more.env });
    const { cwd = folder, input = '' } = more;
    const { status, stdout, stderr } = spawnSync(file, args, { cwd, env, input, encoding: 'utf8' });
    return { status, stdout, stderr, text: stdout + stderr };
  };
  return {
    folder,
    git: (args, more) => run('git', args, more),
    keysweep: (...args) => run(process.execPath, [PROGRAM, ...args]),
    keysweepWith: (env, ...args) => run(process.execPath, [PROGRAM, ...args], { env }),
    keysweepIn: (below, ...args) => run(process.execPath, [PROGRAM, ...args], { cwd: join(folder, below) }),
    keysweepInput: (input, ...args) => run(process.execPath, [PROGRAM, ...args], { input }),
    node: (...args) => run(process.execPath, args),
    write: (files) => writeFiles(folder, files),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    script: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    },
  };
}

/** A project with the hooks of `keysweep init` and one commit. */
export function guardedProject(options: Parameters<typeof hookProject>[0] = {}): Project {
  const project = hookProject(options);
  project.git(['commit', '-q', '--allow-empty', '-m', 'start']);
  const { status, text } = project.keysweep('init');
  if (status !== 0) throw new Error(text);
  return project;
}

/** Lines with a made-up Binance key. */
export const KEY = leak(7);
