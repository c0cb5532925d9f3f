import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leak, secretPieces } from '../cli/keysweep.ts';
import { type Scratch, scratchFolder, scratchRepository } from '../git/scratch.ts';
import type { Simulator } from '../github/simulator/simulator.ts';
import { runSweep, startAcme, startSweep, sweepAcme, timeless } from './keysweep.ts';

interface Acme {
  simulator: Simulator;
  folder: string;
  bot: Scratch;
  desk: Scratch;
}

/** Two repositories with one secret in common, a clean one, an empty one. */
async function acme(): Promise<Acme> {
  const [bot, desk, docs] = [scratchRepository(), scratchRepository(), scratchRepository()];
  bot.commit({ '.env': leak(1) });
  bot.commit({ '.env': 'nothing\n' });
  desk.commit({ 'config/prod.env': leak(1), 'other.env': leak(2) });
  docs.commit({ 'README.md': '# words\n' });
  const pushedAt = '2026-01-01T00:00:00Z';
  const simulator = await startAcme([
    { name: 'acme/bot', git: bot.folder, private: true, pushedAt },
    { name: 'acme/desk', git: desk.folder, pushedAt },
    { name: 'acme/docs', git: docs.folder, archived: true, pushedAt },
    { name: 'acme/empty', pushedAt: null },
    { name: 'acme/copy', git: desk.folder, fork: true, pushedAt },
  ]);
  onTestFinished(() => simulator.close());
  return { simulator, folder: scratchFolder(), bot, desk };
}

describe('a sweep', () => {
  it('makes one finding of a secret in several repositories, and a row of each repository', async () => {
    const { simulator, folder } = await acme();
    const { status, report } = await sweepAcme(simulator, folder);
    expect(status).toBe(1);
    expect(report.findings.map(({ occurrences }) => occurrences.map(({ repository }) => repository))).toEqual(
      expect.arrayContaining([['acme/desk', 'acme/bot'], ['acme/desk']]),
    );
    expect(report.repositories.map(({ name, outcome, findings }) => [name, outcome, findings])).toEqual([
      ['acme/bot', 'scanned', 1],
      ['acme/desk', 'scanned', 2],
      ['acme/docs', 'scanned', 0],
      ['acme/empty', 'empty', 0],
    ]);
  });

  it('leaves out archived repositories and takes in forks on request', async () => {
    const { simulator, folder } = await acme();
    const { report } = await sweepAcme(simulator, folder, ['--no-archived', '--forks']);
    expect(report.repositories.map(({ name }) => name)).toEqual([
      'acme/bot',
      'acme/copy',
      'acme/desk',
      'acme/empty',
    ]);
  });

  it('asks each unchanged repository for its refs once, and says so', async () => {
    const { simulator, folder } = await acme();
    const first = await sweepAcme(simulator, folder);
    simulator.requests.length = 0;
    const second = await sweepAcme(simulator, folder);
    expect(second.report.repositories.map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
      'empty',
    ]);
    const lines = simulator.requests.map(({ line }) => line.replace(/\?.*/, ''));
    expect(lines.filter((line) => line.startsWith('GET'))).toEqual(['GET /orgs/acme/repos']);
    const git = lines.filter((line) => line.startsWith('git'));
    expect(git.filter((line) => !line.endsWith('/info/refs') && !line.endsWith('/git-upload-pack'))).toEqual(
      [],
    );
    expect(git.filter((line) => line.endsWith('/info/refs'))).toHaveLength(4);
    expect(second.report.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      first.report.findings.map(({ fingerprint }) => fingerprint),
    );
    expect(second.report.summary).toMatchObject({ new: 0, gone: 0 });
  });

  it('asks nobody but the listing where pull requests are left out and nothing was pushed', async () => {
    const { simulator, folder } = await acme();
    await sweepAcme(simulator, folder, ['--no-pulls']);
    simulator.requests.length = 0;
    const { report } = await sweepAcme(simulator, folder, ['--no-pulls']);
    const asked = simulator.requests.map(({ line }) => line.replace(/\?.*/, ''));
    expect(asked.filter((line) => !line.includes('acme/empty'))).toEqual(['GET /orgs/acme/repos']);
    expect(report.findings).toHaveLength(2);
  });

  it.each([[[]], [['--keep-mirrors', '1GB']]])('tells what is new and what has gone %j', async (args) => {
    const { simulator, folder, desk, bot } = await acme();
    const first = await sweepAcme(simulator, folder, args);
    expect(
      existsSync(join(folder, 'state', 'mirrors')) && readdirSync(join(folder, 'state', 'mirrors')),
    ).toHaveLength(args.length === 0 ? 0 : 4);
    desk.git('checkout', '-q', '--orphan', 'fresh');
    desk.git('rm', '-q', '-r', '-f', '.');
    desk.commit({ 'new.env': leak(3) });
    desk.git('branch', '-q', '-M', 'fresh', 'main');
    simulator.push('acme/desk');
    bot.commit({ 'more.txt': 'words\n' });
    simulator.push('acme/bot');
    const { report } = await sweepAcme(simulator, folder, args);
    expect(report.previous).not.toBeNull();
    const outcomes = report.repositories.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['scanned', 'scanned', 'unchanged', 'empty']);
    expect(report.findings.filter((finding) => finding.new)).toHaveLength(1);
    if (args.length === 0) {
      expect(report.gone).toHaveLength(1);
      expect(first.report.findings.map(({ fingerprint }) => fingerprint)).toContain(
        report.gone[0]?.fingerprint,
      );
    }
  });

  it('ends, after a change, as a first sweep of the same does', async () => {
    const { simulator, folder, desk, bot } = await acme();
    await sweepAcme(simulator, folder);
    desk.commit({ 'moved/prod.env': leak(1), 'other.env': 'nothing\n' });
    simulator.push('acme/desk');
    bot.commit({ 'new.env': leak(3) });
    simulator.push('acme/bot');
    const { report } = await sweepAcme(simulator, folder);
    const { report: afresh } = await sweepAcme(simulator, scratchFolder());
    const plain = ({ findings, summary }: typeof report) => [
      findings.map((finding) => ({ ...finding, new: false })),
      { ...summary, new: 0 },
    ];
    expect(timeless(JSON.stringify(plain(report), null, 2))).toBe(
      timeless(JSON.stringify(plain(afresh), null, 2)),
    );
    expect(report.findings.filter((finding) => finding.new)).toHaveLength(1);
  });

  it('reads everything again when the rules have changed', async () => {
    const { simulator, folder } = await acme();
    await sweepAcme(simulator, folder);
    writeFileSync(join(folder, '.keysweep.json'), '{ "maxFileSize": "1 MB" }');
    const { report } = await sweepAcme(simulator, folder);
    expect(report.repositories.map(({ outcome }) => outcome)).toEqual([
      'scanned',
      'scanned',
      'scanned',
      'empty',
    ]);
  });

  it('forgets repositories that are no longer listed', async () => {
    const { simulator, folder } = await acme();
    await sweepAcme(simulator, folder);
    simulator.remove('acme/desk');
    const { report } = await sweepAcme(simulator, folder);
    expect(report.repositories.map(({ name }) => name)).toEqual(['acme/bot', 'acme/docs', 'acme/empty']);
    expect(report.gone).toHaveLength(1);
  });

  it('follows a repository that was renamed, as the same one', async () => {
    const { simulator, folder } = await acme();
    await sweepAcme(simulator, folder);
    simulator.rename('acme/bot', 'acme/robot');
    const { report } = await sweepAcme(simulator, folder);
    const robot = report.repositories.find(({ name }) => name === 'acme/robot');
    expect(robot).toMatchObject({ outcome: 'unchanged', findings: 1 });
    expect(report.summary).toMatchObject({ new: 0, gone: 0 });
  });

  it('refuses a second sweep on the same state, in words', async () => {
    const { simulator, folder } = await acme();
    simulator.fault(/^git .*bot.*info/, { status: 503 });
    const first = startSweep(['acme', '--state', 'state', '--quiet'], { simulator, cwd: folder });
    while (!existsSync(join(folder, 'state', 'work'))) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await runSweep(['acme', '--state', 'state'], { simulator, cwd: folder });
    expect(second).toMatchObject({ status: 2, stdout: '' });
    expect(second.stderr).toContain('state: another sweep is using this state');
    expect((await first.ended).status).toBe(1);
  });

  it('refuses the state of another target, and a folder that is none', async () => {
    const { simulator, folder } = await acme();
    await sweepAcme(simulator, folder);
    const other = await runSweep(['--user', 'bob', '--state', 'state'], { simulator, cwd: folder });
    expect(other).toMatchObject({ status: 2 });
    expect(other.stderr).toContain('the state belongs to a sweep of acme');
    const none = await runSweep(['acme', '--state', '.'], { simulator, cwd: folder });
    expect(none.stderr).toContain('is not empty and not the state of a sweep');
  });

  it('writes SARIF of each repository, and every other format, for its owner alone', async () => {
    const { simulator, folder } = await acme();
    const outputs = ['r.html', 'r.json', 'r.csv', 'r.md', 'r.txt'].flatMap((name) => ['--output', name]);
    await sweepAcme(simulator, folder, [...outputs, '--sarif', 'sarif']);
    expect(readdirSync(join(folder, 'sarif')).sort()).toEqual([
      'acme__bot.sarif',
      'acme__desk.sarif',
      'acme__docs.sarif',
      'acme__empty.sarif',
    ]);
    const bot = JSON.parse(readFileSync(join(folder, 'sarif', 'acme__bot.sarif'), 'utf8'));
    expect(bot.runs[0].results).toHaveLength(1);
    for (const name of ['r.html', 'r.json', 'r.csv', 'r.md', 'r.txt']) {
      expect(readFileSync(join(folder, name), 'utf8')).toContain('acme/desk');
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('merges the states of its shards into one report', async () => {
    const { simulator, folder } = await acme();
    const whole = await sweepAcme(simulator, folder);
    for (const shard of ['1/2', '2/2']) {
      const state = `state-${shard[0]}`;
      const more = ['--state', state, '--shard', shard];
      await runSweep(['acme', '--quiet', ...more], { simulator, cwd: folder });
    }
    const merge = ['--merge', 'state-1', '--merge', 'state-2', '--format', 'json'];
    const { status, stdout } = await runSweep(merge, { simulator, cwd: folder });
    const merged = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(merged.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).toEqual(
      whole.report.findings.map(({ fingerprint }) => fingerprint),
    );
    expect(merged.repositories.map(({ name }: { name: string }) => name)).toHaveLength(4);
    const half = await runSweep(merge.slice(2), { simulator, cwd: folder });
    expect(JSON.parse(half.stdout)).toMatchObject({ summary: { incomplete: true } });
    expect(JSON.parse(half.stdout).notices).toEqual(['Missing of 2 shards: 1.']);
  });

  it('keeps no secret, for its owner alone', async () => {
    const { simulator, folder } = await acme();
    await sweepAcme(simulator, folder);
    const state = join(folder, 'state');
    expect(statSync(state).mode & 0o777).toBe(0o700);
    const files = readdirSync(state, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files) expect(statSync(file).mode & 0o077).toBe(0);
    const bytes = files.map((file) => readFileSync(file, 'latin1'));
    const { ClassicLevel } = await import('classic-level');
    const database = new ClassicLevel<string, string>(join(state, 'database'));
    const held = (await database.iterator().all()).flat().join('\n');
    await database.close();
    const texts = [held, ...bytes];
    expect(held).toContain('acme/bot');
    for (const piece of [...secretPieces(1), ...secretPieces(2), 'ghp_sweep']) {
      for (const text of texts) expect(text.includes(piece)).toBe(false);
    }
  });
});
