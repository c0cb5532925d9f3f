/**
 * What a sweep of very many repositories costs besides cloning and scanning: listing, queue, state and report, with
 * a runner that answers at once. First sweep, then one in which nothing has changed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SealedFinding } from '../../src/findings/seal.ts';
import { loadSweepReporter } from '../../src/reporters/sweep/index.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { resolveSettings } from '../../src/scan/settings.ts';
import type { SweepRepository, UnitResult } from '../../src/sweep/model.ts';
import { openQueue } from '../../src/sweep/queue/open.ts';
import { assembleSweep } from '../../src/sweep/report.ts';
import { openState } from '../../src/sweep/state.ts';
import { runSweep } from '../../src/sweep/sweep.ts';
import { inPages } from '../../src/sweep/targets.ts';
import type { UnitRunner, UnitTask } from '../../src/sweep/unit.ts';
import { sizeOf } from '../../src/sweep/workspace.ts';

/** Every so many repositories one has a finding. */
const LEAKY = 5;

export async function measureCoordinator(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-bench-'));
  const repositories = Array.from({ length: count }, (_, index) => repositoryAt(index));
  for (const name of ['first sweep', 'nothing changed']) {
    const started = performance.now();
    await sweepOnce(folder, repositories);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const [memory, size] = [process.memoryUsage().rss, await sizeOf(join(folder, 'database'))];
    console.log(
      `${name.padEnd(18)}${seconds} s, ${toMegabytes(memory)} resident, ${toMegabytes(size)} of state`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
}

async function sweepOnce(folder: string, repositories: SweepRepository[]): Promise<void> {
  const state = await openState({ folder, shown: folder, target: 'bench', now: Date.now() });
  const queue = await openQueue<UnitResult>(undefined);
  const choice = { archived: true, forks: true, shard: null };
  const run = {
    state,
    queue,
    runner: RUNNER,
    lanes: 6,
    key: 'k',
    asksEach: true,
    onProgress: () => undefined,
  };
  const signal = new AbortController().signal;
  await runSweep({ ...run, signal, listing: inPages(repositories, choice) });
  const catalog = builtinCatalog();
  const settings = resolveSettings({ config: false, baseline: false }, folder);
  const request = { states: [state], target: 'bench', catalog, settings, now: Date.now(), problems: [] };
  const { sweep, reported } = await assembleSweep(request);
  const render = await loadSweepReporter('json');
  render(sweep, { facts: new Map(), color: false, width: 100 });
  await state.finish(reported);
  await queue.close();
  await state.close();
}

const RUNNER: UnitRunner = {
  async run({ repository, key, refs }: UnitTask) {
    if (refs !== null) return { outcome: 'unchanged', reason: null, scan: null, transferred: 0 };
    const sealed = Number(repository.id) % LEAKY === 0 ? [findingIn(repository)] : [];
    const coverage = { blobs: 500, bytes: 5_000_000, milliseconds: 300, skipped: [], incomplete: false };
    const earlier = { tips: ['1'.repeat(40)], suspects: sealed.map(() => '2'.repeat(40)) };
    const scan = { key, refs: '0'.repeat(32), coverage, sealed, earlier, isAddition: false };
    return { outcome: 'scanned', reason: null, scan, transferred: 0 };
  },
  keepOnly: async () => undefined,
  close: async () => undefined,
};

function repositoryAt(index: number): SweepRepository {
  const name = `acme/service-number-${index}`;
  const facts = { pushedAt: '2026-01-01T00:00:00Z', defaultBranch: 'main', kilobytes: 1_000 };
  const flags = { isArchived: false, isFork: false, isDisabled: false };
  return { id: String(index), fullName: name, url: `https://github.com/${name}.git`, ...facts, ...flags };
}

function findingIn({ id }: SweepRepository): SealedFinding {
  const region = { startLine: 3, startColumn: 20, endLine: 3, endColumn: 84 };
  const digest = id.padStart(64, '0');
  const part = {
    role: 'secret',
    kind: 'hmac-secret',
    label: 'Secret key',
    shown: null,
    digest,
    region,
  } as const;
  const commit = {
    id: 'a'.repeat(40),
    author: 'A Person',
    email: 'a@example.org',
    date: '2025-01-01T00:00:00Z',
  };
  const exposure = { atHead: true, branches: ['main'], tags: [], reachable: true, days: 300 };
  return {
    issuer: 'binance',
    environment: 'live',
    confidence: 'likely',
    parts: [part],
    evidence: [{ kind: 'name', text: 'the name BINANCE_API_SECRET' }],
    provenance: { path: 'config/.env', commit, exposure },
    allowed: null,
  };
}

function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
