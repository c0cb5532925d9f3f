import type { GitHub } from './access.ts';
import { isCommitId } from './commit-id.ts';
import { apiError } from './failure.ts';
import { type GitHubRepository, type RepositoryAnswer, toRepository } from './repository.ts';

/** A pull request as far as a scan of its commits goes. */
export interface PullRequest {
  number: number;
  /** The repository that it asks to pull. */
  repository: GitHubRepository;
  /** Tip of the base branch as GitHub compares it. */
  base: { ref: string; id: string };
  head: { id: string };
  /** What the merge left on the base branch; null where it is not merged. */
  mergeCommit: string | null;
}

/** Reads a pull request. Throws `KeysweepError` (`not-found`) where there is none. One request. */
export async function findPullRequest(
  github: GitHub,
  { fullName, number }: { fullName: string; number: number },
): Promise<PullRequest> {
  const [owner = '', repo = ''] = fullName.split('/');
  const { octokit } = await github.forOwner(owner);
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const { data } = await octokit.request(route, { owner, repo, pull_number: number });
  const ids = [data.base.sha, data.head.sha, ...(data.merged ? [data.merge_commit_sha] : [])];
  if (!ids.every(isCommitId)) throw apiError({ what: `${fullName}#${number}`, problem: 'server' });
  return {
    number,
    repository: toRepository(data.base.repo as RepositoryAnswer, github.endpoints.serverUrl),
    base: { ref: data.base.ref, id: data.base.sha },
    head: { id: data.head.sha },
    mergeCommit: data.merged ? data.merge_commit_sha : null,
  };
}
