import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GitPlace, Trust } from './environment.ts';

/** A repository that git need not be asked about: the top of a work tree whose `.git` is the repository itself. */
export interface OwnRepository {
  trust: Trust;
  gitDir: string;
  workTree: string;
}

/**
 * The ordinary case without asking git, which costs a hook a tenth of its time. Null where git's environment says anything.
 * Whether the repository is in order, the next call of git says.
 */
export function plainRepository(cwd: string): OwnRepository | null {
  const gitDir = join(cwd, '.git');
  const isMoved = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR'].some(
    (name) => process.env[name] !== undefined,
  );
  const isPlain = !isMoved && ['', 'objects', 'refs'].every((name) => isFolder(join(gitDir, name)));
  return isPlain ? { trust: 'hook', gitDir, workTree: cwd } : null;
}

/**
 * The same for a folder that somebody points at, by its real path: git's environment has no say there, but the owner has, and git trusts
 * the user's own repositories whatever is configured (git-config, `safe.directory`). Null where git itself is to be asked.
 */
export function ownRepository(folder: string): OwnRepository | null {
  const gitDir = join(folder, '.git');
  const user = process.geteuid?.();
  const isOwn = user !== undefined && [folder, gitDir].every((path) => ownerOf(path) === user);
  if (!isOwn || !['', 'objects', 'refs'].every((name) => isFolder(join(gitDir, name)))) return null;
  const isWhole = isFile(join(gitDir, 'HEAD')) && ownerOf(join(gitDir, 'commondir')) === undefined;
  return isWhole ? { trust: 'path', gitDir, workTree: folder } : null;
}

/**
 * Where git sees no file of the work tree: for a patch it reads those instead of objects that they seem to be equal to.
 * Null where the environment names more places than the index.
 */
export function besideFiles({ gitDir, workTree }: OwnRepository): GitPlace | null {
  const {
    GIT_INDEX_FILE = '.git/index',
    GIT_OBJECT_DIRECTORY,
    GIT_ALTERNATE_OBJECT_DIRECTORIES,
  } = process.env;
  if (GIT_OBJECT_DIRECTORY !== undefined || GIT_ALTERNATE_OBJECT_DIRECTORIES !== undefined) return null;
  return { trust: 'hook', cwd: gitDir, indexFile: resolve(workTree, GIT_INDEX_FILE) };
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function ownerOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.uid;
}
