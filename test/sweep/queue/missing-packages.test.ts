import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Where nobody leaves packages lying about, which Node would find from any folder below. */
const BASE = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

/** The program as it is installed without some of its optional packages. */
function installWithout(missing: readonly string[]): string {
  const folder = mkdtempSync(join(BASE, 'keysweep-bare-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules'));
  const packages = readdirSync(join(ROOT, 'node_modules')).filter((name) => !missing.includes(name));
  for (const name of packages)
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  return folder;
}

function start(folder: string, url: string) {
  const args = [join(folder, 'dist', 'cli', 'main.js'), 'worker', '--queue', url];
  const env = { PATH: process.env.PATH ?? '' };
  return spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
}

it.each([
  ['redis://127.0.0.1:9', 'bullmq, ioredis', 'npm install bullmq ioredis'],
  ['postgres://127.0.0.1:9/db', 'bullmq, pg', 'npm install bullmq pg'],
])('without its packages a queue at %s says what to install', (url, missing, advice) => {
  const { status, stderr } = start(installWithout(['bullmq', 'ioredis', 'pg']), url);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(missing) });
  expect(stderr).toContain(advice);
});
