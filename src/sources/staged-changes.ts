import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Skip } from '../findings/model.ts';
import type { GitPlace } from '../git/environment.ts';
import { isEndless } from '../git/failure.ts';
import { type Change, parseRawDiff } from '../git/raw-diff.ts';
import { runGitNow, tryGitNow } from '../git/run-now.ts';
import { readStagedPatch, type StagedPatch } from '../git/staged-patch.ts';

/** What the index has that no commit has which the next one is built on. */

export interface Comparing {
  place: GitPlace;
  timeoutMs: number;
}

/** Told where `isAll` is set. */
export const ENDLESS: Skip = {
  path: 'HEAD',
  reason: 'unreadable',
  detail: 'git came to no end with it, so everything in the index counts as new',
};

/** `isAll` is set where the index could be compared with nothing. */
export function stagedNow(
  options: Comparing & { patchPlace: GitPlace | null },
): StagedPatch & { isAll: boolean } {
  const { place, timeoutMs } = options;
  try {
    return { ...sinceHead(options), isAll: false };
  } catch (error) {
    if (!isEndless(error)) throw error;
    const changes = changesSince({ place, timeoutMs, base: emptyTree(place) });
    return { changes, contents: new Map(), isAll: true };
  }
}

/** Against HEAD, or against nothing where there is no commit yet. In one call of git where `patchPlace` is one for it. */
function sinceHead({
  place,
  timeoutMs,
  patchPlace,
}: Comparing & { patchPlace: GitPlace | null }): StagedPatch {
  const patch = patchPlace && readStagedPatch({ place: patchPlace, base: 'HEAD', timeoutMs });
  if (patch !== null) return patch;
  const base = hasHead(place) ? 'HEAD' : emptyTree(place);
  return { changes: changesSince({ place, timeoutMs, base }), contents: new Map() };
}

/** Names and ids of some millions of files. */
const MAX_LIST_BYTES = 1024 * 1024 * 1024;

/** Plumbing, so that neither attributes nor the user's diff settings change the answer. */
function changesSince({ place, timeoutMs, base }: Comparing & { base: string }): Change[] {
  const format = ['--raw', '-z', '--no-abbrev', '--no-renames', '--ita-invisible-in-index'];
  const args = ['diff-index', '--cached', ...format, base, '--'];
  const output = runGitNow({ place, args, timeoutMs, maxBytes: MAX_LIST_BYTES });
  return [...parseRawDiff(output)].flatMap((record) => ('change' in record ? [record.change] : []));
}

function hasHead(place: GitPlace): boolean {
  return tryGitNow({ place, args: ['rev-parse', '-q', '--verify', 'HEAD^{commit}'] }).code === 0;
}

/** Asked, because its id depends on the repository's object format. */
function emptyTree(place: GitPlace): string {
  return runGitNow({ place, args: ['hash-object', '-t', 'tree', '--stdin'] })
    .toString('latin1')
    .trim();
}

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MAX_MERGE_HEAD = 64 * 1024;

/**
 * The other parents of the commit to come. A merge that stopped has MERGE_HEAD; before that file exists, in
 * pre-merge-commit, only the names of the variables `GITHEAD_<id>` tell (git-merge, seen with git 2.39).
 */
export function otherParents({ gitDir }: { gitDir: string }): string[] {
  const written = mergeHead(join(gitDir, 'MERGE_HEAD'));
  const announced = Object.keys(process.env)
    .filter((name) => name.startsWith('GITHEAD_'))
    .map((name) => name.slice('GITHEAD_'.length));
  return [...new Set([...written, ...announced])].filter((id) => OBJECT_ID.test(id));
}

function mergeHead(file: string): string[] {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > MAX_MERGE_HEAD) return [];
  return readFileSync(file, 'latin1').split('\n');
}

/**
 * In a merge only that is new which no parent has: what equals another parent's version counts as unchanged,
 * the rest is compared with every parent's. A parent that cannot be read makes more new, never less.
 */
export function withoutMerged(options: Comparing & { changes: Change[]; parents: string[] }): Change[] {
  const { parents } = options;
  let { changes } = options;
  for (const parent of parents) {
    const others = changesOrNull({ ...options, base: parent });
    if (others === null) continue;
    const byPath = new Map(others.map((change) => [change.path.toString('latin1'), change]));
    changes = changes.map((change) => {
      const other = byPath.get(change.path.toString('latin1'));
      return { ...change, olds: [...change.olds, ...(other?.olds ?? [change.id])] };
    });
  }
  return changes;
}

function changesOrNull(options: Comparing & { base: string }): Change[] | null {
  try {
    return changesSince(options);
  } catch {
    return null;
  }
}
