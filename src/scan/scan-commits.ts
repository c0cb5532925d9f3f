import { KeysweepError } from '../errors.ts';
import { findRepository, placeOf, type Repository } from '../git/repository.ts';
import { openRange } from '../sources/range.ts';
import type { Revisions } from '../sources/revisions.ts';
import type { Source } from '../sources/source.ts';
import { openPolicy, type Policy, policyNotices } from './policy.ts';
import { type Outcome, type RunOptions, runSourceScan } from './run.ts';

export interface RangeRunOptions extends RunOptions {
  /**
   * A commit, by any name, whose configuration and baseline count instead of those on disk; zeros for none. What
   * the range itself brings can then not silence the scan.
   */
  policy?: string;
  /** Under a policy, let `keysweep:allow` comments that the range brings count all the same. */
  inlineAllow?: boolean;
}

export interface CommitScan extends RangeRunOptions {
  cwd: string;
  /** `A..B`, `A...B` or one commit; or ids. */
  range: string | Revisions;
  /** Path of the configuration in the policy's commit. Default: `.keysweep.json`. */
  policyConfig?: string;
  /** Besides the range: what else the same push brings. */
  extra?: Source;
}

/** Scans everything that some commits introduce. Throws `KeysweepError` where there is no repository or no such commit. */
export async function runRangeScan(options: CommitScan): Promise<Outcome> {
  const { cwd, range, signal, inlineAllow = false } = options;
  const repository = repositoryAt(cwd);
  const policy = policyOf(options, repository);
  const notices: string[] = [];
  return runSourceScan({
    ...options,
    policy,
    isEnforced: policy !== null && !inlineAllow,
    source: async ({ limits }) => {
      const opened = await openRange({ repository, cwd, range, limits, ...(signal && { signal }) });
      const place = placeOf(repository, cwd);
      notices.push(...opened.notices);
      if (policy !== null) notices.push(...policyNotices({ place, policy, heads: opened.heads }));
      return options.extra === undefined ? opened.source : joined([options.extra, opened.source]);
    },
    // Read when the scan is over.
    notices,
    mode: 'commit range',
    root: repository.workTree ?? cwd,
  });
}

function policyOf({ cwd, policy, policyConfig: config }: CommitScan, repository: Repository): Policy | null {
  if (policy === undefined) return null;
  return openPolicy({
    place: placeOf(repository, cwd),
    revision: policy,
    ...(config !== undefined && { config }),
  });
}

async function* joined(sources: readonly Source[]): Source {
  for (const source of sources) yield* source;
}

function repositoryAt(folder: string): Repository {
  const repository = findRepository({ folder, trust: 'path' });
  if (repository !== null) return repository;
  throw new KeysweepError('GIT', 'there is no git repository here', {
    hint: 'Run it inside a git repository.',
  });
}
