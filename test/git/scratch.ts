import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A git repository made for one test. */
export interface Scratch {
  folder: string;
  /** Runs git in it, plainly, and returns what it prints without the last line break. */
  git(...args: string[]): string;
  /** Writes files by path and stages them. */
  stage(files: Record<string, string | Uint8Array>): void;
  /** Stages files and commits; returns the commit's id. */
  commit(files: Record<string, string | Uint8Array>, message?: string): string;
}

const IDENTITY = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A Person',
  GIT_AUTHOR_EMAIL: 'person@example.org',
  GIT_AUTHOR_DATE: '1750000000 +0200',
  GIT_COMMITTER_NAME: 'A Person',
  GIT_COMMITTER_EMAIL: 'person@example.org',
  GIT_COMMITTER_DATE: '1750000000 +0200',
};

/** The environment in which tests run git: their own identity, none of the machine's settings. */
export function testEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', HOME: '/nonexistent', LC_ALL: 'C', ...IDENTITY, ...extra };
}

/** An empty folder that goes away with the test. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keysweep-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export function scratchRepository(options: { folder?: string; init?: string[] } = {}): Scratch {
  const folder = options.folder ?? scratchFolder();
  mkdirSync(folder, { recursive: true });
  const scratch = openScratch(folder);
  scratch.git('init', '-q', '-b', 'main', ...(options.init ?? []), '.');
  return scratch;
}

/** An existing repository (a clone, a linked worktree) with the same handles. */
export function openScratch(folder: string): Scratch {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env: testEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
      .toString('utf8')
      .replace(/\n$/, '');
  const stage = (files: Record<string, string | Uint8Array>): void => {
    writeFiles(folder, files);
    if (Object.keys(files).length > 0) git('add', '-f', '--', ...Object.keys(files));
  };
  const commit = (files: Record<string, string | Uint8Array>, message = 'change'): string => {
    stage(files);
    git('commit', '-q', '--no-verify', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  return { folder, git, stage, commit };
}
