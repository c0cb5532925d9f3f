import { resolve } from 'node:path';
import { listTree } from '../sources/list-tree.ts';
import type { TreeListing } from '../sources/tree.ts';
import { nextTurn } from './next-turn.ts';
import { finishRun, type Outcome, type RunOptions, startRun } from './run.ts';
import { scanTree } from './scan-tree.ts';
import { commonFolder, isWithin, resolveSettings, type Settings } from './settings.ts';

export { type OnProgress, type Outcome, type RunOptions, runSourceScan } from './run.ts';

export interface TreeRunOptions extends RunOptions {
  /** Files and folders. Default: the working directory. */
  paths?: readonly string[];
  /** Glob patterns on the path as reported; what the configuration includes and excludes counts besides. */
  include?: readonly string[];
  exclude?: readonly string[];
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

/** Git works on the listing in a process of its own: meanwhile there is time for something else. */
async function whileListing<T>(listed: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  listed.catch(() => undefined);
  await nextTurn();
  return work();
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
