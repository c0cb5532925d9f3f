import type { Skip } from '../findings/model.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import type { GitPlace } from '../git/environment.ts';

/** A commit that brings a blob to a path where no parent of it has the same. */
export interface Introduction {
  path: string;
  /** Id of the commit; null for the index. */
  commit: string | null;
}

/** Paths that one blob is looked for at; copies beyond them say nothing new. */
const MOST_PATHS = 64;

/** Where wanted blobs came in: one pass over all commits, oldest first. Commits that cannot be compared are skips. */
export async function findIntroductions(options: {
  place: GitPlace;
  commits: readonly string[];
  isWanted: (id: string) => boolean;
  onSkip: (skip: Skip) => void;
  signal?: AbortSignal | undefined;
}): Promise<Map<string, Introduction[]>> {
  const { place, commits, isWanted, onSkip, signal } = options;
  const found = new Map<string, Introduction[]>();
  for await (const { commit, changes } of readCommitChanges({ place, commits, ...(signal && { signal }) })) {
    if (changes === null) onSkip(unreadable(commit));
    for (const { id, path } of changes ?? []) {
      if (isWanted(id)) addIntroduction(found, id, { path: path.toString('utf8'), commit });
    }
  }
  return found;
}

export function addIntroduction(found: Map<string, Introduction[]>, id: string, entry: Introduction): void {
  const known = found.get(id);
  if (known === undefined) found.set(id, [entry]);
  else if (known.length < MOST_PATHS && !known.some(({ path }) => path === entry.path)) known.push(entry);
}

function unreadable(commit: string): Skip {
  return {
    path: `commit ${commit.slice(0, 12)}`,
    reason: 'missing-object',
    detail: 'it or its trees cannot be read: paths and dates may be unknown',
  };
}
