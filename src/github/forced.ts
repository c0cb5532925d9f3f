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
