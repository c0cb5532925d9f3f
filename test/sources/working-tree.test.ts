import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listTree } from '../../src/sources/list-tree.ts';
import { createTreeReader } from '../../src/sources/read-tree.ts';
import { DEFAULT_READ_LIMITS, type ReadLimits, type TreeOptions } from '../../src/sources/tree.ts';
import { showPath } from '../../src/sources/tree-path.ts';
import { workingTree } from '../../src/sources/working-tree.ts';
import { openScratch, scratchFolder, scratchRepository, writeFiles } from '../git/scratch.ts';
import { collect } from './collect.ts';
import { describeSource } from './conformance.ts';

const list = (folder: string, options: Partial<TreeOptions> = {}) =>
  listTree({ paths: ['.'], cwd: folder, all: false, include: [], exclude: [], ...options });

const read = async (folder: string, options: Partial<TreeOptions> = {}) =>
  collect(workingTree({ listing: await list(folder, options), limits: DEFAULT_READ_LIMITS }));

async function openTree(folder: string, limits: ReadLimits, all: boolean) {
  return workingTree({ listing: await list(folder, { all }), limits });
}

describeSource('a plain folder', {
  countsLinks: true,
  open: (folder, limits) => openTree(folder, limits, false),
});
describeSource('a work tree with untracked files', {
  countsLinks: true,
  open: (folder, limits) => {
    scratchRepository({ folder });
    return openTree(folder, limits, false);
  },
});
describeSource('a work tree with tracked files', {
  countsLinks: true,
  open: (folder, limits) => {
    scratchRepository({ folder }).git('add', '-A');
    return openTree(folder, limits, false);
  },
});
describeSource('a work tree with --all', {
  countsLinks: true,
  open: (folder, limits) => {
    scratchRepository({ folder });
    return openTree(folder, limits, true);
  },
});

describe('listTree in a work tree', () => {
  it('takes what is tracked or not ignored, and with `all` everything but .git', async () => {
    const { folder, stage } = scratchRepository();
    stage({ 'tracked.log': '1', 'sub/tracked': '1' });
    writeFiles(folder, { '.gitignore': '*.log\nignored/\n', untracked: '1', 'x.log': '1', 'ignored/y': '1' });
    expect(await sortedPaths(folder)).toEqual(['.gitignore', 'sub/tracked', 'tracked.log', 'untracked']);
    expect(await sortedPaths(folder, { all: true })).toEqual([
      '.gitignore',
      'ignored/y',
      'sub/tracked',
      'tracked.log',
      'untracked',
      'x.log',
    ]);
  });

  it('says nothing about files that are deleted but not staged, and much about those that vanish', async () => {
    const { folder, stage } = scratchRepository();
    stage({ 'gone.txt': '1', 'dir/there.txt': '1', 'dir/too.txt': '1', 'kept.txt': '1' });
    rmSync(join(folder, 'gone.txt'));
    const listing = await list(folder);
    expect(listing.files).toEqual(['dir/there.txt', 'dir/too.txt', 'kept.txt']);
    rmSync(join(folder, 'dir'), { recursive: true });
    const { reasons, texts } = await collect(workingTree({ listing, limits: DEFAULT_READ_LIMITS }));
    expect(reasons).toEqual({ 'dir/there.txt': 'vanished', 'dir/too.txt': 'vanished' });
    expect(texts).toEqual({ 'kept.txt': '1' });
  });

  it('lists a file with a merge conflict once', async () => {
    const { folder, git, commit } = scratchRepository();
    commit({ a: 'base\n' });
    git('checkout', '-q', '-b', 'other');
    commit({ a: 'theirs\n' });
    git('checkout', '-q', 'main');
    commit({ a: 'ours\n' });
    expect(() => git('merge', '-q', 'other')).toThrow();
    expect((await list(folder)).files).toEqual(['a']);
  });

  it('leaves out what a sparse checkout leaves out', async () => {
    const { folder, git, commit } = scratchRepository();
    commit({ 'in/a': '1', 'out/b': '1' });
    git('sparse-checkout', 'set', '--sparse-index', 'in');
    expect(await read(folder)).toMatchObject({ texts: { 'in/a': '1' }, skips: [] });
  });

  it('counts a submodule and looks into a nested repository that is none', async () => {
    const inner = scratchRepository();
    inner.commit({ a: '1' });
    const { folder, git } = scratchRepository();
    git('-c', 'protocol.file.allow=always', 'submodule', '-q', 'add', inner.folder, 'sub');
    const nested = scratchRepository({ folder: join(folder, 'nested') });
    nested.commit({ tracked: '1', '.gitignore': 'ignored\n' });
    writeFiles(nested.folder, { untracked: '2', ignored: '3' });
    const { texts, reasons } = await read(folder);
    expect(reasons).toEqual({ sub: 'submodule' });
    expect(Object.keys(texts).sort()).toEqual([
      '.gitmodules',
      'nested/.gitignore',
      'nested/tracked',
      'nested/untracked',
    ]);
  });

  it('does not reach through a folder that was replaced by a link', async () => {
    const outside = scratchFolder();
    writeFiles(outside, { 'b/file': 'outside' });
    const { folder, stage } = scratchRepository();
    stage({ 'a/b/file': 'inside' });
    rmSync(join(folder, 'a'), { recursive: true });
    symlinkSync(outside, join(folder, 'a'));
    const { texts, reasons } = await read(folder);
    expect(texts).toEqual({ a: outside });
    expect(reasons).toEqual({ a: 'symlink', 'a/b/file': 'symlink' });
  });

  it('scans a folder that git ignores when it is asked for', async () => {
    const { folder } = scratchRepository();
    writeFiles(folder, { '.gitignore': 'out/\n', 'out/a': '1', 'out/deep/b': '1' });
    expect(await sortedPaths(join(folder, 'out'))).toEqual(['a', 'deep/b']);
  });

  it('scans everything, and says so, where the index cannot be read', async () => {
    const { folder, stage } = scratchRepository();
    stage({ a: '1' });
    writeFileSync(join(folder, '.git/index'), 'broken');
    const { texts, reasons } = await read(folder);
    expect(texts).toEqual({ a: '1' });
    expect(reasons).toEqual({ '.git': 'unreadable' });
  });

  it('scans plainly where .git leads to a repository elsewhere', async () => {
    const other = scratchRepository();
    other.commit({ private: '1' });
    const folder = scratchFolder();
    writeFiles(folder, { '.git': `gitdir: ${other.folder}/.git\n`, a: '1' });
    const listing = await list(folder);
    expect(listing.files).toEqual(['a']);
    expect(listing.notices).toHaveLength(1);
  });

  it('works in a linked worktree', async () => {
    const main = scratchRepository();
    main.commit({ a: '1' });
    const linked = openScratch(join(scratchFolder(), 'linked'));
    main.git('worktree', 'add', '-q', linked.folder);
    writeFiles(linked.folder, { b: '1' });
    expect(await sortedPaths(linked.folder)).toEqual(['a', 'b']);
  });
});

describe('listTree with several paths', () => {
  it('shows paths relative to the one folder, or to where the person stands', async () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'a/x': '1', 'a/y': '1', 'b/z': '1', c: '1' });
    expect((await list(folder, { paths: ['a'] })).files.toSorted()).toEqual(['x', 'y']);
    expect((await list(folder, { paths: ['a/x'] })).files).toEqual(['a/x']);
    const several = await list(folder, { paths: ['a', 'b/z', 'a/x', 'c', './a'] });
    expect(several.files.toSorted()).toEqual(['a/x', 'a/y', 'b/z', 'c']);
  });

  it('finds a common folder for paths that lie elsewhere', async () => {
    const [folder, cwd] = [scratchFolder(), scratchFolder()];
    writeFiles(folder, { 'a/x': '1', 'b/y': '1' });
    const listing = await list(cwd, { paths: [join(folder, 'a'), join(folder, 'b/y')] });
    const inFolder = listing.files.map((file) => join(listing.root, showPath(file)));
    expect(inFolder.toSorted()).toEqual([join(folder, 'a/x'), join(folder, 'b/y')]);
  });

  it('refuses a path that is not there', async () => {
    await expect(list(scratchFolder(), { paths: ['nowhere'] })).rejects.toMatchObject({
      code: 'SOURCE',
      message: 'there is no readable file or folder at nowhere',
    });
  });

  it('follows a link that is named itself', async () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'a/x': '1' });
    symlinkSync('a', join(folder, 'link'));
    expect((await list(folder, { paths: ['link'] })).files).toEqual(['x']);
  });
});

describe('reading a tree', () => {
  it('neither hangs on special files nor follows them', { timeout: 10_000 }, async () => {
    const folder = scratchFolder();
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) execFileSync('mkfifo', [join(folder, name)]);
    const server = createServer().listen(join(folder, 'socket'));
    symlinkSync('/dev/zero', join(folder, 'zero'));
    writeFiles(folder, { a: '1' });
    const { texts, reasons } = await read(folder);
    const swapped = createTreeReader({ root: folder, limits: DEFAULT_READ_LIMITS });
    expect(swapped('p1')).toMatchObject({ kind: 'skip', skip: { reason: 'special-file' } });
    expect(swapped('socket')).toMatchObject({ kind: 'skip', skip: { reason: 'special-file' } });
    server.close();
    expect(texts).toEqual({ a: '1', zero: '/dev/zero' });
    const pipes = Object.fromEntries(
      ['p1', 'p2', 'p3', 'p4', 'p5', 'socket'].map((name) => [name, 'special-file']),
    );
    expect(reasons).toEqual({ ...pipes, zero: 'symlink' });
  });

  it('reads names that are no text', async () => {
    const folder = scratchFolder();
    const name = Buffer.from([0x61, 0xff, 0x62]);
    for (const inside of ['', 'dir/']) {
      mkdirSync(join(folder, inside), { recursive: true });
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/${inside}`), name]), 'bytes');
    }
    const shown = { 'a\uFFFDb': 'bytes', 'dir/a\uFFFDb': 'bytes' };
    expect((await read(folder)).texts).toEqual(shown);
    scratchRepository({ folder });
    expect((await read(folder)).texts).toEqual(shown);
  });

  it('counts a file and a folder that may not be read', async () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'closed/a': '1', locked: '1', open: '1' });
    chmodSync(join(folder, 'locked'), 0);
    chmodSync(join(folder, 'closed'), 0);
    chmodSync(folder, 0o755);
    const { reasons } = await asNobody(() => read(folder, { all: true }));
    expect(reasons).toEqual({ locked: 'unreadable', closed: 'unreadable' });
  });
});

/** Runs without root's right to read everything, where the tests have it. */
async function asNobody<T>(action: () => Promise<T>): Promise<T> {
  const { seteuid, getuid } = process;
  const isRoot = getuid?.() === 0;
  if (isRoot) seteuid?.(65534);
  try {
    return await action();
  } finally {
    if (isRoot) seteuid?.(0);
  }
}

async function sortedPaths(folder: string, options: Partial<TreeOptions> = {}): Promise<string[]> {
  return (await list(folder, options)).files.map(showPath).toSorted();
}
