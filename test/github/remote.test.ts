import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  cloneMirror,
  fetchMirror,
  fetchObjects,
  listRemoteRefs,
  type Remote,
  type TransferOptions,
} from '../../src/git/remote.ts';
import { problemOf } from '../../src/git/remote-failure.ts';
import { type Scratch, scratchFolder, scratchRepository } from '../git/scratch.ts';
import { startElsewhere, startProxy } from './elsewhere.ts';
import { type RepositorySpec, type Simulator, startSimulator } from './simulator/simulator.ts';
import { git, refsOf } from './simulator/world.ts';

const TOKEN = 'ghp_testtesttest';
const BASIC = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');

interface World {
  simulator: Simulator;
  source: Scratch;
  remote: Remote;
  folder: string;
}

async function world(
  more: Partial<RepositorySpec> = {},
  files: Record<string, string | Buffer> = { a: '1\n' },
) {
  const source = scratchRepository();
  source.commit(files);
  const simulator = await startSimulator({
    tokens: [{ token: TOKEN }],
    repositories: [{ name: 'acme/bot', git: source.folder, private: true, ...more }],
  });
  onTestFinished(() => simulator.close());
  return {
    simulator,
    source,
    remote: remoteOf(simulator),
    folder: join(scratchFolder(), 'mirror'),
  } satisfies World;
}

function remoteOf(simulator: Simulator, token: string | null = TOKEN): Remote {
  return { url: `${simulator.serverUrl}/acme/bot.git`, token: async () => token, allowHttp: true };
}

const QUICK = { retryDelaysMs: [10, 10] } satisfies Partial<TransferOptions>;

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable('it should have failed'),
    (error: Error) => error,
  );
}

/** Command lines of processes that name the folder or its server. */
function processesAbout(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        return [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(text));
}

/** Every file of a folder as text. */
function contentsOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
}

describe('a mirror', () => {
  it("has every ref, and is the user's alone", async () => {
    const { source, simulator, remote, folder } = await world();
    source.git('tag', '-a', '-m', 'one', 'v1');
    source.git('notes', 'add', '-m', 'note');
    const head = source.git('rev-parse', 'HEAD');
    simulator.change('acme/bot', { pulls: [{ number: 3, base: head, head }] });
    simulator.push('acme/bot');
    await cloneMirror({ remote, folder });
    expect([...refsOf(folder).keys()]).toEqual([
      'refs/heads/main',
      'refs/notes/commits',
      'refs/pull/3/head',
      'refs/tags/v1',
    ]);
    expect(git(['symbolic-ref', 'HEAD'], folder)).toBe('refs/heads/main');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const plain = `${folder}-plain`;
    await cloneMirror({ remote, folder: plain, refs: 'without-pulls' });
    expect([...refsOf(plain).keys()]).toEqual(['refs/heads/main', 'refs/notes/commits', 'refs/tags/v1']);
  });

  it('follows the server: new, moved and removed refs, and old commits by their ids', async () => {
    const { source, simulator, remote, folder } = await world();
    source.git('branch', 'old');
    const dropped = source.commit({ a: 'dropped\n' });
    simulator.push('acme/bot');
    source.git('reset', '-q', '--hard', 'HEAD~1');
    source.commit({ a: 'kept\n' });
    source.git('branch', '-q', '-D', 'old');
    source.git('branch', 'new');
    const late = `${folder}-late`;
    await cloneMirror({ remote, folder });
    simulator.push('acme/bot');
    await fetchMirror({ remote, gitDir: folder });
    expect([...refsOf(folder).keys()]).toEqual(['refs/heads/main', 'refs/heads/new']);
    expect(refsOf(folder).get('refs/heads/main')).toBe(source.git('rev-parse', 'main'));
    await cloneMirror({ remote, folder: late });
    await fetchObjects({ remote, gitDir: late, ids: [dropped] });
    expect(git(['cat-file', '-t', dropped], late)).toBe('commit');
    const missing = fetchObjects({ remote, gitDir: late, ids: ['1'.repeat(40)] });
    expect(problemOf(await errorOf(missing))).toBe('no-object');
  });

  it('of an empty repository is empty, and its refs are none', async () => {
    const simulator = await startSimulator({ repositories: [{ name: 'acme/bot' }] });
    onTestFinished(() => simulator.close());
    const folder = join(scratchFolder(), 'mirror');
    await cloneMirror({ remote: remoteOf(simulator, null), folder });
    expect(refsOf(folder).size).toBe(0);
    expect(await listRemoteRefs({ remote: remoteOf(simulator, null) })).toEqual([]);
  });

  it('tells how far it has come', async () => {
    const { remote, folder } = await world({}, { big: randomBytes(300_000) });
    const stages = new Set<string>();
    await cloneMirror({ remote, folder, onProgress: ({ stage }) => stages.add(stage) });
    expect(stages).toContain('receiving');
  });
});

describe('the token', () => {
  it('is in no argument, no file of the clone and no other place while git runs', async () => {
    const { simulator, remote, folder } = await world();
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' }, { times: 9 });
    const stop = new AbortController();
    const cloning = errorOf(
      cloneMirror({ remote, folder, signal: stop.signal, limits: { stallMs: 60_000 } }),
    );
    await until(() => processesAbout(remote.url).length >= 3);
    const lines = processesAbout(remote.url).join('\n');
    stop.abort(new Error('seen enough'));
    await cloning;
    simulator.calm();
    expect(lines).toContain('clone');
    for (const form of [TOKEN, BASIC, 'extraheader']) expect(lines).not.toContain(form);
    await cloneMirror({ remote, folder: `${folder}2` });
    for (const form of [TOKEN, BASIC, 'extraheader']) expect(contentsOf(`${folder}2`)).not.toContain(form);
  });

  it.each([301, 302, 307, 308] as const)('does not follow a redirect (%d) of git', async (status) => {
    const { simulator, remote, folder } = await world();
    const other = await startElsewhere();
    const redirect = `${other.url}/acme/bot.git/info/refs?service=git-upload-pack`;
    simulator.fault(/^git/, { redirect, status }, { times: 9 });
    const error = await errorOf(cloneMirror({ remote, folder }));
    expect(problemOf(error)).toBe('moved');
    expect(other.requests).toEqual([]);
    expect(error.message).not.toContain(other.url);
  });

  it('is asked for again, once, when the server refuses it', async () => {
    const { simulator, folder } = await world();
    const asked: boolean[] = [];
    const token = async (refused: boolean): Promise<string> => {
      asked.push(refused);
      return refused ? TOKEN : 'ghs_expired';
    };
    await cloneMirror({ remote: { ...remoteOf(simulator), token }, folder });
    expect(asked).toEqual([false, true]);
    const bad = { ...remoteOf(simulator), token: async () => 'ghs_expired' };
    expect(problemOf(await errorOf(cloneMirror({ remote: bad, folder: `${folder}2` })))).toBe('unauthorized');
  });

  it('travels over http only where that was asked for', async () => {
    const { simulator, remote, folder } = await world();
    const error = await errorOf(cloneMirror({ remote: { ...remote, allowHttp: false }, folder }));
    expect(error.message).toContain('cloning: ');
    expect(simulator.requests).toEqual([]);
  });
});

describe('a failure', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'not-found'],
    [429, 'limited'],
    [451, 'blocked'],
    [500, 'server'],
    [503, 'server'],
  ])('with status %d is told in words', async (status, problem) => {
    const { simulator, remote, folder } = await world();
    simulator.fault(/^git/, { status, text: 'SERVER WORDS' }, { times: 99 });
    const error = await errorOf(cloneMirror({ remote, folder, ...QUICK }));
    expect(problemOf(error)).toBe(problem);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error.cause)}`).not.toMatch(
      /SERVER WORDS|ghp_|127\.0/,
    );
  });

  it('that passes is got over', async () => {
    const { simulator, remote, folder } = await world();
    simulator.fault(/info\/refs/, { status: 502 });
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'refused' });
    await cloneMirror({ remote, folder, ...QUICK });
    expect(refsOf(folder).size).toBe(1);
  });

  it('to find the repository without a token is not taken for a question', async () => {
    const { simulator, folder } = await world();
    const error = await errorOf(cloneMirror({ remote: remoteOf(simulator, null), folder }));
    expect(problemOf(error)).toBe('unauthorized');
  });

  it('to reach the server is told as such', async () => {
    const remote = { url: 'http://127.0.0.1:9/acme/bot.git', token: async () => null, allowHttp: true };
    const error = await errorOf(listRemoteRefs({ remote, ...QUICK }));
    expect(problemOf(error)).toBe('network');
  });
});

describe('a transfer that gets out of hand', () => {
  it('is ended with every process when nothing comes any more', async () => {
    const { simulator, remote, folder } = await world();
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' }, { times: 9 });
    const error = await errorOf(cloneMirror({ remote, folder, limits: { stallMs: 500 }, retryDelaysMs: [] }));
    expect(problemOf(error)).toBe('stalled');
    expect(processesAbout(remote.url)).toEqual([]);
  });

  it('is ended with every process when it takes too long', async () => {
    const { simulator, remote, folder } = await world();
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' }, { times: 9 });
    const error = await errorOf(cloneMirror({ remote, folder, limits: { timeoutMs: 700 } }));
    expect(problemOf(error)).toBe('timeout');
    expect(processesAbout(remote.url)).toEqual([]);
  });

  it('is ended with every process when it is aborted', async () => {
    const { simulator, remote, folder } = await world();
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' }, { times: 9 });
    const stop = new AbortController();
    const cloning = errorOf(cloneMirror({ remote, folder, signal: stop.signal }));
    await until(() => processesAbout(remote.url).length >= 3);
    stop.abort(new Error('enough'));
    expect(await cloning).toMatchObject({ message: 'enough' });
    expect(processesAbout(remote.url)).toEqual([]);
  });

  it('is ended when it writes more than it may', async () => {
    const { remote, folder } = await world({}, { big: randomBytes(3_000_000) });
    const error = await errorOf(cloneMirror({ remote, folder, limits: { maxBytes: 1_000_000 }, ...QUICK }));
    expect(problemOf(error)).toBe('too-large');
    await cloneMirror({ remote, folder: `${folder}2`, limits: { maxBytes: 4_000_000 } });
  });
});

it('runs nothing of a hostile repository and reads nothing of the user', async () => {
  const marker = join(scratchFolder(), 'marker');
  const { source, simulator, remote, folder } = await world();
  const run = `touch ${marker}`;
  source.commit({
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
    '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c ${run}\n\tupdate = !${run}\n`,
    '.lfsconfig': `[lfs]\n\turl = ${simulator.serverUrl}/lfs\n`,
    'hooks/post-checkout': `#!/bin/sh\n${run}\n`,
    '.git-evil/config': `[core]\n\tfsmonitor = ${run}\n`,
  });
  simulator.push('acme/bot');
  const home = scratchFolder();
  const before = { ...process.env };
  onTestFinished(() => {
    process.env = before;
  });
  const config = join(home, '.gitconfig');
  source.git('config', '--file', config, 'core.sshCommand', run);
  source.git('config', '--file', config, 'credential.helper', `!${run}; true`);
  source.git(
    'config',
    '--file',
    config,
    `url.${simulator.serverUrl}/else/.insteadOf`,
    `${simulator.serverUrl}/acme/`,
  );
  source.git('config', '--file', config, 'core.hooksPath', home);
  Object.assign(process.env, {
    HOME: home,
    GIT_CONFIG_GLOBAL: config,
    GIT_ASKPASS: run,
    GIT_TRACE: '1',
    GIT_TRACE_CURL: join(home, 'trace'),
    GIT_PROXY_COMMAND: run,
  });
  await cloneMirror({ remote, folder });
  await fetchMirror({ remote, gitDir: folder });
  const denied = { ...remote, token: async () => null };
  await errorOf(cloneMirror({ remote: denied, folder: `${folder}2` }));
  expect([existsSync(marker), existsSync(join(home, 'trace'))]).toEqual([false, false]);
  const canary = promisify(execFile)('git', ['ls-remote', remote.url], { env: process.env });
  await errorOf(canary);
  expect(existsSync(marker)).toBe(true);
  rmSync(join(home, 'trace'));
  expect(readdirSync(home)).toEqual(['.gitconfig']);
  expect(new Set(simulator.requests.map(({ line }) => line.split('?')[0]))).toEqual(
    new Set([
      'git /acme/bot.git/info/refs',
      'git /acme/bot.git/git-upload-pack',
      // The canary's.
      'git /else/bot.git/info/refs',
    ]),
  );
});

it('goes through a proxy', async () => {
  const { remote, folder } = await world();
  const proxy = await startProxy();
  const error = await errorOf(
    cloneMirror({ remote: { ...remote, proxy: { http_proxy: proxy.url } }, folder, ...QUICK }),
  );
  expect(problemOf(error)).toBe('server');
  expect(proxy.requests[0]?.line).toBe(`GET ${remote.url}/info/refs?service=git-upload-pack`);
});

/** Waits until something is so; the test's own time limit ends a wait for ever. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(20);
}
