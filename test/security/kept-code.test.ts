import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../cli/keysweep.ts';
import { scratchFolder } from '../git/scratch.ts';
import { hookProject, type Project } from '../hook/project.ts';

/**
 * What V8 compiled is kept in the user's cache folder and is code. A repository may bring files that look like it, where
 * that folder lies in the work tree: some CI keeps its caches there.
 */
let project: Project;
let canary: string;

beforeEach(() => {
  project = hookProject();
  project.write({ 'a.py': 'x = 1\n' });
  project.git(['add', '.']);
  canary = join(scratchFolder(), 'was-here');
});

/**
 * Compiled code of another program, as long as ours, under the name of ours; V8 asks for no more. Compiled in a process
 * without flags, because V8 keeps code apart by them.
 */
function plant(cache: string, mode: number): void {
  const program = readFileSync(join(dirname(PROGRAM), '..', 'hook', 'main.cjs'), 'latin1');
  const digest = /^\/\/ ([0-9a-f]{32})\n/.exec(program)![1];
  const file = join(cache, 'keysweep', `${digest}-${process.version}-${process.arch}`);
  const other = `(function (module, require) { require('fs').writeFileSync(${JSON.stringify(canary)}, ''); })`;
  const compile = `const script = new (require('node:vm').Script)(${JSON.stringify(other)}.padEnd(${program.length}));
    script.runInThisContext();
    require('node:fs').writeFileSync(${JSON.stringify(file)}, script.createCachedData(), { mode: ${mode} });`;
  mkdirSync(dirname(file), { recursive: true });
  execFileSync(process.execPath, ['-e', compile], { env: {} });
}

describe('compiled code that is not ours', () => {
  it('would be run from the cache folder of the user', () => {
    const cache = scratchFolder();
    plant(cache, 0o600);
    project.keysweepWith({ XDG_CACHE_HOME: cache }, 'staged');
    expect(existsSync(canary)).toBe(true);
  });

  it.each([0o600, 0o644])('is not run from a cache folder in the work tree (mode %o)', (mode) => {
    const cache = join(project.folder, '.cache');
    plant(cache, mode);
    for (const env of [{ XDG_CACHE_HOME: cache }, { HOME: project.folder, XDG_CACHE_HOME: '' }]) {
      expect(project.keysweepWith(env, 'staged')).toMatchObject({ status: 0, stderr: '' });
      expect(project.keysweepWith(env, 'scan')).toMatchObject({ status: 0, stderr: '' });
    }
    expect(existsSync(canary)).toBe(false);
  });

  it('is not run where others may read it, as files of a checkout or an archive are', () => {
    const cache = scratchFolder();
    plant(cache, 0o644);
    expect(project.keysweepWith({ XDG_CACHE_HOME: cache }, 'staged').status).toBe(0);
    expect(existsSync(canary)).toBe(false);
  });
});
