import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOW, leak, secretPieces } from '../cli/keysweep.ts';
import { guardedProject, hookProject, installKeysweep, KEY, openProject, type Project } from './project.ts';

const CLEAN = 'export const answer = 42;\n';

/** Did the hook stop it, and say where the key is? */
function expectStopped(run: ReturnType<Project['git']>, path: string): void {
  expect(run.text).toContain(`${path}:`);
  expect(run.text).toContain('Binance');
  expect(run.text).toContain('Nothing was committed.');
  expect(run.status).toBe(1);
}

function commit(project: Project, ...args: string[]) {
  return project.git(['commit', '-m', 'change', ...args]);
}

describe('a commit with the hook', () => {
  it('goes through when nothing leaked, and says what was scanned', () => {
    const project = guardedProject();
    project.write({ a: CLEAN, b: CLEAN });
    project.git(['add', '.']);
    const { status, stderr } = commit(project);
    expect(stderr).toMatch(
      /^keysweep: no leaked credentials in what is staged \(2 files, 52 bytes, \d+ ms\)$/m,
    );
    expect(status).toBe(0);
  });

  it('is stopped by a key, with the exchange, the line and what to do, and without the secret', () => {
    const project = guardedProject();
    project.write({ 'conf/.env': `A=1\n${KEY}` });
    project.git(['add', '.']);
    const run = commit(project);
    expectStopped(run, 'conf/.env');
    expect(run.text).toContain('conf/.env:3:20');
    expect(run.text).toMatch(/Take the value out of the file.*environment/s);
    expect(run.text).toContain('Revoke it as told above if it was ever pushed');
    expect(run.text).toContain('keysweep:allow REASON');
    expect(run.text).toContain('.keysweep-baseline');
    for (const piece of secretPieces(7)) expect(run.text).not.toContain(piece);
    expect(project.git(['rev-list', '--count', 'HEAD']).stdout).toBe('1\n');
  });

  it('goes through when the key is allowed on purpose, by a comment or in the baseline', () => {
    const project = guardedProject();
    const lines = KEY.trimEnd().split('\n');
    project.write({ a: lines.map((line) => `${line} # ${ALLOW} rotated\n`).join('') });
    project.git(['add', 'a']);
    const allowed = commit(project);
    expect(allowed.status).toBe(0);
    expect(allowed.text).toContain('1 finding suppressed (1 inline)');

    project.write({ b: leak(8) });
    project.git(['add', 'b']);
    const stopped = commit(project);
    expect(stopped.status).toBe(1);
    project.write({ '.keysweep-baseline': `${/ks1-[0-9a-f]{32}/.exec(stopped.text)?.[0]} rotated\n` });
    const accepted = commit(project);
    expect({ status: accepted.status, text: accepted.text }).toMatchObject({ status: 0 });
    expect(accepted.text).toContain('1 by the baseline');
  });

  it('minds the configuration of the working tree', () => {
    const project = guardedProject();
    project.write({ '.keysweep.json': '{ "exclude": ["vendor/**"] }', 'vendor/.env': KEY });
    project.git(['add', '.']);
    const { status, text } = commit(project);
    expect(text).toContain('1 excluded');
    expect(status).toBe(0);
    project.write({ '.keysweep.json': '{ "exclude": "vendor" }', c: CLEAN });
    project.git(['add', 'c']);
    const broken = commit(project);
    expect(broken.text).toContain('.keysweep.json');
    expect(broken.status).toBe(1);
  });

  it.each([
    ['commit -a', ['-a']],
    ['commit PATH', ['file']],
    ['commit -i PATH', ['-i', 'file']],
  ])('sees what %s takes from the working copy', (_, args) => {
    const project = guardedProject();
    project.write({ file: CLEAN, other: CLEAN });
    project.git(['add', '.']);
    expect(commit(project).status).toBe(0);
    project.write({ file: CLEAN + KEY, other: `${CLEAN}//\n` });
    project.git(['add', 'other']);
    expectStopped(commit(project, ...args), 'file');
    project.write({ file: `${CLEAN}// more\n` });
    expect(commit(project, ...args).status).toBe(0);
  });

  it('sees of commit -p only the hunks that were chosen', () => {
    const project = guardedProject();
    const middle = Array.from({ length: 20 }, (_, at) => `const line${at} = ${at};\n`).join('');
    project.write({ file: middle });
    project.git(['add', '.']);
    commit(project);
    project.write({ file: `// first\n${middle}${KEY}` });
    const choose = (input: string) => project.git(['commit', '-p', '-m', 'part'], { input });
    expectStopped(choose('n\ny\n'), 'file');
    expect(choose('y\nn\n').status).toBe(0);
  });

  it('sees what --amend adds, and not what stays as it is', () => {
    const project = guardedProject();
    project.write({ a: KEY });
    project.git(['add', '.']);
    commit(project, '--no-verify');
    expect(commit(project, '--amend').status).toBe(0);
    project.write({ b: KEY });
    project.git(['add', '.']);
    expectStopped(commit(project, '--amend'), 'b');
  });

  it('sees the first commit', () => {
    const project = hookProject();
    project.keysweep('init');
    project.write({ a: KEY });
    project.git(['add', '.']);
    expectStopped(commit(project), 'a');
    project.write({ a: CLEAN });
    project.git(['add', '.']);
    expect(commit(project).status).toBe(0);
  });

  it('sees a merge: what it resolves anew, and what a clean one brings together', () => {
    const project = guardedProject();
    project.write({ a: 'one\n', b: 'one\n' });
    project.git(['add', '.']);
    commit(project);
    project.git(['checkout', '-q', '-b', 'side']);
    project.write({ a: 'two\n' });
    commit(project, '-a');
    project.git(['checkout', '-q', 'main']);
    project.write({ a: 'three\n' });
    commit(project, '-a');
    project.git(['merge', 'side']);
    project.write({ a: `both\n${KEY}` });
    project.git(['add', 'a']);
    expectStopped(project.git(['commit', '--no-edit']), 'a');
    project.write({ a: 'both\n' });
    project.git(['add', 'a']);
    expect(project.git(['commit', '--no-edit']).status).toBe(0);

    project.git(['checkout', '-q', '-b', 'clean']);
    project.write({ d: 'new\n' });
    project.git(['add', 'd']);
    commit(project);
    project.git(['checkout', '-q', 'main']);
    project.write({ e: 'new\n' });
    project.git(['add', 'e']);
    commit(project);
    const merged = project.git(['merge', '--no-edit', 'clean']);
    expect(merged.text).toContain('keysweep:');
    expect(merged.status).toBe(0);
  });

  it('minds neither a secret that goes, nor one in a line that stays, nor a file that moves', () => {
    const project = guardedProject();
    project.write({ gone: KEY, stays: `${CLEAN}${KEY}`, 'moves.env': `${CLEAN}${KEY}// end\n` });
    project.git(['add', '.']);
    commit(project, '--no-verify');
    project.write({ gone: 'nothing\n', stays: `// new\n${CLEAN}${KEY}// end\n` });
    project.git(['mv', 'moves.env', 'moved.env']);
    project.write({ 'moved.env': `// new\n${CLEAN}${KEY}// end\n` });
    project.git(['add', '.']);
    const run = commit(project);
    expect({ status: run.status, text: run.text }).toMatchObject({ status: 0 });
    project.write({ 'moved.env': `${CLEAN}${KEY.replace(/.(?=\n$)/, 'Q')}` });
    project.git(['add', '.']);
    expectStopped(commit(project), 'moved.env');
  });

  it('leaves out what is only intended to be added', () => {
    const project = guardedProject();
    project.write({ later: KEY, now: CLEAN });
    project.git(['add', '-N', 'later']);
    project.git(['add', 'now']);
    const { status, text } = commit(project);
    expect(text).toContain('1 file,');
    expect(status).toBe(0);
  });

  it.each([
    ['a sparse index', ['sparse-checkout', 'set', '--cone', '--sparse-index', 'in']],
    ['a split index', ['update-index', '--split-index']],
  ])('works with %s', (_, command) => {
    const project = guardedProject();
    project.write({ 'in/a': CLEAN, 'out/b': CLEAN });
    project.git(['add', '.']);
    commit(project);
    expect(project.git(command).status).toBe(0);
    project.write({ 'in/a': CLEAN + KEY });
    project.git(['add', '.']);
    expectStopped(commit(project), 'in/a');
  });

  it('works in a SHA-256 repository', () => {
    const project = guardedProject({ init: ['--object-format=sha256'] });
    project.write({ a: KEY });
    project.git(['add', '.']);
    expectStopped(commit(project), 'a');
  });

  it('scans the index that GIT_INDEX_FILE names, and no other', () => {
    const project = guardedProject();
    const env = { GIT_INDEX_FILE: join(project.folder, '.git', 'own-index') };
    project.write({ a: KEY, b: CLEAN });
    project.git(['add', 'a'], { env });
    project.git(['add', 'b']);
    expectStopped(project.git(['commit', '-m', 'x'], { env }), 'a');
    expect(commit(project).status).toBe(0);
  });

  it.each(['a b', 'tab\there', 'line\nbreak', 'quo"te', "it's", ':(top)x', '-x', '💥', '\\n'])(
    'reads the path %j',
    (name) => {
      const project = guardedProject();
      project.write({ [name]: KEY });
      project.git(['add', '.']);
      const { status, text } = commit(project);
      expect(text).toContain('Nothing was committed.');
      expect(status).toBe(1);
      expect(text).not.toContain('tab\there');
    },
  );

  it('works in a linked worktree with packages, and stops without', () => {
    const project = guardedProject();
    const folder = join(project.folder, '..', `${project.folder.split('/').at(-1)}-linked`);
    project.git(['worktree', 'add', '-q', folder]);
    try {
      const linked = openProject(folder);
      linked.write({ a: KEY });
      linked.git(['add', '.']);
      const without = commit(linked);
      expect(without.text).toContain('keysweep: the program is not installed here');
      expect(without.status).toBe(1);
      installKeysweep(folder);
      expectStopped(commit(linked), 'a');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('blocks with the way out when something could not be read', () => {
    const project = guardedProject();
    project.write({ a: CLEAN, b: `${CLEAN}//\n` });
    project.git(['add', '.']);
    const id = project.git(['rev-parse', ':a']).stdout.trim();
    rmSync(join(project.folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { status, text } = project.keysweep('staged');
    expect(text).toContain('INCOMPLETE');
    expect(text).toContain('git commit --no-verify');
    expect(status).toBe(3);
  });

  it('is an error when nothing of what is staged could be read', () => {
    const project = guardedProject();
    project.write({ a: CLEAN });
    project.git(['add', '.']);
    const id = project.git(['rev-parse', ':a']).stdout.trim();
    rmSync(join(project.folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { status, stderr } = project.keysweep('staged');
    expect(stderr).toContain('none of the 1 staged files could be read');
    expect(status).toBe(2);
    expect(existsSync(join(project.folder, '.git/objects', id.slice(0, 2), id.slice(2)))).toBe(false);
  });
});

describe('keysweep staged with options', () => {
  it('reports in any format and finds the same', () => {
    const project = hookProject();
    project.write({ a: KEY, 'sub/b': CLEAN });
    project.git(['add', '.']);
    const { status, stdout } = project.keysweep('staged', '--format', 'json');
    const { mode, findings } = JSON.parse(stdout);
    expect({ status, mode, issuers: findings.map(({ issuer }: { issuer: string }) => issuer) }).toEqual({
      status: 1,
      mode: 'staged changes',
      issuers: ['binance'],
    });
  });

  it('refuses names and unknown options', () => {
    const project = hookProject();
    expect(project.keysweep('staged', 'a').status).toBe(2);
    expect(project.keysweep('staged', '--path').stderr).toContain('unknown option --path');
  });
});
