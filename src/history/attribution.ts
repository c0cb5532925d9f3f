import { KeysweepError } from '../errors.ts';
import type { CommitFacts, Skip } from '../findings/model.ts';
import { parseCommit } from '../git/commit-object.ts';
import type { GitPlace } from '../git/environment.ts';
import { isFault } from '../git/objects/fault.ts';
import type { Lookup } from '../git/objects/lookup.ts';
import type { CommitGraph } from './commit-graph.ts';
import { reachOf } from './exposure.ts';
import { addIntroduction, type Introduction, type Introductions } from './introductions.ts';
import { listIndex, listTree, type Refs } from './refs.ts';
import type { Holder } from './select.ts';

/** Where objects stand and since when. */
export interface Attribution {
  refs: Refs;
  /** A blob at each of its paths; once without a path where none is known. */
  holdersOf(blob: string): Holder[];
  /** A commit or tag as the holder of its own message. */
  messageHolder(id: string, type: 'commit' | 'tag'): Holder;
  /** Full names of the refs that have each of these commits. */
  reachOf(commits: Iterable<string>): Map<string, string[]>;
  factsOf(commit: string): CommitFacts | undefined;
}

export interface AttributionOptions {
  place: GitPlace;
  refs: Refs;
  graph: CommitGraph;
  introductions: Introductions;
  /** Blobs to look for. */
  wanted: ReadonlySet<string>;
  lookup: Lookup;
  /** False where there is no index. */
  hasIndex: boolean;
  onSkip: (skip: Skip) => void;
}

/** Looks up where the wanted blobs came in and which of them stand at HEAD. */
export async function attribute(options: AttributionOptions): Promise<Attribution> {
  const { place, refs, graph, introductions, wanted, lookup, hasIndex, onSkip } = options;
  const isWanted = (id: string) => wanted.has(id);
  const [found, tree, index] = await Promise.all([
    wanted.size === 0 ? new Map<string, Introduction[]>() : introductions.find({ graph, isWanted, onSkip }),
    refs.head === null
      ? new Set<string>()
      : listTree({ place, commit: refs.head, isWanted }).catch(untold('HEAD', onSkip, new Set<string>())),
    hasIndex ? listIndex({ place, isWanted }).catch(untold('index', onSkip, [])) : [],
  ]);
  for (const { id, path } of index) addIntroduction(found, id, { path, commit: null });
  const orderOf = (commit: string | null) =>
    (commit === null ? undefined : graph.positionOf(commit)) ?? graph.count;
  return {
    refs,
    holdersOf: (id) =>
      (found.get(id) ?? [{ path: '', commit: null }]).map(({ path, commit }) => ({
        id,
        path,
        commit,
        order: orderOf(commit),
        isAtHead: tree.has(`${id} ${path}`),
      })),
    messageHolder: (id, type) => ({
      id,
      path: `${type} ${id.slice(0, 12)}`,
      commit: type === 'commit' ? id : null,
      order: orderOf(id),
      isAtHead: id === refs.head,
    }),
    reachOf: (commits) => reachOf({ graph, refs: refs.refs, commits }),
    factsOf(commit) {
      const object = lookup.read(commit);
      return isFault(object) ? undefined : parseCommit(commit, Buffer.from(object.bytes)).facts;
    },
  };
}

/** A tree or an index that git cannot list to its end must not take what was found with it. */
function untold<T>(path: string, onSkip: (skip: Skip) => void, nothing: T): (error: unknown) => T {
  return (error) => {
    if (!(error instanceof KeysweepError)) throw error;
    onSkip({ path, reason: 'limit-reached', detail: error.message });
    return nothing;
  };
}
