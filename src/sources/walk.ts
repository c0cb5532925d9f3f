import { type Dirent, readdirSync } from 'node:fs';
import type { Skip } from '../findings/model.ts';
import { skipFor } from './read-tree.ts';
import type { TreePath } from './tree.ts';
import { joinPath, locatePath, showPath, toTreePath } from './tree-path.ts';

/** Beyond this many files a walk gives up and says so. */
const MAX_FILES = 10_000_000;

export interface Walked {
  files: TreePath[];
  skips: Skip[];
}

/**
 * Everything below `root/from` but `.git`: plain files and links by path relative to the root, special files as
 * skips. Links are never followed, so it ends whatever they point to.
 */
export function walk({ root, from }: { root: string; from: TreePath }): Walked {
  const walked: Walked = { files: [], skips: [] };
  const folders: TreePath[] = [from];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (walked.files.length >= MAX_FILES) {
      walked.skips.push({
        path: showPath(folder),
        reason: 'limit-reached',
        detail: `more than ${MAX_FILES} files`,
      });
      break;
    }
    readFolder({ root, folder, folders, walked });
  }
  return walked;
}

function readFolder(options: { root: string; folder: TreePath; folders: TreePath[]; walked: Walked }): void {
  const { root, folder, folders, walked } = options;
  try {
    for (const { name, kind } of entriesOf(root, folder)) {
      if (name === '.git') continue;
      const path = joinPath(folder, name);
      if (kind.isDirectory()) folders.push(path);
      else if (kind.isFile() || kind.isSymbolicLink()) walked.files.push(path);
      else walked.skips.push({ path: showPath(path), reason: 'special-file' });
    }
  } catch (error) {
    walked.skips.push(skipFor(showPath(folder), error));
  }
}

interface Entry {
  name: TreePath;
  kind: Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink'>;
}

/** Reads the names once more as bytes where one of them is not valid UTF-8. */
function entriesOf(root: string, folder: TreePath): Entry[] {
  const location = locatePath(root, folder);
  const entries = readdirSync(location, { withFileTypes: true });
  if (entries.every(({ name }) => !name.includes('\uFFFD')))
    return entries.map((kind) => ({ name: kind.name, kind }));
  const raw = readdirSync(location, { withFileTypes: true, encoding: 'buffer' as 'utf8' });
  return raw.map((kind) => ({ name: toTreePath(Buffer.from(kind.name)), kind }));
}
