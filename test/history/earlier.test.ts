import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Earlier } from '../../src/history/earlier.ts';
import { type HistoryOutcome, runHistoryScan } from '../../src/history/scan-history.ts';
import type { ThreadPool } from '../../src/history/thread-pool.ts';
import type { Threads } from '../../src/history/threads.ts';
import { openScratch, type Scratch, scratchFolder } from '../git/scratch.ts';
import { leak, plantedRepository } from './planted.ts';
import { NOW } from './scan.ts';
import { bundleWorker } from './worker.ts';

/** Threads that many scans share: starting them takes longer than these histories. */
let worker: Awaited<ReturnType<typeof bundleWorker>>;
let bundled = '';
let threads: Threads | null = null;
const pool: ThreadPool = {
  take: (start) => (threads ??= start()),
  give: () => undefined,
  has: () => true,
};
beforeAll(async () => {
  bundled = mkdtempSync(join(tmpdir(), 'keysweep-worker-'));
  worker = await bundleWorker(bundled);
});
afterAll(async () => {
  await threads?.stop();
  rmSync(bundled, { recursive: true, force: true });
});

const NEW = 70;

/** What people do between two sweeps. */
const CHANGES: Record<string, (repository: Scratch) => void> = {
  'nothing at all': () => undefined,
  'a new leak': ({ commit }) => commit({ 'new.env': leak(NEW + 1) }),
  'a leak put into an old file': ({ commit }) =>
    commit({ 'config/settings.yml': `a: 1\n${leak(NEW + 2)}b: 2\n` }),
  'an old leak at another path': ({ commit }) => commit({ 'copied/prod.env': leak(1) }),
  'an old leak removed': ({ commit }) => commit({ 'bot/.env': 'A=1\n' }),
  'an old leak brought back': ({ commit }) => commit({ 'old.env': leak(2) }),
  'a leak removed in the next commit': ({ commit }) => {
    commit({ 'short.env': leak(NEW + 3) });
    commit({ 'short.env': 'A=1\n' });
  },
  'a leak in a message': ({ commit }) => commit({ 'a.txt': 'a\n' }, `words\n\n${leak(NEW + 4)}`),
  'a new branch on an old commit, and a new tag': ({ git }) => {
    git('branch', 'again', 'HEAD~9');
    git('tag', '-a', 'v2', '-m', `words\n\n${leak(NEW + 5)}`, 'HEAD~3');
  },
  'a merge that brings a leak': ({ git, commit, stage }) => {
    git('switch', '-q', '-c', 'late');
    commit({ 'late.txt': 'late\n' });
    git('switch', '-q', 'main');
    commit({ 'early.txt': 'early\n' });
    git('merge', '-q', '--no-ff', '--no-commit', 'late');
    stage({ 'resolved.env': leak(NEW + 6) });
    git('commit', '-q', '-m', 'merge');
  },
  'an unrelated history': ({ git, commit }) => {
    git('switch', '-q', '--orphan', 'island');
    commit({ 'island.env': leak(NEW + 7), 'again.env': leak(1) });
  },
};

async function scan(path: string, earlier?: Earlier): Promise<HistoryOutcome> {
  const options = { path, now: NOW, config: false, baseline: false, jobs: 1, worker, pool } as const;
  return runHistoryScan({ ...options, ...(earlier && { earlier }) });
}

function mirrorOf(repository: Scratch): string {
  const target = join(scratchFolder(), 'mirror');
  repository.git('clone', '-q', '--mirror', `file://${repository.folder}`, target);
  return target;
}

function summary({ report, left }: HistoryOutcome) {
  return { findings: report.findings, suspects: [...left.suspects].sort(), tips: [...left.tips].sort() };
}

describe('a scan that knows what an earlier one has read', () => {
  it('finds what reading everything finds, one change after the other', { timeout: 300_000 }, async () => {
    const repository = plantedRepository();
    repository.git('stash', 'clear');
    let last = await scan(mirrorOf(repository));
    let blobs = last.report.coverage.blobs;
    for (const [change, make] of Object.entries(CHANGES)) {
      make(repository);
      const clone = mirrorOf(repository);
      const [whole, added] = [await scan(clone), await scan(clone, last.left)];
      expect(added.isAddition, change).toBe(true);
      expect(summary(added), change).toEqual(summary(whole));
      const { coverage } = added.report;
      expect(coverage.blobs, change).toBeLessThan(10);
      expect(coverage.incomplete, change).toBe(false);
      blobs += coverage.blobs;
      last = added;
    }
    expect(blobs).toBeGreaterThanOrEqual((await scan(mirrorOf(repository))).report.coverage.blobs);
    expect(last.report.findings.length).toBeGreaterThan(40);
  });

  it('sees in a kept mirror what is in no branch any more', async () => {
    const repository = plantedRepository();
    repository.commit({ 'gone.env': leak(NEW) });
    const mirror = openScratch(mirrorOf(repository));
    const first = await scan(mirror.folder);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    repository.commit({ 'new.env': leak(NEW + 20) });
    mirror.git('fetch', '-q', '--prune', 'origin');
    const [whole, added] = [await scan(mirror.folder), await scan(mirror.folder, first.left)];
    expect(added.isAddition).toBe(true);
    expect(summary(added)).toEqual(summary(whole));
  });

  it.each<[string, (left: Earlier) => Earlier]>([
    ['a tip is gone', ({ tips, suspects }) => ({ tips: [...tips, '1'.repeat(40)], suspects })],
    ['a tip is none', ({ tips, suspects }) => ({ tips: [...tips, '--all'], suspects })],
  ])('reads everything where %s', async (_name, change) => {
    const clone = mirrorOf(plantedRepository());
    const whole = await scan(clone);
    const again = await scan(clone, change(whole.left));
    expect(again.isAddition).toBe(false);
    expect(summary(again)).toEqual(summary(whole));
    expect(again.report.coverage.blobs).toBe(whole.report.coverage.blobs);
  });
});
