import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeysweepError } from '../../errors.ts';

/**
 * Makes a folder for the clones of this worker, below `base` or where temporary files go, and removes those of
 * workers on this machine that were killed. Throws `KeysweepError` where it cannot be made.
 */
export function openWorkFolder(base: string = tmpdir()): { path: string; remove(): void } {
  const prefix = `keysweep-worker-${hostname().replace(/[^\w.]/g, '_')}-`;
  removeOrphans(base, prefix);
  try {
    const path = mkdtempSync(join(base, `${prefix}${process.pid}-`));
    return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
  } catch (cause) {
    throw new KeysweepError('OUTPUT', 'there is no place for clones', {
      hint: 'Name a folder that you may write to with --work.',
      cause,
    });
  }
}

/** Containers that share a folder have names of their own and do not see each other's processes. */
function removeOrphans(base: string, prefix: string): void {
  for (const name of namesIn(base)) {
    const pid = name.startsWith(prefix)
      ? Number(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0])
      : Number.NaN;
    const path = join(base, name);
    if (Number.isNaN(pid) || isAlive(pid) || !isOwn(path)) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // A git that outlived its parent may still write there: the next worker tries again.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isOwn(path: string): boolean {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts?.isDirectory() === true && facts.uid === process.getuid?.();
}
