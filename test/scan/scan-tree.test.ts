import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeFindings } from '../../src/findings/merge.ts';
import { scanTree, type TreeScan } from '../../src/scan/scan-tree.ts';
import { createTally } from '../../src/scan/tally.ts';
import { DEFAULT_READ_LIMITS } from '../../src/sources/tree.ts';
import { madeUp } from '../findings/make.ts';
import { fakeEngine } from './fake-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'keysweep-pool-'));
const script = pathToFileURL(join(folder, 'worker.mjs'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'fake-worker.ts')],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['picomatch'],
  });
});

/** A tree of files, each with a secret of its own. */
function tree(name: string, files: string[]): { root: string; files: string[] } {
  const root = join(folder, name);
  for (const [seed, file] of files.entries()) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `# ${file}\nSECRET=${madeUp(seed)}\n`);
  }
  return { root, files };
}

async function run(listing: { root: string; files: string[] }, more: Partial<TreeScan> = {}) {
  const tally = createTally();
  const scan: TreeScan = {
    listing: { ...listing, skips: [], notices: [] },
    engine: fakeEngine(),
    limits: DEFAULT_READ_LIMITS,
    rules: null,
    jobs: 2,
    isolated: false,
    worker: { script, hangMilliseconds: 30_000 },
    ...more,
  };
  await scanTree(scan, tally);
  return { tally, findings: mergeFindings(tally.sealed), coverage: tally.coverage(0) };
}

const manyNames = Array.from({ length: 2_500 }, (_, index) => `d${index % 50}/file-${index}.env`);

describe('scanTree', () => {
  it('comes to the same result with any number of threads', async () => {
    const listing = tree('same', manyNames);
    const results = await Promise.all([1, 2, 4].map((jobs) => run(listing, { jobs })));
    const [first] = results;
    expect(first?.findings).toHaveLength(manyNames.length);
    for (const { findings, coverage } of results) {
      expect(findings).toEqual(first?.findings);
      expect(coverage).toEqual(first?.coverage);
    }
  });

  it('scans everything in workers when files may hold it up', async () => {
    const listing = tree('isolated', manyNames.slice(0, 300));
    const engine = {
      scan: () => {
        throw new Error('the main thread scanned');
      },
    };
    const { findings, coverage } = await run(listing, { engine, isolated: true, jobs: 1 });
    expect(findings).toHaveLength(300);
    expect(coverage).toMatchObject({ blobs: 300, incomplete: false });
  });

  it.each([
    ['crash', 'the scanner failed on it', 30_000],
    ['exit', 'the scanner failed on it', 30_000],
    ['memory', 'needed too much memory', 30_000],
    ['hang', 'took longer than', 400],
  ])(
    'loses one file, and says so, when a worker dies of a %s',
    async (accident, detail, hangMilliseconds) => {
      const names = [...manyNames.slice(0, 120), `${accident}.env`, ...manyNames.slice(120, 200)];
      const listing = tree(`accident-${accident}`, names);
      const { findings, coverage } = await run(listing, {
        isolated: true,
        worker: { script, hangMilliseconds },
      });
      expect(findings).toHaveLength(200);
      expect(coverage).toMatchObject({
        blobs: 200,
        incomplete: true,
        skipped: [
          {
            reason: 'limit-reached',
            count: 1,
            examples: [{ path: `${accident}.env`, detail: expect.stringContaining(detail) }],
          },
        ],
      });
    },
  );

  it('gives up on a tree that kills worker after worker, and says what was left', async () => {
    const deadly = Array.from({ length: 60 }, (_, index) => `crash-${index}.env`);
    const { coverage } = await run(tree('deadly', [...deadly, 'a.env']), { isolated: true });
    const skipped = coverage.skipped.find(({ reason }) => reason === 'limit-reached');
    expect((skipped?.count ?? 0) + coverage.blobs).toBe(61);
    expect(coverage.incomplete).toBe(true);
  });

  it('does the work itself when no worker starts', async () => {
    const listing = tree('broken-worker', manyNames.slice(0, 1_200));
    const { findings, coverage } = await run(listing);
    expect(findings).toHaveLength(1_200);
    expect(coverage.incomplete).toBe(false);
  });

  it('says how far it has come', async () => {
    const seen: number[] = [];
    await run(tree('progress', manyNames.slice(0, 500)), {
      onProgress: ({ files, total }) => seen.push(files, total),
    });
    expect(seen.slice(-2)).toEqual([500, 500]);
  });

  it('stops when it is called off', async () => {
    const listing = tree('aborted', ['hang.env', ...manyNames.slice(0, 50)]);
    const started = performance.now();
    const signal = AbortSignal.timeout(300);
    await expect(run(listing, { isolated: true, signal })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    );
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
