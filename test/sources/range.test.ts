import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRepository } from '../../src/git/repository.ts';
import { openRange } from '../../src/sources/range.ts';
import { DEFAULT_READ_LIMITS, type ReadLimits } from '../../src/sources/tree.ts';
import { openScratch, type Scratch, scratchFolder, scratchRepository } from '../git/scratch.ts';
import { collect } from './collect.ts';
import { describeSource } from './conformance.ts';

const ZERO = '0'.repeat(40);

async function open(folder: string, range: string, limits: ReadLimits = DEFAULT_READ_LIMITS) {
  const repository = findRepository({ folder, trust: 'path' })!;
  return openRange({ repository, cwd: folder, range, limits });
}

for (const format of ['sha1', 'sha256']) {
  describeSource(`a commit (${format})`, {
    countsLinks: false,
    open: async (folder, limits) => {
      const { git } = scratchRepository({ folder, init: [`--object-format=${format}`] });
      git('add', '-A');
      git('commit', '-q', '--allow-empty-message', '-m', '');
      return withoutMessages((await open(folder, 'HEAD', limits)).source);
    },
  });
}

/** Messages have their own tests. */
async function* withoutMessages(source: Awaited<ReturnType<typeof open>>['source']) {
  for await (const item of source)
    if (!('blob' in item) || item.blob.provenance.object === undefined) yield item;
}

/** New lines of files by path, what was skipped, and the messages. */
async function scan({ folder }: { folder: string }, range: string) {
  const { commits, notices, source } = await open(folder, range);
  const { blobs, reasons, skips } = await collect(source);
  const isMessage = (blob: (typeof blobs)[number]) => blob.provenance.object === 'commit-message';
  const added: Record<string, string[]> = {};
  for (const { bytes, within, provenance } of blobs.filter((blob) => !isMessage(blob))) {
    const parts = within!.map(({ start, end }) => Buffer.from(bytes).toString('utf8', start, end));
    added[provenance.path] = [...(added[provenance.path] ?? []), parts.join('|')];
  }
  const messages = blobs.filter(isMessage).map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
  return { commits, notices, added, messages, reasons, skips, blobs };
}

describe('a range', () => {
  it('holds what a later commit removes again, each blob once, with its commit', async () => {
    const repository = scratchRepository();
    const base = repository.commit({ a: '1\n' });
    const second = repository.commit({ a: '1\nsecret\n' }, 'add');
    repository.commit({ a: '1\n' }, 'remove');
    repository.commit({ b: '2\n' }, 'more');
    const { commits, added, messages, blobs } = await scan(repository, `${base}..HEAD`);
    expect(commits).toBe(3);
    expect(added).toEqual({ a: ['secret\n', ''], b: ['2\n'] });
    expect(messages).toEqual(['add\n', 'remove\n', 'more\n']);
    expect(blobs.find(({ within }) => within?.length === 1)?.provenance).toEqual({
      path: 'a',
      commit: {
        id: second,
        author: 'A Person',
        email: 'person@example.org',
        date: '2025-06-15T17:06:40+02:00',
      },
    });
  });

  it('is one commit when one is named, a root commit included', async () => {
    const repository = scratchRepository();
    const root = repository.commit({ a: '1\n' });
    const second = repository.commit({ a: '1\n2\n' });
    repository.commit({ a: '1\n2\n3\n' });
    expect((await scan(repository, second)).added).toEqual({ a: ['2\n'] });
    expect((await scan(repository, root)).added).toEqual({ a: ['1\n'] });
    expect((await scan(repository, 'HEAD')).added).toEqual({ a: ['3\n'] });
  });

  it('means with three dots what both sides did since they parted', async () => {
    const repository = scratchRepository();
    repository.commit({ base: '1\n' });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit({ topic: '1\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ main: '1\n' });
    expect((await scan(repository, 'main...topic')).added).toEqual({ main: ['1\n'], topic: ['1\n'] });
    expect((await scan(repository, 'main..topic')).added).toEqual({ topic: ['1\n'] });
    expect((await scan(repository, 'topic..')).added).toEqual({ main: ['1\n'] });
  });

  it('finds what only the resolution of a merge holds', async () => {
    const repository = scratchRepository();
    const base = repository.commit({ a: 'top\nmiddle\nend\n' });
    repository.git('checkout', '-q', '-b', 'other');
    repository.commit({ a: 'top\ntheirs\nend\n' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ a: 'top\nours\nend\n' });
    expect(() => repository.git('merge', '-q', 'other')).toThrow();
    const merge = repository.commit({ a: 'top\nours\nsecret\nend\n', extra: 'smuggled\n' });
    expect((await scan(repository, merge)).added).toEqual({ a: ['secret\n'], extra: ['smuggled\n'] });
    expect((await scan(repository, `${base}..HEAD`)).added.a).toEqual(['ours\n', 'theirs\n', 'secret\n']);
  });

  it('brings nothing with a rename, and only the edit with a rename and edit', async () => {
    const repository = scratchRepository();
    repository.commit({ 'one.py': '1\nsecret\n', 'two.py': '2\n' });
    repository.git('mv', 'one.py', 'three.py');
    repository.commit({}, 'rename');
    repository.git('mv', 'three.py', 'four.py');
    repository.commit({ 'four.py': '1\nsecret\nnew\n' });
    expect((await scan(repository, 'HEAD~2..HEAD')).added).toEqual({ 'four.py': ['new\n'] });
  });

  it('counts a line that goes and comes back as new', async () => {
    const repository = scratchRepository();
    const base = repository.commit({ a: '1\nsecret\n' });
    repository.commit({ a: '1\nsecret\n2\n' });
    repository.commit({ a: '1\n' });
    repository.commit({ a: '1\nsecret\n2\n' });
    expect((await scan(repository, `${base}..HEAD`)).added).toEqual({ a: ['secret\n2\n', ''] });
  });

  it('reads messages without headers and signatures, and dates that are none', async () => {
    const repository = scratchRepository();
    const tree = repository.git('write-tree');
    const odd = `tree ${tree}\nauthor X <x@y> 99999999999999999 +0100\ncommitter X <x@y> 1 +0000\ngpgsig abc\n def\n\nsubject\n\nbody\n`;
    writeFileSync(join(repository.folder, 'object'), odd);
    const id = repository.git('hash-object', '-t', 'commit', '-w', '--literally', 'object');
    const { messages, blobs } = await scan(repository, id);
    expect(messages).toEqual(['subject\n\nbody\n']);
    expect(blobs[0]?.provenance).toMatchObject({
      object: 'commit-message',
      commit: { id, author: 'X', date: '' },
    });
  });
});

describe('a base that is not there', () => {
  function withRemote(): { origin: Scratch; clone: Scratch } {
    const origin = scratchRepository();
    origin.commit({ old: '1\n' });
    const folder = scratchFolder();
    origin.git('clone', '-q', origin.folder, folder);
    return { origin, clone: openScratch(folder) };
  }

  it('of zeros means everything that no remote branch has besides', async () => {
    const { clone } = withRemote();
    clone.git('checkout', '-q', '-b', 'topic');
    clone.commit({ new: '1\n' });
    clone.git('update-ref', 'refs/remotes/origin/topic', 'HEAD');
    expect((await scan(clone, `${ZERO}..topic`)).added).toEqual({ new: ['1\n'] });
  });

  it('of zeros means all history where there is no remote', async () => {
    const repository = scratchRepository();
    repository.commit({ a: '1\n' });
    repository.git('tag', 'v1');
    repository.commit({ b: '1\n' });
    expect((await scan(repository, `${ZERO}..HEAD`)).added).toEqual({ a: ['1\n'], b: ['1\n'] });
  });

  it('after a force-push is taken like zeros, and said', async () => {
    const { clone } = withRemote();
    clone.commit({ new: '1\n' });
    const { added, notices } = await scan(clone, `${'ab'.repeat(20)}..HEAD`);
    expect(added).toEqual({ new: ['1\n'] });
    expect(notices).toEqual([expect.stringContaining('abababababab')]);
  });

  it.each([['nowhere..HEAD'], ['HEAD..nowhere'], ['nowhere'], ['-x..HEAD'], ['--output=x'], ['HEAD..--all']])(
    'by a wrong name is an error: %s',
    async (range) => {
      const repository = scratchRepository();
      repository.commit({ a: '1\n' });
      await expect(scan(repository, range)).rejects.toMatchObject({ code: 'GIT' });
    },
  );

  it('takes branches whose names look like options', async () => {
    const repository = scratchRepository();
    repository.commit({ a: '1\n' });
    repository.git('update-ref', 'refs/heads/-x', 'HEAD');
    repository.commit({ b: '1\n' });
    expect((await scan(repository, '-x..HEAD')).added).toEqual({ b: ['1\n'] });
  });

  it('says so when the range is empty', async () => {
    const repository = scratchRepository();
    repository.commit({ a: '1\n' });
    expect(await scan(repository, 'HEAD..HEAD')).toMatchObject({
      commits: 0,
      notices: ['the range holds no commits'],
    });
  });
});

describe('a repository with gaps', () => {
  it('that is shallow scans what there is and names the cut', async () => {
    const origin = scratchRepository();
    origin.commit({ a: '1\n' });
    const base = origin.commit({ a: '1\n2\n' });
    const boundary = origin.commit({ a: '1\n2\n3\n' });
    origin.commit({ a: '1\n2\n3\n4\n' });
    const folder = scratchFolder();
    origin.git('clone', '-q', '--depth', '2', `file://${origin.folder}`, folder);
    for (const range of [`${base}..HEAD`, `${ZERO}..HEAD`]) {
      const { added, skips } = await scan({ folder }, range);
      expect(added).toEqual({ a: ['1\n2\n3\n', '4\n'] });
      expect(skips).toMatchObject([{ path: `commit ${boundary.slice(0, 12)}`, reason: 'missing-object' }]);
    }
    expect(await scan({ folder }, 'HEAD~1..HEAD')).toMatchObject({ added: { a: ['4\n'] }, skips: [] });
  });

  it('that is shallow on a side branch only names the cut although the base is there', async () => {
    const origin = scratchRepository();
    const base = origin.commit({ a: '1\n' });
    origin.git('checkout', '-q', '-b', 'side');
    origin.commit({ s: '1\n' });
    const cut = origin.commit({ s: '1\n2\n' });
    origin.git('checkout', '-q', 'main');
    origin.commit({ b: '1\n' });
    origin.git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
    writeFileSync(join(origin.folder, '.git/shallow'), `${cut}\n`);
    const { skips } = await scan(origin, `${base}..HEAD`);
    expect(skips).toMatchObject([{ path: `commit ${cut.slice(0, 12)}`, reason: 'missing-object' }]);
  });

  it('that lacks a blob, a tree or both reports them and scans the rest', async () => {
    const repository = scratchRepository();
    const base = repository.commit({ a: '1\n' });
    const second = repository.commit({ b: '2\n' });
    const third = repository.commit({ c: '3\n' });
    repository.commit({ d: '4\n' });
    drop(repository, `${second}:b`);
    expect(await scan(repository, `${base}..HEAD`)).toMatchObject({
      added: { c: ['3\n'], d: ['4\n'] },
      reasons: { b: 'missing-object' },
    });
    drop(repository, `${third}^{tree}`);
    const { added, skips } = await scan(repository, `${base}..HEAD`);
    expect(added).toEqual({});
    expect(skips.map(({ path }) => path)).toEqual([
      `commit ${third.slice(0, 12)}`,
      expect.stringMatching(/^commit /),
      'b',
    ]);
  });

  it('that is a partial clone reports what was never fetched, and fetches nothing', async () => {
    const origin = scratchRepository();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.commit({ a: '1\n' });
    origin.commit({ a: '2\n' });
    const folder = scratchFolder();
    origin.git('clone', '-q', '--filter=blob:none', `file://${origin.folder}`, folder);
    const before = openScratch(folder).git('count-objects', '-v');
    const { added, reasons } = await scan({ folder }, `${ZERO}..HEAD`);
    expect({ added, reasons }).toEqual({ added: { a: ['2\n'] }, reasons: { a: 'missing-object' } });
    expect(openScratch(folder).git('count-objects', '-v')).toBe(before);
  });
});

function drop({ folder, git }: Scratch, name: string): void {
  const id = git('rev-parse', name);
  rmSync(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
}
