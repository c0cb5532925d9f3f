import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A repository made for one test, with a `git` that minds no configuration but its own. */
export interface Repository {
  dir: string;
  gitDir: string;
  /** What it holds, where git cannot list it (any more). */
  objects?: string[];
  git(args: string[], input?: string): string;
}

const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'C',
  GIT_COMMITTER_EMAIL: 'c@example.com',
  GIT_AUTHOR_DATE: '1700000000 +0000',
  GIT_COMMITTER_DATE: '1700000000 +0000',
};

const folders: string[] = [];

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-objects-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function makeRepository(options: string[] = []): Repository {
  const dir = makeFolder();
  const repository = openRepository(dir);
  repository.git(['init', '--quiet', '--initial-branch=main', ...options]);
  for (const setting of ['gc.auto=0', 'core.commitGraph=false', 'pack.threads=1']) {
    repository.git(['config', ...(setting.split('=') as [string, string])]);
  }
  return repository;
}

export function openRepository(dir: string, gitDir = join(dir, '.git')): Repository {
  return {
    dir,
    gitDir,
    git: (args, input) =>
      execFileSync('git', args, {
        cwd: dir,
        env: ENVIRONMENT,
        input: input ?? '',
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
        maxBuffer: 1 << 28,
      }),
  };
}

/** Commits `count` versions of two files that change here and there, with an annotated tag at the end. */
export function addVersions(repository: Repository, count: number, label = ''): void {
  for (let version = 0; version < count; version++) {
    writeFileSync(join(repository.dir, `a${label}.txt`), makeText(version, 120));
    writeFileSync(join(repository.dir, `b${label}.txt`), makeText(version * 3 + 1, 40));
    repository.git(['add', '.']);
    repository.git(['commit', '--quiet', '-m', `Version ${version} of ${label}`]);
  }
  repository.git(['tag', '-a', `v${label || 0}`, '-m', `A tag ${label}`]);
}

function makeText(version: number, lines: number): string {
  const text = Array.from({ length: lines }, (_, i) => {
    const age = version >= i % 7 && i % 5 === version % 5 ? version : 0;
    return `line ${i} of the file, changed in version ${age}, ${'and so on '.repeat(i % 4)}`;
  });
  return `${text.join('\n')}\n`;
}

/** Every object as git lists it: `ID TYPE SIZE`, sorted. */
export function listObjects(repository: Repository): string[] {
  const list = repository.git(['cat-file', '--batch-all-objects', '--batch-check', '--unordered']);
  return list.split('\n').filter(Boolean).sort();
}
