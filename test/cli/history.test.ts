import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScratch, type Scratch } from '../git/scratch.ts';
import { keysweep, leak, secretPieces, temporaryFolder } from './keysweep.ts';

let folder: ReturnType<typeof temporaryFolder>;
let repository: Scratch;
beforeEach(() => {
  folder = temporaryFolder();
  repository = openScratch(folder.path);
  repository.git('init', '-q', '-b', 'main', '.');
});
afterEach(() => folder.remove());

const run = (...args: string[]) => keysweep(['history', ...args], { cwd: folder.path });

describe('keysweep history', () => {
  it('tells what a later commit removed: since when, by whom, where it still is, and how to clean up', () => {
    const id = repository.commit({ 'bot/.env': leak(1) }, 'in');
    repository.git('rm', '-q', 'bot/.env');
    repository.commit({ 'a.txt': '1\n' }, 'out');
    const { status, stdout, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const words = stdout.replace(/\s+/g, ' ');
    expect(words).toContain(`commit ${id.slice(0, 10)} by A Person, 2025-06-15`);
    expect(words).toMatch(/exposed for \d+ days/);
    expect(words).toContain('no longer at HEAD; in main');
    expect(words.indexOf('Revoke first')).toBeGreaterThan(0);
    expect(words.indexOf('Revoke first')).toBeLessThan(words.indexOf('git filter-repo'));
    for (const piece of secretPieces(1)) expect(stdout).not.toContain(piece);
  });

  it('is clean, with exit code 0, where nothing is', () => {
    repository.commit({ 'a.txt': '1\n' });
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toContain('No leaked credentials.');
  });

  it('scans another repository by its path, from any folder of it', () => {
    repository.commit({ 'sub/.env': leak(2) });
    mkdirSync(join(folder.path, 'elsewhere'));
    const elsewhere = keysweep(['history', '..'], { cwd: join(folder.path, 'elsewhere') });
    expect(elsewhere.status).toBe(1);
  });

  it('leaves out what the options leave out, and says how much', () => {
    repository.commit({ 'a.txt': '1\n' });
    repository.git('branch', 'other');
    repository.commit({ '.env': leak(3) });
    const leftOut = 'Note: 1 finding is left out by --since, --branch or --reachable.';
    for (const options of [
      ['--since', '2025-06-16'],
      ['--branch', 'other'],
    ]) {
      const { status, stdout } = run(...options);
      expect(status).toBe(0);
      expect(stdout).toContain(leftOut);
    }
    for (const options of [['--branch', 'main'], ['--reachable']]) {
      const { status, stdout } = run(...options);
      expect(status).toBe(1);
      expect(stdout).not.toContain('left out');
    }
  });

  it('does not count as left out what stands elsewhere in the report, or what the baseline accepts', () => {
    repository.commit({ '.env': leak(3) });
    repository.git('branch', 'other');
    repository.commit({ 'copy.env': leak(3) });
    expect(run('--branch', 'other').stdout).not.toContain('left out');
    keysweep(['baseline'], { cwd: folder.path });
    expect(run('--since', '2025-06-16').stdout).not.toContain('left out');
  });

  it.each([
    [['a', 'b'], 'one repository at a time'],
    [['--since', 'yesterday'], '--since cannot be "yesterday"'],
    [['--include', '*'], 'unknown option --include'],
    [['missing'], 'missing: there is no such folder\nhint: Name a repository'],
    [['.git/HEAD'], '.git/HEAD: there is no such folder'],
    [['--branch', 'mian'], 'there is no branch or other ref "mian"'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = run(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  it('refuses a folder without a repository', () => {
    const other = temporaryFolder();
    const { status, stderr } = keysweep(['history'], { cwd: other.path });
    other.remove();
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('no git repository') });
  });
});
