import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Failure } from '../../src/sweep/failure.ts';
import type { SweepRepository } from '../../src/sweep/model.ts';
import { createUnitRunner, type UnitRunnerOptions } from '../../src/sweep/unit.ts';
import { openWorkspace } from '../../src/sweep/workspace.ts';
import { leak } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository, testEnvironment } from '../git/scratch.ts';

const SCRIPT = pathToFileURL(join(import.meta.dirname, '..', '..', 'dist', 'sweep', 'scan-process.js'));
const signal = new AbortController().signal;

function facts(folder: string, more: Partial<SweepRepository> = {}): SweepRepository {
  return {
    id: '1',
    fullName: 'acme/bot',
    url: folder,
    pushedAt: null,
    defaultBranch: 'main',
    kilobytes: null,
    isArchived: false,
    isFork: false,
    isDisabled: false,
    ...more,
  };
}

/** Clones from the disk instead of the network. */
async function runner(more: Partial<UnitRunnerOptions> = {}) {
  const root = scratchFolder();
  const made = await createUnitRunner({
    remote: {
      advertise: async () => [],
      mirror: async ({ url }, folder) => {
        const args = ['clone', '-q', '--mirror', url, folder];
        if (!existsSync(folder)) execFileSync('git', args, { env: testEnvironment(), stdio: 'ignore' });
      },
    },
    key: 'k',
    root,
    mirrorBytes: 0,
    limits: { bytes: 1e9, milliseconds: 60_000, memory: 1e9 },
    jobs: 1,
    fetches: 1,
    pulls: true,
    rules: [],
    script: SCRIPT,
    ...more,
  });
  onTestFinished(() => made.close());
  return { root, ...made };
}

function leaky(): string {
  const source = scratchRepository();
  source.commit({ '.env': leak(1) });
  return source.folder;
}

describe('the work on one repository', () => {
  it('leaves no clone behind', async () => {
    const { run, root } = await runner();
    const result = await run({ repository: facts(leaky()), key: 'k', refs: null, earlier: null }, signal);
    expect(result).toMatchObject({ outcome: 'scanned', reason: null });
    expect(result.scan?.sealed).toHaveLength(1);
    const [work = ''] = readdirSync(join(root, 'work'));
    expect(readdirSync(join(root, 'work', work))).toEqual([]);
  });

  it('reads of what it has read before only what may matter again', async () => {
    const source = scratchRepository();
    for (let version = 0; version < 20; version++) source.commit({ 'app.txt': `version ${version}\n` });
    source.commit({ '.env': leak(1) });
    const { run } = await runner();
    const task = { repository: facts(source.folder), key: 'k', refs: null };
    const first = await run({ ...task, earlier: null }, signal);
    expect(first.scan).toMatchObject({ isAddition: false, coverage: { blobs: 42 } });
    source.commit({ 'prod.env': leak(2) });
    const second = await run({ ...task, earlier: first.scan!.earlier }, signal);
    expect(second.scan).toMatchObject({ isAddition: true, coverage: { blobs: 2, incomplete: false } });
    const whole = await run({ ...task, earlier: null }, signal);
    expect(second.scan?.sealed).toHaveLength(2);
    expect(second.scan?.sealed).toEqual(whole.scan?.sealed);
    expect(second.scan?.earlier).toEqual(whole.scan?.earlier);
  });

  it.each<[string, Partial<UnitRunnerOptions['limits']>, RegExp]>([
    ['memory', { memory: 30e6 }, /^the scan needed more than 30 MB of memory$/],
    ['time', { milliseconds: 1 }, /^the scan took longer than 1 ms$/],
    ['size', { bytes: 1_000 }, /^it has .+, more than 1.0 KB$/],
  ])('ends at its limit of %s, and the next one can be done', async (_name, limit, words) => {
    const limits = { bytes: 1e9, milliseconds: 60_000, memory: 1e9, ...limit };
    const source = leaky();
    const { run } = await runner({ limits });
    const failing = run({ repository: facts(source), key: 'k', refs: null, earlier: null }, signal);
    await expect(failing).rejects.toThrow(words);
    await expect(failing).rejects.toBeInstanceOf(Failure);
    Object.assign(limits, { bytes: 1e9, milliseconds: 60_000, memory: 1e9 });
    const result = await run({ repository: facts(source), key: 'k', refs: null, earlier: null }, signal);
    expect(result.outcome).toBe('scanned');
  });

  it('is not done with other rules than the sweep has', async () => {
    const { run } = await runner();
    await expect(
      run({ repository: facts('none'), key: 'other', refs: null, earlier: null }, signal),
    ).rejects.toThrow('other rules');
  });

  it('is stopped by the signal', async () => {
    const { run } = await runner();
    const stopping = new AbortController();
    const working = run({ repository: facts(leaky()), key: 'k', refs: null, earlier: null }, stopping.signal);
    stopping.abort(new Error('enough'));
    await expect(working).rejects.toThrow('enough');
  });
});

describe('the work on many repositories', () => {
  /** Counts how many of each kind of work go on at once. */
  function counting(answer: () => Promise<void>) {
    const now = { ask: 0, mirror: 0 };
    const most = { ask: 0, mirror: 0 };
    const calls = { ask: 0, mirror: 0 };
    const counted = async (kind: 'ask' | 'mirror') => {
      calls[kind] += 1;
      now[kind] += 1;
      most[kind] = Math.max(most[kind], now[kind]);
      await setTimeout(20);
      await answer().finally(() => {
        now[kind] -= 1;
      });
    };
    const remote: UnitRunnerOptions['remote'] = {
      advertise: () => counted('ask').then(() => [{ name: 'refs/heads/main', id: 'a'.repeat(40) }]),
      mirror: (_, folder) => {
        mkdirSync(folder);
        return counted('mirror').then(() => Promise.reject(new Failure('gone', { again: false })));
      },
    };
    return { most, calls, remote };
  }
  const many = Array.from({ length: 40 }, (_, index) => ({
    repository: facts('none', { id: String(index) }),
    key: 'k',
    refs: 'other',
    earlier: null,
  }));

  it('asks many for their refs at once, and clones a few', async () => {
    const { most, calls, remote } = counting(async () => undefined);
    const { run } = await runner({ remote, fetches: 2 });
    await Promise.allSettled(many.map((task) => run(task, signal)));
    expect(most).toEqual({ ask: 16, mirror: 2 });
    expect(calls).toEqual({ ask: 40, mirror: 40 });
  });

  it('asks no more of a server that wants a rest', async () => {
    const limited = new Failure('too many', { again: true, isLimited: true });
    const { calls, remote } = counting(() => Promise.reject(limited));
    const { run } = await runner({ remote });
    const ends = await Promise.allSettled(many.map((task) => run(task, signal)));
    expect(ends.every((end) => end.status === 'rejected' && end.reason.isLimited)).toBe(true);
    expect(calls).toEqual({ ask: 16, mirror: 0 });
    await expect(run(many[0]!, signal)).rejects.toMatchObject({ isLimited: true });
    expect(calls.ask).toBe(17);
  });
});

describe('the workspace', () => {
  it('removes what a killed run has left, and works elsewhere', async () => {
    const root = scratchFolder();
    mkdirSync(join(root, 'work', 'run-old', '7-abc'), { recursive: true });
    writeFileSync(join(root, 'work', 'run-old', '7-abc', 'pack'), 'half');
    const workspace = await openWorkspace({ root, mirrorBytes: 0 });
    const folder = await workspace.take('7');
    expect(readdirSync(join(root, 'work'))).toHaveLength(1);
    expect(folder).not.toContain('run-old');
    await workspace.close();
    expect(readdirSync(join(root, 'work'))).toEqual([]);
  });

  it('keeps whole mirrors while there is room, and only those', async () => {
    const root = scratchFolder();
    const workspace = await openWorkspace({ root, mirrorBytes: 150 });
    const fill = async (id: string, isWhole: boolean) => {
      const folder = await workspace.take(id);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'pack'), 'x'.repeat(100));
      await workspace.give(id, folder, isWhole);
    };
    await fill('1', true);
    await fill('2', true);
    await fill('3', false);
    expect(readdirSync(join(root, 'mirrors'))).toEqual(['1']);
    await fill('1', false);
    await fill('2', true);
    expect(readdirSync(join(root, 'mirrors'))).toEqual(['2']);
    await workspace.keepOnly(new Set(['9']));
    expect(readdirSync(join(root, 'mirrors'))).toEqual([]);
  });
});
