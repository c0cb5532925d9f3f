import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { HARMLESS_SKIPS } from '../findings/model.ts';
import type { GitPlace } from '../git/environment.ts';
import { besideFiles, plainRepository } from '../git/own-repository.ts';
import { COMPARE_MS } from '../git/patch-call.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import type { StagedPatch } from '../git/staged-patch.ts';
import { type Plan, planBlobs } from './planned-blobs.ts';
import { readPlanned } from './read-planned.ts';
import type { Source } from './source.ts';
import { ENDLESS, otherParents, stagedNow, withoutMerged } from './staged-changes.ts';
import type { ReadLimits } from './tree.ts';

export interface StagedOptions {
  /** Where the hook or the person stands. */
  cwd: string;
  limits: ReadLimits;
  /** How long git may take to compare the index with a commit. Default: a minute. */
  compareMs?: number;
  signal?: AbortSignal;
}

export interface Staged {
  repository: Pick<Repository, 'gitDir' | 'workTree'>;
  /** Files whose content the next commit would add or change. */
  files: number;
  /** Deletions, pure renames and changed modes. */
  unchanged: number;
  source: Source;
}

/**
 * What the next commit would add: from the very index that git uses for it (the hook's environment says which),
 * in a repository that the user works in. Where git does not come to an end with HEAD (a tree that unfolds to billions
 * of names), all of the index counts as new, and a skip says so. Throws `KeysweepError` outside a repository and where git
 * cannot read the index; the source throws where files are staged and none of them could be read.
 */
export function openStaged(options: StagedOptions): Staged {
  const place: GitPlace = { trust: 'hook', cwd: options.cwd };
  const plain = plainRepository(options.cwd);
  const repository = plain ?? findRepository({ folder: options.cwd, trust: 'hook' });
  if (repository === null) {
    throw new KeysweepError('GIT', 'there is no git repository here', {
      hint: 'Run it inside a repository.',
    });
  }
  const timeoutMs = options.compareMs ?? COMPARE_MS;
  const { changes, contents, isAll } = stagedNow({
    place,
    timeoutMs,
    patchPlace: plain && besideFiles(plain),
  });
  const plan = planBlobs(withoutMerged({ place, timeoutMs, changes, parents: otherParents(repository) }));
  if (isAll) plan.skips.push(ENDLESS);
  const source = stagedSource({ ...options, place, plan, contents });
  return { repository, files: plan.blobs.length, unchanged: plan.unchanged, source };
}

/** The nearest folder upward with a `.git`; git itself need not be asked for where a file is looked for. */
export function workTreeAround(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

async function* stagedSource(
  options: StagedOptions & { place: GitPlace; plan: Plan } & Pick<StagedPatch, 'contents'>,
): Source {
  const { place, plan, contents, limits, signal } = options;
  for (const skip of plan.skips) yield { skip };
  let seen = 0;
  const aborting = signal === undefined ? {} : { signal };
  for await (const item of readPlanned({ place, blobs: plan.blobs, known: contents, limits, ...aborting })) {
    if ('blob' in item || HARMLESS_SKIPS.has(item.skip.reason)) seen++;
    yield item;
  }
  if (seen === 0 && plan.blobs.length > 0) {
    throw new KeysweepError('GIT', `none of the ${plan.blobs.length} staged files could be read`, {
      hint: 'Run `git fsck`, then stage the files again.',
    });
  }
}
