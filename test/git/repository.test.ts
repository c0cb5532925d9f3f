import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findRepository } from '../../src/git/repository.ts';
import { openScratch, scratchFolder, scratchRepository } from './scratch.ts';

afterEach(() => vi.unstubAllEnvs());

const find = (folder: string) => findRepository({ folder, trust: 'path' });

describe('findRepository', () => {
  it('finds nothing outside a repository', () => {
    expect(find(scratchFolder())).toBeNull();
  });

  it('finds it from its top and from a folder inside', () => {
    const { folder } = scratchRepository();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    const expected = {
      trust: 'path',
      gitDir: join(folder, '.git'),
      commonDir: join(folder, '.git'),
      workTree: folder,
      indexFile: join(folder, '.git/index'),
      objectFormat: 'sha1',
      isShallow: false,
      isElsewhere: false,
    };
    expect(find(folder)).toEqual(expected);
    expect(find(join(folder, 'a/b'))).toEqual(expected);
  });

  it.each([['with\nline break'], [' with spaces '], ['"quotes"\t'], ['ünï']])(
    'finds it in a folder %j',
    (name) => {
      const folder = join(scratchFolder(), name);
      scratchRepository({ folder });
      expect(find(folder)).toMatchObject({ gitDir: join(folder, '.git'), workTree: folder });
    },
  );

  it('knows SHA-256 and bare repositories', () => {
    const { folder } = scratchRepository({ init: ['--object-format=sha256', '--bare'] });
    expect(find(folder)).toMatchObject({ objectFormat: 'sha256', workTree: null, gitDir: folder });
  });

  it('knows a shallow clone', () => {
    const origin = scratchRepository();
    origin.commit({ a: '1' });
    origin.commit({ a: '2' });
    const clone = scratchFolder();
    origin.git('clone', '-q', '--depth', '1', `file://${origin.folder}`, clone);
    expect(find(clone)).toMatchObject({ isShallow: true });
  });

  it('follows a linked worktree and a submodule home', () => {
    const main = scratchRepository();
    main.commit({ a: '1' });
    const linked = join(scratchFolder(), 'linked');
    main.git('worktree', 'add', '-q', linked);
    expect(find(linked)).toMatchObject({
      workTree: linked,
      commonDir: join(main.folder, '.git'),
      gitDir: join(main.folder, '.git/worktrees/linked'),
      isElsewhere: false,
    });
    const outer = scratchRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '-q', 'add', main.folder, 'sub');
    expect(find(join(outer.folder, 'sub'))).toMatchObject({
      workTree: join(outer.folder, 'sub'),
      isElsewhere: false,
    });
  });

  it('sees through a .git that leads to a repository which knows nothing of it', () => {
    const private_ = scratchRepository();
    const [byFile, byLink] = [scratchFolder(), scratchFolder()];
    writeFileSync(join(byFile, '.git'), `gitdir: ${private_.folder}/.git\n`);
    symlinkSync(join(private_.folder, '.git'), join(byLink, '.git'));
    expect(find(byFile)).toMatchObject({ workTree: byFile, isElsewhere: true });
    expect(find(byLink)).toMatchObject({ workTree: byLink, isElsewhere: true });
  });

  it('does not believe a core.worktree that points elsewhere', () => {
    const { folder, git } = scratchRepository();
    git('config', 'core.worktree', '/etc');
    expect(find(folder)).toMatchObject({ workTree: folder });
  });

  it('says which command makes git trust a folder of another user, and accepts it', () => {
    const { folder } = scratchRepository();
    assumeOtherOwner();
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    expect(failureOf(folder)).toMatchObject({
      code: 'GIT',
      message: `${folder} belongs to another user, and git does not trust it`,
      hint: `If you trust it: git config --global --add safe.directory '${folder}'`,
    });
    const config = join(scratchFolder(), 'config');
    openScratch(folder).git('config', '--file', config, '--add', 'safe.directory', folder);
    vi.stubEnv('GIT_CONFIG_GLOBAL', config);
    expect(find(folder)).toMatchObject({ workTree: folder });
  });

  it('reports a configuration that git cannot read', () => {
    const { folder } = scratchRepository();
    writeFileSync(join(folder, '.git/config'), '[core\nmarker = x');
    expect(failureOf(folder)).toMatchObject({ message: expect.stringContaining('configuration') });
  });
});

function failureOf(folder: string): unknown {
  try {
    return find(folder);
  } catch (error) {
    return error;
  }
}

/** Makes git believe that every repository belongs to somebody else: its own switch for testing this. */
function assumeOtherOwner(): void {
  const folder = scratchFolder();
  const script = `PATH='${process.env.PATH}' GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git "$@"`;
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
}
