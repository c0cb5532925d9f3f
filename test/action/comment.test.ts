import { describe, expect, it } from 'vitest';
import { leak, secretPieces } from '../cli/keysweep.ts';
import { BOT, type Board, board } from './board.ts';
import { checkout, type Hosted, hosted, pullPayload, type Result, runJob, TOKEN, testMerge } from './job.ts';

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

interface Variant {
  fork?: boolean;
  event?: string;
  depth?: number;
  env?: Record<string, string>;
}

function run(pull: Pull, to: Board, variant: Variant = {}): Promise<Result> {
  const { fork = false, event = 'pull_request', depth = 0, env = {} } = variant;
  const ref = 'refs/pull/7/merge';
  return runJob({
    event,
    payload: pullPayload({ base: pull.base, head: pull.head, fork }),
    ref,
    sha: pull.merge,
    workspace: checkout(pull, { ref, sha: pull.merge, depth }),
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

  it('shows the token to nobody, however much is logged and whatever fails', async () => {
    const to = await board();
    const pull = await pullRequest(LEAKING);
    const env = {
      DEBUG: '*',
      NODE_DEBUG: 'http,net,tls,fetch,undici',
      GIT_TRACE: '1',
      GIT_CURL_VERBOSE: '1',
      RUNNER_DEBUG: '1',
    };
    const basic = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
    for (const faults of [[], [{ on: /^POST/, status: 500 }]]) {
      to.faults = faults;
      const { status, log, summary, outputs } = await run(pull, to, { depth: 1, env });
      expect(status).toBe(1);
      const told = log + summary + JSON.stringify(outputs);
      for (const form of [TOKEN, basic]) expect(told).not.toContain(form.slice(-12));
    }
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

  it('of a fork is written where the base branch is what runs', async () => {
    const to = await board();
    await run(await pullRequest(LEAKING), to, { fork: true, event: 'pull_request_target' });
    expect(to.comments).toHaveLength(1);
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
