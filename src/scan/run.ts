import { createEngine } from '../engine/create.ts';
import type { Engine } from '../engine/engine.ts';
import type { Report } from '../findings/model.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { Catalog } from '../rules/catalog.ts';
import type { Source } from '../sources/source.ts';
import { milliseconds } from '../terminal/clock.ts';
import { assembleReport } from './assemble.ts';
import { emptyBatch } from './batch.ts';
import { checkIssuers, type LoadedCatalog, loadCatalog } from './catalog.ts';
import { enforce } from './enforce.ts';
import type { Policy } from './policy.ts';
import { scanSource } from './scan-source.ts';
import { resolveSettings, type SettingOptions, type Settings } from './settings.ts';
import { createTally, type Tally } from './tally.ts';

/** How far a scan has come; `total` is null where nobody knows. */
export type OnProgress = (progress: { files: number; total: number | null }) => void;

export interface RunOptions extends SettingOptions {
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** What came of a scan: the report, and the rules that it speaks of. */
export interface Outcome {
  report: Report;
  catalog: Catalog;
  settings: Settings;
  /** What the report was made of: without secrets, before merging. */
  sealed: readonly SealedFinding[];
  /** True when the scan saw everything that the baseline is about: an entry that matched nothing is gone. */
  isWhole: boolean;
}

export interface SourceScan extends RunOptions {
  /** What to scan, or how to open it once the settings are known. */
  source: Source | ((settings: Settings) => Source | Promise<Source>);
  mode: string;
  /** Configuration and baseline are looked for from here upward. */
  root: string;
  notices?: readonly string[];
  /** Takes the place of the files on disk that no option names. */
  policy?: Policy | null;
  /** Inline allows do not count: whoever is scanned is not to silence the scan. */
  isEnforced?: boolean;
  /** What was scanned before the source: files that hold nothing, their bytes, and when that began. */
  before?: { blobs: number; bytes: number; started: number };
}

/** Scans whatever a source yields: standard input, staged changes, a range, a history. */
export async function runSourceScan(options: SourceScan): Promise<Outcome> {
  const { source, signal, onProgress, before } = options;
  const started = before?.started ?? milliseconds();
  const settings = resolveSettings(options, options.root, options.policy);
  const opened = typeof source === 'function' ? await source(settings) : source;
  const run = { ...(await startRun(settings)), started };
  if (before !== undefined) run.tally.add({ ...emptyBatch(), blobs: before.blobs, bytes: before.bytes });
  await scanSource({
    source: opened,
    engine: run.engine,
    tally: run.tally,
    signal,
    onProgress: ({ files }) => onProgress?.({ files, total: null }),
  });
  const overruled = options.isEnforced ? enforce(run.tally.sealed) : [];
  const notices = [...(options.notices ?? []), ...overruled];
  return finishRun(run, { mode: options.mode, notices, isWhole: false });
}

/** A scan under way: `startRun` begins it, `finishRun` makes its report. */
export interface Run extends LoadedCatalog {
  settings: Settings;
  engine: Engine;
  tally: Tally;
  started: number;
}

export async function startRun(settings: Settings): Promise<Run> {
  const started = milliseconds();
  const loaded = await loadCatalog(settings.rules);
  await checkIssuers(settings.filters.issuers, loaded.catalog);
  return { ...loaded, settings, engine: createEngine(loaded.catalog.rules), tally: createTally(), started };
}

export function finishRun(
  run: Run,
  facts: { mode: string; notices: readonly string[]; isWhole: boolean },
): Outcome {
  const { catalog, settings, tally } = run;
  const coverage = tally.coverage(milliseconds() - run.started);
  const isWhole = facts.isWhole && !coverage.incomplete;
  const report = assembleReport({
    mode: facts.mode,
    rules: catalog.rules,
    rulesVersion: catalog.version,
    sealed: tally.sealed,
    unusedAllows: tally.unusedAllows,
    baseline: settings.baseline,
    reportsUnusedBaseline: isWhole,
    filters: settings.filters,
    notices: facts.notices,
    coverage,
  });
  return { report, catalog, settings, sealed: tally.sealed, isWhole };
}
