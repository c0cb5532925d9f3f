import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { KeysweepError } from '../../src/errors.ts';
import { createByteReader } from '../../src/git/byte-reader.ts';
import { headerOf } from '../../src/git/cat-file.ts';
import { parseCommit } from '../../src/git/commit-object.ts';
import { applyDelta, createProgram, parseDelta } from '../../src/git/objects/delta.ts';
import { BROKEN, type EntryHeader, LONGEST_HEADER, parseEntryHeader } from '../../src/git/objects/entry.ts';
import { readMultiPackIndex } from '../../src/git/objects/multi-pack-index.ts';
import { readPackIndex } from '../../src/git/objects/pack-index.ts';
import { parseRawDiff, parseRawStream, type RawRecord } from '../../src/git/raw-diff.ts';
import { type Collected, collect } from '../git/objects/collect.ts';
import { blobId, buildDelta, makePackedStore } from '../git/objects/packs.ts';
import {
  addVersions,
  listObjects,
  makeFolder,
  makeRepository,
  removeFolders,
} from '../git/objects/repositories.ts';
import { damaged, inPieces, PATIENCE, RUNS, withDamaged } from './damage.ts';

vi.setConfig({ testTimeout: PATIENCE });

afterAll(removeFolders);

/** A small repository with deltas in its pack, as git itself writes it. */
const repository = makeRepository();
addVersions(repository, 6);
repository.git(['repack', '-adfq', '--write-midx']);
const packFolder = join(repository.gitDir, 'objects', 'pack');
const fileOf = (ending: string): Buffer =>
  readFileSync(join(packFolder, readdirSync(packFolder).find((name) => name.endsWith(ending))!));

/** The format's own description, byte by byte; null where the delta is not sound. */
function applyByTheBook(delta: Buffer, base: Buffer): Buffer | null {
  let next = 0;
  const take = () => (next < delta.length ? delta[next++]! : null);
  const size = () => {
    let total = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = take();
      if (byte === null || unit > 2 ** 48) return null;
      total += (byte & 0x7f) * unit;
      if (byte < 0x80) return total;
    }
  };
  const [from, to] = [size(), size()];
  if (from !== base.length || to === null || to > 5000) return null;
  const parts: Buffer[] = [];
  while (next < delta.length) {
    const op = take()!;
    if (op < 0x80) {
      if (op === 0 || next + op > delta.length) return null;
      parts.push(delta.subarray(next, next + op));
      next += op;
      continue;
    }
    const numbers = [0, 1, 2, 3, 4, 5, 6].map((bit) => (op & (1 << bit) ? take() : 0));
    if (numbers.includes(null)) return null;
    const [a, b, c, d, e, f, g] = numbers as number[];
    const offset = a! + b! * 2 ** 8 + c! * 2 ** 16 + d! * 2 ** 24;
    const length = e! + f! * 2 ** 8 + g! * 2 ** 16 || 0x10000;
    if (offset + length > base.length) return null;
    parts.push(base.subarray(offset, offset + length));
  }
  const result = Buffer.concat(parts);
  return result.length === to ? result : null;
}

describe('deltas', () => {
  const base = Buffer.from(Array.from({ length: 600 }, (_, index) => index % 251));
  const corpus = [
    buildDelta(600, 20, [{ from: 0, length: 20 }]),
    buildDelta(600, 25, [{ from: 500, length: 20 }, 'abcde']),
    buildDelta(600, 306, ['xyz', { from: 10, length: 300 }, 'end']),
    buildDelta(600, 90, [
      { from: 0, length: 30 },
      { from: 30, length: 30 },
      { from: 60, length: 30 },
    ]),
    buildDelta(600, 0, []),
  ];

  it('give what the format says, or nothing', () => {
    const program = createProgram();
    let sound = 0;
    withDamaged(corpus, (delta) => {
      const source = { bytes: delta, from: 0, to: delta.length, baseSize: 600, limit: 5000 };
      const fault = parseDelta(source, program);
      const expected = applyByTheBook(delta, base);
      expect(fault === null).toBe(expected !== null);
      if (fault !== null) return;
      sound++;
      const bytes = Buffer.concat([base, delta, Buffer.alloc(program.size)]);
      const to = base.length + delta.length;
      applyDelta(program, { bytes, base: 0, delta: base.length, to }, { start: 0, end: program.size });
      expect(bytes.subarray(to).equals(expected!)).toBe(true);
    });
    expect(sound).toBeGreaterThan(RUNS / 50);
  });
});

describe('pack entries', () => {
  it('have headers within their bounds, or none', () => {
    const header: EntryHeader = { type: 0, size: 0, length: 0, baseDistance: 0 };
    const pack = fileOf('.pack');
    const corpus = Array.from({ length: 20 }, (_, index) => pack.subarray(12 + index * 7, 70 + index * 7));
    withDamaged(corpus, (bytes) => {
      parseEntryHeader({ bytes, at: 0, end: bytes.length, hashLength: 20 }, header);
      if (header.type === BROKEN) return;
      expect([1, 2, 3, 4, 6, 7]).toContain(header.type);
      expect(header.length).toBeLessThanOrEqual(Math.min(bytes.length, LONGEST_HEADER));
      expect(header.size).toBeGreaterThanOrEqual(0);
      expect(header.baseDistance).toBeGreaterThanOrEqual(0);
    });
  });
});

/** Inputs that share one store: opening it costs far more than any of them. */
const BATCH = 200;

const batches = (corpus: Buffer[]) => fc.array(damaged(corpus), { minLength: BATCH, maxLength: BATCH });
const batchRuns = { numRuns: Math.ceil(RUNS / BATCH) };
const fakeId = (number: number) => (number + 1).toString(16).padStart(40, 'e');

/** What cuts a file short and writes it again waits for the disk, on ext4 for milliseconds (`auto_da_alloc`). */
function writeAnew(path: string, bytes: Uint8Array): void {
  rmSync(path, { force: true });
  writeFileSync(path, bytes);
}

/** Every one of these ids is either read or reported. */
function expectAccounted(found: Collected, ids: string[]): void {
  const told = new Set([
    ...found.rows.map((row) => row.slice(0, 40)),
    ...found.skips.map(({ path }) => path),
  ]);
  expect(ids.filter((id) => !told.has(id))).toEqual([]);
}

describe('files of the object store', () => {
  const text = Buffer.from('the base of it all, long enough to copy from\n');
  const changed = Buffer.concat([text.subarray(0, 20), Buffer.from('other')]);
  const delta = buildDelta(text.length, changed.length, [{ from: 0, length: 20 }, 'other']);
  const base = { id: blobId(text), type: 'blob' as const, content: text };
  const entries = [base, { id: blobId(changed), type: 'offset-delta' as const, base: 0, content: delta }];
  const known = new Set([`${blobId(text)} blob ${text.length}`, `${blobId(changed)} blob ${changed.length}`]);

  it.each(['blob', 'offset-delta'] as const)(
    'damaged streams of a pack, each of a %s, are read or reported',
    (type) => {
      const content = type === 'blob' ? text : delta;
      const streams = batches([deflateSync(content), deflateSync(content, { level: 0 })]);
      const check = (list: Buffer[]) => {
        const wrong = list.map((stream, number) => ({ id: fakeId(number), type, base: 0, content, stream }));
        const gitDir = makePackedStore([base, ...wrong]);
        expectAccounted(
          collect(gitDir),
          wrong.map(({ id }) => id),
        );
        rmSync(gitDir, { recursive: true });
      };
      fc.assert(fc.property(streams, check), batchRuns);
    },
  );

  it('damaged loose objects are read or reported', () => {
    const gitDir = makePackedStore([base]);
    const folder = join(gitDir, 'objects', 'ee');
    mkdirSync(folder, { recursive: true });
    const objects = [
      'blob 3\0abc',
      `tree 37\x00100644 a\0${'x'.repeat(28)}`,
      `blob 300\0${'abc'.repeat(100)}`,
    ];
    const files = batches(objects.map((content) => deflateSync(Buffer.from(content, 'latin1'))));
    const check = (list: Buffer[]) => {
      const ids = list.map((_, number) => fakeId(number));
      for (const [number, bytes] of list.entries()) writeAnew(join(folder, ids[number]!.slice(2)), bytes);
      expectAccounted(collect(gitDir), ids);
    };
    fc.assert(fc.property(files, check), batchRuns);
  });

  it.each(['pack', 'idx'])('a damaged %s as a whole gives true objects or says what is lost', (ending) => {
    const gitDir = makePackedStore(entries);
    const path = join(gitDir, 'objects', 'pack', `pack-1.${ending}`);
    const check = (bytes: Buffer) => {
      writeAnew(path, bytes);
      const found = collect(gitDir);
      const lost = [...known].filter((row) => !found.rows.includes(row));
      const others = found.rows.filter((row) => !known.has(row));
      if (lost.length > 0) expect(found.skips.length + others.length).toBeGreaterThan(0);
    };
    withDamaged([readFileSync(path)], check, 1 / 20);
  });

  it('damaged indexes give tables within their file, or a reason', () => {
    const folder = makeFolder();
    const path = join(folder, 'x.idx');
    withDamaged([fileOf('.idx')], (bytes) => {
      writeAnew(path, bytes);
      const index = readPackIndex(path);
      expect('reason' in index || index.count >= 0).toBe(true);
    });
  });

  it('damaged multi-pack indexes give tables of their packs, or none', () => {
    const folder = makeFolder();
    const path = join(folder, 'multi-pack-index');
    withDamaged([fileOf('multi-pack-index')], (bytes) => {
      writeAnew(path, bytes);
      for (const [name, index] of readMultiPackIndex(path)) {
        expect(name).not.toContain('/');
        expect(index.count).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('of a real repository were read whole before any damage', () => {
    const found = collect(repository.gitDir);
    expect(found.rows).toEqual(listObjects(repository));
    expect(found.deltas).toBeGreaterThan(0);
  });
});

/** What git prints, taken apart; null where it is refused. */
function recordsOf(output: Buffer): RawRecord[] | null {
  try {
    return [...parseRawDiff(output)];
  } catch (error) {
    expect(error).toBeInstanceOf(KeysweepError);
    return null;
  }
}

async function recordsInPieces(output: Buffer, sizes: number[]): Promise<RawRecord[] | null> {
  const records: RawRecord[] = [];
  try {
    for await (const record of parseRawStream(streamOf(inPieces(output, sizes)))) records.push(record);
    return records;
  } catch (error) {
    expect(error).toBeInstanceOf(KeysweepError);
    return null;
  }
}

async function* streamOf(pieces: Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  yield* pieces;
}

const pieceSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe("git's output", () => {
  const [a, b, zero] = ['1a'.repeat(20), '2b'.repeat(20), '0'.repeat(40)];
  const outputs = [
    `:100644 100644 ${a} ${b} M\0a file\0:000000 100755 ${zero} ${b} A\0b\0`,
    `${a}\0::100644 100644 100644 ${a} ${b} ${a} MM\0dir/x\0${b}\0:100644 000000 ${a} ${zero} D\0y\0`,
  ].map((text) => Buffer.from(text, 'latin1'));

  it('of changes is the same whole and in pieces, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(outputs), pieceSizes, async (output, sizes) => {
        expect(await recordsInPieces(output, sizes)).toEqual(recordsOf(output));
      }),
      { numRuns: RUNS },
    );
  });

  it('of objects is read the same whole and in pieces', async () => {
    const plan = fc.array(fc.oneof(fc.constant('line' as const), fc.nat({ max: 30 })), { maxLength: 6 });
    const read = async (pieces: Buffer[], steps: ('line' | number)[]) => {
      const reader = createByteReader(streamOf(pieces));
      const answers: (string | null)[] = [];
      for (const step of steps) {
        const answer = step === 'line' ? await reader.line(50) : await reader.exactly(step);
        answers.push(answer?.toString('latin1') ?? null);
        if (answer === null) break;
      }
      return answers;
    };
    const answers = [Buffer.from(`${a} blob 11\nhello world\n${b} missing\n`)];
    await fc.assert(
      fc.asyncProperty(damaged(answers), pieceSizes, plan, async (bytes, sizes, steps) => {
        expect(await read(inPieces(bytes, sizes), steps)).toEqual(await read([bytes], steps));
      }),
      { numRuns: RUNS },
    );
  });

  it('before an object is about that object, or nothing', () => {
    withDamaged([Buffer.from(`${a} blob 11`), Buffer.from(`${a} commit 0`)], (bytes) => {
      const header = headerOf(bytes.toString('latin1'), a);
      if (header === null) return;
      expect(header.id).toBe(a);
      expect(Number.isInteger(header.size)).toBe(true);
    });
  });
});

describe('commits', () => {
  it('give dates that are dates, and a message that stands in them', () => {
    const author = 'author A <a@example.com> 1700000000 +0130';
    const commit = `tree ${'1a'.repeat(20)}\n${author}\ncommitter ${author.slice(7)}\n\nwords\n\nmore\n`;
    withDamaged([Buffer.from(commit)], (bytes) => {
      const { facts, message } = parseCommit('1a'.repeat(20), bytes);
      expect(facts.date === '' || !Number.isNaN(Date.parse(facts.date))).toBe(true);
      expect(bytes.subarray(bytes.length - message.length).equals(message)).toBe(true);
      expect(facts.author).not.toContain('\n');
    });
  });
});
