import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hookProject, installKeysweep, KEY, type Project, toolFolder } from '../hook/project.ts';

const HUSKY = join(import.meta.dirname, '..', '..', 'node_modules', 'husky', 'bin.js');

const commit = (project: Project, env: Record<string, string> = {}) =>
  project.git(['commit', '-m', 'change'], { env });

function stageKey(project: Project): void {
  project.write({ '.env': KEY });
  project.git(['add', '-f', '.env']);
}

function installHusky(project: Project): void {
  const { status } = project.node(HUSKY);
  expect(status).toBe(0);
}

/** Ways to have hooks, each with the file of its pre-commit hook. */
const WAYS: [string, string, (project: Project) => void][] = [
  ['husky', '.husky/pre-commit', installHusky],
  ['the plain hooks folder', '.git/hooks/pre-commit', () => {}],
  [
    'core.hooksPath',
    'tools/hooks/pre-commit',
    (project) => project.git(['config', 'core.hooksPath', 'tools/hooks']),
  ],
];

describe.each(WAYS)('keysweep init with %s', (_, file, prepare) => {
  it('makes a hook that stops a key, says the same a second time, and goes away without a trace', () => {
    const project = hookProject();
    prepare(project);
    const first = project.keysweep('init');
    expect({ status: first.status, text: first.text }).toMatchObject({ status: 0 });
    expect(first.stdout).toContain(`${file}: written`);
    const before = project.read(file);
    expect(project.keysweep('init').stdout).toContain(`${file}: is there already`);
    expect(project.read(file)).toBe(before);
    stageKey(project);
    const stopped = commit(project);
    expect(stopped.text).toContain('Nothing was committed.');
    expect(stopped.status).toBe(1);
    project.keysweep('init', '--undo');
    expect(existsSync(join(project.folder, file))).toBe(false);
    expect(commit(project).status).toBe(0);
  });

  it.each([
    ['an exit', '#!/bin/sh\necho own\nexit 0\n'],
    ['an exec', '#!/bin/bash\nexec echo own\n'],
    ['no last line break', '#!/usr/bin/env sh\necho own'],
    ['no first line', 'echo own\n'],
  ])('goes first in a hook with %s, which still runs, and gives it back as it was', (_name, text) => {
    const project = hookProject();
    prepare(project);
    project.script(file, text);
    expect(project.keysweep('init').status).toBe(0);
    stageKey(project);
    const stopped = commit(project);
    expect(stopped.text).toContain('Nothing was committed.');
    expect(stopped.text).not.toContain('own\n');
    project.write({ '.env': 'A=1\n' });
    project.git(['add', '-f', '.env']);
    const passed = commit(project);
    expect(passed.status).toBe(0);
    if (text.includes('echo')) expect(passed.text).toContain('own\n');
    project.keysweep('init', '--undo');
    expect(project.read(file)).toBe(text);
    expect(lstatSync(join(project.folder, file)).mode & 0o111).toBe(0o111);
  });

  it('stops the commit with words when node or keysweep is missing', () => {
    const project = hookProject();
    prepare(project);
    project.keysweep('init');
    project.write({ a: 'x\n' });
    project.git(['add', 'a']);
    const noNode = commit(project, { PATH: toolFolder({ node: false }) });
    expect(noNode.text).toContain('keysweep: node is not on PATH here');
    expect(noNode.status).toBe(1);
    rmSync(join(project.folder, 'node_modules'), { recursive: true });
    const noProgram = commit(project);
    expect(noProgram.text).toContain('keysweep: the program is not installed here');
    expect(noProgram.status).toBe(1);
  });
});

describe('keysweep init', () => {
  it('writes a hook that husky runs whatever its mode, and never the wrapper', () => {
    const project = hookProject();
    installHusky(project);
    const wrapper = project.read('.husky/_/pre-commit');
    project.keysweep('init');
    chmodSync(join(project.folder, '.husky/pre-commit'), 0o644);
    expect(project.read('.husky/_/pre-commit')).toBe(wrapper);
    stageKey(project);
    expect(commit(project).status).toBe(1);
  });

  it('calls a hook that is no shell script after its own, and gives it back', () => {
    const project = hookProject();
    const text = '#!/usr/bin/env node\nconsole.log("own", process.argv.length);\nprocess.exit(3);\n';
    project.script('.git/hooks/pre-commit', text);
    expect(project.keysweep('init').stdout).toContain('pre-commit.before-keysweep');
    expect(project.keysweep('init').stdout).toContain('pre-commit: is there already');
    project.write({ a: 'x\n' });
    project.git(['add', 'a']);
    const run = commit(project);
    expect(run.text).toContain('own 2');
    expect(run.status).toBe(1);
    project.keysweep('init', '--undo');
    expect(project.read('.git/hooks/pre-commit')).toBe(text);
    expect(existsSync(join(project.folder, '.git/hooks/pre-commit.before-keysweep'))).toBe(false);
  });

  it('leaves a hook that is a link, or that is switched off, alone and says why', () => {
    const project = hookProject();
    project.script('tools/hook.sh', '#!/bin/sh\n');
    symlinkSync('../../tools/hook.sh', join(project.folder, '.git/hooks/pre-commit'));
    writeFileSync(join(project.folder, '.git/hooks/pre-push'), '#!/bin/sh\n', { mode: 0o644 });
    const { status, stderr } = project.keysweep('init');
    expect(stderr).toMatch(/pre-commit: is a symbolic link/);
    expect(stderr).toMatch(/pre-push: may not be executed/);
    expect(status).toBe(2);
    expect(project.read('tools/hook.sh')).toBe('#!/bin/sh\n');
    expect(project.read('.git/hooks/pre-push')).toBe('#!/bin/sh\n');
  });

  it('does not change a hooks folder that all repositories share', () => {
    const project = hookProject();
    const shared = join(project.folder, 'shared');
    mkdirSync(shared);
    writeFileSync(join(project.folder, 'gitconfig'), `[core]\n\thooksPath = ${shared}\n`);
    const env = { GIT_CONFIG_GLOBAL: join(project.folder, 'gitconfig') };
    const { status, stderr } = project.keysweepWith(env, 'init');
    expect(stderr).toContain('for every repository (global configuration)');
    expect(status).toBe(2);
    expect(existsSync(join(shared, 'pre-commit'))).toBe(false);
  });

  it('leaves what git says on standard input to the commands that follow', () => {
    const project = hookProject();
    const remote = hookProject({ init: ['--bare'], install: false });
    project.script('.git/hooks/pre-push', '#!/bin/sh\nwhile read -r a b c d; do echo "own $c $1"; done\n');
    project.keysweep('init');
    project.git(['commit', '-q', '--allow-empty', '-m', 'x']);
    const { status, text } = project.git(['push', remote.folder, 'main']);
    expect(text).toContain(`own refs/heads/main ${remote.folder}`);
    expect(status).toBe(0);
  });

  it('scans messages when it is asked to', () => {
    const project = hookProject();
    project.keysweep('init', '--commit-msg');
    const run = project.git(['commit', '--allow-empty', '-m', `see\n\n${KEY}`]);
    expect(run.text).toContain('commit message:');
    expect(run.text).toContain('because of the message');
    expect(run.status).toBe(1);
    expect(project.git(['commit', '--allow-empty', '-m', 'fine']).status).toBe(0);
  });

  it('takes the program of the package it is started in', () => {
    const project = hookProject({ install: false });
    project.write({ 'web/node_modules/.bin/keysweep': '' });
    project.keysweepIn('web', 'init');
    expect(project.read('.git/hooks/pre-commit')).toContain("keysweep='web/node_modules/.bin/keysweep'");
  });

  it('warns where hooks do not run', () => {
    const project = hookProject();
    project.write({ '.husky/pre-commit': 'true\n', '.pre-commit-config.yaml': 'repos: []\n' });
    rmSync(join(project.folder, '.pre-commit-config.yaml'));
    expect(project.keysweep('init').stderr).toContain('husky is not installed in this clone');
    installHusky(project);
    project.script('.git/hooks/post-commit', '#!/bin/sh\n');
    project.write({ 'lefthook.yml': '\n' });
    project.git(['commit', '-q', '--no-verify', '--allow-empty', '-m', 'x']);
    project.git(['worktree', 'add', '-q', '.git/linked']);
    const { stderr } = project.keysweepWith({ HUSKY: '0' }, 'init');
    expect(stderr).toContain('.git/hooks/post-commit never runs');
    expect(stderr).toContain('what lefthook is set up to do never runs');
    expect(stderr).toContain(`no hook runs in the worktree ${project.folder}/.git/linked`);
    expect(stderr).toContain('HUSKY=0 is set here');
  });

  it('refuses a folder without a work tree', () => {
    const bare = hookProject({ init: ['--bare'], install: false });
    const { status, stderr } = bare.keysweep('init');
    expect(stderr).toContain('there is no git work tree here');
    expect(status).toBe(2);
  });
});

const PRE_COMMIT_FILE = '.pre-commit-config.yaml';

describe('keysweep init with a manager of hooks', () => {
  const LEFTHOOK = `# our hooks
pre-commit:
  parallel: true
  commands:
    lint:
      glob: "*.ts" # only these
      run: npx biome check {staged_files}
`;
  const PRE_COMMIT = `# our hooks
repos:
  - repo: https://example.org/hooks
    rev: v1.0.0
    hooks:
      - id: whitespace  # tidy
`;

  it.each([
    ['lefthook.yml', LEFTHOOK],
    ['lefthook.yml', 'pre-commit:\n  jobs:\n    - run: make lint\n'],
    ['.pre-commit-config.yaml', PRE_COMMIT],
    [
      '.pre-commit-config.yaml',
      'default_stages: [pre-commit]\nrepos:\n- repo: x\n  hooks: []\nfail_fast: true\n',
    ],
    ['.pre-commit-config.yaml', '# nothing yet\n'],
    ['lefthook.yml', 'pre-push:\n  parallel: true\noutput: [summary]'],
    ['.pre-commit-config.yaml', 'default_install_hook_types: [pre-commit]\nrepos:\n  - repo: x\n'],
  ])('adds to %s, keeps what is there, and takes itself out again', (file, text) => {
    const project = hookProject();
    project.write({ [file]: text });
    const first = project.keysweep('init');
    expect(first.stdout).toContain(`${file}: added`);
    const added = project.read(file);
    expect(added).toContain('node_modules/.bin/keysweep staged');
    expect(added).toContain('node_modules/.bin/keysweep pre-push');
    for (const line of text.split('\n')) expect(added).toContain(line);
    expect(project.keysweep('init').stdout).toContain('is there already');
    expect(project.read(file)).toBe(added);
    expect(project.keysweep('init', '--undo').stdout).toContain('taken out');
    expect(project.read(file).trimEnd()).toBe(text.trimEnd());
  });

  it.each([
    ['repos: []\n', 'repos: []\n'],
    ['repos: [] # none yet\nfail_fast: true\n', 'repos: [] # none yet\nfail_fast: true\n'],
    ['repos:\n', 'repos: []\n'],
  ])('fills an empty list of pre-commit and empties it again: %j', (text, after) => {
    const project = hookProject();
    project.write({ [PRE_COMMIT_FILE]: text });
    expect(project.keysweep('init').stdout).toContain('added');
    const added = project.read(PRE_COMMIT_FILE);
    expect(parse(added)).toMatchObject({
      repos: [{ repo: 'local' }],
      default_install_hook_types: ['pre-commit', 'pre-merge-commit', 'pre-push'],
    });
    expect(project.keysweep('doctor').stdout).toContain(`well:  ${PRE_COMMIT_FILE} calls keysweep`);
    project.keysweep('init', '--undo');
    expect(project.read(PRE_COMMIT_FILE)).toBe(after);
  });

  it('renews its entry, leaves the types of hooks that were chosen, and says how to install the others', () => {
    const project = hookProject();
    project.write({ [PRE_COMMIT_FILE]: 'default_install_hook_types: [pre-commit]\nrepos: []\n' });
    project.script('.git/hooks/pre-commit', '#!/bin/sh\n# File generated by pre-commit\n');
    const { stderr } = project.keysweep('init');
    expect(stderr).toContain('pre-commit is not installed in this clone for pre-merge-commit, pre-push');
    expect(stderr).toContain(
      'run pre-commit install --hook-type pre-commit --hook-type pre-merge-commit --hook-type pre-push',
    );
    project.keysweep('init', '--commit-msg');
    const { repos, default_install_hook_types: types } = parse(project.read(PRE_COMMIT_FILE));
    expect(types).toEqual(['pre-commit']);
    expect(repos).toHaveLength(1);
    expect(repos[0].hooks).toHaveLength(3);
    expect(project.keysweep('init').stdout).toContain('is there already');
  });

  it.each([PRE_COMMIT_FILE, 'lefthook.yml'])(
    'calls the keysweep on PATH where %s is all there is',
    (file) => {
      const project = hookProject({ install: false });
      const tools = toolFolder({ node: true });
      project.write({ [file]: '# nothing yet\n', 'node_modules/.bin/other': '' });
      const none = project.keysweep('init');
      expect(none.stderr).toContain(`${file} calls node_modules/.bin/keysweep, which is not here`);
      installKeysweep(tools);
      const inPackages = { PATH: `${join(tools, 'node_modules', '.bin')}:${tools}` };
      expect(project.keysweepWith(inPackages, 'init').stdout).toContain('is there already');
      symlinkSync(join(tools, 'node_modules', '.bin', 'keysweep'), join(tools, 'keysweep'));
      const added = project.keysweepWith({ PATH: tools }, 'init');
      expect(added.stdout).toContain(
        'it calls the keysweep on PATH, as node_modules/.bin/keysweep is not here',
      );
      expect(project.read(file)).toMatch(/(?:entry|run): keysweep staged/);
      expect(project.read(file)).not.toContain('node_modules');
      expect(project.keysweepWith({ PATH: tools }, 'doctor').stdout).not.toContain('on PATH');
      expect(project.keysweep('doctor').stdout).toContain(
        `WRONG: ${file} calls keysweep, which is not on PATH`,
      );
    },
  );

  it('prints the entry where a list is written in one line', () => {
    const project = hookProject();
    const text = 'repos: [{ repo: https://example.org/hooks, rev: v1, hooks: [] }]\n';
    project.write({ '.pre-commit-config.yaml': text });
    const { status, stderr } = project.keysweep('init');
    expect(stderr).toContain('add this by hand:');
    expect(stderr).toContain('entry: node_modules/.bin/keysweep staged');
    expect(status).toBe(2);
    expect(project.read('.pre-commit-config.yaml')).toBe(text);
  });
});
