import type { CommitFacts, Exposure } from '../findings/model.ts';
import type { CommitGraph } from './commit-graph.ts';
import type { Ref } from './refs.ts';

const DAY_MILLISECONDS = 86_400_000;

/** For each of some commits the full names of the refs that have it. */
export function reachOf(options: {
  graph: CommitGraph;
  refs: readonly Ref[];
  commits: Iterable<string>;
}): Map<string, string[]> {
  const { graph, refs, commits } = options;
  const known = [...new Set(commits)].flatMap((id) => {
    const position = graph.positionOf(id);
    return position === undefined ? [] : [{ id, position }];
  });
  const containing = graph.tipsContaining(
    known.map(({ position }) => position),
    refs.map(({ commit }) => commit ?? ''),
  );
  return new Map(
    known.map(({ id, position }) => [id, (containing.get(position) ?? []).map((tip) => refs[tip]!.name)]),
  );
}

/** What a report says of a place whose commit the named refs have. */
export function exposureOf(place: {
  refs: readonly string[];
  isAtHead: boolean;
  commit: CommitFacts | undefined;
  now: number;
}): Exposure {
  const { refs, isAtHead, commit, now } = place;
  const isTag = (name: string) => name.startsWith('refs/tags/');
  return {
    atHead: isAtHead,
    branches: refs.filter((name) => !isTag(name)).map(shortName),
    tags: refs.filter(isTag).map(shortName),
    reachable: isAtHead || refs.length > 0,
    days: commit === undefined ? null : daysSince(commit.date, now),
  };
}

/** Branches and tags as people name them; other refs (`refs/pull/7/head`) keep what tells them apart. */
function shortName(name: string): string {
  return name.replace(/^refs\/(?:heads|tags|remotes)\//, '').replace(/^refs\//, '');
}

/** Whole days; a date in the future, or none, says nothing. */
function daysSince(date: string, now: number): number | null {
  const days = Math.floor((now - Date.parse(date)) / DAY_MILLISECONDS);
  return Number.isNaN(days) || days < 0 ? null : days;
}
