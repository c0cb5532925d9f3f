import type { Source } from '../sources/source.ts';
import { openStaged, workTreeAround } from '../sources/staged.ts';
import type { Glanced } from './glance-staged.ts';
import { type Outcome, type RunOptions, runSourceScan } from './run.ts';
import type { Settings } from './settings.ts';

/** What a scan of the index found. */
export interface StagedOutcome extends Outcome {
  /** Files whose content the next commit would add or change. */
  files: number;
}

/**
 * Scans what the next commit would add. The configuration and the baseline are those of the working tree: a hook
 * runs in a repository of the user's own. Throws `KeysweepError` outside a repository, where git cannot read the
 * index, and where files are staged and none of them could be read.
 */
export async function runStagedScan(options: RunOptions & { cwd: string }): Promise<StagedOutcome> {
  const { cwd, signal } = options;
  const root = workTreeAround(cwd);
  let files = 0;
  const source = (settings: Settings): Source | Promise<Source> => {
    const staged = openStaged({ cwd, limits: settings.limits, ...(signal && { signal }) });
    files = staged.files;
    return chosen({ source: staged.source, settings, root });
  };
  const outcome = await runSourceScan({ ...options, source, mode: MODE, root });
  return { ...outcome, files };
}

/** Scans what a glance has left, and reports on everything that was staged. */
export async function finishStagedScan(glanced: Glanced & { cwd: string }): Promise<StagedOutcome> {
  const { cwd, files, clean, rest, started } = glanced;
  const source = rest ?? nothing();
  const before = { ...clean, started };
  const outcome = await runSourceScan({ cwd, source, before, mode: MODE, root: workTreeAround(cwd) });
  return { ...outcome, files };
}

const MODE = 'staged changes';

async function* nothing(): Source {}

/** Without what the configuration leaves out. */
function chosen(request: { source: Source; settings: Settings; root: string }): Source | Promise<Source> {
  const { source, settings, root } = request;
  const loaded = settings.config;
  if (!loaded?.config.include?.length && !loaded?.config.exclude?.length) return source;
  return import('./config-filter.ts').then(({ filterSource }) => filterSource({ source, root, loaded }));
}
