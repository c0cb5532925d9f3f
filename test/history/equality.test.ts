import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/findings/model.ts';
import { openScratch, type Scratch, scratchFolder } from '../git/scratch.ts';
import { plantedRepository } from './planted.ts';
import { findSlowly } from './reference.ts';
import { useHistoryScan } from './scan.ts';

const scan = useHistoryScan();

const KINDS: Record<string, () => Scratch> = {
  'loose objects': () => plantedRepository(),
  'SHA-256': () => packed(plantedRepository(['--object-format=sha256'])),
  'deltas by offset': () => packed(plantedRepository()),
  'deltas by name': () => packed(plantedRepository(), '-c', 'repack.useDeltaBaseOffset=false'),
  'long chains': () => packed(plantedRepository(), '-c', 'pack.depth=200', '-c', 'pack.window=50'),
  'a cruft pack': () => withCruft(plantedRepository()),
  'a multi-pack index': () => withMultiPackIndex(plantedRepository()),
  'a mirror clone': () => cloned(plantedRepository(), '--mirror'),
  'a clone with alternates': () => cloned(plantedRepository(), '--shared'),
  'a linked worktree': () => withWorktree(packed(plantedRepository())),
};

describe('the history scan finds what reading every object in full finds', () => {
  it.each(Object.keys(KINDS))('%s', async (kind) => {
    const repository = KINDS[kind]!();
    const expected = await findSlowly(repository.folder);
    expect(expected.length).toBeGreaterThan(30);
    const report = await scan(repository.folder);
    const found = report.findings.map(({ fingerprint }) => fingerprint);
    expect(found.filter((one) => !expected.includes(one) && !isPlace(report, one))).toEqual([]);
    expect(expected.filter((one) => !found.includes(one))).toEqual([]);
    expect(report.coverage.incomplete).toBe(false);
  });
});

/** Findings that have nothing but guessable parts are named by their place. */
function isPlace(report: Report, fingerprint: string): boolean {
  const finding = report.findings.find((one) => one.fingerprint === fingerprint);
  return finding?.parts.every(({ role }) => role === 'passphrase' || role === 'uid') ?? false;
}

function packed(repository: Scratch, ...settings: string[]): Scratch {
  repository.git(...settings, 'repack', '-adkfq', '--depth=50', '--window=20');
  return repository;
}

function withCruft(repository: Scratch): Scratch {
  repository.git('reflog', 'expire', '--expire=now', '--all');
  repository.git('repack', '--cruft', '-dfq');
  return repository;
}

function withMultiPackIndex(repository: Scratch): Scratch {
  repository.git('repack', '-dq');
  repository.commit({ 'late.txt': 'late\n' });
  repository.git('repack', '-dq');
  repository.git('multi-pack-index', 'write');
  return repository;
}

function cloned(repository: Scratch, ...options: string[]): Scratch {
  const target = join(scratchFolder(), 'clone');
  repository.git(
    'clone',
    '-q',
    ...options,
    `file://${repository.folder}`.replace(options[0] === '--shared' ? 'file://' : '', ''),
    target,
  );
  return openScratch(target);
}

function withWorktree(repository: Scratch): Scratch {
  const target = join(scratchFolder(), 'linked');
  repository.git('worktree', 'add', '-q', '-b', 'linked', target);
  return openScratch(target);
}
