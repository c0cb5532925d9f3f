import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRepository, placeOf } from '../../src/git/repository.ts';
import { listCommits, pushedRevisions } from '../../src/sources/revisions.ts';
import { scratchFolder, scratchRepository } from '../git/scratch.ts';

/** A pre-receive hook: writes down what the first pushed ref brings, and refuses it. */
const SEE = `
import { readFileSync, writeFileSync } from 'node:fs';
import { findRepository, placeOf } from './src/git/repository.ts';
import { openRange } from './src/sources/range.ts';
import { pushedRevisions } from './src/sources/revisions.ts';
import { DEFAULT_READ_LIMITS as limits } from './src/sources/tree.ts';
import { collect } from './test/sources/collect.ts';
const cwd = process.cwd();
const head = readFileSync(0, 'utf8').split(' ')[1];
const repository = findRepository({ folder: cwd, trust: 'hook' });
const range = await pushedRevisions({ place: placeOf(repository, cwd), heads: [head], refs: 'refs/' });
const { source } = await openRange({ repository, cwd, range, limits });
const { added, skips } = await collect(source);
writeFileSync(process.argv[2], JSON.stringify({ added, skips }));
process.exitCode = 1;
`;

describe('a push', () => {
  let bundle = '';
  beforeAll(() => {
    bundle = join(mkdtempSync(join(tmpdir(), 'keysweep-test-')), 'see.mjs');
    const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20' } as const;
    buildSync({ stdin: { contents: SEE, resolveDir: process.cwd() }, outfile: bundle, ...options });
  });
  afterAll(() => rmSync(dirname(bundle), { recursive: true }));

  it('is seen by a server in quarantine, and can be refused', () => {
    const server = scratchRepository({ init: ['--bare'] });
    const client = scratchRepository();
    client.commit({ a: '1\n' }, 'first');
    client.git('push', '-q', server.folder, 'main');
    const seen = join(scratchFolder(), 'seen.json');
    const hook = join(server.folder, 'hooks/pre-receive');
    writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${bundle}' '${seen}'\n`);
    chmodSync(hook, 0o755);
    const head = client.commit({ a: '1\nsecret\n', b: '2\n' }, 'second');
    expect(() => client.git('push', '-q', server.folder, 'main')).toThrow();
    const message = { [`commit ${head.slice(0, 12)}`]: 'second\n' };
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual({
      added: { ...message, a: 'secret\n', b: '2\n' },
      skips: [],
    });
    expect(existsSync(join(server.folder, 'objects', head.slice(0, 2), head.slice(2)))).toBe(false);
  });

  it('brings what the remote does not have, whatever other refs point to', async () => {
    const { folder, git, commit } = scratchRepository();
    git('update-ref', 'refs/remotes/origin/main', commit({ a: '1\n' }));
    git('update-ref', 'refs/remotes/other/main', commit({ a: '2\n' }));
    const head = commit({ a: '3\n' });
    git('tag', 'a-file', git('rev-parse', 'HEAD:a'));
    git('tag', '-a', '-m', 'x', 'v1');
    const place = placeOf(findRepository({ folder, trust: 'hook' })!, folder);
    const count = async (refs: string) =>
      (await listCommits(place, await pushedRevisions({ place, heads: [head], refs }))).length;
    expect(await count('refs/remotes/origin/')).toBe(2);
    expect(await count('refs/remotes/')).toBe(1);
    expect(await count('refs/remotes/nobody/')).toBe(3);
    expect(await count('refs/')).toBe(0);
  });
});
