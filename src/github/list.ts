import { problemOf } from '../git/remote-failure.ts';
import type { GitHub } from './access.ts';
import { listOrganizations } from './enterprise.ts';
import type { ListRequest } from './pages.ts';
import { type Listing, type PageStore, readListing } from './read-listing.ts';
import { type GitHubRepository, type RepositoryAnswer, toRepository } from './repository.ts';

export type { KnownPage, PageStore } from './read-listing.ts';
export type { GitHubRepository } from './repository.ts';

/** Whose repositories. `installation`: everything that a GitHub App is installed on. */
export type Owner =
  | { kind: 'organization'; login: string }
  | { kind: 'user'; login: string }
  | { kind: 'enterprise'; slug: string }
  | { kind: 'installation' };

export interface ListOptions {
  /** Where pages are kept between listings: a page that has not changed then costs no quota. */
  pages?: PageStore;
  /** Told after every page how many repositories are known so far. */
  onPage?: (repositories: number) => void;
  signal?: AbortSignal;
}

/** Is this name an organisation or a user? Throws `KeysweepError` (`not-found`) for neither. One request. */
export async function findOwner(github: GitHub, login: string): Promise<Owner> {
  const { octokit } = await github.forOwner(login);
  const { data } = await octokit.request('GET /users/{username}', { username: login });
  return { kind: data.type === 'Organization' ? 'organization' : 'user', login: data.login };
}

/** Reads one repository; its name in the answer may be newer than the one asked for. One request. */
export async function findRepository(github: GitHub, fullName: string): Promise<GitHubRepository> {
  const [owner = '', repo = ''] = fullName.split('/');
  const { octokit } = await github.forOwner(owner);
  const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
  return toRepository(data as RepositoryAnswer, github.endpoints.serverUrl);
}

/**
 * Lists every repository that the owner has and the token may see, each once by its id, ordered by name. Pages are
 * asked for again (with their ETags, so for free) until none has changed, because a repository that goes while the
 * list is read moves another one to a page that was read already. Throws `KeysweepError` rather than miss a page.
 */
export async function listRepositories(
  github: GitHub,
  owner: Owner,
  options: ListOptions = {},
): Promise<GitHubRepository[]> {
  const found = new Map<number, GitHubRepository>();
  for await (const { github: access, request } of listingsOf(github, owner, options.signal)) {
    await readListing({ github: access, request, found, pages: options.pages, onPage: options.onPage });
  }
  return [...found.values()].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

async function* listingsOf(
  github: GitHub,
  owner: Owner,
  signal: AbortSignal | undefined,
): AsyncGenerator<Listing> {
  const aborting = signal === undefined ? {} : { signal };
  if (owner.kind === 'installation') {
    for (const login of await github.installedAt()) {
      const request = { path: '/installation/repositories', rowsIn: 'repositories', ...aborting };
      yield { github: await github.forOwner(login), request };
    }
  } else if (owner.kind === 'enterprise') {
    for (const login of await listOrganizations(github, owner.slug, signal)) {
      yield* listingsOf(github, { kind: 'organization', login }, signal);
    }
  } else {
    const access = await github.forOwner(owner.login);
    const list = await listOf(access, owner);
    yield { github: access, request: { ...list, ...aborting } };
  }
}

const BY_NAME = { sort: 'full_name', direction: 'asc' };

/** An App sees what it is installed on; a person's own private repositories are in a list of their own. */
async function listOf(github: GitHub, owner: { kind: string; login: string }): Promise<ListRequest> {
  if (github.kind === 'app') return { path: '/installation/repositories', rowsIn: 'repositories' };
  const login = encodeURIComponent(owner.login);
  if (owner.kind === 'organization')
    return { path: `/orgs/${login}/repos`, query: { type: 'all', ...BY_NAME } };
  if (await isSelf(github, owner.login)) {
    return { path: '/user/repos', query: { affiliation: 'owner', ...BY_NAME } };
  }
  return { path: `/users/${login}/repos`, query: { type: 'owner', ...BY_NAME } };
}

async function isSelf({ kind, octokit }: GitHub, login: string): Promise<boolean> {
  if (kind !== 'token') return false;
  try {
    const { data } = await octokit.request('GET /user');
    return data.login.toLowerCase() === login.toLowerCase();
  } catch (error) {
    // A workflow's token is nobody's.
    if (problemOf(error) === 'forbidden') return false;
    throw error;
  }
}
