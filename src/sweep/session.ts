import { resolve } from 'node:path';
import type { GitHub } from '../github/access.ts';
import type { KnownPage, Owner } from '../github/list.ts';
import type { Catalog } from '../rules/catalog.ts';
import type { Settings } from '../scan/settings.ts';
import type { SweepRepository, UnitResult } from './model.ts';
import { jobsOf, openRunner } from './open-runner.ts';
import type { SweepProgress } from './progress.ts';
import type { SweepQueue } from './queue/queue.ts';
import type { SweepReportRequest } from './report.ts';
import { scanKey } from './scan-key.ts';
import { openState, type SeenFinding, type SweepState } from './state.ts';
import { runSweep } from './sweep.ts';
import { type Choice, inPages, listOwner } from './targets.ts';
import { lanesOf, type UnitLimits, type UnitRunner } from './unit.ts';

/** Whose repositories are swept, for people, and where they are listed. */
export interface Target {
  shown: string;
  from: { owner: Owner } | { repositories: readonly SweepRepository[] };
}

export interface SweepOptions {
  target: Target;
  github: GitHub;
  /** How git servers are asked for refs. */
  transport: typeof fetch;
  /** The folder of the state, and what people call it. */
  folder: string;
  shown: string;
  choice: Choice;
  /** Also the refs of pull requests. */
  pulls: boolean;
  limits: UnitLimits;
  /** Room for mirrors that are kept for the next sweep. */
  mirrorBytes: number;
  fetches: number;
  catalog: Catalog;
  settings: Settings;
  queue: SweepQueue<UnitResult>;
  /** True where other processes work on the queue, and this one only coordinates. */
  isShared: boolean;
  signal: AbortSignal;
  onProgress: (progress: SweepProgress) => void;
}

/** A sweep that has come to its end and is to be reported. */
export interface EndedSweep {
  request: SweepReportRequest;
  /** To be called when the report is out: what it said is what the next sweep is compared with. */
  finish(reported: readonly SeenFinding[]): Promise<void>;
}

/**
 * Sweeps, hands the end to `report`, and closes everything, whatever happens. A sweep that is stopped before `finish`
 * is taken up by the next one on the same state. Throws `KeysweepError` where nothing can be listed or kept.
 */
export async function sweep<T>(options: SweepOptions, report: (ended: EndedSweep) => Promise<T>): Promise<T> {
  const { target, choice, catalog, settings, folder, shown } = options;
  const now = Date.now();
  const named = nameOf(options);
  const state = await openState({ folder, shown, target: named, now });
  let runner: UnitRunner | null = null;
  try {
    runner = options.isShared ? null : await openRunner({ ...options, root: resolve(folder) });
    await runSweep({ ...options, state, runner, ...plan(options), listing: listing(options, state) });
    const request = { states: [state], target: target.shown, catalog, settings, now, problems: [] };
    const finish = async (reported: readonly SeenFinding[]) => {
      await state.finish(reported);
      await runner?.keepOnly(await idsOf(state));
    };
    return await report({ request: { ...request, target: shardWords(target, choice) }, finish });
  } finally {
    await runner?.close();
    await state.close();
  }
}

/** What a state is bound to; a shard's is the shard's alone. */
function nameOf({ target, github, choice }: SweepOptions): string {
  return `${shardWords(target, choice)} at ${github.endpoints.serverUrl}`;
}

function shardWords({ shown }: Target, { shard }: Choice): string {
  return shard === null ? shown : `${shown}, shard ${shard.index} of ${shard.count}`;
}

/** Listings say when a repository was pushed to, but not when a pull request came in. */
function plan({ catalog, settings, pulls, target, fetches }: SweepOptions) {
  return {
    key: scanKey({ catalog, settings, pulls }),
    asksEach: pulls || 'repositories' in target.from,
    lanes: lanesOf({ jobs: jobsOf(settings), fetches }),
  };
}

async function* listing(
  { target, github, choice, signal }: SweepOptions,
  state: SweepState,
): AsyncGenerator<readonly SweepRepository[]> {
  const { from } = target;
  if ('repositories' in from) return yield* inPages(from.repositories, choice);
  const before = await state.pages();
  const read = new Map<string, KnownPage>();
  const pages = {
    get: (url: string) => before.get(url),
    set: (url: string, page: KnownPage) => void read.set(url, page),
  };
  yield* listOwner(github, from.owner, { choice, pages, signal });
  await state.keepPages(read);
}

async function idsOf(state: SweepState): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { repository } of state.records()) ids.add(repository.id);
  return ids;
}
