import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { madeUp } from '../findings/make.ts';

export const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'start.cjs');

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** What allows a place, put together: the tests' own files hold none that they do not need. */
export const ALLOW = ['keysweep', 'allow'].join(':');

/** Runs the built program as a person would, with a small environment. */
export function keysweep(
  args: string[],
  more: { cwd: string; input?: string | Buffer; env?: Record<string, string> },
): Run {
  if (!existsSync(PROGRAM)) throw new Error('dist/ is missing: npm run build');
  const env = { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...more.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: more.cwd,
    env,
    input: more.input ?? '',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** A folder for a test, and a way to fill it. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'keysweep-cli-'));
  return {
    path,
    write(files: Record<string, string>) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** The lines of an `.env` file with a made-up Binance credential. */
export function leak(seed: number): string {
  return `BINANCE_API_KEY=${madeUp(seed)}\nBINANCE_API_SECRET=${madeUp(seed + 1_000)}\n`;
}

/** Runs of five characters of the secret that `leak` makes. */
export function secretPieces(seed: number): string[] {
  const secret = madeUp(seed + 1_000);
  return Array.from({ length: secret.length - 4 }, (_, at) => secret.slice(at, at + 5));
}
