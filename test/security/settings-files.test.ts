import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leak, PROGRAM } from '../cli/keysweep.ts';
import { scratchFolder, testEnvironment, writeFiles } from '../git/scratch.ts';

/** What a folder from a stranger may hold under a name that its configuration gives to another file. */
const SPOILED: [string, (path: string) => unknown][] = [
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ['a link to a pipe', (path) => [execFileSync('mkfifo', [`${path}-`]), symlinkSync(`${path}-`, path)]],
  ['a device without an end', (path) => symlinkSync('/dev/zero', path)],
  ['a link to itself', (path) => symlinkSync(path, path)],
  ['a folder', (path) => mkdirSync(path)],
  ['three gigabytes', sparse],
];

function sparse(path: string): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, 3_000_000_000);
  closeSync(file);
}

const USES: [string, string[]][] = [
  ['a baseline that the configuration names', ['scan', '--config', 'baseline.json']],
  ['rules that the configuration names', ['scan', '--config', 'rules.json']],
  ['a configuration', ['scan', '--config', 'spoiled']],
  ['a baseline', ['scan', '--baseline', 'spoiled']],
  ['rules', ['scan', '--rules', 'spoiled']],
  ['rules to be checked', ['rules', 'check', 'spoiled']],
  ['a commit message', ['commit-msg', 'spoiled']],
];

describe.each(SPOILED)('%s', (_, spoil) => {
  it.each(USES)('in the place of %s is refused at once, with exit code 2', (_use, args) => {
    const folder = scratchFolder();
    writeFiles(folder, { '.env': leak(1) });
    writeFileSync(join(folder, 'baseline.json'), '{ "baseline": "spoiled" }');
    writeFileSync(join(folder, 'rules.json'), '{ "rules": ["spoiled"] }');
    spoil(join(folder, 'spoiled'));
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env: testEnvironment(),
      encoding: 'utf8',
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    expect({ status, signal, stdout }).toEqual({ status: 2, signal: null, stdout: '' });
    expect(stderr).toMatch(/^keysweep: .*spoiled.*\nhint: .+\n$/);
  });
});
