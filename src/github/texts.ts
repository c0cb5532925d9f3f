import { problemOf } from '../git/remote-failure.ts';
import type { GitHub, Octokit } from './access.ts';
import { pagesOf } from './pages.ts';

/** Something that people wrote on GitHub, outside git. */
export interface GitHubText {
  /** What it is, like a path: `issues/12`, `pulls/7#comment-345`, `releases/v1.2`. */
  path: string;
  text: string;
}

export interface TextRequest {
  /** `OWNER/NAME` */
  fullName: string;
  signal?: AbortSignal;
}

/**
 * Titles and bodies of issues and pull requests, open or not, and the comments on them, on their lines and on commits.
 * Not among them: what was edited away, and the summaries of reviews, which cost a request for each pull request.
 */
export async function* issueTexts(github: GitHub, request: TextRequest): AsyncGenerator<GitHubText> {
  const all = { state: 'all', sort: 'created', direction: 'asc' };
  for await (const issue of rowsOf<Issue>(github, request, 'issues', all)) {
    const kind = issue.pull_request == null ? 'issues' : 'pulls';
    yield { path: `${kind}/${issue.number}`, text: joined(issue.title, issue.body) };
  }
  const byTime = { sort: 'created', direction: 'asc' };
  for await (const { issue_url, html_url, id, body } of rowsOf<Comment>(
    github,
    request,
    'issues/comments',
    byTime,
  )) {
    const kind = html_url?.includes('/pull/') ? 'pulls' : 'issues';
    yield { path: `${kind}/${numberIn(issue_url)}#comment-${id}`, text: body ?? '' };
  }
  for await (const { pull_request_url, id, body } of rowsOf<Comment>(
    github,
    request,
    'pulls/comments',
    byTime,
  )) {
    yield { path: `pulls/${numberIn(pull_request_url)}#review-${id}`, text: body ?? '' };
  }
  for await (const { commit_id = '', id, body } of rowsOf<Comment>(github, request, 'comments')) {
    yield { path: `commit ${commit_id.slice(0, 12)}#comment-${id}`, text: body ?? '' };
  }
}

/** Names and texts of releases, drafts too where the token may see them. Their files are not read. */
export async function* releaseTexts(github: GitHub, request: TextRequest): AsyncGenerator<GitHubText> {
  for await (const { tag_name, name, body } of rowsOf<Release>(github, request, 'releases')) {
    yield { path: `releases/${tag_name}`, text: joined(name, body) };
  }
}

/** The comments on a gist. */
export async function* gistTexts(
  github: GitHub,
  gist: { id: string; signal?: AbortSignal },
): AsyncGenerator<GitHubText> {
  const { id, signal } = gist;
  const path = `/gists/${encodeURIComponent(id)}/comments`;
  for await (const comment of rows<Comment>(github.octokit, { path, ...(signal && { signal }) })) {
    yield { path: `gists/${id}#comment-${comment.id}`, text: comment.body ?? '' };
  }
}

/** A user's gists, the secret ones only where the token is the user's. */
export async function listGists(
  github: GitHub,
  request: { login: string; signal?: AbortSignal },
): Promise<string[]> {
  const ids = new Set<string>();
  const { login, signal } = request;
  const path = `/users/${encodeURIComponent(login)}/gists`;
  for await (const { id } of rows<{ id: string }>(github.octokit, { path, ...(signal && { signal }) }))
    ids.add(id);
  return [...ids];
}

/** The rows of one of a repository's lists; none where it is switched off (410, or 404 as for a hidden one). */
async function* rowsOf<Row>(
  github: GitHub,
  { fullName, signal }: TextRequest,
  list: string,
  query: Readonly<Record<string, string>> = {},
): AsyncGenerator<Row> {
  const [owner = '', name = ''] = fullName.split('/').map(encodeURIComponent);
  const { octokit } = await github.forOwner(fullName.split('/')[0] ?? '');
  try {
    yield* rows<Row>(octokit, { path: `/repos/${owner}/${name}/${list}`, query, ...(signal && { signal }) });
  } catch (error) {
    if (problemOf(error) !== 'gone') throw error;
  }
}

async function* rows<Row>(octokit: Octokit, request: Parameters<typeof pagesOf>[1]): AsyncGenerator<Row> {
  for await (const page of pagesOf<Row>(octokit, request)) yield* page.rows;
}

interface Issue {
  number: number;
  title: string;
  body?: string | null;
  pull_request?: object | null;
}

interface Comment {
  id: number;
  body?: string | null;
  html_url?: string;
  issue_url?: string;
  pull_request_url?: string;
  commit_id?: string;
}

interface Release {
  tag_name: string;
  name: string | null;
  body?: string | null;
}

function joined(title: string | null, body: string | null | undefined): string {
  return [title ?? '', body ?? ''].join('\n\n');
}

function numberIn(url: string | undefined): string {
  return /\/(\d+)$/.exec(url ?? '')?.[1] ?? '0';
}
