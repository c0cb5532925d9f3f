import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Report } from '../../src/findings/model.ts';
import { type HistoryOptions, runHistoryScan } from '../../src/history/scan-history.ts';
import { bundleWorker } from './worker.ts';

export const NOW = Date.parse('2026-01-01T00:00:00Z');

/** Makes the worker for the tests of one file; gives what scans a history without configuration and baseline. */
export function useHistoryScan(): (path: string, more?: Partial<HistoryOptions>) => Promise<Report> {
  let folder = '';
  let worker: Awaited<ReturnType<typeof bundleWorker>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keysweep-worker-'));
    worker = await bundleWorker(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return async (path, more = {}) => {
    const options = { path, now: NOW, config: false, baseline: false, jobs: 2, worker } as const;
    return (await runHistoryScan({ ...options, ...more })).report;
  };
}
