import { GENERIC_ISSUER } from '../findings/merge.ts';
import type { CommitFacts } from '../findings/model.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { Attribution } from './attribution.ts';
import { exposureOf } from './exposure.ts';
import type { Holder } from './select.ts';

/** A finding where it was judged: a version of a file, or a message. */
export interface JudgedFinding {
  sealed: SealedFinding;
  holder: Holder;
}

/** What of a history is asked for. */
export interface HistoryFilters {
  /** Only what came in at or after this time, in milliseconds since 1970. */
  since?: number;
  /** Only what this branch, or other ref, has. */
  branch?: string;
  /** Only what some ref has. */
  reachable?: boolean;
}

/** What stays of a history after the filters, and what they leave out. */
export interface ChosenPlaces {
  kept: SealedFinding[];
  leftOut: SealedFinding[];
}

/**
 * One finding for each credential and path: where it stands today if it does, else where it stood first; in either case
 * with the commit that brought it there and how far that reaches.
 */
export function choosePlaces(options: {
  judged: readonly JudgedFinding[];
  attribution: Attribution;
  filters: HistoryFilters;
  now: number;
}): ChosenPlaces {
  const { judged, attribution, filters, now } = options;
  const groups = groupByPath(judged).map((group) => {
    const versions = group.toSorted(byUse);
    const since = group.toSorted((a, b) => a.holder.order - b.holder.order)[0]!.holder;
    return { finding: { ...versions[0]!, sealed: nameByVersions(versions) }, since };
  });
  const reach = attribution.reachOf(groups.flatMap(({ since }) => since.commit ?? []));
  const facts = createFacts(attribution);
  const leftOut: SealedFinding[] = [];
  const kept = groups.flatMap(({ finding, since }) => {
    const commit = since.commit === null ? undefined : facts(since.commit);
    const refs = refsOf(since, reach, attribution);
    if (!passes({ filters, commit, refs })) {
      leftOut.push(finding.sealed);
      return [];
    }
    const isNote = refs.length > 0 && refs.every((name) => name.startsWith('refs/notes/'));
    const provenance = {
      ...finding.sealed.provenance,
      ...(isNote && { object: 'note' as const }),
      ...(commit && { commit }),
      exposure: exposureOf({ refs, isAtHead: finding.holder.isAtHead, commit, now }),
    };
    return [{ ...finding.sealed, provenance }];
  });
  return { kept, leftOut };
}

function groupByPath(judged: readonly JudgedFinding[]): JudgedFinding[][] {
  const groups = new Map<string, JudgedFinding[]>();
  for (const finding of judged) {
    const key = `${identityOf(finding.sealed)} ${finding.holder.path}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

/** The most dangerous value that may be digested names a credential; without one its kind does. */
function identityOf({ issuer, parts }: SealedFinding): string {
  return parts.find(({ digest }) => digest !== null)?.digest ?? `${issuer}/${parts[0]?.kind}`;
}

function byUse(a: JudgedFinding, b: JudgedFinding): number {
  return (
    Number(b.holder.isAtHead) - Number(a.holder.isAtHead) ||
    b.sealed.parts.length - a.sealed.parts.length ||
    a.holder.order - b.holder.order
  );
}

/** The first of the versions; where it says nothing of whose it is, and another does, as that one calls it. */
function nameByVersions([first, ...others]: readonly JudgedFinding[]): SealedFinding {
  const { sealed } = first!;
  const named = others.find((other) => other.sealed.issuer !== GENERIC_ISSUER)?.sealed;
  if (sealed.issuer !== GENERIC_ISSUER || named === undefined) return sealed;
  const { issuer, environment, confidence, evidence } = named;
  const parts = sealed.parts.map((part) => {
    const same = named.parts.find(({ role, digest }) => role === part.role && digest === part.digest);
    return same === undefined ? part : { ...part, kind: same.kind, label: same.label };
  });
  return { ...sealed, issuer, environment, confidence, evidence, parts };
}

function createFacts({ factsOf }: Attribution): (commit: string) => CommitFacts | undefined {
  const known = new Map<string, CommitFacts | undefined>();
  return (commit) => {
    if (!known.has(commit)) known.set(commit, factsOf(commit));
    return known.get(commit);
  };
}

/** Refs that have the commit; for a tag's own message the tag. */
function refsOf(since: Holder, reach: Map<string, string[]>, { refs }: Attribution): string[] {
  if (since.commit !== null) return reach.get(since.commit) ?? [];
  return refs.refs.filter(({ id }) => id === since.id).map(({ name }) => name);
}

function passes(place: {
  filters: HistoryFilters;
  commit: CommitFacts | undefined;
  refs: readonly string[];
}): boolean {
  const { filters, commit, refs } = place;
  const { since, branch, reachable } = filters;
  if (reachable && refs.length === 0) return false;
  if (branch !== undefined && !refs.some((name) => isNamed(name, branch))) return false;
  return since === undefined || commit === undefined || !(Date.parse(commit.date) < since);
}

/** `main` for `refs/heads/main`, `origin/main` for `refs/remotes/origin/main`, or the whole name. */
export function isNamed(name: string, branch: string): boolean {
  return (
    name === branch || ['refs/heads/', 'refs/remotes/', 'refs/'].some((prefix) => name === prefix + branch)
  );
}
