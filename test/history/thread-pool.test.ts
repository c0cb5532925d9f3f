import { expect, it } from 'vitest';
import type { Report } from '../../src/findings/model.ts';
import { createThreadPool, type ThreadPool } from '../../src/history/thread-pool.ts';
import type { Threads } from '../../src/history/threads.ts';
import { scratchRepository } from '../git/scratch.ts';
import { leak } from './planted.ts';
import { useHistoryScan } from './scan.ts';

const scan = useHistoryScan();

it('scans one repository after the other on the same threads, as new ones would', async () => {
  const folders = [1, 2, 3].map((seed) => {
    const repository = scratchRepository();
    repository.commit({ 'a.env': leak(seed), 'b.txt': 'words\n'.repeat(seed * 400) });
    repository.commit({ 'a.env': 'gone\n' });
    return repository.folder;
  });
  const seen = new Set<Threads>();
  const pool = watched(createThreadPool(), seen);
  for (const folder of folders) {
    expect(what(await scan(folder, { pool }))).toEqual(what(await scan(folder)));
  }
  expect(seen.size).toBe(1);
  for (const threads of seen) await threads.stop();
});

it('does not use threads again that were stopped', async () => {
  const repository = scratchRepository();
  repository.commit({ 'a.env': leak(1) });
  const seen = new Set<Threads>();
  const pool = watched(createThreadPool(), seen);
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(scan(repository.folder, { pool, signal })).rejects.toThrow('enough');
  expect((await scan(repository.folder, { pool })).findings).toHaveLength(1);
  expect(seen.size).toBe(2);
  for (const threads of seen) await threads.stop();
});

function watched(pool: ThreadPool, seen: Set<Threads>): ThreadPool {
  return {
    ...pool,
    take(start) {
      const threads = pool.take(start);
      seen.add(threads);
      return threads;
    },
  };
}

function what({ findings, coverage }: Report) {
  return { findings, blobs: coverage.blobs, bytes: coverage.bytes, skipped: coverage.skipped };
}
