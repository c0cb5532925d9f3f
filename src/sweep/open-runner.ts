import { availableParallelism } from 'node:os';
import type { GitHub } from '../github/access.ts';
import type { Catalog } from '../rules/catalog.ts';
import type { Settings } from '../scan/settings.ts';
import { createRemoteGit } from './remote-git.ts';
import { scanKey } from './scan-key.ts';
import { remotesAt } from './targets.ts';
import { createUnitRunner, type UnitLimits, type UnitRunner } from './unit.ts';

/** What a sweep and its workers say alike about how repositories are fetched and scanned. */
export interface RunnerOptions {
  github: GitHub;
  /** What asks git's servers over https. */
  transport: typeof fetch;
  settings: Settings;
  catalog: Catalog;
  /** Also the refs of pull requests. */
  pulls: boolean;
  limits: UnitLimits;
  /** Room for mirrors that are kept for the next sweep. */
  mirrorBytes: number;
  /** Fetches at the same time. */
  fetches: number;
}

/** Opens what deals with repositories, with its clones below `root`. */
export function openRunner(options: RunnerOptions & { root: string }): Promise<UnitRunner> {
  const { github, transport, settings, catalog, pulls, limits, mirrorBytes, fetches, root } = options;
  return createUnitRunner({
    remote: createRemoteGit({ ...remotesAt(github), transport, pulls, limits }),
    key: scanKey({ catalog, settings, pulls }),
    root,
    mirrorBytes,
    limits,
    jobs: jobsOf(settings),
    fetches,
    pulls,
    rules: settings.rules.filter((rule) => typeof rule === 'string'),
    maxFileSize: settings.limits.maxBytes,
  });
}

/** Scans at once; the machine's processors unless the person or the configuration says otherwise. */
export function jobsOf({ jobs }: Settings): number {
  return Math.max(1, Math.min(jobs, availableParallelism() * 4));
}
