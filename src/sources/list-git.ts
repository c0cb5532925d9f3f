import { isUtf8 } from 'node:buffer';
import { lstatSync } from 'node:fs';
import { placeOf, type Repository } from '../git/repository.ts';
import { runGit, tryGit } from '../git/run.ts';
import type { TreePath } from './tree.ts';
import { locatePath, toTreePath } from './tree-path.ts';

export interface GitListing {
  files: TreePath[];
  /** Repositories that stand inside this one without being its submodules: git does not look into them. */
  nested: TreePath[];
}

const TIMEOUT_MS = 120_000;

/**
 * What git tracks below `folder` and what it neither tracks nor ignores, by path relative to it, as far as it is
 * on disk. Throws `KeysweepError` when git cannot say.
 */
export async function listGit(repository: Repository, folder: string): Promise<GitListing> {
  const call = { place: placeOf(repository, folder), timeoutMs: TIMEOUT_MS };
  const [listed, deleted] = await Promise.all([
    runGit({ ...call, args: ['ls-files', '-z', '-t', '-c', '-o', '--exclude-standard'] }),
    runGit({ ...call, args: ['ls-files', '-z', '-d'] }),
  ]);
  const gone = new Set(fieldsOf(deleted).map(keyOf));
  const listing: GitListing = { files: [], nested: [] };
  let previous: string | null = null;
  for (const field of fieldsOf(listed)) {
    const { tag, path } = tagged(field);
    const key = keyOf(path);
    if (key === previous || gone.has(key)) continue;
    previous = key;
    if (key.endsWith('/')) listing.nested.push(path.slice(0, -1));
    else if (tag !== SPARSE || isThere(folder, path)) listing.files.push(path);
  }
  return listing;
}

/** Is the folder itself one that git ignores? Then git lists nothing in it, whatever it holds. */
export async function isIgnored(repository: Repository, folder: string): Promise<boolean> {
  const call = { place: placeOf(repository, folder), args: ['check-ignore', '-q', '--', '.'] };
  return (await tryGit(call)).code === 0;
}

/** The tag of `ls-files -t` for an entry that a sparse checkout leaves out. */
const SPARSE = 'S'.charCodeAt(0);

function fieldsOf(output: Buffer): TreePath[] {
  if (isUtf8(output)) return output.toString('utf8').split('\0').slice(0, -1);
  const fields: TreePath[] = [];
  for (let start = 0, end = output.indexOf(0); end !== -1; start = end + 1, end = output.indexOf(0, start)) {
    fields.push(toTreePath(output.subarray(start, end)));
  }
  return fields;
}

function tagged(field: TreePath): { tag: number | undefined; path: TreePath } {
  const tag = typeof field === 'string' ? field.charCodeAt(0) : field[0];
  return { tag, path: field.slice(2) };
}

function keyOf(path: TreePath): string {
  return typeof path === 'string' ? path : Buffer.from(path).toString('latin1');
}

function isThere(folder: string, path: TreePath): boolean {
  return lstatSync(locatePath(folder, path), { throwIfNoEntry: false }) !== undefined;
}
