import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leak } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository, testEnvironment } from '../git/scratch.ts';
import { start } from './program.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';

const TOKEN = ['ghp', 'Sn5yrBqV2mT8cWxKzP4dLhA7eJ3uFg'].join('_');
const FORMS = [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString('base64')];

async function world(tls: { key: string; cert: string } | null = null): Promise<Simulator> {
  const source = scratchRepository();
  source.commit({ '.env': leak(1) });
  const spec = {
    users: ['ann'],
    tokens: [{ token: TOKEN, login: 'ann' }],
    repositories: [
      { name: 'acme/bot', git: source.folder, private: true },
      { name: 'ann/own', git: source.folder },
    ],
  };
  const simulator = await startSimulator(spec, tls);
  onTestFinished(() => simulator.close());
  return simulator;
}

const LOUD = { DEBUG: '*', GIT_TRACE: '1', GIT_TRACE_CURL: '1', GIT_CURL_VERBOSE: '1', RUNNER_DEBUG: '1' };

async function run(simulator: Simulator, args: string[], env: Record<string, string> = {}) {
  const folder = scratchFolder();
  const all = { ...simulator.env(TOKEN), TMPDIR: folder, ...env };
  const ended = await start(['github', ...args], { cwd: folder, env: all }).ended;
  return { ...ended, left: readdirSync(folder) };
}

describe('the token', () => {
  it.each([
    ['a scan that works', 1, () => undefined],
    ['a token that is not known', 2, (simulator: Simulator) => simulator.revoke(TOKEN)],
    [
      'a clone that fails',
      2,
      (simulator: Simulator) => simulator.fault(/^git/, { status: 404 }, { times: 99 }),
    ],
    [
      'an answer that quotes it',
      2,
      (simulator: Simulator) => simulator.fault(/^GET/, { status: 404, body: { message: `bad ${TOKEN}` } }),
    ],
    [
      'a redirect to another server',
      2,
      (simulator: Simulator) => simulator.fault(/^GET/, { redirect: `http://127.0.0.1:9/${TOKEN}` }),
    ],
  ])('is in no output of %s, however talkative the environment', async (_, status, prepare) => {
    const simulator = await world();
    prepare(simulator);
    const ended = await run(simulator, ['repo', 'acme/bot', '--verbose'], LOUD);
    expect(ended.status).toBe(status);
    for (const form of FORMS) expect(ended.stdout + ended.stderr).not.toContain(form);
    expect(ended.left).toEqual([]);
  });

  it('is in no argument of any process, and in no file, while a clone goes on', async () => {
    const simulator = await world();
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' }, { times: 9 });
    const folder = scratchFolder();
    const program = start(['github', 'repo', 'acme/bot'], {
      cwd: folder,
      env: { ...simulator.env(TOKEN), TMPDIR: folder },
    });
    await until(() => argumentsWith(simulator.serverUrl).length >= 3);
    const seen = [...argumentsWith(''), ...filesIn(folder)].join('\n');
    program.kill('SIGTERM');
    await program.ended;
    expect(seen).toContain('git-remote-http');
    for (const form of FORMS) expect(seen).not.toContain(form);
  });
});

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends git, removes the clone and is passed on',
    async (name) => {
      const simulator = await world();
      simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' }, { times: 9 });
      const folder = scratchFolder();
      const program = start(['github', 'repo', 'acme/bot'], {
        cwd: folder,
        env: { ...simulator.env(TOKEN), TMPDIR: folder },
      });
      await until(() => argumentsWith(simulator.serverUrl).length >= 3);
      expect(readdirSync(folder)).toHaveLength(1);
      program.kill(name);
      const { signal } = await program.ended;
      expect(signal).toBe(name);
      expect(argumentsWith(simulator.serverUrl)).toEqual([]);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('that nobody can handle leaves a folder, which the next run removes', async () => {
    const simulator = await world();
    simulator.fault(/bot\.git\/git-upload-pack$/, { connection: 'stalled' });
    const folder = scratchFolder();
    const env = { ...simulator.env(TOKEN), TMPDIR: folder };
    const program = start(['github', 'repo', 'acme/bot'], { cwd: folder, env });
    await until(() => argumentsWith(simulator.serverUrl).length >= 3);
    program.kill('SIGKILL');
    await wait(50);
    expect(readdirSync(folder)).toHaveLength(1);
    const [abandoned = ''] = readdirSync(folder);
    const alive = abandoned.replace(`-${program.pid}-`, `-${process.pid}-`);
    const elsewhere = abandoned.replace('keysweep-github-', 'keysweep-github-other-');
    for (const name of [alive, elsewhere]) mkdirSync(join(folder, name));
    simulator.calm();
    await start(['github', 'repo', 'acme/bot'], { cwd: folder, env }).ended;
    expect(readdirSync(folder).sort()).toEqual([alive, elsewhere].sort());
    await simulator.close();
    await until(() => argumentsWith(simulator.serverUrl).length === 0);
  });
});

describe('a certificate of a private authority', () => {
  const folderOf = (): { key: string; cert: string; file: string } => {
    const folder = scratchFolder();
    const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=keysweep test', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      keyFile,
      '-out',
      file,
    ];
    execFileSync('openssl', [...made, ...subject], { stdio: 'ignore', env: testEnvironment() });
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8'), file };
  };

  it('is refused in words, and taken from NODE_EXTRA_CA_CERTS or GIT_SSL_CAINFO by both the API and git', async () => {
    const { file, ...tls } = folderOf();
    const simulator = await world(tls);
    const refused = await run(simulator, ['repo', 'acme/bot']);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("the server's certificate is not trusted");
    for (const name of ['NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO']) {
      expect(await run(simulator, ['repo', 'acme/bot'], { [name]: file })).toMatchObject({
        status: 1,
        left: [],
      });
    }
  });
});

describe('trouble', () => {
  it('with the network is told, with what to do', async () => {
    const simulator = await world();
    const env = { GITHUB_API_URL: 'http://127.0.0.1:9/api/v3' };
    const { status, stderr } = await run(simulator, ['repo', 'acme/bot'], env);
    expect(status).toBe(2);
    expect(stderr).toContain('the connection failed or was cut');
    expect(stderr).toContain('hint: Check the network');
  });

  it('with a rate limit is waited for, which is said even where nobody sees a progress line', async () => {
    const simulator = await world();
    const reset = Math.floor(Date.now() / 1000) + 2;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    simulator.fault(/repos/, { status: 403, headers, body: { message: 'API rate limit exceeded' } });
    const { status, stderr } = await run(simulator, ['repo', 'acme/bot']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^keysweep: paused until \d\d:\d\d:\d\d \(primary rate limit of GitHub\)\n$/);
  });

  it.each([
    [['repo', 'acme'], 'say what to scan'],
    [['repo', 'acme/none'], 'GET /api/v3/repos/acme/none: there is no such thing'],
    [['user', 'nobody'], 'GET /api/v3/users/nobody/repos: there is no such thing'],
    [['repo', 'acme/bot', '--api-url', 'nonsense'], '--api-url is not the address'],
    [['repo', 'acme/bot', '--max-repo-size', 'much'], '--max-repo-size cannot be "much"'],
  ])('in the command line is told: %j', async (args, message) => {
    const { status, stderr } = await run(await world(), args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });
});

/** Command lines of all processes with a text in them, this one and its test runner left out. */
function argumentsWith(text: string): string[] {
  return processes()
    .map((pid) => readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((line) => line.includes(text) && line.includes('git'));
}

function processes(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readOrEmpty(join(entry.parentPath, entry.name)));
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(20);
}
