import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { NAME } from './job.ts';

/** A comment on the board. */
export interface Comment {
  id: number;
  body: string;
  user: { login: string; type: 'Bot' | 'User' };
}

/** The comments of pull request 7, with the authors and the mishaps that a test wants. */
export interface Board {
  apiUrl: string;
  comments: Comment[];
  requests: { line: string; authorization: string | undefined }[];
  /** Answers instead of the board: the status of requests like this one, after doing what they ask for or not. */
  faults: { on: RegExp; status: number; isDone?: boolean; times?: number }[];
  /** Open pull requests as the list gives them. */
  pulls: object[];
}

export const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

/** Opens a board; `me` is whose the job's token is. */
export async function board(me: Comment['user'] = BOT): Promise<Board> {
  const state: Board = { apiUrl: '', comments: [], requests: [], faults: [], pulls: [] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const line = `${request.method} ${request.url}`;
    state.requests.push({ line, authorization: request.headers.authorization });
    const fault = state.faults.find(({ on, times = 99 }) => times > 0 && on.test(line));
    if (fault !== undefined) fault.times = (fault.times ?? 99) - 1;
    const answer = fault === undefined || fault.isDone ? handle(state, { line, body, me }) : null;
    const status = fault?.status ?? answer!.status;
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (answer?.next) headers.link = `<${state.apiUrl}${answer.next}>; rel="next"`;
    response.writeHead(status, headers);
    response.end(JSON.stringify(fault === undefined ? answer!.body : { message: 'no' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  state.apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

type Answer = { status: number; body: unknown; next?: string };

function handle(state: Board, call: { line: string; body: { body?: string }; me: Comment['user'] }): Answer {
  const { line, body, me } = call;
  const list = new RegExp(`^GET /repos/${NAME}/issues/7/comments\\?(?<query>.*)$`).exec(line)?.groups;
  if (list !== undefined) {
    const page = Number(new URLSearchParams(list.query).get('page') ?? 1);
    const rows = state.comments.slice(2 * (page - 1), 2 * page);
    const more = state.comments.length > 2 * page;
    const next = more ? { next: `/repos/${NAME}/issues/7/comments?per_page=100&page=${page + 1}` } : {};
    return { status: 200, body: rows, ...next };
  }
  if (line === `POST /repos/${NAME}/issues/7/comments`) {
    const comment = { id: 100 + state.comments.length, body: body.body ?? '', user: me };
    state.comments.push(comment);
    return { status: 201, body: comment };
  }
  const [, method, id] = /^(PATCH|DELETE) \/repos\/acme\/bot\/issues\/comments\/(\d+)$/.exec(line) ?? [];
  const comment = state.comments.find((one) => String(one.id) === id);
  if (method === 'PATCH' && comment) {
    comment.body = body.body ?? '';
    return { status: 200, body: comment };
  }
  if (method === 'DELETE' && comment) {
    state.comments.splice(state.comments.indexOf(comment), 1);
    return { status: 204, body: null };
  }
  if (line === 'GET /user') {
    return me.type === 'User'
      ? { status: 200, body: { login: me.login } }
      : { status: 403, body: { message: 'no' } };
  }
  if (line.startsWith(`GET /repos/${NAME}/pulls?`)) return { status: 200, body: state.pulls };
  return { status: 404, body: { message: 'Not Found' } };
}
