import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createEngine } from '../engine/create.ts';
import type { Engine } from '../engine/engine.ts';
import type { Report } from '../findings/model.ts';
import type { Catalog } from '../rules/catalog.ts';
import { listTree } from '../sources/list-tree.ts';
import type { Source } from '../sources/source.ts';
import type { TreeListing } from '../sources/tree.ts';
import { assembleReport } from './assemble.ts';
import { checkIssuers, type LoadedCatalog, loadCatalog } from './catalog.ts';
import { scanSource } from './scan-source.ts';
import { scanTree } from './scan-tree.ts';
import { commonFolder, isWithin, resolveSettings, type SettingOptions, type Settings } from './settings.ts';
import { createTally, type Tally } from './tally.ts';

/** How far a scan has come; `total` is null where nobody knows. */
export type OnProgress = (progress: { files: number; total: number | null }) => void;

export interface RunOptions extends SettingOptions {
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

export interface TreeRunOptions extends RunOptions {
  /** Files and folders. Default: the working directory. */
  paths?: readonly string[];
  /** Glob patterns on the path as reported; what the configuration includes and excludes counts besides. */
  include?: readonly string[];
  exclude?: readonly string[];
}

/** What came of a scan: the report, and the rules that it speaks of. */
export interface Outcome {
  report: Report;
  catalog: Catalog;
  settings: Settings;
  /** True when the scan saw everything that the baseline is about: an entry that matched nothing is gone. */
  isWhole: boolean;
}

/** Scans files and folders. Throws `KeysweepError` when nothing can be decided; data problems are in the report. */
export async function runTreeScan(options: TreeRunOptions): Promise<Outcome> {
  const cwd = options.cwd ?? process.cwd();
  const paths = options.paths?.length ? [...options.paths] : ['.'];
  const root = commonFolder(paths, cwd);
  const settings = resolveSettings(options, root);
  const listed = listFiles({ options, paths, cwd, settings });
  const run = await whileListing(listed, () => startRun(settings));
  const listing = await listed;
  await scanTree(
    {
      listing,
      engine: run.engine,
      limits: run.settings.limits,
      rules: run.rulesForWorkers,
      jobs: run.settings.jobs,
      isolated: run.rulesForWorkers !== null,
      signal: options.signal,
      onProgress: options.onProgress,
    },
    run.tally,
  );
  const isWhole = coversBaseline({ options, paths, cwd, settings });
  return finishRun(run, { mode: 'working tree', notices: listing.notices, isWhole });
}

/** Scans whatever a source yields: standard input, staged changes, a range, a history. */
export async function runSourceScan(
  options: RunOptions & { source: Source; mode: string; root: string; notices?: readonly string[] },
): Promise<Outcome> {
  const run = await startRun(resolveSettings(options, options.root));
  const { source, signal, onProgress } = options;
  await scanSource({
    source,
    engine: run.engine,
    tally: run.tally,
    signal,
    onProgress: ({ files }) => onProgress?.({ files, total: null }),
  });
  return finishRun(run, { mode: options.mode, notices: options.notices ?? [], isWhole: false });
}

interface Run extends LoadedCatalog {
  settings: Settings;
  engine: Engine;
  tally: Tally;
  started: number;
}

/** Git works on the listing in a process of its own: meanwhile there is time for something else. */
async function whileListing<T>(listed: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  listed.catch(() => undefined);
  await nextTurn();
  return work();
}

async function startRun(settings: Settings): Promise<Run> {
  const started = performance.now();
  const loaded = await loadCatalog(settings.rules);
  await checkIssuers(settings.filters.issuers, loaded.catalog);
  return { ...loaded, settings, engine: createEngine(loaded.catalog.rules), tally: createTally(), started };
}

function finishRun(run: Run, facts: { mode: string; notices: readonly string[]; isWhole: boolean }): Outcome {
  const { catalog, settings, tally } = run;
  const coverage = tally.coverage(performance.now() - run.started);
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
  return { report, catalog, settings, isWhole };
}

async function listFiles(request: {
  options: TreeRunOptions;
  paths: string[];
  cwd: string;
  settings: Settings;
}): Promise<TreeListing> {
  const { options, paths, cwd, settings } = request;
  const include = [...(options.include ?? [])];
  const exclude = [...(options.exclude ?? [])];
  const listing = await listTree({ paths, cwd, all: settings.all, include, exclude });
  if (settings.config === null) return listing;
  const { filterByConfig } = await import('./config-filter.ts');
  return filterByConfig(listing, settings.config);
}

/** True where the scan looks at everything below the baseline's folder. */
function coversBaseline({ options, paths, cwd, settings }: Parameters<typeof listFiles>[0]): boolean {
  const isNarrowed = Boolean(options.include?.length || options.exclude?.length);
  const folder = settings.baseline?.folder;
  return !isNarrowed && folder !== undefined && paths.some((path) => isWithin(resolve(cwd, path), folder));
}
