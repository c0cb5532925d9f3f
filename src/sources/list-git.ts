import { isUtf8 } from 'node:buffer';
import { lstatSync } from 'node:fs';
import { placeOf, type Repository } from '../git/repository.ts';
import { runGitNow, tryGitNow } from '../git/run-now.ts';
import { listCall } from './list-call.ts';
import type { TreePath } from './tree.ts';
import { locatePath, toTreePath } from './tree-path.ts';

export interface GitListing {
  files: TreePath[];
  /** Repositories that stand inside this one without being its submodules: git does not look into them. */
  nested: TreePath[];
}

type Listed = Pick<Repository, 'trust' | 'gitDir' | 'workTree'>;

/**
 * What git tracks below `folder` and what it neither tracks nor ignores, by path relative to it, as far as it is
 * on disk. Throws `KeysweepError` when git cannot say. Waits on the spot: there is nothing to do before.
 */
export function listGit(repository: Listed, folder: string): GitListing {
  const fields = fieldsOf(runGitNow(listCall(placeOf(repository, folder)))).map(tagged);
  const gone = new Set(fields.filter(({ tag }) => tag === GONE).map(({ path }) => keyOf(path)));
  const listing: GitListing = { files: [], nested: [] };
  let previous: string | null = null;
  for (const { tag, path } of fields) {
    const key = keyOf(path);
    if (key === previous || gone.has(key)) continue;
    previous = key;
    if (key.endsWith('/')) listing.nested.push(path.slice(0, -1));
    else if (tag !== SPARSE || isThere(folder, path)) listing.files.push(path);
  }
  return listing;
}

/** Is the folder itself one that git ignores? Then git lists nothing in it, whatever it holds. */
export function isIgnored(repository: Listed, folder: string): boolean {
  return (
    tryGitNow({ place: placeOf(repository, folder), args: ['check-ignore', '-q', '--', '.'] }).code === 0
  );
}

/** The tags of `ls-files -t` for an entry that a sparse checkout leaves out, and for one whose file is gone. */
const SPARSE = 'S'.charCodeAt(0);
const GONE = 'R'.charCodeAt(0);

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
