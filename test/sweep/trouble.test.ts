import { describe, expect, it, onTestFinished } from 'vitest';
import { leak } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository } from '../git/scratch.ts';
import {
  primaryLimit,
  type RepositorySpec,
  type Simulator,
  secondaryLimit,
  startSimulator,
} from '../github/simulator/simulator.ts';
import { runSweep, startAcme, sweepAcme, TOKEN } from './keysweep.ts';

/** One repository with a leak, and others that are trouble. */
async function withTrouble(others: RepositorySpec[]): Promise<{ simulator: Simulator; folder: string }> {
  const bot = scratchRepository();
  bot.commit({ '.env': leak(1) });
  const simulator = await startAcme([{ name: 'acme/bot', git: bot.folder }, ...others]);
  onTestFinished(() => simulator.close());
  return { simulator, folder: scratchFolder() };
}

function clean(): string {
  const source = scratchRepository();
  source.commit({ 'a.txt': 'words\n' });
  return source.folder;
}

describe('a repository that cannot be scanned', () => {
  it.each<[string, Partial<RepositorySpec>, string]>([
    ['disabled', { disabled: true }, 'GitHub has disabled it'],
    ['taken down', { status: 451 }, 'cloning: the server may not show it for legal reasons (451)'],
    ['gone', { status: 404 }, 'cloning: it does not exist, or the token may not see it'],
    ['forbidden', { status: 403 }, 'cloning: the token may not read it (403)'],
    ['huge', { sizeKb: 30_000_000 }, 'it has 31 GB, more than 10 GB'],
  ])('gets a row with the reason and does not stop the others: %s', async (_name, facts, reason) => {
    const { simulator, folder } = await withTrouble([{ name: 'acme/bad', git: clean(), ...facts }]);
    const { status, report } = await sweepAcme(simulator, folder);
    expect(report.repositories.map(({ name, outcome, reason: why }) => [name, outcome, why])).toEqual([
      ['acme/bad', 'failed', reason],
      ['acme/bot', 'scanned', null],
    ]);
    expect(report.findings).toHaveLength(1);
    expect(status).toBe(1);
    const text = await runSweep(['acme', '--state', 'state'], { simulator, cwd: folder });
    expect(text.stdout).toContain(`Could not be scanned\n  - acme/bad: ${reason}`);
    expect(text.stdout).toContain('INCOMPLETE');
  });

  it('makes the exit code 3 where nothing worse is', async () => {
    const simulator = await startAcme([
      { name: 'acme/docs', git: clean() },
      { name: 'acme/bad', status: 451 },
    ]);
    onTestFinished(() => simulator.close());
    expect((await sweepAcme(simulator, scratchFolder())).status).toBe(3);
  });

  it('is tried again by the next sweep, and keeps what was found before', async () => {
    const { simulator, folder } = await withTrouble([]);
    await sweepAcme(simulator, folder);
    simulator.change('acme/bot', { status: 403 });
    const second = await sweepAcme(simulator, folder);
    expect(second.report.repositories[0]).toMatchObject({ outcome: 'failed', findings: 1 });
    expect(second.report.summary).toMatchObject({ new: 0, gone: 0, incomplete: true });
    simulator.change('acme/bot', { status: undefined as never });
    const third = await sweepAcme(simulator, folder);
    expect(third.report.repositories[0]).toMatchObject({ outcome: 'unchanged', findings: 1 });
  });

  it('is read under its new name when it is renamed after the listing', async () => {
    const { simulator, folder } = await withTrouble([{ name: 'acme/late', git: clean() }]);
    await sweepAcme(simulator, folder);
    simulator.rename('acme/late', 'acme/later');
    const file = 'acme/late\n';
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${folder}/list.txt`, file);
    const run = await runSweep(['--repos', 'list.txt', '--state', 'other', '--format', 'json', '--quiet'], {
      simulator,
      cwd: folder,
    });
    expect(JSON.parse(run.stdout).repositories).toMatchObject([{ name: 'acme/late', outcome: 'scanned' }]);
  });
});

describe('trouble with the server', () => {
  it('is waited for visibly when it is a rate limit', async () => {
    const { simulator, folder } = await withTrouble([]);
    simulator.fault(/^GET \/orgs/, secondaryLimit({ retryAfter: 1 }));
    simulator.fault(/^GET \/orgs/, primaryLimit(2));
    const { status, stderr } = await runSweep(['acme', '--state', 'state'], { simulator, cwd: folder });
    expect(status).toBe(1);
    expect(stderr).toMatch(/paused until \d\d:\d\d \(secondary rate limit\)/);
    expect(stderr).toMatch(/paused until \d\d:\d\d \(primary rate limit\)/);
  });

  it.each([429, 500, 502, 503])('passes when git is answered %d once', async (code) => {
    const { simulator, folder } = await withTrouble([]);
    simulator.fault(/^git .*bot\.git\/info/, { status: code });
    const { report } = await sweepAcme(simulator, folder);
    expect(report.repositories).toMatchObject([{ outcome: 'scanned', findings: 1 }]);
  });

  it('passes when a connection is cut', async () => {
    const { simulator, folder } = await withTrouble([]);
    simulator.fault(/^git .*bot\.git\/git-upload-pack/, { connection: 'refused' });
    simulator.fault(/^GET \/orgs/, { connection: 'cut' });
    const { report } = await sweepAcme(simulator, folder);
    expect(report.repositories).toMatchObject([{ outcome: 'scanned', findings: 1 }]);
  });

  it.each([
    [
      'an organisation that does not exist',
      ['nobody'],
      TOKEN,
      /there is no organisation nobody, .*\nhint: .*--user nobody/,
    ],
    ['a token that was revoked', ['acme'], 'ghp_revoked', /does not know the token/],
  ])('ends the sweep in words where nothing can be listed: %s', async (_name, args, token, words) => {
    const { simulator, folder } = await withTrouble([]);
    const env = { GITHUB_TOKEN: token };
    const run = await runSweep([...args, '--state', 'state'], { simulator, cwd: folder, env });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(words);
    expect(run.stderr).not.toContain(token);
  });
});

describe('a GitHub App', () => {
  it('shares one token for asking, and gets one for each clone', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const repositories = ['a', 'b', 'c'].map((name) => ({
      name: `acme/${name}`,
      git: clean(),
      private: true,
    }));
    const app = { id: '7', publicKey, installations: ['acme'] };
    const simulator = await startSimulator({ organizations: ['acme'], repositories, app });
    onTestFinished(() => simulator.close());
    const env = { GITHUB_TOKEN: '', KEYSWEEP_APP_ID: '7', KEYSWEEP_APP_PRIVATE_KEY: privateKey };
    const folder = scratchFolder();
    const minted = () => simulator.requests.filter(({ line }) => line.includes('/access_tokens')).length;
    const sweep = () => runSweep(['acme', '--state', 'state'], { simulator, cwd: folder, env });
    expect((await sweep()).status).toBe(0);
    expect(minted()).toBe(1 + 3);
    simulator.requests.length = 0;
    expect((await sweep()).status).toBe(0);
    expect(minted()).toBe(1 + 1);
  });
});
