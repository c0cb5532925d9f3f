import type { CommitFacts, Skip } from '../findings/model.ts';
import type { Change } from '../git/raw-diff.ts';

/** A blob to scan, and the older versions whose lines are not new in it. */
export interface PlannedBlob {
  path: string;
  id: string;
  /** One list for each change that brings the blob here: a line is new if one of the changes brings it. */
  olds: string[][];
  commit?: CommitFacts;
}

export interface Plan {
  blobs: PlannedBlob[];
  skips: Skip[];
  /** Changes that bring no content: deletions, pure renames, changed modes. */
  unchanged: number;
}

const TYPE_MASK = 0o170000;
const SUBMODULE = 0o160000;

/** Deleted files that an added one is compared with; beyond these its lines count as new. */
const MAX_SOURCES = 8;

/**
 * Turns one set of changes (the index, a commit) into blobs to read. A file that was only renamed brings nothing
 * new; one that was renamed and edited is compared with the deleted files that it may have been.
 */
export function planBlobs(changes: readonly Change[]): Plan {
  const plan: Plan = { blobs: [], skips: [], unchanged: 0 };
  const deleted = indexDeleted(changes.filter(({ mode }) => mode === 0));
  for (const change of changes) planChange({ change, deleted, plan });
  return plan;
}

function planChange({ change, deleted, plan }: { change: Change; deleted: Deleted; plan: Plan }): void {
  const { id, mode, status } = change;
  const path = change.path.toString('utf8');
  if (status.includes('U')) {
    plan.skips.push({ path, reason: 'unreadable', detail: 'it has a merge conflict' });
  } else if ((mode & TYPE_MASK) === SUBMODULE) {
    plan.skips.push({ path, reason: 'submodule' });
  } else {
    const olds = change.olds.length > 0 ? change.olds : possibleSources(change, deleted);
    if (mode === 0 || olds.includes(id)) plan.unchanged++;
    else plan.blobs.push({ path, id, olds: [[...new Set(olds)]] });
  }
}

/** The ids of deleted files: all of them, and by what an added file may share with them. */
interface Deleted {
  ids: Set<string>;
  byName: Map<string, string[]>;
}

function indexDeleted(changes: readonly Change[]): Deleted {
  const deleted: Deleted = { ids: new Set(), byName: new Map() };
  for (const { path, olds } of changes) {
    for (const name of namesOf(path)) {
      deleted.byName.set(name, [...(deleted.byName.get(name) ?? []).slice(0, MAX_SOURCES), ...olds]);
    }
    for (const old of olds) deleted.ids.add(old);
  }
  return deleted;
}

/** The deleted file with the same content, or those with the same name, then those with the same ending. */
function possibleSources({ id, path }: Change, { ids, byName }: Deleted): string[] {
  if (ids.has(id)) return [id];
  return namesOf(path)
    .flatMap((name) => byName.get(name) ?? [])
    .slice(0, MAX_SOURCES);
}

function namesOf(path: Buffer): string[] {
  const name = path.subarray(path.lastIndexOf('/') + 1).toString('latin1');
  return [`/${name}`, name.slice(name.lastIndexOf('.'))];
}
