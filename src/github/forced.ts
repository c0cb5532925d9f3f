import { fetchObjects, type TransferOptions } from '../git/remote.ts';
import { problemOf } from '../git/remote-failure.ts';
import type { GitHub } from './access.ts';
import { isCommitId } from './commit-id.ts';
import { pagesOf } from './pages.ts';

const KINDS = ['force_push', 'branch_deletion'];

/**
 * Ids of commits that a forced push or the removal of a branch took out of it during the last year, by the activity
 * that GitHub keeps (https://docs.github.com/en/rest/repos/repos#list-repository-activities, 2026-11). They stay at
 * the server and can be fetched by their id.
 */
export async function listForcedCommits(
  github: GitHub,
  request: { fullName: string; signal?: AbortSignal },
): Promise<string[]> {
  const { fullName, signal } = request;
  const [owner = '', name = ''] = fullName.split('/').map(encodeURIComponent);
  const { octokit } = await github.forOwner(fullName.split('/')[0] ?? '');
  const ids = new Set<string>();
  for (const kind of KINDS) {
    const list = {
      path: `/repos/${owner}/${name}/activity`,
      query: { activity_type: kind, time_period: 'year' },
      ...(signal && { signal }),
    };
    for await (const { rows } of pagesOf<{ before: string }>(octokit, list)) {
      for (const { before } of rows) if (isCommitId(before)) ids.add(before);
    }
  }
  return [...ids];
}

const MOST_AT_ONCE = 500;

/**
 * Fetches commits by their ids into a mirror, where no ref will name them. Gives how many the server no longer has:
 * one of those fails a whole transfer, so what failed is tried in halves.
 */
export async function fetchForcedCommits(
  options: TransferOptions & { gitDir: string; ids: readonly string[] },
): Promise<number> {
  const { ids } = options;
  if (ids.length === 0) return 0;
  if (ids.length <= MOST_AT_ONCE) {
    try {
      await fetchObjects(options);
      return 0;
    } catch (error) {
      if (problemOf(error) !== 'no-object') throw error;
      if (ids.length === 1) return 1;
    }
  }
  const half = Math.ceil(ids.length / 2);
  const first = await fetchForcedCommits({ ...options, ids: ids.slice(0, half) });
  return first + (await fetchForcedCommits({ ...options, ids: ids.slice(half) }));
}
