import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitFacts, Skip } from '../findings/model.ts';
import { readObjects } from '../git/cat-file.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import { parseCommit } from '../git/commit-object.ts';
import type { GitPlace } from '../git/environment.ts';
import { placeOf, type Repository } from '../git/repository.ts';
import { type PlannedBlob, planBlobs } from './planned-blobs.ts';
import { readPlanned } from './read-planned.ts';
import { listCommits, type Revisions, readRevisions } from './revisions.ts';
import type { Source, SourceItem } from './source.ts';
import type { ReadLimits } from './tree.ts';

export interface RangeOptions {
  repository: Repository;
  cwd: string;
  /** `A..B`, `A...B` or one commit; or ids, as a push announces them. */
  range: string | Revisions;
  limits: ReadLimits;
  signal?: AbortSignal;
}

export interface Range {
  commits: number;
  /** Ids of the commits that everything in the range leads up to. */
  heads: readonly string[];
  /** Things a person should hear once: an unknown base, an empty range. */
  notices: string[];
  source: Source;
}

/**
 * Everything that the commits of a range introduce, what a later one removes again included: commit messages, and
 * each new blob at each of its paths with the lines that are new. Throws `KeysweepError` for a range that git
 * does not understand. Where history is cut off inside the range, the source says so with a skip.
 */
export async function openRange(options: RangeOptions): Promise<Range> {
  const { repository, cwd, range } = options;
  const place = placeOf(repository, cwd);
  const revisions = typeof range === 'string' ? await readRevisions(place, range) : range;
  const commits = await listCommits(place, revisions);
  const notices = [...revisions.notices, ...(commits.length === 0 ? ['the range holds no commits'] : [])];
  const source = rangeSource({ ...options, place, commits });
  return { commits: commits.length, heads: revisions.from, notices, source };
}

type Located = RangeOptions & { place: GitPlace; commits: string[] };

async function* rangeSource(options: Located): Source {
  const { repository, place, commits, limits } = options;
  const aborting = options.signal === undefined ? {} : { signal: options.signal };
  for (const skip of cutOff(repository, commits)) yield { skip };
  const facts = new Map<string, CommitFacts>();
  yield* messages({ ...options, facts });
  const blobs = new Map<string, PlannedBlob>();
  for await (const { commit, changes } of readCommitChanges({ place, commits, ...aborting })) {
    if (changes === null) yield { skip: unreadable(commit) };
    else {
      const plan = planBlobs(changes);
      for (const skip of plan.skips) yield { skip };
      for (const blob of plan.blobs) remember(blobs, { ...blob, ...commitOf(facts, commit) });
    }
  }
  yield* readPlanned({ place, blobs: [...blobs.values()], limits, withBefore: true, ...aborting });
}

/** Commits of the range whose parents a shallow clone does not have: what came before them is not seen. */
function cutOff({ commonDir, isShallow }: Repository, commits: readonly string[]): Skip[] {
  if (!isShallow) return [];
  const boundary = new Set(shallowCommits(join(commonDir, 'shallow')));
  const detail = 'the history before it is not in this shallow clone; run git fetch --unshallow';
  return commits
    .filter((commit) => boundary.has(commit))
    .map((commit) => ({ path: nameOf(commit), reason: 'missing-object', detail }));
}

const MAX_SHALLOW_FILE = 16 * 1024 * 1024;

function shallowCommits(file: string): string[] {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > MAX_SHALLOW_FILE) return [];
  return readFileSync(file, 'latin1').split('\n');
}

async function* messages(options: Located & { facts: Map<string, CommitFacts> }): Source {
  const { place, commits, limits, signal, facts } = options;
  const aborting = signal === undefined ? {} : { signal };
  const { wholeBytes } = limits;
  for await (const answer of readObjects({ place, ids: commits, wholeBytes, ...aborting })) {
    const path = nameOf(answer.id);
    if (answer.kind === 'large') yield { skip: { path, reason: 'too-large' } };
    else if (answer.kind === 'problem') yield { skip: unreadable(answer.id) };
    else {
      const { facts: commit, message } = parseCommit(answer.id, answer.bytes);
      facts.set(commit.id, commit);
      yield messageItem({ path, commit, message });
    }
  }
}

function messageItem(options: { path: string; commit: CommitFacts; message: Buffer }): SourceItem {
  const { path, commit, message } = options;
  return { blob: { bytes: message, provenance: { path, commit, object: 'commit-message' } } };
}

/** A blob that several commits bring to one path is read once; each of them adds to what is new in it. */
function remember(blobs: Map<string, PlannedBlob>, blob: PlannedBlob): void {
  const key = `${blob.id} ${blob.path}`;
  const known = blobs.get(key);
  if (known === undefined) blobs.set(key, blob);
  else
    known.olds.push(...blob.olds.filter((ids) => !known.olds.some((other) => other.join() === ids.join())));
}

function commitOf(facts: Map<string, CommitFacts>, commit: string): { commit?: CommitFacts } {
  const known = facts.get(commit);
  return known === undefined ? {} : { commit: known };
}

function unreadable(commit: string): Skip {
  return { path: nameOf(commit), reason: 'missing-object', detail: 'it or its trees cannot be read' };
}

/** How a commit is named where a path is shown. */
function nameOf(commit: string): string {
  return `commit ${commit.slice(0, 12)}`;
}
