import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { problemOf } from '../../src/git/remote-failure.ts';
import { type GitHubSettings, openGitHub } from '../../src/github/access.ts';
import { findRepository, listRepositories } from '../../src/github/list.ts';
import { startElsewhere, startProxy } from './elsewhere.ts';
import {
  primaryLimit,
  type Simulator,
  secondaryLimit,
  startSimulator,
  type WorldSpec,
} from './simulator/simulator.ts';

const TOKEN = 'ghp_test';
const ACME = { kind: 'organization', login: 'acme' } as const;
const FAST = { retryMs: 10, secondaryMs: 200 };

async function world(spec: WorldSpec = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    organizations: ['acme'],
    tokens: [{ token: TOKEN, login: 'ann' }],
    repositories: [{ name: 'acme/bot' }],
    ...spec,
  });
  onTestFinished(() => simulator.close());
  return simulator;
}

async function open(simulator: Simulator, more: Partial<GitHubSettings> = {}) {
  return openGitHub({ env: simulator.env(TOKEN), patience: FAST, ...more });
}

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable('it should have failed'),
    (error: Error) => error,
  );
}

const many = (count: number): WorldSpec['repositories'] =>
  Array.from({ length: count }, (_, at) => ({ name: `acme/r${String(at).padStart(4, '0')}` }));

describe('a list', () => {
  const names = many(250)!.map(({ name }) => name);

  it('is whole over several pages, ordered, and asked for a hundred at a time', async () => {
    const simulator = await world({ repositories: many(250)! });
    const listed = await listRepositories(await open(simulator), ACME);
    expect(listed.map(({ fullName }) => fullName)).toEqual(names);
    expect(simulator.requests.filter(({ isConditional }) => !isConditional)).toHaveLength(3);
  });

  it.each([
    ['cut in the middle', { connection: 'cut' as const }],
    ['never answered', { connection: 'refused' as const }],
    ['HTML', { status: 200, text: '<html>Unicorn!</html>' }],
    ['empty', { status: 200, text: '' }],
    ['an error of the server', { status: 502, text: '<html>Bad gateway</html>' }],
  ])('is whole when a page is %s', async (_, fault) => {
    const simulator = await world({ repositories: many(250)! });
    simulator.fault(/&page=2/, fault, { times: 2 });
    const listed = await listRepositories(await open(simulator), ACME);
    expect(listed.map(({ fullName }) => fullName)).toEqual(names);
  });

  it.each([
    ['cut in the middle', { connection: 'cut' as const }, 'network'],
    ['HTML', { status: 200, text: '<html>Unicorn!</html>' }, 'server'],
    ['no list', { status: 200, body: {} }, 'server'],
    ['an error of the server', { status: 503 }, 'server'],
    ['a conflict', { status: 409 }, 'empty'],
  ])('is an error, never a shorter list, when a page stays %s', async (_, fault, problem) => {
    const simulator = await world({ repositories: many(250)! });
    simulator.fault(/&page=2/, fault, { times: 99 });
    expect(problemOf(await errorOf(listRepositories(await open(simulator), ACME)))).toBe(problem);
  });

  it('misses nothing when a repository goes while the pages are read', async () => {
    const simulator = await world({ repositories: many(250)! });
    let pages = 0;
    const onPage = (): void => {
      if (++pages === 1) simulator.remove('acme/r0003');
    };
    const listed = await listRepositories(await open(simulator), ACME, { onPage });
    const found = new Set(listed.map(({ fullName }) => fullName));
    expect(names.filter((name) => name !== 'acme/r0003' && !found.has(name))).toEqual([]);
  });

  it('costs no quota again where nothing has changed', async () => {
    const simulator = await world({ repositories: many(150)! });
    const github = await open(simulator);
    const store = new Map();
    const first = await listRepositories(github, ACME, { pages: store });
    simulator.requests.length = 0;
    expect(await listRepositories(github, ACME, { pages: store })).toEqual(first);
    expect(new Set(simulator.requests.map(({ status }) => status))).toEqual(new Set([304]));
    simulator.change('acme/r0000', { archived: true });
    expect((await listRepositories(github, ACME, { pages: store }))[0]).toMatchObject({ isArchived: true });
  });

  it('is put together from the organisations of an enterprise', async () => {
    const organizations = ['one', 'two', 'three'];
    const repositories = organizations.map((login) => ({ name: `${login}/r` }));
    const simulator = await world({ organizations, repositories, enterprises: { big: organizations } });
    const listed = await listRepositories(await open(simulator), { kind: 'enterprise', slug: 'big' });
    expect(listed.map(({ fullName }) => fullName)).toEqual(['one/r', 'three/r', 'two/r']);
    const missing = listRepositories(await open(simulator), { kind: 'enterprise', slug: 'none' });
    expect((await errorOf(missing)).message).toContain('there is no enterprise none');
  });
});

describe('a rate limit', () => {
  it('is waited for and told, a primary and a secondary one on the same request', async () => {
    const simulator = await world();
    simulator.fault(/orgs/, primaryLimit(1));
    simulator.fault(/orgs/, secondaryLimit({ retryAfter: 1 }));
    simulator.fault(/orgs/, secondaryLimit({ status: 429 }));
    simulator.fault(/orgs/, secondaryLimit());
    const pauses: string[] = [];
    const started = Date.now();
    const onPause = (until: number, reason: string): void => {
      expect(until).toBeGreaterThan(started);
      pauses.push(reason);
    };
    const listed = await listRepositories(await open(simulator, { onPause }), ACME);
    expect(listed).toHaveLength(1);
    expect(pauses).toEqual(
      ['primary', 'secondary', 'secondary', 'secondary'].map((kind) => `${kind} rate limit`),
    );
    expect(Date.now() - started).toBeGreaterThan(2_000);
  });

  it('holds back every request, and one that another process ran into does, too', async () => {
    const simulator = await world();
    const github = await open(simulator);
    const until = Date.now() + 700;
    github.pause.extend(until, 'secondary rate limit');
    await Promise.all([findRepository(github, 'acme/bot'), listRepositories(github, ACME)]);
    expect(Date.now()).toBeGreaterThanOrEqual(until);
  });

  it('is waited for by a token whose quota is spent', async () => {
    const simulator = await world({ tokens: [{ token: TOKEN, quota: 1 }] });
    const github = await open(simulator);
    await findRepository(github, 'acme/bot');
    expect(await findRepository(github, 'acme/bot')).toMatchObject({ fullName: 'acme/bot' });
  });

  it('is an error when it lasts longer than the patience', async () => {
    const simulator = await world();
    simulator.fault(/orgs/, primaryLimit(3_000));
    const github = await open(simulator, { patience: { ...FAST, limitMs: 60_000 } });
    const error = await errorOf(listRepositories(github, ACME));
    expect(problemOf(error)).toBe('limited');
    expect(simulator.requests).toHaveLength(1);
  });

  it('can be left early', async () => {
    const simulator = await world();
    simulator.fault(/orgs/, primaryLimit(3_000));
    const stop = new AbortController();
    const github = await open(simulator, { onPause: () => stop.abort(new Error('enough')) });
    expect(await errorOf(listRepositories(github, ACME, { signal: stop.signal }))).toMatchObject({
      message: 'enough',
    });
  });
});

describe('the token', () => {
  it('does not follow a link to another server', async () => {
    const simulator = await world();
    const other = await startElsewhere();
    const headers = { link: `<${other.url}/api/v3/orgs/acme/repos?page=2>; rel="next"` };
    simulator.fault(/orgs/, { status: 200, headers, body: [] });
    expect(problemOf(await errorOf(listRepositories(await open(simulator), ACME)))).toBe('refused');
    expect(other.requests).toEqual([]);
  });

  it.each([301, 302, 307, 308] as const)(
    'does not follow a redirect (%d) to another server',
    async (status) => {
      const simulator = await world();
      const other = await startElsewhere();
      simulator.fault(/repos/, { redirect: `${other.url}/api/v3/repos/acme/bot`, status }, { times: 9 });
      expect(problemOf(await errorOf(findRepository(await open(simulator), 'acme/bot')))).toBe('refused');
      expect(other.requests).toEqual([]);
      expect(simulator.requests).toHaveLength(1);
    },
  );

  it('goes along to the new name of a repository', async () => {
    const simulator = await world();
    simulator.rename('acme/bot', 'acme/trader');
    const found = await findRepository(await open(simulator), 'acme/bot');
    expect(found.fullName).toBe('acme/trader');
  });

  it('does not run in circles', async () => {
    const simulator = await world();
    simulator.fault(/repos/, { redirect: '/api/v3/repos/acme/bot' }, { times: 99 });
    expect(problemOf(await errorOf(findRepository(await open(simulator), 'acme/bot')))).toBe('moved');
  });
});

describe('a write', () => {
  const comment = { owner: 'acme', repo: 'bot', issue_number: 1, body: 'hello' };
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

  it('is not repeated: what was answered with an error may have been done', async () => {
    const simulator = await world();
    simulator.fault(/^POST/, { status: 502 }, { afterwards: true });
    const { octokit } = await open(simulator);
    expect(problemOf(await errorOf(octokit.request(route, comment)))).toBe('server');
    expect(simulator.comments('acme/bot', 1)).toHaveLength(1);
  });

  it('that met a rate limit was not done, and is repeated', async () => {
    const simulator = await world();
    simulator.fault(/^POST/, secondaryLimit({ retryAfter: 1 }));
    const { octokit } = await open(simulator);
    await octokit.request(route, comment);
    expect(simulator.comments('acme/bot', 1)).toHaveLength(1);
  });
});

describe('a failure', () => {
  it.each([
    [401, {}, 'unauthorized', 'does not know the token'],
    [403, {}, 'forbidden', 'the token may not do this'],
    [403, { 'x-github-sso': 'required; url=https://github.test' }, 'sso', 'single sign-on'],
    [404, {}, 'not-found', 'there is no such thing, or the token may not see it'],
    [410, {}, 'gone', 'switched off'],
    [451, {}, 'blocked', 'legal reasons'],
    [500, {}, 'server', 'GitHub failed'],
    [503, {}, 'server', 'GitHub failed'],
  ])(
    'with status %d is told in words, without what the server wrote',
    async (status, headers, problem, words) => {
      const simulator = await world();
      const body = { message: 'SERVER WORDS', documentation_url: 'https://docs.github.com' };
      simulator.fault(/repos/, { status, headers: headers as Record<string, string>, body }, { times: 99 });
      const error = await errorOf(findRepository(await open(simulator), 'acme/bot'));
      expect(error.message).toContain(`GET /api/v3/repos/acme/bot: `);
      expect(error.message).toContain(words);
      expect(problemOf(error)).toBe(problem);
      expect(JSON.stringify([error.message, error.cause, String(error.stack)])).not.toMatch(
        /SERVER WORDS|ghp_test/,
      );
    },
  );

  it('to connect is told as such', async () => {
    const simulator = await world();
    const github = await open(simulator, { apiUrl: 'http://127.0.0.1:9' });
    expect(problemOf(await errorOf(findRepository(github, 'acme/bot')))).toBe('network');
  });

  it('to answer in time is told as such', async () => {
    const simulator = await world();
    simulator.fault(/repos/, { connection: 'stalled' }, { times: 99 });
    const github = await open(simulator, { patience: { ...FAST, requestMs: 100 } });
    expect(problemOf(await errorOf(findRepository(github, 'acme/bot')))).toBe('timeout');
  });
});

describe('a GitHub App', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const app = { id: '77', publicKey, installations: ['acme', 'other'] };
  const keys = { KEYSWEEP_APP_ID: '77', KEYSWEEP_APP_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') };
  const repositories = [
    { name: 'acme/bot', private: true },
    { name: 'acme/second', private: true },
    { name: 'other/one', private: true },
    { name: 'foreign/x', private: true },
  ];
  const openApp = (simulator: Simulator) =>
    openGitHub({ env: { ...simulator.env(), ...keys }, patience: FAST });

  it('sees what it is installed on, owner by owner', async () => {
    const github = await openApp(await world({ repositories, app }));
    expect(await github.installedAt()).toEqual(['acme', 'other']);
    const all = await listRepositories(github, { kind: 'installation' });
    expect(all.map(({ fullName }) => fullName)).toEqual(['acme/bot', 'acme/second', 'other/one']);
    const own = await listRepositories(github, ACME);
    expect(own.map(({ fullName }) => fullName)).toEqual(['acme/bot', 'acme/second']);
    expect((await errorOf(github.forOwner('foreign'))).message).toContain('not installed at foreign');
    const enterprise = listRepositories(github, { kind: 'enterprise', slug: 'big' });
    expect((await errorOf(enterprise)).message).toContain('a GitHub App cannot list');
  });

  it('gets a new token when GitHub refuses the old one, once for many requests', async () => {
    const simulator = await world({ repositories, app });
    const github = await openApp(simulator);
    await findRepository(github, 'acme/bot');
    simulator.revoke();
    simulator.requests.length = 0;
    await Promise.all(Array.from({ length: 5 }, () => findRepository(github, 'acme/second')));
    expect(simulator.requests.filter(({ line }) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('mints a token for each attempt of a clone, which can read this repository alone', async () => {
    const simulator = await world({ repositories, app });
    const github = await openApp(simulator);
    const repository = await findRepository(github, 'acme/bot');
    const remote = github.gitRemote({ name: repository.fullName, id: repository.id });
    const [first, second] = [await remote.token(false), await remote.token(true)];
    expect(first).not.toBe(second);
    const narrow = await openGitHub({ env: simulator.env(String(second)), patience: FAST });
    expect(await findRepository(narrow, 'acme/bot')).toMatchObject({ fullName: 'acme/bot' });
    expect(problemOf(await errorOf(findRepository(narrow, 'acme/second')))).toBe('not-found');
  });
});

it('goes through a proxy, but not to hosts that need none', async () => {
  const simulator = await world();
  const proxy = await startProxy();
  const env = { ...simulator.env(TOKEN), HTTP_PROXY: proxy.url };
  expect(await findRepository(await openGitHub({ env }), 'acme/bot')).toMatchObject({ fullName: 'acme/bot' });
  expect(proxy.requests.map(({ line }) => line)).toEqual([`CONNECT ${new URL(simulator.serverUrl).host}`]);
  await findRepository(await openGitHub({ env: { ...env, NO_PROXY: '127.0.0.1' } }), 'acme/bot');
  expect(proxy.requests).toHaveLength(1);
});

it('does without a token where everything is public', async () => {
  const simulator = await world({
    repositories: [{ name: 'acme/bot' }, { name: 'acme/secret', private: true }],
  });
  const github = await openGitHub({ env: simulator.env(), patience: FAST });
  expect(github.kind).toBe('none');
  expect((await listRepositories(github, ACME)).map(({ fullName }) => fullName)).toEqual(['acme/bot']);
});
