import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createLookup } from '../../../src/git/objects/lookup.ts';
import { planReading } from '../../../src/git/objects/plan.ts';
import { readPlanned } from '../../../src/git/objects/read.ts';
import { closeStore, openStore } from '../../../src/git/objects/store.ts';
import { ALL, add, type Collected, collect } from './collect.ts';
import {
  addVersions,
  listObjects,
  makeFolder,
  makeRepository,
  openRepository,
  type Repository,
  removeFolders,
} from './repositories.ts';

afterAll(removeFolders);

const packDir = (repository: Repository) => join(repository.gitDir, 'objects', 'pack');
const packFiles = (repository: Repository, ending: string) =>
  readdirSync(packDir(repository)).filter((name) => name.endsWith(ending));

function packed(settings: string[] = [], options: string[] = []): Repository {
  const repository = makeRepository(options);
  addVersions(repository, 12);
  repository.git([...settings, 'repack', '-adfq', '--depth=50', '--window=10']);
  return repository;
}

/** Rewrites the only pack's index with other settings of `git index-pack`. */
function reindex(repository: Repository, option: string): Repository {
  const [name] = packFiles(repository, '.pack');
  const stem = join(packDir(repository), name!.replace('.pack', ''));
  rmSync(`${stem}.idx`, { force: true });
  rmSync(`${stem}.rev`, { force: true });
  repository.git(['index-pack', option, '-o', `${stem}.idx`, `${stem}.pack`]);
  return repository;
}

function withCruft(): Repository {
  const repository = packed();
  repository.git(['commit', '--quiet', '--allow-empty', '-m', 'To be dropped']);
  repository.git(['hash-object', '-w', '--stdin'], 'dropped content\n');
  repository.git(['update-ref', 'refs/heads/main', 'HEAD~1']);
  repository.git(['reflog', 'expire', '--expire=now', '--all']);
  repository.git(['repack', '--cruft', '-dq']);
  expect(packFiles(repository, '.mtimes')).toHaveLength(1);
  return repository;
}

function withSeveralPacks(): Repository {
  const repository = packed();
  for (const label of ['x', 'y', 'z']) {
    addVersions(repository, 4, label);
    repository.git(['repack', '-q']);
  }
  const everything = repository.git(['rev-list', '--objects', '--all']);
  repository.git(['pack-objects', '-q', join(packDir(repository), 'pack')], everything);
  addVersions(repository, 2, 'loose');
  repository.git(['hash-object', '-w', '--stdin'], 'unreachable\n');
  expect(packFiles(repository, '.pack').length).toBeGreaterThan(4);
  return repository;
}

function withKeep(): Repository {
  const repository = packed();
  writeFileSync(join(packDir(repository), packFiles(repository, '.pack')[0]!.replace('.pack', '.keep')), '');
  addVersions(repository, 3, 'k');
  repository.git(['repack', '-adq']);
  expect(packFiles(repository, '.pack')).toHaveLength(2);
  return repository;
}

function withAlternate(): Repository {
  const origin = packed();
  addVersions(origin, 2, 'l');
  const dir = join(makeFolder(), 'clone');
  origin.git(['clone', '--quiet', '--shared', origin.dir, dir]);
  const clone = openRepository(dir);
  addVersions(clone, 2, 'own');
  return clone;
}

function withReplacement(): Repository {
  const repository = packed();
  const other = repository.git(['hash-object', '-w', '--stdin'], 'clean\n').trim();
  repository.git(['replace', repository.git(['rev-parse', 'HEAD:a.txt']).trim(), other]);
  return repository;
}

function withoutOwnIndex(): Repository {
  const repository = withSeveralPacks();
  repository.git(['repack', '-dq']);
  repository.git(['multi-pack-index', 'write']);
  const objects = listObjects(repository);
  for (const name of packFiles(repository, '.idx')) rmSync(join(packDir(repository), name));
  return { ...repository, objects };
}

const KINDS: [string, () => Repository][] = [
  ['loose objects only', () => addTo(makeRepository())],
  ['a pack of offset deltas', () => packed()],
  ['a pack of ref deltas', () => packed(['-c', 'repack.useDeltaBaseOffset=false'])],
  ['an uncompressed pack', () => packed(['-c', 'core.compression=0', '-c', 'pack.compression=0'])],
  ['an index of version 1', () => reindex(packed(), '--index-version=1')],
  ['an index with offsets of 64 bits', () => reindex(packed(), '--index-version=2,0x40')],
  ['several packs and loose objects, many twice', withSeveralPacks],
  ['a cruft pack', withCruft],
  ['a kept pack', withKeep],
  ['an alternate', withAlternate],
  ['a replaced object', withReplacement],
  ['a multi-pack index instead of indexes', withoutOwnIndex],
  ['loose SHA-256 objects', () => addTo(makeRepository(['--object-format=sha256']))],
  ['a SHA-256 pack', () => packed([], ['--object-format=sha256'])],
  [
    'a SHA-256 pack of ref deltas',
    () => packed(['-c', 'repack.useDeltaBaseOffset=false'], ['--object-format=sha256']),
  ],
  ['nothing at all', () => makeRepository()],
];

function addTo(repository: Repository): Repository {
  addVersions(repository, 6);
  return repository;
}

describe.each(KINDS)('a repository with %s', (name, make) => {
  const repository = make();
  const expected = repository.objects ?? listObjects(repository);

  test('gives every object once, as git does', () => {
    const { rows, wrong, skips, deltas } = collect(repository.gitDir);
    expect(skips).toEqual([]);
    expect(wrong).toEqual([]);
    expect(rows).toEqual(expected);
    if (/pack|index/.test(name)) expect(deltas).toBeGreaterThan(5);
  });

  test('gives only the types asked for', () => {
    const kinds = expected.filter((row) => !row.includes(' tree '));
    expect(collect(repository.gitDir, {}).rows).toEqual(kinds);
  });

  test('gives single objects by id', () => {
    const store = openStore(repository.gitDir);
    const lookup = createLookup(store, { limit: 1 << 20 });
    const found = expected.map((row) => {
      const object = lookup.read(row.split(' ')[0]!);
      return 'bytes' in object ? `${row.split(' ')[0]} ${object.type} ${object.bytes.length}` : object.reason;
    });
    closeStore(store);
    expect(found).toEqual(expected);
  });
});

test('two readers of one plan share its objects', () => {
  const repository = withSeveralPacks();
  const store = openStore(repository.gitDir);
  const plan = planReading(store, { kinds: ALL });
  const result: Collected = { rows: [], wrong: [], skips: [], deltas: 0 };
  let nested = false;
  const visitor = {
    onObject(object: Parameters<typeof add>[1]) {
      add(result, object);
      if (nested) return;
      nested = true;
      readPlanned(structuredClone(plan), visitor);
    },
    onSkip: () => expect.unreachable(),
  };
  readPlanned(plan, visitor);
  closeStore(store);
  expect(result.wrong).toEqual([]);
  expect(result.rows.sort()).toEqual(listObjects(repository));
});

test("a linked worktree's git directory leads to the repository's objects", () => {
  const repository = packed();
  const dir = join(makeFolder(), 'linked');
  repository.git(['worktree', 'add', '--quiet', '--detach', dir]);
  const gitDir = join(repository.gitDir, 'worktrees', 'linked');
  expect(collect(gitDir).rows).toEqual(listObjects(repository));
});

test('alternates in a circle, quoted, commented, missing', () => {
  const repository = packed();
  const other = packed();
  const info = (of: Repository) => join(of.gitDir, 'objects', 'info', 'alternates');
  mkdirSync(join(repository.gitDir, 'objects', 'info'), { recursive: true });
  writeFileSync(info(repository), `# a comment\n"${other.gitDir}/\\157bjects"\n\n/nonexistent/objects\n`);
  writeFileSync(info(other), `${repository.gitDir}/objects\n../objects\n`);
  writeFileSync(join(repository.dir, 'more.txt'), 'more\n');
  const { rows, wrong, skips } = collect(repository.gitDir);
  expect(wrong).toEqual([]);
  expect(rows).toEqual(listObjects(other));
  expect(skips).toEqual([
    { path: 'objects', reason: 'missing-object', detail: 'an object directory is not there' },
  ]);
});
