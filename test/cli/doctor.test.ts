import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardedProject, hookProject, type Project } from '../hook/project.ts';

/** Everything in the repository that a planted key could be left in. */
function traces(project: Project): unknown {
  const objects = readdirSync(join(project.folder, '.git', 'objects'), { recursive: true }).sort();
  return { objects, index: project.git(['ls-files', '-s']).stdout, status: project.git(['status']).stdout };
}

describe('keysweep doctor', () => {
  it('shows that the hook stops a made-up key, and leaves no trace of it', () => {
    const project = guardedProject();
    project.write({ a: 'x\n' });
    project.git(['add', 'a']);
    const before = traces(project);
    const { status, stdout } = project.keysweep('doctor');
    expect(stdout).toContain('well:  .git/hooks/pre-commit calls keysweep');
    expect(stdout).toContain('well:  keysweep staged finds a made-up key');
    expect(stdout).toContain('well:  the hook, run by git, stops a commit with that key');
    expect(stdout).not.toContain('WRONG');
    expect(status).toBe(0);
    expect(traces(project)).toEqual(before);
  });

  it('works before the first commit and in a SHA-256 repository', () => {
    for (const init of [[], ['--object-format=sha256']]) {
      const project = hookProject({ init });
      project.keysweep('init');
      expect(project.keysweep('doctor').status).toBe(0);
    }
  });

  it.each<[string, (project: Project) => void, string]>([
    ['is missing', (project) => project.keysweep('init', '--undo'), 'there is no hook .git/hooks/pre-commit'],
    [
      'calls something else',
      (project) => project.script('.git/hooks/pre-commit', '#!/bin/sh\ntrue\n'),
      'does not call keysweep',
    ],
    [
      'is shadowed',
      (project) => project.git(['config', 'core.hooksPath', 'elsewhere']),
      '.git/hooks/pre-commit, pre-merge-commit, pre-push never runs',
    ],
    [
      'lets everything through',
      (project) => {
        const path = '.git/hooks/pre-commit';
        project.script(path, project.read(path).replace('staged || exit $?', 'staged || true'));
      },
      'lets a made-up key through',
    ],
    [
      'fails before it scans',
      (project) => {
        const path = '.git/hooks/pre-commit';
        project.script(path, project.read(path).replace("keysweep='", "exit 7\nkeysweep='"));
      },
      'fails before it scans',
    ],
    [
      'is told by the configuration to look away',
      (project) => project.write({ '.keysweep.json': '{ "exclude": ["*.env"] }' }),
      'does not find a made-up key',
    ],
  ])('says so when the hook %s', (_, spoil, words) => {
    const project = guardedProject();
    spoil(project);
    const { status, stdout } = project.keysweep('doctor');
    expect(stdout).toContain('WRONG:');
    expect(stdout).toContain(words);
    expect(status).toBe(2);
  });

  it.each([
    ['#!/bin/sh\nkeysweep staged || exit $?\nexit 0\n', true],
    ['#!/bin/sh\n# only this\nexec node_modules/.bin/keysweep staged\n', true],
    ['#!/bin/sh\nnode_modules/.bin/keysweep staged\ntouch ran\n', false],
    ['#!/bin/sh\ntouch ran; keysweep staged || exit 1\n', false],
  ])('tries a hook that a person wrote where nothing else can run: %j', (text, isTried) => {
    const project = hookProject();
    project.script('.git/hooks/pre-commit', text.replace(/(?<=\n)keysweep/, 'node_modules/.bin/keysweep'));
    const { stdout } = project.keysweep('doctor');
    expect(stdout.includes('the hook, run by git, stops a commit')).toBe(isTried);
    expect(stdout).not.toContain('WRONG');
    expect(readdirSync(project.folder)).not.toContain('ran');
  });

  it('does not run commands of others that come before its own', () => {
    const project = guardedProject();
    const path = '.git/hooks/pre-commit';
    project.script(path, project.read(path).replace('#!/bin/sh\n', '#!/bin/sh\n: >ran\n'));
    const { stdout } = project.keysweep('doctor');
    expect(stdout).not.toContain('run by git');
    expect(readdirSync(project.folder)).not.toContain('ran');
  });
});
