import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScratch, type Scratch, scratchFolder } from '../git/scratch.ts';
import { keysweep, leak, secretPieces, temporaryFolder } from './keysweep.ts';

let folder: ReturnType<typeof temporaryFolder>;
let repository: Scratch;
beforeEach(() => {
  folder = temporaryFolder();
  repository = openScratch(folder.path);
  repository.git('init', '-q', '-b', 'main', '.');
});
afterEach(() => folder.remove());

const run = (...args: string[]) => keysweep(['range', ...args], { cwd: folder.path });

interface JsonReport {
  mode: string;
  notices: string[];
  findings: { occurrences: { path: string; commit?: { id: string }; object?: string }[] }[];
}

function report(range: string): JsonReport {
  return JSON.parse(run(range, '--format', 'json').stdout);
}

const placesOf = ({ findings }: JsonReport) =>
  findings.flatMap(({ occurrences }) => occurrences.map(({ path, commit }) => [path, commit?.id]));

describe('keysweep range', () => {
  it('finds what one commit brought and a later one removed, and names the commit', () => {
    const base = repository.commit({ 'a.env': 'A=1\n' });
    const bad = repository.commit({ 'bot/.env': leak(1) }, 'add');
    repository.git('rm', '-q', 'bot/.env');
    repository.commit({}, 'remove');
    const found = report(`${base}..HEAD`);
    expect(found.mode).toBe('commit range');
    expect(placesOf(found)).toEqual([['bot/.env', bad]]);
    expect(run('HEAD').status).toBe(0);
    expect(run('HEAD~1').status).toBe(1);
  });

  it('reads commit messages, and prints no part of a secret', () => {
    const base = repository.commit({ 'a.txt': '1\n' });
    repository.commit({ 'a.txt': '2\n' }, `deploy with\n\n${leak(7)}`);
    const { status, stdout, stderr } = run(`${base}..HEAD`);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    for (const piece of secretPieces(7)) expect(stdout).not.toContain(piece);
  });

  it('does not take what stands in the base for new', () => {
    repository.commit({ '.env': leak(2) });
    repository.commit({ '.env': `${leak(2)}MORE=1\n` });
    expect(run('HEAD~1..HEAD').status).toBe(0);
  });

  it('takes a base of zeros for a new branch, and one that is not here likewise, with a word', () => {
    const first = repository.commit({ '.env': leak(3) });
    expect(placesOf(report(`${'0'.repeat(40)}..HEAD`))).toEqual([['.env', first]]);
    const forced = report(`${'1'.repeat(40)}..HEAD`);
    expect(placesOf(forced)).toEqual([['.env', first]]);
    expect(forced.notices.join()).toContain('is not in this repository');
  });

  it('exits with 3 where a shallow clone hides a part of the range', () => {
    repository.commit({ a: '1\n' });
    repository.commit({ a: '2\n' });
    repository.commit({ a: '3\n' });
    const clone = scratchFolder();
    repository.git('clone', '-q', '--depth', '2', `file://${folder.path}`, `${clone}/shallow`);
    const shallow = keysweep(['range', `${'0'.repeat(40)}..HEAD`], { cwd: `${clone}/shallow` });
    expect(shallow.status).toBe(3);
    expect(shallow.stdout).toContain('git fetch --unshallow');
  });

  it.each([
    [[], 'say which commits'],
    [['HEAD', 'HEAD'], 'say which commits'],
    [['nowhere..HEAD'], 'there is no commit nowhere'],
    [['--output=x'], '--output x'],
    [['HEAD', '--include', '*'], 'unknown option --include'],
    [['HEAD', '--policy', 'nowhere'], 'there is no commit nowhere here to take the configuration from'],
    [['HEAD', '--policy', '--output=x'], '--policy'],
  ])('refuses %j', (args, message) => {
    repository.commit({ a: '1\n' });
    const { status, stderr } = run(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  it('refuses a folder without a repository', () => {
    const { status, stderr } = keysweep(['range', 'HEAD'], { cwd: scratchFolder() });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('no git repository here'),
    });
  });
});
