import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStaged } from '../../src/sources/staged.ts';
import { DEFAULT_READ_LIMITS as limits } from '../../src/sources/tree.ts';
import {
  openScratch,
  type Scratch,
  scratchFolder,
  scratchRepository,
  testEnvironment,
  writeFiles,
} from '../git/scratch.ts';
import { collect } from './collect.ts';
import { describeSource } from './conformance.ts';

afterEach(() => vi.unstubAllEnvs());

for (const format of ['sha1', 'sha256']) {
  describeSource(`the index (${format})`, {
    countsLinks: false,
    open: async (folder, small) => {
      scratchRepository({ folder, init: [`--object-format=${format}`] }).git('add', '-A');
      return openStaged({ cwd: folder, limits: small }).source;
    },
  });
}

const staged = async ({ folder }: { folder: string }) => {
  const { files, unchanged, source } = openStaged({ cwd: folder, limits });
  return { files, unchanged, ...(await collect(source)) };
};

describe('what is staged', () => {
  it('is the index, not the working copy', async () => {
    const repository = scratchRepository();
    repository.commit({ a: 'one\n' });
    repository.stage({ a: 'one\ntwo\n' });
    writeFiles(repository.folder, { a: 'one\ntwo\nthree\n', untracked: 'x\n' });
    expect(await staged(repository)).toMatchObject({
      files: 1,
      texts: { a: 'one\ntwo\n' },
      added: { a: 'two\n' },
    });
  });

  it('is nothing, quietly, when nothing is staged', async () => {
    const repository = scratchRepository();
    expect(await staged(repository)).toMatchObject({ files: 0, unchanged: 0, blobs: [], skips: [] });
    repository.commit({ a: 'one\n' });
    expect(await staged(repository)).toMatchObject({ files: 0, unchanged: 0, blobs: [], skips: [] });
  });

  it('is everything before the first commit', async () => {
    const repository = scratchRepository();
    repository.stage({ a: 'one\n', 'b/c': 'two\n' });
    expect((await staged(repository)).added).toEqual({ a: 'one\n', 'b/c': 'two\n' });
  });

  it.each([
    ['a changed line', 'a\nold\nz\n', 'a\nnew\nz\n', 'new\n'],
    ['added lines in two places', 'a\nz\n', '1\na\nz\n2\n', '1\n|2\n'],
    ['a removed line', 'a\nsecret\nz\n', 'a\nz\n', ''],
    ['lines in another order', 'a\nb\nc\n', 'c\na\nb\n', ''],
    ['other line endings', 'a\nb\n', 'a\r\nb\r\n', ''],
    ['a line that is there once more', 'a\nb\n', 'a\nb\na\n', 'a\n'],
    ['a last line without an end', 'a\nb', 'a\nb\nc', 'c'],
  ])('knows what %s brings', async (_, before, after, expected) => {
    const repository = scratchRepository();
    repository.commit({ file: before });
    repository.stage({ file: after });
    expect((await staged(repository)).added).toEqual({ file: expected });
  });

  it('brings nothing with deletions, renames and modes', async () => {
    const repository = scratchRepository();
    repository.commit({ gone: 'a\n', moved: 'b\n', mode: 'c\n' });
    repository.git('rm', '-q', 'gone');
    repository.git('mv', 'moved', 'there');
    repository.git('update-index', '--chmod=+x', 'mode');
    expect(await staged(repository)).toMatchObject({ files: 0, unchanged: 4, blobs: [] });
  });

  it('brings with a rename only what was edited', async () => {
    const repository = scratchRepository();
    repository.commit({ 'src/config.py': 'one\nsecret\nthree\n', 'other.py': 'x\n' });
    mkdirSync(join(repository.folder, 'lib'));
    repository.git('mv', 'src/config.py', 'lib/settings.py');
    repository.git('rm', '-q', 'other.py');
    repository.stage({ 'lib/settings.py': 'one\nsecret\nthree\nadded\n' });
    expect((await staged(repository)).added).toEqual({ 'lib/settings.py': 'added\n' });
  });

  it('leaves out what is only intended, and counts a submodule', async () => {
    const inner = scratchRepository();
    inner.commit({ a: '1' });
    const repository = scratchRepository();
    writeFiles(repository.folder, { later: 'x\n' });
    repository.git('add', '-N', 'later');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '-q', 'add', inner.folder, 'sub');
    const { files, reasons, texts } = await staged(repository);
    expect(files).toBe(1);
    expect(Object.keys(texts)).toEqual(['.gitmodules']);
    expect(reasons).toEqual({ sub: 'submodule' });
  });

  it('scans the target of a link that replaces a file', async () => {
    const repository = scratchRepository();
    repository.commit({ a: 'x\n' });
    rmSync(join(repository.folder, 'a'));
    symlinkSync('https://example.org/token', join(repository.folder, 'a'));
    repository.git('add', 'a');
    expect((await staged(repository)).added).toEqual({ a: 'https://example.org/token' });
  });

  it.each([
    ['a sparse index', ['sparse-checkout', 'set', '--cone', '--sparse-index', 'in']],
    ['a split index', ['update-index', '--split-index']],
    ['an index without checksum', ['-c', 'index.skipHash=true', 'update-index', '--force-write-index']],
    ['-diff attributes', ['config', 'core.attributesFile', '../attributes']],
  ])('does not mind %s', async (_, command) => {
    const repository = scratchRepository();
    repository.commit({ 'in/a': '1\n', 'out/b': '1\n' });
    writeFiles(repository.folder, { '.git/info/attributes': '* -diff binary\n' });
    repository.git(...command);
    repository.stage({ 'in/a': '1\n2\n' });
    expect((await staged(repository)).added).toEqual({ 'in/a': '2\n' });
  });

  it('does not mind settings that change what git diff prints', async () => {
    const repository = scratchRepository();
    repository.commit({ a: '1\n' });
    for (const [key, value] of DIFF_SETTINGS) repository.git('config', key, value);
    repository.stage({ a: '1\n2\n' });
    expect((await staged(repository)).added).toEqual({ a: '2\n' });
  });

  it('is found from a folder inside, with paths from the top', async () => {
    const repository = scratchRepository();
    repository.stage({ 'in/a': '1\n', b: '2\n' });
    const { added } = await staged({ folder: join(repository.folder, 'in') });
    expect(added).toEqual({ 'in/a': '1\n', b: '2\n' });
  });
});

const DIFF_SETTINGS: [string, string][] = [
  ['diff.noprefix', 'true'],
  ['diff.relative', 'true'],
  ['diff.renames', 'copies'],
  ['color.ui', 'always'],
  ['diff.ignoreSubmodules', 'all'],
  ['core.quotePath', 'true'],
  ['diff.orderFile', 'nowhere'],
];

describe('a merge', () => {
  /** Two branches that both changed `a`; HEAD is main. */
  function forked(): Scratch {
    const repository = scratchRepository();
    repository.commit({ a: 'top\nmiddle\nend\n' });
    repository.git('checkout', '-q', '-b', 'other');
    repository.commit({ a: 'top\ntheirs\nend\n', theirs: 'old secret\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ a: 'top\nours\nend\n' });
    return repository;
  }

  it('brings only what neither side has', async () => {
    const repository = forked();
    expect(() => repository.git('merge', '-q', 'other')).toThrow();
    repository.stage({ a: 'top\nours\nresolved\ntheirs\nend\n' });
    expect(await staged(repository)).toMatchObject({ files: 1, unchanged: 1, added: { a: 'resolved\n' } });
  });

  it('with conflicts left says which file', async () => {
    const repository = forked();
    expect(() => repository.git('merge', '-q', 'other')).toThrow();
    expect((await staged(repository)).reasons).toEqual({ a: 'unreadable' });
  });

  it('is known before MERGE_HEAD exists, by the variable that names the other side', async () => {
    const repository = forked();
    const other = repository.git('rev-parse', 'other');
    repository.git('read-tree', 'other');
    vi.stubEnv(`GITHEAD_${other}`, 'other');
    expect(await staged(repository)).toMatchObject({ files: 0, blobs: [] });
  });

  it('of several branches compares with each', async () => {
    const repository = scratchRepository();
    repository.commit({ base: '1\n' });
    for (const name of ['x', 'y']) {
      repository.git('checkout', '-q', '-b', name, 'main');
      repository.commit({ [name]: `${name}\n` });
    }
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-commit', '--no-ff', 'x', 'y');
    repository.stage({ x: 'x\nmore\n' });
    expect((await staged(repository)).added).toEqual({ x: 'more\n' });
  });
});

describe('in a real hook', () => {
  let bundle = '';
  beforeAll(() => {
    bundle = join(mkdtempSync(join(tmpdir(), 'keysweep-test-')), 'see.mjs');
    buildSync({ stdin: { contents: SEE, resolveDir: process.cwd() }, outfile: bundle, ...BUNDLING });
  });
  afterAll(() => rmSync(dirname(bundle), { recursive: true }));

  /** Installs a hook that writes down what the source sees in it; returns how to read that. */
  function watched(repository: Scratch, hook = 'pre-commit'): () => unknown {
    const seen = join(scratchFolder(), 'seen.json');
    const hooks = join(repository.git('rev-parse', '--path-format=absolute', '--git-common-dir'), 'hooks');
    mkdirSync(hooks, { recursive: true });
    writeFileSync(join(hooks, hook), `#!/bin/sh\nexec '${process.execPath}' '${bundle}' '${seen}'\n`);
    chmodSync(join(hooks, hook), 0o755);
    return () => JSON.parse(readFileSync(seen, 'utf8'));
  }

  function twoFiles(): Scratch {
    const repository = scratchRepository();
    repository.commit({ a: '1\n', b: '1\n', 'sub/c': '1\n' });
    return repository;
  }

  it('sees the first commit', () => {
    const repository = scratchRepository();
    const seen = watched(repository);
    repository.stage({ a: '1\n' });
    repository.git('commit', '-q', '-m', 'x');
    expect(seen()).toEqual({ a: '1\n' });
  });

  it('sees `commit -a` through its own index', () => {
    const repository = twoFiles();
    const seen = watched(repository);
    writeFiles(repository.folder, { a: '1\n2\n', b: '1\n3\n' });
    repository.git('commit', '-q', '-a', '-m', 'x');
    expect(seen()).toEqual({ a: '2\n', b: '3\n' });
  });

  it('sees `commit PATH` without what else is staged', () => {
    const repository = twoFiles();
    const seen = watched(repository);
    repository.stage({ b: '1\nstaged\n' });
    writeFiles(repository.folder, { a: '1\n2\n' });
    repository.git('commit', '-q', '-m', 'x', '--', 'a');
    expect(seen()).toEqual({ a: '2\n' });
  });

  it('sees `commit -p`', () => {
    const repository = twoFiles();
    const seen = watched(repository);
    writeFiles(repository.folder, { a: '1\n2\n', b: '1\n3\n' });
    const options = { cwd: repository.folder, env: testEnvironment(), input: 'y\nn\n' };
    execFileSync('git', ['commit', '-q', '-p', '-m', 'x'], {
      ...options,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    expect(seen()).toEqual({ a: '2\n' });
  });

  it('sees what an amended commit adds to HEAD', () => {
    const repository = twoFiles();
    const seen = watched(repository);
    repository.stage({ a: '1\n2\n' });
    repository.git('commit', '-q', '--amend', '-m', 'x');
    expect(seen()).toEqual({ a: '2\n' });
  });

  it('sees a commit from a folder inside and with a relative GIT_INDEX_FILE', () => {
    const repository = twoFiles();
    const seen = watched(repository);
    const cwd = join(repository.folder, 'sub');
    const env = testEnvironment({ GIT_INDEX_FILE: 'other-index' });
    for (const args of [
      ['read-tree', 'HEAD'],
      ['add', 'c'],
      ['commit', '-q', '-m', 'x'],
    ]) {
      if (args[0] === 'add') writeFiles(cwd, { c: '1\n2\n' });
      execFileSync('git', args, { cwd, env });
    }
    expect(seen()).toEqual({ 'sub/c': '2\n' });
  });

  it('sees a commit in a linked worktree', () => {
    const repository = twoFiles();
    const linked = openScratch(join(scratchFolder(), 'linked'));
    repository.git('worktree', 'add', '-q', linked.folder);
    const seen = watched(repository);
    linked.stage({ a: '1\n2\n' });
    linked.git('commit', '-q', '-m', 'x');
    expect(seen()).toEqual({ a: '2\n' });
  });

  it('sees in pre-merge-commit that a clean merge brings nothing of its own', () => {
    const repository = twoFiles();
    repository.git('checkout', '-q', '-b', 'other');
    repository.commit({ a: '1\ntheirs\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ b: '1\nours\n' });
    const seen = watched(repository, 'pre-merge-commit');
    repository.git('merge', '-q', '-m', 'x', 'other');
    expect(seen()).toEqual({});
  });
});

/** What the hook runs: prints the new lines by path. */
const SEE = `
import { writeFileSync } from 'node:fs';
import { openStaged } from './src/sources/staged.ts';
import { DEFAULT_READ_LIMITS as limits } from './src/sources/tree.ts';
import { collect } from './test/sources/collect.ts';
const { source } = openStaged({ cwd: process.cwd(), limits });
writeFileSync(process.argv[2], JSON.stringify((await collect(source)).added));
`;
const BUNDLING = { bundle: true, platform: 'node', format: 'esm', target: 'node20' } as const;

describe('what cannot be read', () => {
  it('is an error outside a repository', async () => {
    await expect(staged({ folder: scratchFolder() })).rejects.toMatchObject({
      message: 'there is no git repository here',
    });
  });

  it('is an error when the index is broken', async () => {
    const repository = scratchRepository();
    repository.commit({ a: '1\n' });
    writeFileSync(join(repository.folder, '.git/index'), 'broken');
    await expect(staged(repository)).rejects.toMatchObject({ message: expect.stringContaining('index') });
  });

  it('is a gap for one blob and an error for all', async () => {
    const repository = scratchRepository();
    repository.stage({ a: '1\n', b: '2\n' });
    dropObject(repository, ':a');
    expect(await staged(repository)).toMatchObject({ reasons: { a: 'missing-object' }, texts: { b: '2\n' } });
    dropObject(repository, ':b');
    await expect(staged(repository)).rejects.toMatchObject({
      message: 'none of the 2 staged files could be read',
    });
  });

  it('makes all new when git comes to no end with HEAD, and is told', async () => {
    const { folder, git, stage } = scratchRepository();
    stage({ a: '1\n' });
    const deep = [...Array(9)].reduce((tree) => treeOfTen(folder, `040000 tree ${tree}`), git('write-tree'));
    git('update-ref', 'HEAD', git('commit-tree', '-m', 'x', deep));
    const { source } = openStaged({ cwd: folder, limits, compareMs: 1000 });
    expect(await collect(source)).toMatchObject({ added: { a: '1\n' }, reasons: { HEAD: 'unreadable' } });
  });

  it('makes more new when it is the old version', async () => {
    const repository = scratchRepository();
    repository.commit({ a: '1\n' });
    dropObject(repository, 'HEAD:a');
    repository.stage({ a: '1\n2\n' });
    expect((await staged(repository)).added).toEqual({ a: '1\n2\n' });
  });
});

/** Ten names for one tree. */
function treeOfTen(cwd: string, entry: string): string {
  const input = [...Array(10).keys()].map((name) => `${entry}\t${name}\n`).join('');
  return execFileSync('git', ['mktree'], { cwd, env: testEnvironment(), input }).toString().trim();
}

function dropObject({ folder, git }: Scratch, name: string): void {
  const id = git('rev-parse', name);
  rmSync(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
}
