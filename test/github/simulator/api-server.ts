import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Identity, identify } from './auth.ts';
import { answerFault, type Fault, message, primaryLimit } from './faults.ts';
import { type ApiAnswer, answerApi } from './routes.ts';
import { mistakeIn } from './schema.ts';
import type { State } from './simulator.ts';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Path and query below the API. */
  path: string;
  /** Answered instead, after everything was done. */
  instead: Fault | null;
}

const WINDOW_SECONDS = 3;

/** One request to the API: who asks, what is the answer, is it one that GitHub describes, in which pages. */
export async function answerLikeGitHub(state: State, exchange: Exchange): Promise<void> {
  const { request, response, path, instead } = exchange;
  const body = await readBody(request);
  const identity = identify(state.world, state.minted, request.headers.authorization);
  if (identity.kind === 'stranger') return send(response, 401, message('Bad credentials'));
  if (isSpent(identity)) return answerFault(response, primaryLimit(WINDOW_SECONDS));
  const url = new URL(path, state.serverUrl);
  if (url.pathname === '/graphql') return send(response, 200, enterprise(state, body));
  const baseUrl = `${state.serverUrl}/api/v3`;
  const answer = answerApi({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body,
    identity,
    world: state.world,
    minted: state.minted,
    written: state.written,
    baseUrl,
  });
  if (answer === null) {
    state.mistakes.push(`nobody answers ${request.method} ${url.pathname}`);
    return send(response, 404, message('Not Found'));
  }
  const { body: whole, headers } = inPages(answer, url, baseUrl);
  const mistake = mistakeIn(answer.route, answer.status, whole);
  if (mistake !== null) state.mistakes.push(mistake);
  if (instead !== null) return answerFault(response, instead);
  const etag = `W/"${createHash('sha256')
    .update(JSON.stringify(whole ?? null))
    .digest('hex')}"`;
  const isUnchanged = answer.status === 200 && request.headers['if-none-match'] === etag;
  if (identity.kind === 'token' && !isUnchanged) identity.token.used++;
  const all = { ...answer.headers, ...headers, ...quotaOf(identity), etag };
  if (isUnchanged) response.writeHead(304, all).end();
  else send(response, answer.status, whole, all);
}

function isSpent(identity: Identity): boolean {
  if (identity.kind !== 'token' || identity.token.quota === undefined) return false;
  if (identity.token.used < identity.token.quota) return false;
  const { token } = identity;
  setTimeout(() => {
    token.used = 0;
  }, WINDOW_SECONDS * 1000).unref();
  return true;
}

function quotaOf(identity: Identity): Record<string, string> {
  const limit = identity.kind === 'token' ? (identity.token.quota ?? 5_000) : 60;
  const used = identity.kind === 'token' ? identity.token.used : 1;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(limit - used, 0)),
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + WINDOW_SECONDS),
  };
}

function inPages(
  answer: ApiAnswer,
  url: URL,
  baseUrl: string,
): { body: unknown; headers: Record<string, string> } {
  if (answer.list === undefined) return { body: answer.body, headers: {} };
  const { rows, wrap = (part: unknown[]) => part } = answer.list;
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const page = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(Math.ceil(rows.length / size), 1);
  const link = (number: number, rel: string): string => {
    const query = new URLSearchParams(url.searchParams);
    query.set('page', String(number));
    return `<${baseUrl}${url.pathname}?${query}>; rel="${rel}"`;
  };
  const headers = page < last ? { link: `${link(page + 1, 'next')}, ${link(last, 'last')}` } : {};
  return {
    body: wrap(rows.slice((page - 1) * size, page * size), rows.length),
    headers: headers as Record<string, string>,
  };
}

/** The one GraphQL query that is asked, two organisations a page. */
function enterprise({ world }: State, body: Record<string, unknown>): unknown {
  const { slug, after } = body.variables as { slug: string; after: string | null };
  const logins = world.enterprises[slug];
  if (logins === undefined) {
    return { data: { enterprise: null }, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }] };
  }
  const start = Number(after ?? 0);
  const end = Math.min(start + 2, logins.length);
  const nodes = logins.slice(start, end).map((login) => ({ login }));
  const pageInfo = { hasNextPage: end < logins.length, endCursor: String(end) };
  return { data: { enterprise: { organizations: { nodes, pageInfo } } } };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  const type = { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...(body === undefined ? {} : type), ...headers }).end(text);
}
