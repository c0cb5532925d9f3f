import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { createLookup } from '../../../src/git/objects/lookup.ts';
import { planReading } from '../../../src/git/objects/plan.ts';
import { readObjects, readPlanned } from '../../../src/git/objects/read.ts';
import { closeStore, openStore } from '../../../src/git/objects/store.ts';
import { ALL, add, type Collected, collect } from './collect.ts';
import { blobId, buildDelta, type Entry, makePackedStore } from './packs.ts';
import { addVersions, listObjects, makeFolder, makeRepository, removeFolders } from './repositories.ts';

afterAll(removeFolders);

const base = Buffer.from('the base of it all, long enough to copy from\n');
const wholeEntry: Entry = { id: blobId(base), type: 'blob', content: base };

/** An entry that copies its base's first bytes and adds some of its own. */
function deltaEntry(
  entry: Pick<Entry, 'type' | 'base'>,
  label: string,
  from: Buffer = base,
): Entry & { result: Buffer } {
  const result = Buffer.concat([from.subarray(0, 20), Buffer.from(label)]);
  const content = buildDelta(from.length, result.length, [{ from: 0, length: 20 }, label]);
  return { ...entry, id: blobId(result), content, result };
}

const onBase = (label: string) => deltaEntry({ type: 'offset-delta', base: 0 }, label);
const good = onBase('good');
const reasonsOf = ({ skips }: Collected) => skips.map(({ path, reason }) => `${path} ${reason}`);

describe('entries that lie', () => {
  const cases: [string, Entry[], string][] = [
    ['a size too small', [{ ...wholeEntry, id: 'e1'.repeat(20), size: 5 }], 'corrupt-object'],
    ['a size too large', [{ ...wholeEntry, id: 'e1'.repeat(20), size: 500 }], 'corrupt-object'],
    ['a size of 2 ** 50', [{ ...wholeEntry, id: 'e1'.repeat(20), size: 2 ** 50 }], 'too-large'],
    [
      'a bomb',
      [{ ...wholeEntry, id: 'e1'.repeat(20), stream: deflateSync(Buffer.alloc(1 << 24)) }],
      'corrupt-object',
    ],
    [
      'a stream that is none',
      [{ ...wholeEntry, id: 'e1'.repeat(20), stream: Buffer.alloc(40, 255) }],
      'corrupt-object',
    ],
    ['a base before the pack', [{ ...onBase('x'), id: 'e1'.repeat(20), distance: 10_000 }], 'corrupt-object'],
    [
      'itself as its base by offset',
      [{ ...onBase('x'), id: 'e1'.repeat(20), distance: 0 }],
      'corrupt-object',
    ],
    ['a base within another entry', [{ ...onBase('x'), id: 'e1'.repeat(20), distance: 3 }], 'corrupt-object'],
    [
      'itself as its base by name',
      [{ ...deltaEntry({ type: 'ref-delta', base: 'e1'.repeat(20) }, 'x'), id: 'e1'.repeat(20) }],
      'corrupt-object',
    ],
    [
      'a base that is nowhere',
      [{ ...deltaEntry({ type: 'ref-delta', base: 'd2'.repeat(20) }, 'x'), id: 'e1'.repeat(20) }],
      'corrupt-object',
    ],
    [
      'a delta that claims 4 GB',
      [{ ...onBase('x'), id: 'e1'.repeat(20), content: buildDelta(base.length, 2 ** 32, ['x']) }],
      'too-large',
    ],
    [
      'a delta on a base of another size',
      [{ ...onBase('x'), id: 'e1'.repeat(20), content: buildDelta(9, 1, ['x']) }],
      'corrupt-object',
    ],
  ];

  test.each(cases)('%s: skipped, and all else is read', (_, entries, reason) => {
    const found = collect(makePackedStore([wholeEntry, good, ...entries]));
    expect(reasonsOf(found)).toEqual([`${'e1'.repeat(20)} ${reason}`]);
    expect(found.wrong).toEqual([]);
    expect(found.rows).toEqual(
      [`${good.id} blob ${good.result.length}`, `${wholeEntry.id} blob ${base.length}`].sort(),
    );
  });

  test('a circle of names is reported for each of its objects, and what hangs on it', () => {
    const ids = ['e1', 'e2', 'e3', 'e4'].map((pair) => pair.repeat(20));
    const circle = ids.map((id, i) => ({
      ...deltaEntry({ type: 'ref-delta', base: ids[i === 3 ? 0 : (i + 1) % 3]! }, 'x'),
      id,
    }));
    const found = collect(makePackedStore([wholeEntry, ...circle]));
    expect(reasonsOf(found).sort()).toEqual(ids.map((id) => `${id} corrupt-object`));
    expect(found.rows).toHaveLength(1);
  });

  test('everything on a damaged base is reported, or read from another copy', () => {
    const damaged = { ...wholeEntry, stream: Buffer.from(deflateSync(base)).fill(0, 12) };
    const nested = deltaEntry({ type: 'offset-delta', base: 1 }, 'nested', good.result);
    const gitDir = makePackedStore([damaged, good, nested]);
    expect(reasonsOf(collect(gitDir)).sort()).toEqual(
      [wholeEntry, good, nested].map(({ id }) => `${id} corrupt-object`).sort(),
    );
    writeLoose(
      gitDir,
      wholeEntry.id,
      deflateSync(Buffer.concat([Buffer.from(`blob ${base.length}\0`), base])),
    );
    const found = collect(gitDir);
    expect(found.skips).toEqual([]);
    expect(found.wrong).toEqual([]);
    expect(found.rows).toHaveLength(3);
  });

  test('objects above the limit are reported, and so are the deltas on them', () => {
    const large = Buffer.alloc(5000, 'large ');
    const entries: Entry[] = [
      { id: blobId(large), type: 'blob', content: large },
      deltaEntry({ type: 'offset-delta', base: 0 }, 'small', large),
      { ...wholeEntry },
    ];
    const found = collect(makePackedStore(entries), { kinds: ALL, maxObjectBytes: 4096 });
    expect(found.rows).toEqual([`${wholeEntry.id} blob ${base.length}`]);
    expect(found.skips.map(({ reason }) => reason)).toEqual(['too-large', 'too-large']);
  });

  test('large blobs that the visitor takes for opaque are not inflated, unless deltas need them', () => {
    const opaque = (label: string) =>
      Buffer.concat([Buffer.from(`OPAQUE${label}`), Buffer.alloc(1 << 15, label)]);
    const entries: Entry[] = ['a', 'b', 'c'].map((label) => {
      return { id: blobId(opaque(label)), type: 'blob', content: opaque(label) };
    });
    entries.push(deltaEntry({ type: 'offset-delta', base: 1 }, 'more', opaque('b')), wholeEntry);
    entries[2]!.content = Buffer.concat([Buffer.from('text'), entries[2]!.content]);
    entries[2]!.id = blobId(entries[2]!.content);
    const heads: number[] = [];
    const skips: string[] = [];
    const ids: string[] = [];
    readObjects(makePackedStore(entries), {
      onObject: ({ id }) => ids.push(id),
      onSkip: ({ path, reason }) => skips.push(`${path} ${reason}`),
      isOpaque: (head) => {
        heads.push(head.length);
        return Buffer.from(head).toString('latin1', 0, 6) === 'OPAQUE';
      },
    });
    expect(heads).toEqual([1024, 1024]);
    expect(skips).toEqual([`${entries[0]!.id} binary`]);
    expect(ids.sort()).toEqual(
      entries
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('a bound on all objects together ends the reading, reported', () => {
    const found = collect(makePackedStore([wholeEntry, good, onBase('more')]), {
      maxTotalBytes: base.length + 5,
    });
    expect(found.rows).toHaveLength(1);
    expect(found.skips.map(({ reason }) => reason)).toEqual(['limit-reached', 'limit-reached']);
  });
});

describe('very long chains', () => {
  /** Each delta keeps 16 bytes of the one before; by offset, or by the name of what may come later in the pack. */
  function makeChain(length: number, type: 'offset-delta' | 'ref-delta', padding = ''): Entry[] {
    const entries: Entry[] = [wholeEntry];
    let before: Buffer = base;
    for (let i = 0; i < length; i++) {
      const label = `link ${i}${padding}`;
      const result = Buffer.concat([before.subarray(0, 16), Buffer.from(label, 'latin1')]);
      const content = buildDelta(before.length, result.length, [{ from: 0, length: 16 }, label]);
      entries.push({ id: blobId(result), type, content, base: type === 'ref-delta' ? entries[i]!.id : i });
      before = result;
    }
    return type === 'ref-delta' ? entries.reverse() : entries;
  }

  test.each(['offset-delta', 'ref-delta'] as const)(
    'of 100,000 links by %s are read in bounded memory',
    (type) => {
      const gitDir = makePackedStore(makeChain(100_000, type));
      const found = collect(gitDir);
      expect(found.skips).toEqual([]);
      expect(found.wrong).toEqual([]);
      expect(found.rows).toHaveLength(100_001);
      expect(found.deltas).toBeGreaterThan(99_990);
    },
  );

  test('with much to inflate are cut into parts that readers can share', () => {
    const padding = Buffer.from(
      Array.from({ length: 15_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 251),
    ).toString('latin1');
    const gitDir = makePackedStore(makeChain(1500, 'offset-delta', padding));
    const store = openStore(gitDir);
    const [forest] = planReading(store).forests;
    closeStore(store);
    const cuts = forest!.roots.length - 1;
    expect(cuts).toBeGreaterThan(1);
    const found = collect(gitDir);
    expect(found).toMatchObject({ skips: [], wrong: [], deltas: 1500 - cuts });
    expect(new Set(found.rows).size).toBe(1501);
  });

  test('whose base is damaged are reported link by link, in time', () => {
    const chain = makeChain(20_000, 'offset-delta');
    chain[0] = { ...chain[0]!, stream: Buffer.alloc(30, 255) };
    const found = collect(makePackedStore(chain));
    expect(found.rows).toEqual([]);
    expect(found.skips).toHaveLength(20_001);
  });
});

function writeLoose(gitDir: string, id: string, bytes: Buffer): string {
  const path = join(gitDir, 'objects', id.slice(0, 2), id.slice(2));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

describe('loose objects that lie', () => {
  const id = 'ab'.repeat(20);
  const zipped = (text: string) => deflateSync(Buffer.from(text));
  const cases: [string, Buffer, string][] = [
    ['a size too small', zipped('blob 2\0abc'), 'corrupt-object'],
    ['a size too large', zipped('blob 4\0abc'), 'corrupt-object'],
    ['a size of 10 TB', zipped('blob 10995116277760\0abc'), 'too-large'],
    ['an unknown type', zipped('blub 3\0abc'), 'corrupt-object'],
    ['no header', zipped('abc'), 'corrupt-object'],
    ['an empty file', Buffer.alloc(0), 'corrupt-object'],
    ['a file that is cut off', zipped(`blob 3000\0${'abc'.repeat(1000)}`).subarray(0, 30), 'corrupt-object'],
    ['a bomb', zipped(`blob 3\0${'a'.repeat(1 << 24)}`), 'corrupt-object'],
    ['no zlib stream', Buffer.from('blob 3\0abc'), 'corrupt-object'],
  ];

  test.each(cases)('%s: skipped', (_, bytes, reason) => {
    const gitDir = makePackedStore([wholeEntry]);
    writeLoose(gitDir, id, bytes);
    const found = collect(gitDir);
    expect(reasonsOf(found)).toEqual([`${id} ${reason}`]);
    expect(found.rows).toHaveLength(1);
  });
});

describe.skipIf(process.platform === 'win32')('files that are no files', () => {
  const spoilers: [string, (path: string) => void][] = [
    ['a FIFO', (path) => execFileSync('mkfifo', [path])],
    ['a link', (path) => symlinkSync('/etc/hostname', path)],
    ['a folder', (path) => mkdirSync(path)],
    ['a loop of links', (path) => symlinkSync(path, path)],
  ];
  const targets: [string, string][] = [
    ['a pack', 'objects/pack/pack-1.pack'],
    ['an index', 'objects/pack/pack-1.idx'],
    ['the list of alternates', 'objects/info/alternates'],
    ['a loose object', `objects/ab/${'ab'.repeat(19)}`],
  ];

  describe.each(spoilers)('%s', (_kind, spoil) => {
    test.each(targets)('in place of %s is reported, never opened for long', (_target, name) => {
      const gitDir = makePackedStore([wholeEntry]);
      const path = join(gitDir, name);
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { force: true });
      spoil(path);
      const found = collect(gitDir);
      expect(found.skips.map(({ reason }) => reason)).toEqual(['unreadable']);
      expect(found.rows).toHaveLength(name.includes('pack-1') ? 0 : 1);
    });
  });
});

describe('damaged files', () => {
  const repository = makeRepository();
  addVersions(repository, 12);
  repository.git(['repack', '-adfq']);
  addVersions(repository, 1, 'loose');
  const expected = new Set(listObjects(repository));
  const known = new Set([...expected].map((row) => row.split(' ')[0]!));
  const packFolder = join(repository.gitDir, 'objects', 'pack');
  const stem = readdirSync(packFolder)
    .find((name) => name.endsWith('.pack'))!
    .replace('.pack', '');

  function copyStore(): { gitDir: string; pack: string; idx: string } {
    const gitDir = join(makeFolder(), 'git');
    cpSync(join(repository.gitDir, 'objects'), join(gitDir, 'objects'), { recursive: true });
    execFileSync('chmod', ['-R', 'u+w', gitDir]);
    const path = join(gitDir, 'objects', 'pack', stem);
    return { gitDir, pack: `${path}.pack`, idx: `${path}.idx` };
  }

  test.each(['pack', 'idx'] as const)('random damage to the %s never throws, and is noticed', (file) => {
    const random = createRandom(7);
    const { gitDir, [file]: path } = copyStore();
    const original = readFileSync(path);
    for (let round = 0; round < 100; round++) {
      const bytes = Buffer.from(original);
      for (let flips = 1 + random(3); flips > 0; flips--) bytes[random(bytes.length)]! ^= 1 << random(8);
      writeFileSync(path, bytes);
      const found = collect(gitDir);
      const complete = found.rows.length === expected.size && found.rows.every((row) => expected.has(row));
      if (!complete) expect(found.skips.length + unknown(found)).toBeGreaterThan(0);
    }
  });

  /** Ids that only the damage made up. */
  function unknown({ rows }: Collected): number {
    return rows.filter((row) => !known.has(row.split(' ')[0]!)).length;
  }

  test.each(['pack', 'idx'] as const)('the %s cut off anywhere is reported', (file) => {
    const random = createRandom(11);
    const { gitDir, [file]: path } = copyStore();
    const original = readFileSync(path);
    for (const length of [
      0,
      1,
      8,
      11,
      12,
      1030,
      1032,
      ...Array.from({ length: 30 }, () => random(original.length)),
    ]) {
      writeFileSync(path, original.subarray(0, Math.min(length, original.length - 1)));
      expect(collect(gitDir).skips.length).toBeGreaterThan(0);
    }
  });

  test('a pack that shrinks after it was opened is reported', () => {
    const { gitDir, pack } = copyStore();
    const store = openStore(gitDir);
    const plan = planReading(store, { kinds: ALL });
    truncateSync(pack, 200);
    const found = readAll(plan);
    closeStore(store);
    expect(found.wrong).toEqual([]);
    expect(found.skips.length).toBeGreaterThan(0);
    expect(found.rows.length + found.skips.length).toBe(expected.size);
  });

  test('another pack under the same name is refused', () => {
    const { gitDir, pack } = copyStore();
    appendFileSync(pack, 'x'.repeat(20));
    expect(reasonsOf(collect(gitDir))).toEqual([`objects/pack/${stem}.pack corrupt-object`]);
  });

  function readAll(plan: ReturnType<typeof planReading>): Collected {
    const found: Collected = { rows: [], wrong: [], skips: [], deltas: 0 };
    readPlanned(plan, { onObject: (object) => add(found, object), onSkip: (skip) => found.skips.push(skip) });
    return found;
  }

  test('a repository repacked while it is read gives all the same', () => {
    const moving = makeRepository();
    addVersions(moving, 5);
    moving.git(['repack', '-adq']);
    addVersions(moving, 5, 'loose');
    const before = listObjects(moving);
    const store = openStore(moving.gitDir);
    const plan = planReading(store, { kinds: ALL });
    moving.git(['repack', '-adfq']);
    moving.git(['prune-packed']);
    const found = readAll(plan);
    closeStore(store);
    expect(found.skips).toEqual([]);
    expect(found.wrong).toEqual([]);
    expect(found.rows.sort()).toEqual(before);
  });

  test('a loose object that goes away is reported as such', () => {
    const { gitDir } = copyStore();
    const store = openStore(gitDir);
    const plan = planReading(store, { kinds: ALL });
    const { dir, ids } = plan.loose[0]!;
    unlinkSync(join(dir, ids[0]!.slice(0, 2), ids[0]!.slice(2)));
    expect(reasonsOf(readAll(plan))).toEqual([`${ids[0]} vanished`]);
    closeStore(store);
  });

  test('a pack without an index, and an index without a pack, are reported', () => {
    const { gitDir, pack, idx } = copyStore();
    renameSync(idx, join(dirname(idx), 'pack-other.idx'));
    expect(reasonsOf(collect(gitDir))).toEqual([
      `objects/pack/${stem}.pack unreadable`,
      'objects/pack/pack-other.idx missing-object',
    ]);
    unlinkSync(pack);
    expect(openStore(gitDir).packs).toEqual([]);
  });

  test('a lookup of what is not there, or is no id, says so', () => {
    const store = openStore(repository.gitDir);
    const lookup = createLookup(store, { limit: 1 << 20 });
    for (const id of ['00'.repeat(20), '00'.repeat(32), 'HEAD', '', '../../etc/passwd']) {
      expect(lookup.read(id)).toMatchObject({ reason: 'missing-object' });
    }
    closeStore(store);
  });
});

function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
