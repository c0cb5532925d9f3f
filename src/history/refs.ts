import type { GitPlace } from '../git/environment.ts';
import { tryGit } from '../git/run.ts';

/** A name that keeps commits alive. */
export interface Ref {
  /** Full: `refs/heads/main`. */
  name: string;
  /** The commit that it leads to; null where it leads to something else. */
  commit: string | null;
  /** Id of what it names: for an annotated tag the tag's own. */
  id: string;
}

export interface Refs {
  head: string | null;
  refs: Ref[];
  /** False where git could not list them. */
  isComplete: boolean;
}

/** Lists HEAD and all refs. A broken ref is left out; what it led to counts as unreachable. */
export async function listRefs(place: GitPlace): Promise<Refs> {
  const head = await tryGit({ place, args: ['rev-parse', '-q', '--verify', 'HEAD^{commit}'] });
  const format = '%(objectname) %(objecttype) %(*objectname) %(*objecttype) %(refname)';
  const listed = await tryGit({ place, args: ['for-each-ref', `--format=${format}`] });
  const lines = listed.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  return {
    head: head.code === 0 ? head.stdout.toString('latin1').trim() : null,
    refs: lines.map(parseRef),
    isComplete: listed.code === 0,
  };
}

function parseRef(line: string): Ref {
  const [id = '', type = '', target = '', targetType = '', ...name] = line.split(' ');
  const commit = type === 'commit' ? id : targetType === 'commit' ? target : null;
  return { name: name.join(' '), commit, id };
}

/** Blobs of a commit's tree, as `id path`, but only the wanted ones. */
export async function listTree(options: {
  place: GitPlace;
  commit: string;
  isWanted: (id: string) => boolean;
}): Promise<Set<string>> {
  const { place, commit, isWanted } = options;
  const { stdout } = await tryGit({ place, args: ['ls-tree', '-r', '-z', '--full-tree', commit] });
  return new Set(
    entriesOf(stdout, 2)
      .filter(({ id }) => isWanted(id))
      .map(({ id, path }) => `${id} ${path}`),
  );
}

/** Blobs of the index with their paths, but only the wanted ones. */
export async function listIndex(options: {
  place: GitPlace;
  isWanted: (id: string) => boolean;
}): Promise<{ id: string; path: string }[]> {
  const { stdout } = await tryGit({ place: options.place, args: ['ls-files', '-s', '-z', '--full-name'] });
  return entriesOf(stdout, 1).filter(({ id }) => options.isWanted(id));
}

/** `mode type id TAB path` of trees, `mode id stage TAB path` of the index; `field` is where the id stands. */
function entriesOf(output: Buffer, field: number): { id: string; path: string }[] {
  const entries = output
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '');
  return entries.map((entry) => {
    const tab = entry.indexOf('\t');
    return { id: entry.slice(0, tab).split(' ')[field] ?? '', path: entry.slice(tab + 1) };
  });
}
