import type { Skip } from '../findings/model.ts';
import { type CommitChanges, readCommitChanges } from '../git/commit-changes.ts';
import type { GitPlace } from '../git/environment.ts';
import type { IdList } from '../git/objects/ids.ts';
import { type ChangeRecords, createChangeRecords } from './change-records.ts';
import type { CommitGraph } from './commit-graph.ts';

/** A commit that brings a blob to a path where no parent of it has the same. */
export interface Introduction {
  path: string;
  /** Id of the commit; null for the index. */
  commit: string | null;
}

/** Paths that one blob is looked for at; copies beyond them say nothing new. */
const MOST_PATHS = 64;

/** Finds out where blobs came in, beginning before it is known which blobs are asked for. */
export interface Introductions {
  /** Begins with these commits, in any order; only the first call counts. */
  begin(commits: () => IdList): void;
  /** Where wanted blobs came in, by blob, oldest first. Commits that cannot be compared are skips. */
  find(options: {
    graph: CommitGraph;
    isWanted: (id: string) => boolean;
    onSkip: (skip: Skip) => void;
  }): Promise<Map<string, Introduction[]>>;
  /** Ends what is under way. */
  stop(): void;
}

export function createIntroductions(place: GitPlace, signal?: AbortSignal): Introductions {
  const own = new AbortController();
  const stopping = signal === undefined ? own.signal : AbortSignal.any([own.signal, signal]);
  let early: Promise<Early> | null = null;
  return {
    begin(commits) {
      if (early !== null) return;
      early = compareEarly({ place, commits: commits(), signal: stopping });
      early.catch(() => undefined);
    },
    async find({ graph, isWanted, onSkip }) {
      const first = await early;
      const found: Found[] = first === null ? [] : [...selectEarly(first, isWanted)];
      const unread = first === null ? [] : first.unreadable;
      for await (const { commit, changes } of readAll({
        place,
        commits: openCommits(graph, first),
        signal: stopping,
      })) {
        if (changes === null) unread.push(commit);
        const wanted = (changes ?? []).filter(({ id }) => isWanted(id));
        found.push(...wanted.map(({ id, path }) => ({ commit, id, path: path.toString('utf8') })));
      }
      for (const { commit } of inOrder(
        unread.map((commit) => ({ commit })),
        graph,
      ))
        onSkip(unreadable(commit));
      return oldestFirst(inOrder(found, graph));
    },
    stop: () => own.abort(),
  };
}

interface Found extends Introduction {
  commit: string;
  id: string;
}

interface Comparing {
  place: GitPlace;
  commits: IdList;
  signal: AbortSignal;
}

/** What comparing commits came to before it was known what is asked for. */
interface Early {
  commits: IdList;
  /** How many of them, from the first, are compared. */
  count: number;
  /** Commits are places in the list. */
  changes: ChangeRecords;
  unreadable: string[];
}

/** Compares commits with their parents until all are done or what they change takes too much memory. */
async function compareEarly(comparing: Comparing): Promise<Early> {
  const { commits } = comparing;
  const early: Early = { commits, count: 0, changes: createChangeRecords(), unreadable: [] };
  for await (const { commit, changes } of readAll(comparing)) {
    if (changes === null) early.unreadable.push(commit);
    const isKept = (changes ?? []).every(({ id, path }) =>
      early.changes.add({ commit: early.count, id, path }),
    );
    if (!isKept) break;
    early.count++;
  }
  return early;
}

function* selectEarly(
  { commits, count, changes }: Early,
  isWanted: (id: string) => boolean,
): Generator<Found> {
  for (const { commit, id, path } of changes.select(isWanted)) {
    if (commit < count) yield { commit: commits.at(commit), id, path };
  }
}

/** Commits of the graph that are not compared yet, in its order. */
function openCommits(graph: CommitGraph, early: Early | null): IdList {
  const isDone = new Uint8Array(graph.count);
  for (let place = 0; place < (early?.count ?? 0); place++) {
    const position = graph.positionOf(early!.commits.at(place));
    if (position !== undefined) isDone[position] = 1;
  }
  const open = new Uint32Array(graph.count).map((_, position) => position).filter((one) => isDone[one] === 0);
  return { count: open.length, at: (place) => graph.idAt(open[place]!) };
}

/** Commits that one git compares. */
const AT_ONCE = 1 << 15;

async function* readAll({ place, commits, signal }: Comparing): AsyncGenerator<CommitChanges> {
  for (let from = 0; from < commits.count; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, commits.count - from);
    const some = Array.from({ length }, (_, next) => commits.at(from + next));
    yield* readCommitChanges({ place, commits: some, signal });
  }
}

/** Those whose commits could be read, by these commits, parents first. */
function inOrder<T extends { commit: string }>(list: readonly T[], graph: CommitGraph): T[] {
  const placed = list.flatMap((one) => {
    const position = graph.positionOf(one.commit);
    return position === undefined ? [] : [{ one, position }];
  });
  return placed.sort((a, b) => a.position - b.position).map(({ one }) => one);
}

function oldestFirst(found: readonly Found[]): Map<string, Introduction[]> {
  const byBlob = new Map<string, Introduction[]>();
  for (const { id, path, commit } of found) addIntroduction(byBlob, id, { path, commit });
  return byBlob;
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
