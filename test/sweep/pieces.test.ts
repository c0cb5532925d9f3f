import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SweepRepository } from '../../src/sweep/model.ts';
import { countProgress } from '../../src/sweep/progress.ts';
import { digestRefs } from '../../src/sweep/ref-digest.ts';
import { parseRepositories } from '../../src/sweep/repositories-file.ts';
import { isInShard, parseShard } from '../../src/sweep/shard.ts';

const FILE = { shown: 'list.txt', server: 'https://github.example' };

function repository(changes: Partial<SweepRepository> = {}): SweepRepository {
  const [found] = parseRepositories('acme/bot', FILE);
  return { ...found!, ...changes };
}

describe('shards', () => {
  it('have each repository once, whatever their number', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 64 }), (id, count) => {
        const shards = Array.from({ length: count }, (_, at) => ({ index: at + 1, count }));
        expect(shards.filter((shard) => isInShard(String(id), shard))).toHaveLength(1);
      }),
    );
  });

  it('are about equal, also for ids in a row', () => {
    const sizes = [1, 2, 3, 4].map(
      (index) =>
        Array.from({ length: 4_000 }, (_, id) => String(700_000 + id)).filter((id) =>
          isInShard(id, { index, count: 4 }),
        ).length,
    );
    for (const size of sizes) expect(Math.abs(size - 1_000)).toBeLessThan(150);
  });

  it.each(['0/4', '5/4', '1', '1/0', 'a/b', '1/99999', '-1/4', ' 1/4'])('are not %j', (text) => {
    expect(() => parseShard(text)).toThrow(`--shard cannot be "${text}"`);
  });
});

describe('a file of repositories', () => {
  it('holds URLs and names, each once', () => {
    const text = [
      'acme/bot # the first',
      '# nothing',
      '',
      'https://github.example/acme/bot.git',
      'https://git.example:8443/team/sub/desk.git',
    ].join('\r\n');
    const found = parseRepositories(text, FILE);
    expect(found.map(({ fullName, url }) => [fullName, url])).toEqual([
      ['acme/bot', 'https://github.example/acme/bot'],
      ['team/sub/desk', 'https://git.example:8443/team/sub/desk.git'],
    ]);
  });

  it.each([
    'https://ann:secret@host/a/b',
    'ssh://host/a/b',
    'git@host:a/b',
    '/srv/git/a.git',
    'https://host/a',
    'x',
  ])('refuses %j without repeating it', (line) => {
    expect(() => parseRepositories(`acme/bot\n${line}\n`, FILE)).toThrow('list.txt:2: not a repository');
  });
});

describe('the digest of refs', () => {
  const main = { name: 'refs/heads/main', id: 'a'.repeat(40) };
  const pull = { name: 'refs/pull/7/head', id: 'b'.repeat(40) };

  it('changes with refs, not with their order', () => {
    const tag = { name: 'refs/tags/v1', id: main.id };
    const digest = digestRefs(repository(), [main, tag], true);
    expect(digestRefs(repository(), [tag, main], true)).toBe(digest);
    for (const refs of [[main], [main, { ...tag, id: pull.id }], [main, { ...tag, name: 'refs/tags/v2' }]]) {
      expect(digestRefs(repository(), refs, true)).not.toBe(digest);
    }
  });

  it('knows pull requests where they are swept, and never their trial merges', () => {
    const merge = { name: 'refs/pull/7/merge', id: 'c'.repeat(40) };
    const digest = (refs: (typeof main)[], pulls: boolean) => digestRefs(repository(), refs, pulls);
    expect(digest([main, pull], true)).not.toBe(digest([main], true));
    expect(digest([main, pull, merge], true)).toBe(digest([main, pull], true));
    expect(digest([main, pull, merge], false)).toBe(digest([main], false));
  });

  it('changes with the default branch', () => {
    const digests = ['main', 'trunk', null].map((defaultBranch) =>
      digestRefs(repository({ defaultBranch }), [main], true),
    );
    expect(new Set(digests).size).toBe(3);
  });
});

describe('progress', () => {
  it('tells the end by the size of what is left', () => {
    let time = 0;
    const progress = countProgress(() => time);
    const all = [100, 100, 100, 1_500].map((kilobytes, id) => repository({ id: String(id), kilobytes }));
    for (const one of all) progress.expect(one);
    expect(progress.now()).toMatchObject({ done: 0, total: 4, left: null });
    const settled = { sweep: 1, outcome: 'scanned', reason: null } as const;
    for (const one of all.slice(0, 3)) {
      time += 1_000;
      progress.done({ repository: one, listed: 1, settled, scan: null }, 2, true);
    }
    expect(progress.now()).toMatchObject({ done: 3, findings: 6, failed: 0 });
    expect(progress.now().left).toBe(4_500);
  });
});
