import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ALLOW, leak, secretPieces } from '../cli/keysweep.ts';
import { type Scratch, scratchFolder, scratchRepository } from '../git/scratch.ts';
import { start } from './program.ts';
import { type Simulator, startSimulator, type WorldSpec } from './simulator/simulator.ts';

const TOKEN = 'ghp_test';

async function world(spec: WorldSpec): Promise<Simulator> {
  const simulator = await startSimulator({ tokens: [{ token: TOKEN, login: 'ann' }], ...spec });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** Runs `keysweep github` against the simulator, with a temporary folder of its own, which must be empty in the end. */
async function github(simulator: Simulator, ...args: string[]) {
  const folder = scratchFolder();
  const env = { ...simulator.env(TOKEN), TMPDIR: folder };
  const { status, stdout, stderr } = await start(['github', ...args], { cwd: folder, env }).ended;
  expect(readdirSync(folder)).toEqual([]);
  expect(stdout + stderr).not.toContain(TOKEN);
  return { status, stdout, stderr, words: stdout.replace(/\s+/g, ' ') };
}

async function places(simulator: Simulator, ...args: string[]) {
  const { stdout, status, stderr } = await github(simulator, ...args, '--format', 'json');
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as {
    findings: { occurrences: { path: string; repository?: string }[] }[];
    notices: string[];
    coverage: { incomplete: boolean; skipped: { examples: { path: string; detail?: string }[] }[] };
  };
  const found = report.findings.flatMap(({ occurrences }) => occurrences);
  return { status, report, paths: found.map(({ path }) => path).sort(), found };
}

function removedLeak(seed: number): Scratch {
  const source = scratchRepository();
  source.commit({ 'bot/.env': leak(seed) }, 'in');
  source.git('rm', '-q', 'bot/.env');
  source.commit({ 'a.txt': '1\n' }, 'out');
  return source;
}

describe('keysweep github repo', () => {
  it('finds what a later commit removed, in a private repository, and never shows it', async () => {
    const simulator = await world({
      repositories: [{ name: 'acme/bot', git: removedLeak(1).folder, private: true }],
    });
    const { status, words, stdout } = await github(simulator, 'repo', 'acme/bot');
    expect(status).toBe(1);
    expect(words).toContain('bot/.env');
    expect(words).toContain('no longer at HEAD; in main');
    for (const piece of secretPieces(1)) expect(stdout).not.toContain(piece);
  });

  it('scans what only a pull request has, and leaves it out on request', async () => {
    const source = scratchRepository();
    const base = source.commit({ 'a.txt': '1\n' });
    source.git('checkout', '-q', '-b', 'fork');
    const head = source.commit({ '.env': leak(2) });
    source.git('checkout', '-q', 'main');
    source.git('branch', '-q', '-D', 'fork');
    const pulls = [{ number: 1, base, head }];
    const simulator = await world({ repositories: [{ name: 'acme/bot', git: source.folder, pulls }] });
    expect((await places(simulator, 'repo', 'acme/bot')).paths).toEqual(['.env']);
    expect((await github(simulator, 'repo', 'acme/bot', '--no-pulls')).status).toBe(0);
  });

  it('scans wiki, issues, comments and releases when asked to', async () => {
    const wiki = scratchRepository();
    wiki.commit({ 'Home.md': leak(3) });
    const simulator = await world({
      repositories: [
        {
          name: 'acme/bot',
          git: removedLeak(4).folder,
          wiki: wiki.folder,
          issues: [
            { number: 7, body: 'nothing', comments: [{ body: `my keys:\n${leak(5)}` }] },
            { number: 8, isPull: true, body: leak(6) },
          ],
          reviewComments: [{ body: leak(7) }],
          commitComments: [{ body: leak(8) }],
          releases: [{ title: 'One', body: leak(9) }],
        },
      ],
    });
    expect((await places(simulator, 'repo', 'acme/bot')).paths).toEqual(['bot/.env']);
    const { paths } = await places(simulator, 'repo', 'acme/bot', '--wiki', '--issues', '--releases');
    expect(paths).toEqual([
      'Home.md',
      'bot/.env',
      'commit 111111111111#comment-1',
      'issues/7#comment-700',
      'pulls/1#review-1',
      'pulls/8',
      'releases/v0',
    ]);
  });

  it('scans what a forced push and a removed branch took away', async () => {
    const source = scratchRepository();
    const first = source.commit({ 'a.txt': '1\n' });
    source.commit({ '.env': leak(10) });
    source.git('checkout', '-q', '-b', 'gone');
    source.commit({ 'other.env': leak(11) });
    source.git('checkout', '-q', 'main');
    const simulator = await world({ repositories: [{ name: 'acme/bot', git: source.folder }] });
    source.git('reset', '-q', '--hard', first);
    source.commit({ 'a.txt': '2\n' });
    source.git('branch', '-q', '-D', 'gone');
    simulator.push('acme/bot');
    expect((await github(simulator, 'repo', 'acme/bot')).status).toBe(0);
    const { paths, report } = await places(simulator, 'repo', 'acme/bot', '--forced');
    expect(paths).toEqual(['.env', 'other.env']);
    expect(report.notices).toContain('acme/bot: 2 commits out of forced pushes and removed branches');
  });

  it('goes by the new name of a renamed repository, and says so', async () => {
    const simulator = await world({ repositories: [{ name: 'acme/bot', git: removedLeak(12).folder }] });
    simulator.rename('acme/bot', 'acme/trader');
    const { status, report } = await places(simulator, 'repo', 'acme/bot');
    expect({ status, notices: report.notices }).toEqual({
      status: 1,
      notices: ['acme/bot is acme/trader now'],
    });
  });

  it('finds nothing in an empty repository, which is no error', async () => {
    const simulator = await world({ repositories: [{ name: 'acme/empty' }] });
    expect(await github(simulator, 'repo', 'acme/empty')).toMatchObject({ status: 0, stderr: '' });
  });

  it('obeys neither the configuration, the baseline nor the comments of the repository', async () => {
    const source = scratchRepository();
    const [key = '', secret = ''] = leak(13).trim().split('\n');
    source.commit({
      '.env': `${key} # ${ALLOW} mine\n${secret} # ${ALLOW} mine\n`,
      '.keysweep.json': JSON.stringify({ exclude: ['**'] }),
    });
    const simulator = await world({ repositories: [{ name: 'acme/bot', git: source.folder }] });
    const { status, report } = await places(simulator, 'repo', 'acme/bot');
    expect(status).toBe(1);
    expect(report.notices).toEqual([
      'keysweep:allow, or a remark that the value is made up, stands beside 1 finding and is not honoured on GitHub.',
    ]);
  });
});

describe('keysweep github pr', () => {
  it('finds what the pull request brings, and not what stood there before', async () => {
    const source = scratchRepository();
    const base = source.commit({ 'old.env': leak(20) });
    source.git('checkout', '-q', '-b', 'feature');
    source.commit({ 'new.env': leak(21) }, 'in');
    source.git('rm', '-q', 'new.env');
    const head = source.commit({ 'b.txt': '1\n' }, 'out');
    const simulator = await world({
      repositories: [{ name: 'acme/bot', git: source.folder, pulls: [{ number: 4, base, head }] }],
    });
    expect((await places(simulator, 'pr', 'acme/bot#4')).paths).toEqual(['new.env']);
  });

  it('fetches the contents of what the pull request changes, and of nothing else', async () => {
    const source = scratchRepository();
    const base = source.commit({ big: randomBytes(2_000_000), 'a.env': 'A=1\n' });
    const head = source.commit({ 'a.env': `A=1\n${leak(24)}` });
    const pulls = [{ number: 6, base, head }];
    const simulator = await world({ repositories: [{ name: 'acme/bot', git: source.folder, pulls }] });
    const { paths, report } = await places(simulator, 'pr', 'acme/bot#6', '--max-repo-size', '1 MB');
    expect(paths).toEqual(['a.env']);
    expect(report.coverage.incomplete).toBe(false);
  });

  it('scans what is there when the server has lost a file, and says that it is not all', async () => {
    const source = scratchRepository();
    const base = source.commit({ 'a.txt': '1\n' });
    const head = source.commit({ 'lost.txt': 'lost\n', 'new.env': leak(25) });
    const lost = source.git('rev-parse', `${head}:lost.txt`);
    const pulls = [{ number: 8, base, head }];
    const simulator = await world({ repositories: [{ name: 'acme/bot', git: source.folder, pulls }] });
    simulator.lose('acme/bot', lost);
    const { status, paths, report } = await places(simulator, 'pr', 'acme/bot#8');
    expect({ status, paths }).toEqual({ status: 1, paths: ['new.env'] });
    expect(report.coverage.incomplete).toBe(true);
    expect(report.coverage.skipped).toMatchObject([{ examples: [{ path: 'lost.txt' }] }]);
  });

  it('finds what only the merge brought', async () => {
    const source = scratchRepository();
    const base = source.commit({ 'a.txt': '1\n' });
    source.git('checkout', '-q', '-b', 'feature');
    const head = source.commit({ 'b.txt': '1\n' });
    source.git('checkout', '-q', 'main');
    source.commit({ 'others.env': leak(22) });
    source.git('merge', '-q', '--no-commit', '--no-ff', 'feature');
    const merge = source.commit({ 'evil.env': leak(23) }, 'merge');
    const simulator = await world({
      repositories: [{ name: 'acme/bot', git: source.folder, pulls: [{ number: 5, base, head, merge }] }],
    });
    expect((await places(simulator, 'pr', 'acme/bot#5')).paths).toEqual(['evil.env']);
  });

  it('says that there is no such pull request', async () => {
    const simulator = await world({ repositories: [{ name: 'acme/bot' }] });
    const { status, stderr } = await github(simulator, 'pr', 'acme/bot#9');
    expect(status).toBe(2);
    expect(stderr).toContain('GET /api/v3/repos/acme/bot/pulls/9: there is no such thing');
  });
});

describe('keysweep github user', () => {
  it("scans all repositories of the token's user, private ones too, and one credential is one finding", async () => {
    const simulator = await world({
      users: ['ann'],
      repositories: [
        { name: 'ann/a', git: removedLeak(30).folder, private: true },
        { name: 'ann/b', git: removedLeak(30).folder },
        { name: 'ann/empty' },
      ],
    });
    const { status, report, found } = await places(simulator, 'user', 'ann');
    expect(status).toBe(1);
    expect(report.findings).toHaveLength(1);
    expect(found.map(({ path, repository }) => [repository, path])).toEqual([
      ['ann/a', 'bot/.env'],
      ['ann/b', 'bot/.env'],
    ]);
    for (const format of ['text', 'csv', 'sarif', 'markdown', 'html']) {
      const { stdout } = await github(simulator, 'user', 'ann', '--format', format);
      expect(stdout, format).toMatch(/ann\/a/);
    }
  });

  it('goes on after a repository that cannot be read, and is not clean', async () => {
    const clean = scratchRepository();
    clean.commit({ 'a.txt': '1\n' });
    const simulator = await world({
      users: ['ann'],
      repositories: [
        { name: 'ann/blocked', git: clean.folder, status: 451 },
        { name: 'ann/fine', git: clean.folder },
      ],
    });
    const { status, report } = await places(simulator, 'user', 'ann');
    expect(status).toBe(3);
    expect(report.coverage.skipped[0]?.examples[0]).toMatchObject({
      path: 'ann/blocked',
      detail: 'cloning: the server may not show it for legal reasons (451)',
    });
  });

  it('follows a repository that is renamed after it was listed', async () => {
    const simulator = await world({
      users: ['ann'],
      repositories: [{ name: 'ann/a', git: removedLeak(33).folder }],
    });
    const redirect = `${simulator.serverUrl}/ann/new.git/info/refs`;
    simulator.fault(/^git \/ann\/a\.git/, { redirect, status: 301 });
    const { status, paths } = await places(simulator, 'user', 'ann');
    expect({ status, paths }).toEqual({ status: 1, paths: ['bot/.env'] });
  });

  it('does not fetch what is too large, or disabled, and says so', async () => {
    const clean = scratchRepository();
    clean.commit({ 'a.txt': '1\n' });
    const simulator = await world({
      users: ['ann'],
      repositories: [
        { name: 'ann/disabled', git: clean.folder, disabled: true },
        { name: 'ann/huge', git: clean.folder, sizeKb: 30 * 1024 * 1024 },
      ],
    });
    const { status, report } = await places(simulator, 'user', 'ann');
    const [skipped] = report.coverage.skipped;
    expect(status).toBe(3);
    expect(skipped?.examples.map(({ detail }) => detail)).toEqual([
      'ann/disabled: GitHub has disabled it',
      'ann/huge: 32 GB, which is more than the 10 GB that are fetched',
    ]);
    const huge = await github(simulator, 'repo', 'ann/huge');
    expect(huge).toMatchObject({ status: 2, stderr: expect.stringContaining('hint: Raise the limit') });
    expect(simulator.requests.filter(({ line }) => line.startsWith('git '))).toEqual([]);
  });

  it('scans gists with their history and comments, without the token', async () => {
    const gist = scratchRepository();
    gist.commit({ 'gist.txt': leak(31) });
    gist.commit({ 'gist.txt': 'removed\n' });
    const simulator = await world({
      users: ['ann'],
      gists: [{ id: 'abc', owner: 'ann', git: gist.folder, comments: [{ body: leak(32) }] }],
    });
    const { found } = await places(simulator, 'user', 'ann', '--gists');
    expect(found).toMatchObject([
      { path: 'gist.txt', repository: 'gist/abc' },
      { path: 'gists/abc#comment-1', repository: 'gist/abc' },
    ]);
    const git = simulator.requests.filter(({ line }) => line.startsWith('git '));
    expect(git.length).toBeGreaterThan(0);
    expect(git.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});
