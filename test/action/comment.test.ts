import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leak, secretPieces } from '../cli/keysweep.ts';
import {
  checkout,
  type Hosted,
  hosted,
  NAME,
  pullPayload,
  type Result,
  runJob,
  TOKEN,
  testMerge,
} from './job.ts';

interface Comment {
  id: number;
  body: string;
  user: { login: string; type: 'Bot' | 'User' };
}

/** The comments of pull request 7, with the authors and the mishaps that a test wants. */
interface Board {
  apiUrl: string;
  comments: Comment[];
  requests: { line: string; authorization: string | undefined }[];
  /** Answers instead of the board: the status of requests like this one, after doing what they ask for or not. */
  faults: { on: RegExp; status: number; isDone?: boolean; times?: number }[];
  /** Open pull requests as the list gives them. */
  pulls: object[];
}

const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

async function board(me: Comment['user'] = BOT): Promise<Board> {
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

interface Pull extends Hosted {
  base: string;
  head: string;
  merge: string;
}

async function pullRequest(files: Record<string, string>): Promise<Pull> {
  const host = await hosted();
  const base = host.source.git('rev-parse', 'HEAD');
  host.source.git('checkout', '-q', '-b', 'side');
  const head = host.source.commit(files);
  const merge = testMerge(host.source, { base, head });
  host.publish();
  return { ...host, base, head, merge };
}

const LEAKING = { 'bot.env': leak(1) };
const CLEAN = { 'a.txt': 'x\n' };

function run(
  pull: Pull,
  to: Board,
  more: { fork?: boolean; event?: string; env?: Record<string, string> } = {},
) {
  const { fork = false, event = 'pull_request', env = {} } = more;
  return runJob({
    event,
    payload: pullPayload({ base: pull.base, head: pull.head, fork }),
    ref: 'refs/pull/7/merge',
    sha: pull.merge,
    workspace: checkout(pull, { ref: 'refs/pull/7/merge', sha: pull.merge, depth: 0 }),
    serverUrl: pull.serverUrl,
    apiUrl: to.apiUrl,
    env,
  });
}

const writes = ({ requests }: Board) =>
  requests.map(({ line }) => line).filter((line) => !line.startsWith('GET'));

describe('the comment on a pull request', () => {
  it('is written once and brought up to date from then on', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    expect((await run(pull, to)).status).toBe(1);
    expect(to.comments).toHaveLength(1);
    const [{ body: first } = { body: '' }] = to.comments;
    expect(first).toMatch(/^<!-- keysweep:v1:[0-9a-f]{12} -->\n/);
    expect(first).toContain('bot.env:2:20');
    for (const piece of secretPieces(1)) expect(first).not.toContain(piece);
    const fixed = { ...(await pullRequest(CLEAN)) };
    expect((await run(fixed, to)).status).toBe(0);
    expect(to.comments.map(({ body }) => body)).toEqual([expect.stringContaining('No leaked credentials')]);
    expect(new Set(to.requests.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${TOKEN}`]),
    );
  });

  it('is not written where there is nothing to say', async () => {
    const to = await board();
    expect((await run(await pullRequest(CLEAN), to)).status).toBe(0);
    expect(writes(to)).toEqual([]);
  });

  it('is found behind others, and several of them become one', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    await run(pull, to);
    const [own] = to.comments;
    to.comments = Array.from({ length: 5 }, (_, at) => ({
      id: at,
      body: 'LGTM',
      user: { login: 'ann', type: 'User' },
    }));
    to.comments.push({ ...own!, id: 50, body: `${own!.body}old` }, { ...own!, id: 51 });
    await run(pull, to);
    expect(to.comments.filter(({ user }) => user.type === 'Bot').map(({ id }) => id)).toEqual([50]);
    expect(to.comments.find(({ id }) => id === 50)?.body).not.toMatch(/old$/);
  });

  it('is never that of a person who wrote the mark, unless the token is theirs', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    await run(pull, to);
    const forged = { id: 1, body: to.comments[0]!.body, user: { login: 'mallory', type: 'User' } as const };
    to.comments = [{ ...forged }];
    await run(pull, to);
    expect(to.comments).toMatchObject([forged, { user: BOT }]);
    const own = await board({ login: 'mallory', type: 'User' });
    own.comments = [{ ...forged, body: `${forged.body}old` }];
    await run(pull, own);
    expect(own.comments).toMatchObject([{ id: 1, body: expect.not.stringMatching(/old$/) }]);
  });

  it('is one for each job', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    await run(pull, to);
    await run(pull, to, { env: { GITHUB_JOB: 'other' } });
    expect(new Set(to.comments.map(({ body }) => body.split('\n')[0])).size).toBe(2);
  });

  it('is not repeated when the server fails after it has written it', async () => {
    const to = await board();
    to.faults = [{ on: /^POST/, status: 502, isDone: true }];
    const result = await run(await pullRequest(LEAKING), to);
    expect(to.comments).toHaveLength(1);
    expect(writes(to)).toHaveLength(1);
    expect(result.log).not.toContain('No comment was written');
  });

  it.each([
    ['403', { on: /comments/, status: 403 }, 'the token may not'],
    ['a write that is refused', { on: /^POST/, status: 403 }, 'the token may not'],
    ['422', { on: /^POST/, status: 422 }, 'No comment was written'],
    ['a server that fails', { on: /^POST/, status: 500 }, 'No comment was written'],
  ])('costs one line and no verdict: %s', async (_name, fault, words) => {
    const to = await board();
    to.faults = [fault];
    const result = await run(await pullRequest(LEAKING), to);
    expect(result.log.split('\n').filter((line) => line.includes(words))).toHaveLength(1);
    expect(result).toMatchObject({ status: 1, outputs: { verdict: 'findings' } });
  });

  it('of a fork is left out, and the verdict is the same', async () => {
    const to = await board();
    const result = await run(await pullRequest(LEAKING), to, { fork: true });
    expect(to.requests).toEqual([]);
    expect(result).toMatchObject({ status: 1, outputs: { verdict: 'findings', 'new-findings': '1' } });
    expect(result.log).toContain('from a fork');
  });
});

describe('a workflow that follows another', () => {
  async function followed(pull: Pull, to: Board, more: object = {}): Promise<Result> {
    const main = pull.source.git('rev-parse', 'main');
    return runJob({
      event: 'workflow_run',
      payload: {
        workflow_run: {
          event: 'pull_request',
          head_sha: pull.head,
          head_branch: 'side',
          head_repository: { owner: { login: 'mallory' } },
          pull_requests: [],
          ...more,
        },
      },
      ref: 'refs/heads/main',
      sha: main,
      workspace: checkout(pull, { ref: 'refs/heads/main', sha: main, depth: 1 }),
      serverUrl: pull.serverUrl,
      apiUrl: to.apiUrl,
    });
  }

  it('asks GitHub for the pull request, scans its objects and comments, also for a fork', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    const { pull_request: found } = pullPayload({ ...pull, fork: true }) as { pull_request: object };
    to.pulls = [found];
    const result = await followed(pull, to);
    expect(result).toMatchObject({ status: 1, outputs: { verdict: 'findings', 'new-findings': '1' } });
    expect(to.comments).toHaveLength(1);
    expect(to.requests.map(({ line }) => line).join('\n')).toContain('head=mallory%3Aside');
  });

  it('believes no number and no commit that the other one left', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    to.pulls = [(pullPayload({ ...pull, head: pull.base }) as { pull_request: object }).pull_request];
    const result = await followed(pull, to, { pull_requests: [{ number: 7 }] });
    expect(result).toMatchObject({ status: 0, outputs: { verdict: 'clean' } });
    expect(result.log).toContain('no open pull request has the commit');
    expect(writes(to)).toEqual([]);
    const push = await followed(pull, to, { event: 'push' });
    expect(push.log).toContain('was not about a pull request');
  });
});
