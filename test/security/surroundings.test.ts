import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leak, PROGRAM } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository, testEnvironment, writeFiles } from '../git/scratch.ts';

/** Runs the program from a shell, as `$KS`, after `setUp`. */
function inShell(line: string, { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const environment = testEnvironment({ ...env, NODE: process.execPath, PROGRAM });
  return spawnSync('/bin/sh', ['-c', line], { cwd, env: environment, encoding: 'utf8', timeout: 60_000 });
}

const COMMANDS = ['scan', 'staged', 'history', 'range HEAD', 'commit-msg a', 'doctor', 'init', '--version'];

describe('a working directory that somebody has removed', () => {
  it.each(COMMANDS)('is told by %s in one line, with exit code 2', (command) => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'gone'));
    const line = `cd gone; rmdir ../gone; exec "$NODE" "$PROGRAM" ${command}`;
    const { status, stdout, stderr } = inShell(line, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/keysweep: the working directory is not there any more\nhint: .+\n$/);
  });
});

/** As git before 2.31 did: an option of `rev-parse` that it does not know is printed. */
const OLD_GIT = `#!/bin/sh
for word; do
  case "$word" in --path-format=*) echo "$word"; echo .git; exit 0;; esac
done
exit 129
`;

describe('git', () => {
  it.each(['staged', 'history', 'range HEAD', 'init', 'doctor'])(
    'that is too old, or missing, is told by %s with exit code 2',
    (command) => {
      const { folder, commit } = scratchRepository();
      commit({ a: 'text\n' });
      writeFiles(folder, { 'old/git': OLD_GIT, 'none/readme': '' });
      chmodSync(join(folder, 'old/git'), 0o755);
      symlinkSync(process.execPath, join(folder, 'none/node'));
      const line = `exec "$NODE" "$PROGRAM" ${command}`;
      const old = inShell(line, { cwd: join(folder, 'old'), env: { PATH: join(folder, 'old') } });
      const none = inShell(line, { cwd: folder, env: { PATH: join(folder, 'none') } });
      expect(old.stderr).toMatch(/^keysweep: this git is too old\nhint: .+ git 2\.31 .+\n$/);
      expect(none.stderr).toMatch(/^keysweep: git was not found on PATH\nhint: .+\n$/);
      expect([old.status, none.status]).toEqual([2, 2]);
    },
  );

  it('that is missing leaves a scan of files incomplete', () => {
    const { folder, commit } = scratchRepository();
    commit({ a: 'text\n' });
    const env = { PATH: join(folder, 'nowhere') };
    const { status, stdout } = inShell('exec "$NODE" "$PROGRAM" scan', { cwd: folder, env });
    expect(status).toBe(3);
    expect(stdout).toContain('git was not found on PATH');
  });
});

describe('a home and a folder for temporary files that are not there', () => {
  it.each(['scan', 'staged', 'history'])('are not missed by %s', (command) => {
    const { folder, stage } = scratchRepository();
    stage({ '.env': leak(1) });
    const env = { HOME: '/nonexistent', TMPDIR: '/nonexistent' };
    const { status, stderr } = inShell(`exec "$NODE" "$PROGRAM" ${command} 2>&1 >report`, {
      cwd: folder,
      env,
    });
    expect({ status, isDefect: stderr.includes('defect') }).toEqual({ status: 1, isDefect: false });
  });
});
