import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for clones that only the user can read. */
export interface Workspace {
  path: string;
  remove(): void;
}

/** Process ids are a machine's own: a folder may be shared by several, or by containers. */
const PREFIX = `keysweep-github-${hostname().replace(/[^\w.-]/g, '_')}-`;

/** Makes the folder, and removes those of earlier runs that were killed before they could clean up. */
export function openWorkspace(): Workspace {
  removeAbandoned();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { path, remove: () => removeFolder(path) };
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (pid > 0 && !isAlive(pid) && isOurs(join(tmpdir(), name))) removeFolder(join(tmpdir(), name));
  }
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Somebody else's process counts as alive. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isOurs(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.();
}
