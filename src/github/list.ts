import type { GitHub } from './access.ts';
import { listOrganizations } from './enterprise.ts';
import { firstUrl, type ListPage, type ListRequest, readPage } from './pages.ts';
import { type GitHubRepository, type RepositoryAnswer, toRepository } from './repository.ts';

export type { GitHubRepository } from './repository.ts';

/** Whose repositories. `installation`: everything that a GitHub App is installed on. */
export type Owner =
  | { kind: 'organization'; login: string }
  | { kind: 'user'; login: string }
  | { kind: 'enterprise'; slug: string }
  | { kind: 'installation' };

/** A page of a listing as a sweep may keep it, to ask only whether it has changed. Plain JSON. */
export interface KnownPage {
  etag: string;
  repositories: GitHubRepository[];
  next: string | null;
}

/** Known pages by their address. */
export interface PageStore {
  get(url: string): KnownPage | undefined;
  set(url: string, page: KnownPage): void;
}

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
    await readListing({ github: access, request, found, options });
  }
  return [...found.values()].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
}

interface Listing {
  github: GitHub;
  request: ListRequest;
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
  } catch {
    // A workflow's token is nobody's.
    return false;
  }
}

const MOST_ROUNDS = 5;

/** One listing, and the look back over its pages once there are several. */
async function readListing(
  reading: Listing & { found: Map<number, GitHubRepository>; options: ListOptions },
) {
  const { github, request, found, options } = reading;
  const known = new Map<string, KnownPage>();
  const take = (page: ListPage<RepositoryAnswer>): string | null => {
    const kept = page.isUnchanged ? (known.get(page.url) ?? options.pages?.get(page.url)) : undefined;
    const repositories =
      kept?.repositories ?? page.rows.map((row) => toRepository(row, github.endpoints.serverUrl));
    const next = kept === undefined ? page.next : kept.next;
    for (const repository of repositories) found.set(repository.id, repository);
    if (page.etag !== null) {
      known.set(page.url, { etag: page.etag, repositories, next });
      options.pages?.set(page.url, { etag: page.etag, repositories, next });
    }
    options.onPage?.(found.size);
    return next;
  };
  const etagOf = (url: string) => (known.get(url) ?? options.pages?.get(url))?.etag;
  await readAll(github, { ...request, etagOf }, take);
  for (let round = 0; known.size > 1 && round < MOST_ROUNDS; round++) {
    const before = found.size;
    let changes = 0;
    await readAll(github, { ...request, etagOf }, (page) => {
      if (!page.isUnchanged) changes++;
      return take(page);
    });
    if (changes === 0 || found.size === before) break;
  }
}

async function readAll(
  github: GitHub,
  request: ListRequest,
  take: (page: ListPage<RepositoryAnswer>) => string | null,
): Promise<void> {
  let url: string | null = firstUrl(github.octokit, request);
  while (url !== null) {
    const page: ListPage<RepositoryAnswer> = await readPage(github.octokit, { ...request, url });
    url = take(page);
  }
}
