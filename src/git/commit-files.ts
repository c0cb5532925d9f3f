import { KeysweepError } from '../errors.ts';
import { readObjectsNow } from './cat-file-now.ts';
import type { GitPlace } from './environment.ts';
import { runGitNow, tryGitNow } from './run-now.ts';

/**
 * The files of one commit, read as objects: nothing is checked out, and no attribute, filter or link has a say.
 * Paths are relative to the top, with `/` separators.
 */
export interface CommitFiles {
  commit: string;
  /** What stands at a path: its object id, and whether it is a plain file; null where nothing or a link does. */
  entry(path: string): TreeEntry | null;
  /** Paths of the plain files directly in a folder. */
  filesIn(folder: string): string[];
  /** Text of a plain file; null where there is none. Throws `KeysweepError` where it is too big or cannot be read. */
  read(path: string, maxBytes: number): string | null;
}

export interface TreeEntry {
  id: string;
  kind: 'file' | 'folder';
}

/** Opens the files of a commit; null where git knows no such commit. */
export function openCommitFiles(place: GitPlace, revision: string): CommitFiles | null {
  const args = ['rev-parse', '-q', '--verify', '--end-of-options', `${revision}^{commit}`];
  const { code, stdout } = tryGitNow({ place, args });
  const commit = stdout.toString('latin1').trim();
  if (code !== 0 || commit === '') return null;
  const trees = new Map<string, Map<string, TreeEntry>>();
  const entry = (path: string): TreeEntry | null => {
    let current: TreeEntry | null = { id: commit, kind: 'folder' };
    for (const name of path.split('/').filter((part) => part !== '' && part !== '.')) {
      current = current?.kind === 'folder' ? (treeAt(current.id).get(name) ?? null) : null;
    }
    return current;
  };
  const treeAt = (id: string): Map<string, TreeEntry> => {
    const tree = trees.get(id) ?? listTree(place, id);
    trees.set(id, tree);
    return tree;
  };
  return {
    commit,
    entry,
    filesIn(folder) {
      const at = entry(folder);
      if (at?.kind !== 'folder') return [];
      const files = [...treeAt(at.id)].filter(([, { kind }]) => kind === 'file');
      return files.map(([name]) => `${folder}/${name}`);
    },
    read(path, maxBytes) {
      const at = entry(path);
      return at?.kind === 'file'
        ? readText({ place, id: at.id, name: `${path} of ${shortId(commit)}`, maxBytes })
        : null;
    },
  };
}

/** A commit as people read it. */
export function shortId(commit: string): string {
  return commit.slice(0, 10);
}

const ENTRY = /^(?<mode>\d{6}) \w+ (?<id>[0-9a-f]+)\t(?<name>.+)$/s;

/** One level of a tree. No path is given to git, so none can be taken for a pattern. */
function listTree(place: GitPlace, id: string): Map<string, TreeEntry> {
  const output = runGitNow({ place, args: ['ls-tree', '-z', '--full-tree', id] });
  const entries = new Map<string, TreeEntry>();
  for (const line of output.toString('utf8').split('\0')) {
    const { mode = '', id: object = '', name = '' } = ENTRY.exec(line)?.groups ?? {};
    if (mode.startsWith('100')) entries.set(name, { id: object, kind: 'file' });
    else if (mode === '040000') entries.set(name, { id: object, kind: 'folder' });
  }
  return entries;
}

function readText(read: { place: GitPlace; id: string; name: string; maxBytes: number }): string {
  const { place, id, name, maxBytes } = read;
  const [object] = readObjectsNow({ place, ids: [id], wholeBytes: maxBytes }) ?? [];
  if (object !== undefined) return object.bytes.toString('utf8');
  throw new KeysweepError('GIT', `${name}: cannot be read, or is larger than it can be`, {
    hint: 'Check that the object is here: in a partial clone fetch it, and run `git fsck`.',
  });
}
