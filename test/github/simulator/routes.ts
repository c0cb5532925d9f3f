import { type Identity, type MintedTokens, maySee, mint } from './auth.ts';
import { message } from './faults.ts';
import { sample, sampleRow } from './schema.ts';
import type { IssueSpec, PullSpec, ServedRepository, Text, World } from './world.ts';
import { git } from './world.ts';

export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  identity: Identity;
  world: World;
  minted: MintedTokens;
  /** Comments that were written, by repository and issue. */
  written: Map<string, WrittenComment[]>;
  baseUrl: string;
}

export interface WrittenComment {
  id: number;
  body: string;
}

/** An answer; a list is cut into pages by the server. */
export interface ApiAnswer {
  /** As GitHub's description names it. */
  route: string;
  status: number;
  body?: unknown;
  list?: { rows: unknown[]; wrap?: (rows: unknown[], total: number) => unknown };
  headers?: Record<string, string>;
}

type Handler = (request: ApiRequest, names: string[]) => ApiAnswer | Omit<ApiAnswer, 'route'>;

/** The answer by the routes that GitHub describes; null where the path is none of them. */
export function answerApi(request: ApiRequest): ApiAnswer | null {
  for (const [route, handler] of Object.entries(HANDLERS)) {
    const [method, template = ''] = route.split(' ');
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`);
    const match = pattern.exec(request.path);
    if (method !== request.method || match === null) continue;
    const names = match.slice(1).map((name) => decodeURIComponent(name));
    return { route, ...handler(request, names) };
  }
  return null;
}

const notFound = { status: 404, body: message('Not Found') };

/** Every route that is answered, as GitHub's description names it. */
export const HANDLERS: Record<string, Handler> = {
  'GET /user': ({ identity, world }) => {
    const login = identity.kind === 'token' ? identity.token.login : undefined;
    if (login === undefined) return { status: 403, body: message('Resource not accessible by integration') };
    return { status: 200, body: owner('public-user', world, login) };
  },
  'GET /users/{username}': ({ world }, [name]) => {
    const found = findOwner(world, name);
    return found === undefined ? notFound : { status: 200, body: owner('public-user', world, found.login) };
  },
  'GET /users/{username}/repos': (request, [name]) =>
    listOf(request, name, ({ private: isPrivate }) => !isPrivate),
  'GET /user/repos': (request) => {
    const { identity } = request;
    const login = identity.kind === 'token' ? identity.token.login : undefined;
    if (login === undefined) return { status: 403, body: message('Resource not accessible by integration') };
    return listOf(request, login, () => true, 'repository');
  },
  'GET /orgs/{org}/repos': (request, [name]) => listOf(request, name, () => true),
  'GET /app/installations': ({ identity, world }) => {
    if (identity.kind !== 'app')
      return { status: 401, body: message('A JSON web token could not be decoded') };
    const rows = (world.app?.installations ?? []).map((login, index) =>
      sampleRow('GET /app/installations', {
        id: 50 + index,
        // The description wants the facts of a user and of an enterprise at once.
        account: {
          ...owner('simple-user', world, login),
          ...sample('enterprise', { name: login, slug: login }),
          login,
        },
        suspended_at: null,
      }),
    );
    return { status: 200, list: { rows } };
  },
  'POST /app/installations/{installation_id}/access_tokens': ({ identity, world, minted, body }, [id]) => {
    if (identity.kind !== 'app')
      return { status: 401, body: message('A JSON web token could not be decoded') };
    const installation = world.app?.installations[Number(id) - 50];
    if (installation === undefined) return notFound;
    const ids = (body.repository_ids as number[] | undefined) ?? null;
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const token = mint(minted, installation, ids);
    return { status: 201, body: sample('installation-token', { token, expires_at }) };
  },
  'GET /installation/repositories': (request) => {
    const { identity, world } = request;
    const owners = identity.kind === 'token' ? (identity.token.sees ?? []) : [];
    const own = world.repositories.filter(({ name }) => owners.includes(name));
    const rows = sorted(own).map((one) => describe(one, request, 'repository'));
    const wrap = (part: unknown[], total: number) => ({ total_count: total, repositories: part });
    return { status: 200, list: { rows, wrap } };
  },
  'GET /repos/{owner}/{repo}': (request, names) =>
    inRepository(request, names, (one) => ({ status: 200, body: describe(one, request, 'full-repository') })),
  'GET /repos/{owner}/{repo}/activity': (request, names) =>
    inRepository(request, names, (one) => {
      const wanted = request.query.get('activity_type');
      const rows = one.activity
        .filter(({ type }) => wanted === null || type === wanted)
        .map(({ type, ...rest }) => sample('activity', { ...rest, activity_type: type }));
      return { status: 200, list: { rows } };
    }),
  'GET /repos/{owner}/{repo}/issues': (request, names) =>
    inRepository(request, names, (one) => ({ status: 200, list: { rows: (one.issues ?? []).map(issue) } })),
  'GET /repos/{owner}/{repo}/issues/comments': (request, names) =>
    inRepository(request, names, (one) => {
      const rows = (one.issues ?? []).flatMap(({ number, comments = [] }) =>
        comments.map((comment, index) =>
          issueComment(comment, { number, id: number * 100 + index, request, one }),
        ),
      );
      return { status: 200, list: { rows } };
    }),
  'GET /repos/{owner}/{repo}/pulls/comments': (request, names) =>
    inRepository(request, names, (one) => {
      const rows = (one.reviewComments ?? []).map((comment, index) =>
        sample('pull-request-review-comment', {
          ...text(comment),
          id: index + 1,
          pull_request_url: `${request.baseUrl}/repos/${one.name}/pulls/1`,
        }),
      );
      return { status: 200, list: { rows } };
    }),
  'GET /repos/{owner}/{repo}/comments': (request, names) =>
    inRepository(request, names, (one) => {
      const rows = (one.commitComments ?? []).map((comment, index) =>
        sample('commit-comment', { ...text(comment), id: index + 1, commit_id: '1'.repeat(40) }),
      );
      return { status: 200, list: { rows } };
    }),
  'GET /repos/{owner}/{repo}/releases': (request, names) =>
    inRepository(request, names, (one) => {
      const rows = (one.releases ?? []).map((release, index) =>
        sample('release', {
          ...text(release),
          id: index + 1,
          name: release.title ?? null,
          tag_name: `v${index}`,
        }),
      );
      return { status: 200, list: { rows } };
    }),
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': (request, names) =>
    inRepository(request, names, (one) => {
      const pull = one.pulls?.find(({ number }) => String(number) === names[2]);
      return pull === undefined ? notFound : { status: 200, body: pullRequest(pull, one, request) };
    }),
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': (request, names) =>
    inRepository(request, names, (one) => {
      const rows = commentsOf(request, one, names[2]!).map(({ id, body }) =>
        issueComment({ body }, { number: Number(names[2]), id, request, one }),
      );
      return { status: 200, list: { rows } };
    }),
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': (request, names) =>
    inRepository(request, names, (one) => {
      const comments = commentsOf(request, one, names[2]!);
      const comment = { id: 9_000 + comments.length, body: String(request.body.body) };
      comments.push(comment);
      return {
        status: 201,
        body: issueComment(comment, { number: Number(names[2]), id: comment.id, request, one }),
      };
    }),
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': (request, names) =>
    inRepository(request, names, (one) => {
      const comment = findComment(request, one, Number(names[2]));
      if (comment === undefined) return notFound;
      comment.body = String(request.body.body);
      return { status: 200, body: issueComment(comment, { number: 1, id: comment.id, request, one }) };
    }),
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': (request, names) =>
    inRepository(request, names, (one) => {
      for (const [key, comments] of request.written) {
        if (!key.startsWith(`${one.id}/`)) continue;
        request.written.set(
          key,
          comments.filter(({ id }) => id !== Number(names[2])),
        );
      }
      return { status: 204 };
    }),
  'GET /users/{username}/gists': ({ world }, [name]) => {
    const rows = world.gists
      .filter((gist) => gist.owner === name)
      .map(({ id }) => sample('base-gist', { id, html_url: `https://gist.github.test/${id}`, files: {} }));
    return { status: 200, list: { rows } };
  },
  'GET /gists/{gist_id}/comments': ({ world }, [id]) => {
    const comments = world.gists.find((gist) => gist.id === id)?.comments ?? [];
    return {
      status: 200,
      list: {
        rows: comments.map((comment, index) => sample('gist-comment', { ...text(comment), id: index + 1 })),
      },
    };
  },
};

function findOwner(world: World, name = '') {
  return [...world.owners.values()].find(({ login }) => login.toLowerCase() === name.toLowerCase());
}

function owner(schema: string, world: World, name: string): Record<string, unknown> {
  const { login, id, type } = findOwner(world, name) ?? { login: name, id: 1, type: 'User' };
  return sample(schema, { login, id, type });
}

function listOf(
  request: ApiRequest,
  name: string | undefined,
  isWanted: (one: ServedRepository) => boolean,
  schema = 'minimal-repository',
): Omit<ApiAnswer, 'route'> {
  const { world, identity } = request;
  const found = findOwner(world, name);
  if (found === undefined) return notFound;
  if (identity.kind === 'token' && identity.token.needsSso?.includes(found.login)) {
    const headers = { 'x-github-sso': 'required; url=https://github.test/orgs/x/sso' };
    return { status: 403, headers, body: message('Resource protected by organization SAML enforcement.') };
  }
  const own = world.repositories.filter(
    (one) => one.name.split('/')[0] === found.login && isWanted(one) && maySee(identity, one),
  );
  return {
    status: 200,
    list: { rows: sorted(own).map((one) => describe(one, request, schema)) },
  };
}

function sorted(repositories: ServedRepository[]): ServedRepository[] {
  return [...repositories].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Finds the repository under its name, tells where a renamed one is, and hides what may not be seen. */
function inRepository(
  request: ApiRequest,
  [login, name]: string[],
  then: (one: ServedRepository) => Omit<ApiAnswer, 'route'>,
): Omit<ApiAnswer, 'route'> {
  const fullName = `${login}/${name}`.toLowerCase();
  const { world, identity, baseUrl, path } = request;
  const found = world.repositories.find((one) => one.name.toLowerCase() === fullName);
  if (found !== undefined && maySee(identity, found)) {
    return found.status === undefined ? then(found) : { status: found.status, body: message('Unavailable') };
  }
  const moved = world.repositories.find((one) =>
    one.formerNames.some((old) => old.toLowerCase() === fullName),
  );
  if (moved === undefined || !maySee(identity, moved)) return notFound;
  const rest = path.split('/').slice(4).join('/');
  const location = `${baseUrl}/repos/${moved.name}${rest === '' ? '' : `/${rest}`}`;
  return { status: 301, headers: { location }, body: { ...message('Moved Permanently'), url: location } };
}

function describe(
  one: ServedRepository,
  { world, baseUrl }: ApiRequest,
  schema: string,
): Record<string, unknown> {
  const [login = '', name = ''] = one.name.split('/');
  const server = baseUrl.replace(/\/api\/v3$/, '');
  return sample(schema, {
    id: one.id,
    node_id: `R_${one.id}`,
    name,
    full_name: one.name,
    owner: owner('simple-user', world, login),
    private: one.private ?? false,
    visibility: one.private ? 'private' : 'public',
    fork: one.fork ?? false,
    archived: one.archived ?? false,
    disabled: one.disabled ?? false,
    default_branch: one.defaultBranch ?? 'main',
    size: one.sizeKb ?? 1,
    pushed_at: one.pushedAt === undefined ? '2025-06-15T12:00:00Z' : one.pushedAt,
    clone_url: `${server}/${one.name}.git`,
    has_wiki: true,
  });
}

function text({ body, at = '2025-06-15T12:00:00Z' }: Text): Record<string, unknown> {
  return { body, created_at: at, updated_at: at };
}

function issue(spec: IssueSpec): Record<string, unknown> {
  const pull = { url: null, html_url: null, diff_url: null, patch_url: null };
  const more = spec.isPull ? { pull_request: pull } : {};
  return sample('issue', { ...text(spec), ...more, number: spec.number, title: spec.title ?? 'x' });
}

function issueComment(
  comment: Text,
  at: { number: number; id: number; request: ApiRequest; one: ServedRepository },
): Record<string, unknown> {
  const issue_url = `${at.request.baseUrl}/repos/${at.one.name}/issues/${at.number}`;
  return sample('issue-comment', { ...text(comment), id: at.id, issue_url });
}

function pullRequest(pull: PullSpec, one: ServedRepository, request: ApiRequest): Record<string, unknown> {
  const id = (name: string): string => git(['rev-parse', name], one.git);
  const full = sample('pull-request');
  const repository = describe(one, request, 'repository');
  return {
    ...full,
    number: pull.number,
    title: pull.title ?? 'x',
    commits: Number(git(['rev-list', '--count', `${id(pull.base)}..${id(pull.head)}`], one.git)),
    merged: pull.merge !== undefined,
    merge_commit_sha: pull.merge === undefined ? null : id(pull.merge),
    base: { ...(full.base as object), ref: pull.base, sha: id(pull.base), repo: repository },
    head: { ...(full.head as object), ref: pull.head, sha: id(pull.head), repo: repository },
  };
}

function commentsOf({ written }: ApiRequest, one: ServedRepository, number: string): WrittenComment[] {
  const key = `${one.id}/${number}`;
  const known = written.get(key) ?? [];
  written.set(key, known);
  return known;
}

function findComment(
  { written }: ApiRequest,
  one: ServedRepository,
  wanted: number,
): WrittenComment | undefined {
  const own = [...written].filter(([key]) => key.startsWith(`${one.id}/`));
  return own.flatMap(([, comments]) => comments).find(({ id }) => id === wanted);
}
