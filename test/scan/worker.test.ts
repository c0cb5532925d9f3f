import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Batch } from '../../src/scan/batch.ts';
import { startPool } from '../../src/scan/pool.ts';
import { createTreeQueue } from '../../src/scan/tree-queue.ts';
import { DEFAULT_READ_LIMITS } from '../../src/sources/tree.ts';
import { madeUp } from '../findings/make.ts';

const root = mkdtempSync(join(tmpdir(), 'keysweep-worker-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('the built worker finds a leak with the shipped rules and posts no secret', async () => {
  const secret = madeUp(2);
  writeFileSync(join(root, 'a.env'), `BINANCE_API_KEY=${madeUp(1)}\nBINANCE_API_SECRET=${secret}\n`);
  const batches: Batch[] = [];
  const pool = startPool({
    script: new URL('../../dist/scan/worker.js', import.meta.url),
    queue: createTreeQueue(['a.env'], 2),
    threads: [1],
    data: { root, limits: DEFAULT_READ_LIMITS, rules: null },
    hangMilliseconds: 30_000,
    onBatch: (batch) => batches.push(batch),
    onSkip: (skip) => expect(skip).toBeUndefined(),
  });
  await pool.done;
  expect(batches.flatMap(({ sealed }) => sealed.map(({ issuer }) => issuer))).toEqual(['binance']);
  const posted = JSON.stringify(batches);
  for (let at = 0; at + 5 <= secret.length; at++) expect(posted).not.toContain(secret.slice(at, at + 5));
});
