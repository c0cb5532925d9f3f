import { randomBytes } from 'node:crypto';
import { type Dirent, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders for clones: those being worked on, and mirrors that are kept for the next sweep. */
export interface Workspace {
  /** A folder for a repository's clone; holds its kept mirror if there is one, else it is not there yet. */
  take(id: string): Promise<string>;
  /** Ends the work on a folder: keeps it as a mirror if it is whole and there is room, else removes it. */
  give(id: string, folder: string, isWhole: boolean): Promise<void>;
  /** Removes the mirrors of all other repositories. */
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
  /** Removes what is left of the work. */
  close(): Promise<void>;
}

const WORK = 'work';
const MIRRORS = 'mirrors';

/**
 * Opens the folders below `root` for this process alone. What a killed run has left is removed; this one works in a
 * folder of its own, because git processes of the killed one may still be writing into theirs. A kept mirror is
 * moved there while it is worked on, and back when it is whole: one that a kill interrupts is never used again.
 */
export async function openWorkspace(options: { root: string; mirrorBytes: number }): Promise<Workspace> {
  const { root, mirrorBytes } = options;
  const mirrors = join(root, MIRRORS);
  for (const folder of await namesIn(join(root, WORK))) await remove(join(root, WORK, folder));
  const work = join(root, WORK, `run-${randomBytes(6).toString('hex')}`);
  for (const folder of [work, mirrors]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sizes = new Map<string, number>();
  for (const name of await namesIn(mirrors)) sizes.set(name, await sizeOf(join(mirrors, name)));
  return {
    async take(id) {
      const folder = join(work, `${id}-${randomBytes(3).toString('hex')}`);
      sizes.delete(id);
      if (existsSync(join(mirrors, id))) await rename(join(mirrors, id), folder);
      return folder;
    },
    async give(id, folder, isWhole) {
      const size = isWhole && mirrorBytes > 0 ? await sizeOf(folder) : Number.POSITIVE_INFINITY;
      const kept = [...sizes.values()].reduce((sum, one) => sum + one, 0);
      if (kept + size > mirrorBytes) return remove(folder);
      sizes.set(id, size);
      await rename(folder, join(mirrors, id));
    },
    async keepOnly(ids) {
      for (const name of sizes.keys()) {
        if (!ids.has(name)) await remove(join(mirrors, name));
      }
    },
    close: () => remove(work),
  };
}

/** Bytes of all files in a folder; what vanishes meanwhile counts nothing. */
export async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await entriesIn(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) size += await sizeOf(path);
    else
      size += await lstat(path).then(
        (facts) => facts.size,
        () => 0,
      );
  }
  return size;
}

function entriesIn(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function namesIn(folder: string): Promise<string[]> {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** A git that outlived its parent may still write here: what cannot be removed now is at the next start. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
