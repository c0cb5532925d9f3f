import { KeysweepError } from '../errors.ts';
import type { Remote } from '../git/remote.ts';
import { problemOf } from '../git/remote-failure.ts';
import type { GitHub } from '../github/access.ts';
import { findRepository, listRepositories, type Owner, type PageStore } from '../github/list.ts';
import type { GitHubRepository } from '../github/repository.ts';
import type { SweepRepository } from './model.ts';
import type { RemoteGitOptions } from './remote-git.ts';
import { isInShard, type Shard } from './shard.ts';

/** Which of the listed repositories are swept. */
export interface Choice {
  archived: boolean;
  forks: boolean;
  shard: Shard | null;
}

/**
 * What the repositories of an owner are, in pages, as the sweep wants them. One request for every 100. Throws
 * `KeysweepError` where they cannot all be listed.
 */
export async function* listOwner(
  github: GitHub,
  owner: Owner,
  options: { choice: Choice; pages: PageStore; signal: AbortSignal },
): AsyncGenerator<SweepRepository[]> {
  const { choice, pages, signal } = options;
  const listed = await listRepositories(github, owner, { pages, signal }).catch((error: unknown) => {
    throw isUnknown(owner, error) ? unknownOrganization(owner.login) : error;
  });
  yield* inPages(listed.map(toSweepRepository), choice);
}

function isUnknown(owner: Owner, error: unknown): owner is Extract<Owner, { kind: 'organization' }> {
  return owner.kind === 'organization' && problemOf(error) === 'not-found';
}

function unknownOrganization(login: string): KeysweepError {
  return new KeysweepError('GITHUB', `there is no organisation ${login}, or the token may not see it`, {
    hint: `For what is private, set GITHUB_TOKEN. If it is a person: keysweep sweep --user ${login}`,
  });
}

const PAGE = 1_000;

/** The chosen ones of some repositories, in pages. */
export async function* inPages(
  repositories: readonly SweepRepository[],
  choice: Choice,
): AsyncGenerator<SweepRepository[]> {
  const chosen = repositories.filter((repository) => isChosen(repository, choice));
  for (let from = 0; from < chosen.length; from += PAGE) yield chosen.slice(from, from + PAGE);
}

function isChosen({ id, isArchived, isFork }: SweepRepository, { archived, forks, shard }: Choice): boolean {
  return (archived || !isArchived) && (forks || !isFork) && (shard === null || isInShard(id, shard));
}

/** How git reaches what GitHub has listed, or what a file names; a token goes to GitHub's own server alone. */
export function remotesAt(github: GitHub): Pick<RemoteGitOptions, 'remoteFor' | 'renamed'> {
  const { serverUrl } = github.endpoints;
  const share = createShare();
  return {
    remoteFor({ url, fullName, id }, purpose) {
      if (!url.startsWith(`${serverUrl}/`)) {
        return { ...github.gitRemote({ name: fullName }), url, token: async () => null, allowHttp: false };
      }
      if (purpose === 'clone') return github.gitRemote({ name: fullName, ...numberOf(id) });
      return share(github.gitRemote({ name: fullName }), fullName);
    },
    async renamed(repository) {
      const found = await findRepository(github, repository.fullName).catch(() => null);
      return found === null ? null : { ...repository, fullName: found.fullName, url: found.cloneUrl };
    },
  };
}

const SHARED_MILLISECONDS = 30 * 60_000;

/**
 * Lets the repositories of an owner share a token where only their refs are asked for: a token of a GitHub App, made
 * for each of 100,000 repositories, would cost more than the asking.
 */
function createShare(): (remote: Remote, fullName: string) => Remote {
  const latest = new Map<string, { token: Promise<string | null>; at: number }>();
  return (remote, fullName) => {
    const [owner = ''] = fullName.split('/');
    const token = (refused: boolean): Promise<string | null> => {
      const known = latest.get(owner);
      if (known !== undefined && !refused && Date.now() - known.at < SHARED_MILLISECONDS) return known.token;
      const fresh = remote.token(refused);
      latest.set(owner, { token: fresh, at: Date.now() });
      fresh.catch(() => latest.delete(owner));
      return fresh;
    };
    return { ...remote, token };
  };
}

/** Ids of repositories that a file names are no numbers of GitHub. */
function numberOf(id: string): { id?: number } {
  return /^\d+$/.test(id) ? { id: Number(id) } : {};
}

function toSweepRepository(repository: GitHubRepository): SweepRepository {
  const { id, fullName, cloneUrl, pushedAt, defaultBranch, sizeKb, isArchived, isFork, isDisabled } =
    repository;
  return {
    id: String(id),
    fullName,
    url: cloneUrl,
    pushedAt,
    defaultBranch,
    kilobytes: sizeKb,
    isArchived,
    isFork,
    isDisabled,
  };
}
