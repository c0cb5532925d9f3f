import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readObjects } from '../../src/git/cat-file.ts';
import type { Trust } from '../../src/git/environment.ts';
import { findRepository, placeOf } from '../../src/git/repository.ts';
import { listTree } from '../../src/sources/list-tree.ts';
import { openRange } from '../../src/sources/range.ts';
import { listCommits, pushedRevisions } from '../../src/sources/revisions.ts';
import { openStaged } from '../../src/sources/staged.ts';
import { DEFAULT_READ_LIMITS as limits } from '../../src/sources/tree.ts';
import { type Scratch, scratchFolder, scratchRepository, testEnvironment, writeFiles } from './scratch.ts';

/**
 * Everything a repository can do to whoever runs git in it. Each attack is first shown to be alive (plain git
 * falls for it on this machine), then every function of ours that runs git is let loose on a fresh copy.
 */
interface Attack {
  name: string;
  arm(scratch: Scratch, payload: string): void;
  /** The git command that falls for it. */
  canary: string[];
}

const ATTACKS: Attack[] = [
  {
    name: 'core.fsmonitor',
    arm: ({ git }, payload) => git('config', 'core.fsmonitor', payload),
    canary: ['ls-files', '-o'],
  },
  {
    name: 'core.fsmonitor in an included file',
    arm: ({ git, folder }, payload) => {
      writeFileSync(join(folder, '.git/more'), `[core]\n\tfsmonitor = ${payload}\n`);
      git('config', 'include.path', 'more');
    },
    canary: ['diff-index', '--cached', 'HEAD'],
  },
  {
    name: 'diff.external',
    arm: ({ git }, payload) => git('config', 'diff.external', payload),
    canary: ['diff', '--cached'],
  },
  {
    name: 'a diff driver with a command',
    arm: ({ git, stage }, payload) => {
      git('config', 'diff.evil.command', payload);
      stage({ '.gitattributes': '* diff=evil\n' });
    },
    canary: ['diff', '--cached'],
  },
  {
    name: 'a diff driver with textconv',
    arm: ({ git, stage }, payload) => {
      git('config', 'diff.evil.textconv', payload);
      stage({ '.gitattributes': '* diff=evil\n' });
    },
    canary: ['log', '-p'],
  },
  {
    name: 'a clean filter',
    arm: ({ git, stage, folder }, payload) => {
      stage({ '.gitattributes': '* filter=evil\n' });
      git('config', 'filter.evil.clean', payload);
      utimesSync(join(folder, 'a.txt'), 1, 1);
    },
    canary: ['diff'],
  },
  {
    name: 'a filter process',
    arm: ({ git, stage, folder }, payload) => {
      stage({ '.gitattributes': '* filter=evil\n' });
      git('config', 'filter.evil.process', payload);
      utimesSync(join(folder, 'a.txt'), 1, 1);
    },
    canary: ['diff'],
  },
  {
    name: 'a hook on index changes',
    arm: ({ folder }, payload) => {
      const hook = join(folder, '.git/hooks/post-index-change');
      writeFileSync(hook, `#!/bin/sh\n${payload}\n`);
      chmodSync(hook, 0o755);
      utimesSync(join(folder, 'a.txt'), 1, 1);
    },
    canary: ['status'],
  },
  {
    name: 'core.hooksPath',
    arm: ({ git, folder, stage }, payload) => {
      stage({ 'hooks/post-index-change': `#!/bin/sh\n${payload}\n` });
      chmodSync(join(folder, 'hooks/post-index-change'), 0o755);
      git('config', 'core.hooksPath', 'hooks');
      utimesSync(join(folder, 'a.txt'), 1, 1);
    },
    canary: ['status'],
  },
  {
    name: 'gpg.program for a signed commit',
    arm: (scratch, payload) => {
      scratch.git('config', 'gpg.program', payload);
      scratch.git('config', 'log.showSignature', 'true');
      scratch.git('update-ref', 'HEAD', signedCommit(scratch));
    },
    canary: ['log', '-p'],
  },
  {
    name: 'a promisor remote over ssh',
    arm: (scratch, payload) => promise(scratch, 'ssh://example.invalid/x', ['core.sshCommand', payload]),
    canary: ['cat-file', '-p', 'HEAD~1:a.txt'],
  },
  {
    name: 'a promisor remote over ext',
    arm: (scratch, payload) => promise(scratch, `ext::${payload}`, ['protocol.ext.allow', 'always']),
    canary: ['log', '-p'],
  },
];

describe.each(ATTACKS)('$name', ({ arm, canary }) => {
  it('is alive', () => {
    const { scratch, marker, payload } = target();
    arm(scratch, payload);
    runPlainly(scratch, canary);
    expect(existsSync(marker)).toBe(true);
  });

  it.each<Trust>(['path', 'hook'])('is dead for %s', async (trust) => {
    const { scratch, marker, payload } = target();
    arm(scratch, payload);
    rmSync(marker, { force: true });
    await runEverything(scratch.folder, trust);
    expect(existsSync(marker)).toBe(false);
  });
});

describe('answers that a repository falsifies', () => {
  it('reads an object itself, not its replacement', async () => {
    const { folder, git, commit } = scratchRepository();
    commit({ 'a.txt': 'original\n' });
    const original = git('rev-parse', 'HEAD:a.txt');
    commit({ 'a.txt': 'harmless\n' });
    git('replace', original, git('rev-parse', 'HEAD:a.txt'));
    expect(git('cat-file', '-p', original)).toBe('harmless');
    for (const trust of ['path', 'hook'] as const) {
      const place = placeOf(findRepository({ folder, trust })!, folder);
      const answers = await all(readObjects({ place, ids: [original], wholeBytes: 1000 }));
      expect(answers).toMatchObject([{ kind: 'whole', bytes: Buffer.from('original\n') }]);
    }
  });

  it('sees commits that grafts hide', async () => {
    const { folder, git, commit } = scratchRepository();
    commit({ 'a.txt': 'first\n' });
    const middle = commit({ 'a.txt': 'second\n' });
    const last = commit({ 'a.txt': 'third\n' });
    writeFileSync(join(folder, '.git/info/grafts'), `${last}\n`);
    expect(git('rev-list', 'HEAD')).not.toContain(middle);
    const repository = findRepository({ folder, trust: 'path' })!;
    const range = await openRange({ repository, cwd: folder, range: `${'0'.repeat(40)}..HEAD`, limits });
    expect(range.commits).toBe(3);
  });

  it('lists the folder itself, not where core.worktree points', async () => {
    const { folder, git, commit } = scratchRepository();
    commit({ 'a.txt': 'x\n' });
    git('config', 'core.worktree', '/etc');
    expect(git('rev-parse', '--show-toplevel')).toBe('/etc');
    const listing = await listTree({ paths: ['.'], cwd: folder, all: false, include: [], exclude: [] });
    expect(listing).toMatchObject({ root: folder, files: ['a.txt'], skips: [] });
  });

  it('does not wait for a pipe in the place of a configuration file', { timeout: 30_000 }, () => {
    const { folder, git } = scratchRepository();
    execFileSync('mkfifo', [join(folder, '.git/pipe')]);
    git('config', 'include.path', 'pipe');
    expect(() => findRepository({ folder, trust: 'path' })).toThrow('gave no answer within');
  });
});

interface Target {
  scratch: Scratch;
  marker: string;
  /** A program that leaves a mark when it is run. */
  payload: string;
}

/** A repository with some history, something staged, something untracked and an ignored folder. */
function target(): Target {
  const scratch = scratchRepository();
  scratch.commit({ 'a.txt': 'one\n', '.gitignore': 'ignored/\n' });
  scratch.commit({ 'a.txt': 'two\n', 'b.txt': 'two\n' });
  scratch.stage({ 'b.txt': 'three\n', 'c.txt': 'new\n' });
  scratch.git('worktree', 'prune');
  writeFiles(scratch.folder, { 'untracked.txt': 'x\n', 'ignored/d.txt': 'x\n' });
  const outside = scratchFolder();
  const marker = join(outside, 'marker');
  const payload = join(outside, 'payload');
  writeFileSync(payload, `#!/bin/sh\ntouch '${marker}'\n`);
  chmodSync(payload, 0o755);
  return { scratch, marker, payload };
}

/** What the command prints and how it ends does not matter, only what it ran. */
function runPlainly({ folder }: Scratch, args: string[]): void {
  spawnSync('git', args, { cwd: folder, env: testEnvironment(), stdio: 'ignore', timeout: 20_000 });
}

async function runEverything(folder: string, trust: Trust): Promise<void> {
  const repository = findRepository({ folder, trust })!;
  for (const path of ['.', 'ignored']) {
    await listTree({ paths: [path], cwd: folder, all: false, include: [], exclude: [] });
  }
  const staged = openStaged({ cwd: folder, limits });
  expect(await all(staged.source)).not.toEqual([]);
  const place = placeOf(repository, folder);
  await listCommits(place, await pushedRevisions({ place, heads: ['HEAD'], refs: 'refs/remotes/' }));
  for (const range of ['HEAD~1..HEAD', 'HEAD~1...HEAD', `${'0'.repeat(40)}..HEAD`, 'HEAD']) {
    const { source } = await openRange({ repository, cwd: folder, range, limits });
    expect(await all(source)).not.toEqual([]);
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const item of items) result.push(item);
  return result;
}

/** A commit on top of HEAD with something in the place of a signature. */
function signedCommit({ folder, git }: Scratch): string {
  const [headers, ...message] = git('cat-file', 'commit', 'HEAD').split('\n\n');
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----';
  const input = `${headers}\n${signature}\n\n${message.join('\n\n')}\n`;
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin'];
  return execFileSync('git', args, { cwd: folder, env: testEnvironment(), input }).toString().trim();
}

/** Turns the repository into a partial clone that lacks one old blob and knows where to fetch it. */
function promise({ folder, git }: Scratch, url: string, setting: [string, string]): void {
  git('config', 'core.repositoryFormatVersion', '1');
  git('config', 'extensions.partialClone', 'origin');
  git('config', 'remote.origin.url', url);
  git('config', 'remote.origin.promisor', 'true');
  git('config', ...setting);
  const id = git('rev-parse', 'HEAD~1:a.txt');
  rmSync(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
}
