import { realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { isEndless, isForeignOwner } from '../git/failure.ts';
import { ownRepository } from '../git/own-repository.ts';
import { findRepository } from '../git/repository.ts';
import { type GitListing, isIgnored, listGit } from './list-git.ts';
import { createPathFilter, type PathFilter } from './path-filter.ts';
import type { TreeListing, TreeOptions, TreePath } from './tree.ts';
import { joinPath, locatePath, showPath } from './tree-path.ts';
import { walk } from './walk.ts';

/**
 * Lists what there is to scan at the given paths, reading nothing. One folder is the root of its own listing;
 * otherwise paths are relative to `cwd`, or to what they have in common where one lies outside. Throws
 * `KeysweepError` for a path that does not exist and for a repository that git does not trust.
 */
export async function listTree(options: TreeOptions): Promise<TreeListing> {
  const isWanted = await createPathFilter(options);
  const targets = options.paths.map((path) => targetAt(options.cwd, path));
  const root = rootOf(targets, realpathSync(options.cwd));
  const listing: TreeListing = { root, files: [], skips: [], notices: [] };
  for (const target of targets) listTarget({ target, all: options.all, listing });
  if (targets.length > 1) listing.files = distinct(listing.files);
  return filtered(listing, isWanted);
}

interface Target {
  location: string;
  kind: 'file' | 'folder' | 'special';
}

/** A path that a person names is followed if it is a link; nothing below it is. */
function targetAt(cwd: string, path: string): Target {
  try {
    const location = realpathSync(resolve(cwd, path));
    const stat = statSync(location);
    return { location, kind: stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'special' };
  } catch (cause) {
    const hint = 'Check the spelling, and that you may read it.';
    throw new KeysweepError('SOURCE', `there is no readable file or folder at ${path}`, { hint, cause });
  }
}

function rootOf(targets: Target[], cwd: string): string {
  const [first] = targets;
  if (targets.length === 1 && first?.kind === 'folder') return first.location;
  let root = cwd;
  while (!targets.every(({ location }) => isWithin(root, location)) && dirname(root) !== root) {
    root = dirname(root);
  }
  return root;
}

function listTarget(options: { target: Target; all: boolean; listing: TreeListing }): void {
  const { target, all, listing } = options;
  const path = relative(listing.root, target.location).split(sep).join('/');
  if (target.kind === 'file') listing.files.push(path);
  else if (target.kind === 'special') listing.skips.push({ path, reason: 'special-file' });
  else if (all) listPlain(path, listing);
  else listFolder({ folder: target.location, path, listing });
}

/** `folder` is where it is, `path` the same relative to the root. */
interface Folder {
  folder: string;
  path: TreePath;
  listing: TreeListing;
}

function listFolder({ folder, path, listing }: Folder): void {
  const git = askGit({ folder, path, listing });
  if (git === null) listPlain(path, listing);
  for (const file of git?.files ?? []) listing.files.push(joinPath(path, file));
  for (const nested of git?.nested ?? []) listNested(joinPath(path, nested), listing);
}

/** A repository inside a repository is listed by its own rules, and plainly where git will not have it. */
function listNested(path: TreePath, listing: TreeListing): void {
  const folder = locatePath(listing.root, path);
  if (typeof folder === 'string' && isTopOfRepository(folder)) listFolder({ folder, path, listing });
  else listPlain(path, listing);
}

function isTopOfRepository(folder: string): boolean {
  try {
    return findRepository({ folder, trust: 'path' })?.workTree === folder;
  } catch {
    return false;
  }
}

function listPlain(path: TreePath, listing: TreeListing): void {
  const { files, skips } = walk({ root: listing.root, from: path });
  for (const file of files) listing.files.push(file);
  for (const skip of skips) listing.skips.push(skip);
}

/** Null where git has no say. Where it should have one and fails, everything is scanned and the gap reported. */
function askGit({ folder, path, listing }: Folder): GitListing | null {
  const shown = showPath(joinPath(path, '.git'));
  try {
    const own = listOwn(folder);
    if (own !== null) return own;
    const repository = findRepository({ folder, trust: 'path' });
    if (repository === null || isWithin(repository.gitDir, folder)) return null;
    if (repository.isElsewhere) {
      listing.notices.push(
        `${shown} leads to a repository elsewhere: every file here was scanned without git`,
      );
      return null;
    }
    return listWith(repository, folder);
  } catch (error) {
    if (!(error instanceof KeysweepError) || isForeignOwner(error)) throw error;
    listing.skips.push({ path: shown, reason: 'unreadable', detail: error.message });
    return null;
  }
}

/** Without asking git what it is; null where that is not plain, or git will not list it, and says why when it is asked. */
function listOwn(folder: string): GitListing | null {
  const repository = ownRepository(folder);
  try {
    return repository && listWith(repository, folder);
  } catch (error) {
    if (!(error instanceof KeysweepError) || isEndless(error)) throw error;
    return null;
  }
}

/** Null for a folder that git ignores as a whole. */
function listWith(repository: Parameters<typeof listGit>[0], folder: string): GitListing | null {
  const listed = listGit(repository, folder);
  const isEmpty = listed.files.length + listed.nested.length === 0;
  return isEmpty && isIgnored(repository, folder) ? null : listed;
}

function distinct(files: TreePath[]): TreePath[] {
  const seen = new Set<string>();
  return files.filter((file) => {
    const key = typeof file === 'string' ? file : Buffer.from(file).toString('latin1');
    return !seen.has(key) && seen.add(key);
  });
}

function filtered(listing: TreeListing, isWanted: PathFilter): TreeListing {
  const files: TreePath[] = [];
  const skips = listing.skips.filter(({ path, reason }) => reason === 'unreadable' || isWanted(path));
  for (const file of listing.files) {
    if (isWanted(showPath(file))) files.push(file);
    else skips.push({ path: showPath(file), reason: 'excluded' });
  }
  return { ...listing, files, skips };
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
