import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitPlace } from '../git/environment.ts';
import { problemOf } from '../git/remote-failure.ts';
import { placeOf, type Repository } from '../git/repository.ts';
import { runGit, tryGit } from '../git/run.ts';
import { type Revisions, remoteTips } from '../sources/revisions.ts';
import type { Change } from './event.ts';

/** Brings objects from the server; rejects where they cannot be had. Depth counts commits from these on; null: all. */
export interface Server {
  fetch(ids: readonly string[], depth: number | null): Promise<void>;
  /** The commit that a branch points to; null where there is no such branch. */
  branchTip(branch: string): Promise<string | null>;
  /** Removes temporary files. */
  close(): void;
}

/** Which commits are new, and whose word counts. */
export interface Prepared {
  /** Null where it cannot be known: then everything at the head counts. */
  range: Revisions | null;
  /** Why not, in one clause. */
  gap: string | null;
  /** A commit, or zeros for none. */
  policy: string;
  /** The commit whose files would stand afterwards. */
  tree: string;
}

export interface Checkout {
  repository: Repository;
  cwd: string;
  server: Server;
}

const NONE = '0'.repeat(40);
const FIRST_DEPTH = 64;
const DEEPER = 8;
const DEEPEST = 5_000;

/**
 * Finds out which commits a change brings, in a checkout as `actions/checkout` leaves it: one commit deep, or whole.
 * What is missing is fetched, as far as the range goes and no further.
 */
export async function prepareCommits(change: Change, checkout: Checkout): Promise<Prepared> {
  const place = placeOf(checkout.repository, checkout.cwd);
  const onto = await ontoTip({ change, checkout, place });
  const known = [change.base, onto].filter((id) => id !== null);
  const gap = await complete({ head: change.head, known, checkout, place });
  const head = await commitOf(place, change.head);
  const base = await commitOf(place, change.base);
  const tip = await commitOf(place, onto);
  const tree = (await commitOf(place, change.result)) ?? head ?? change.result;
  const policy = tip ?? base ?? NONE;
  if (gap !== null || head === null) return { range: null, gap: gap ?? 'its head is not here', policy, tree };
  const without = await knownCommits({ change, place, head, base, tip });
  if (without.length === 0 && !change.isNewBranch) {
    return { range: null, gap: 'what stood there before cannot be fetched', policy, tree };
  }
  const notices = change.base !== null && base === null ? [FORCED] : [];
  return { range: { from: [head], without, isSingle: false, notices }, gap: null, policy, tree };
}

const FORCED =
  'What stood there before cannot be fetched any more: everything that the other branches have not was scanned.';

/** Everything that stood somewhere before. A pull request's own branch may be merged by now: that says nothing. */
async function knownCommits(facts: {
  change: Change;
  place: GitPlace;
  head: string;
  base: string | null;
  tip: string | null;
}): Promise<string[]> {
  const { change, place, head, base, tip } = facts;
  const isMerged = tip !== null && change.pull !== null && (await contains(place, tip, head));
  const others = base === null ? await remoteTips(place, head) : [];
  return [...new Set([base, isMerged ? null : tip, ...others].filter((id) => id !== null))];
}

/** The branch that the change is for, as it stands now: in the checkout, else, where nothing else is known, at the server. */
async function ontoTip(facts: {
  change: Change;
  checkout: Checkout;
  place: GitPlace;
}): Promise<string | null> {
  const { change, checkout, place } = facts;
  if (change.onto === null) return null;
  const local = await remoteRef(place, change.onto);
  if (local !== null || change.pull !== null) return local;
  return checkout.server.branchTip(change.onto).catch(() => null);
}

async function remoteRef(place: GitPlace, branch: string): Promise<string | null> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/remotes/origin/'];
  const lines = (await runGit({ place, args })).toString('utf8').split('\n');
  const line = lines.find((one) => one.slice(one.indexOf(' ') + 1) === `refs/remotes/origin/${branch}`);
  return line?.split(' ')[0] ?? null;
}

interface Completion {
  head: string;
  known: readonly string[];
  checkout: Checkout;
  place: GitPlace;
}

/** Fetches until the whole range is here; null when it is, else the reason why it is not. */
async function complete(facts: Completion): Promise<string | null> {
  const { head, checkout, place } = facts;
  let { known } = facts;
  let depth = checkout.repository.isShallow ? FIRST_DEPTH : null;
  for (let isLast = false; ; ) {
    const isCut = await hasGap({ ...facts, known });
    const missing = await missingOf(place, [head, ...known]);
    if (missing.length === 0 && !isCut) return null;
    if (isLast) return isCut ? CUT : null;
    const ids = isCut ? [head, ...known] : missing;
    if (!(await fetchWhatCanBeHad(checkout.server, { ids, depth }))) return isCut ? CUT : null;
    const gone = await missingOf(place, known);
    if (gone.length > 0 && gone.length === known.length) return 'what stood there before cannot be fetched';
    known = known.filter((id) => !gone.includes(id));
    isLast = depth === null;
    depth = depth === null || depth * DEEPER > DEEPEST ? null : depth * DEEPER;
  }
}

const CUT = 'the history between its base and its head is not here and cannot be fetched';

/**
 * All at once; where the server has not all of them, one by one: a base may be gone after a forced push. False where
 * the server cannot be asked at all.
 */
async function fetchWhatCanBeHad(
  server: Server,
  want: { ids: readonly string[]; depth: number | null },
): Promise<boolean> {
  const { ids, depth } = want;
  try {
    await server.fetch(ids, depth);
  } catch (error) {
    if (problemOf(error) !== 'no-object') return false;
    if (ids.length > 1) for (const id of ids) await server.fetch([id], depth).catch(() => undefined);
  }
  return true;
}

async function missingOf(place: GitPlace, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => commitOf(place, id)));
  return ids.filter((_, index) => found[index] === null);
}

async function commitOf(place: GitPlace, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const args = ['rev-parse', '-q', '--verify', '--end-of-options', `${id}^{commit}`];
  const { code, stdout } = await tryGit({ place, args });
  return code === 0 ? stdout.toString('latin1').trim() : null;
}

async function contains(place: GitPlace, tip: string, commit: string): Promise<boolean> {
  const { code } = await tryGit({ place, args: ['merge-base', '--is-ancestor', commit, tip] });
  return code === 0;
}

/**
 * Is history cut off where the two sides differ? A cut on the side of the base counts, too: behind it commits of the
 * head's side may be known already.
 */
async function hasGap({ head, known, checkout, place }: Completion): Promise<boolean> {
  const boundary = new Set(shallowCommits(checkout.repository));
  if (boundary.size === 0) return false;
  const bases = (await Promise.all(known.map((id) => commitOf(place, id)))).filter((id) => id !== null);
  const tip = await commitOf(place, head);
  if (tip === null) return true;
  const sides = await Promise.all([listed(place, [tip], bases), listed(place, bases, [tip])]);
  return sides.flat().some((commit) => boundary.has(commit));
}

async function listed(
  place: GitPlace,
  from: readonly string[],
  without: readonly string[],
): Promise<string[]> {
  if (from.length === 0) return [];
  const input = [...from, ...without.map((id) => `^${id}`), ''].join('\n');
  return (await runGit({ place, args: ['rev-list', '--stdin'], input })).toString('latin1').split('\n');
}

function shallowCommits({ commonDir }: Repository): string[] {
  try {
    return readFileSync(join(commonDir, 'shallow'), 'latin1').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
