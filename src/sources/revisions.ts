import { KeysweepError } from '../errors.ts';
import type { GitPlace } from '../git/environment.ts';
import { isZero } from '../git/raw-diff.ts';
import { runGit, tryGit } from '../git/run.ts';

/** A set of commits, in ids only: nothing that a person wrote gets past this module to git's command line. */
export interface Revisions {
  /** Commits that are reachable from these ... */
  from: string[];
  /** ... and from none of these. */
  without: string[];
  /** Take the `from` commits alone, not what they are built on. */
  isSingle: boolean;
  notices: string[];
}

/**
 * Reads `A..B`, `A...B` (both sides since they parted, as git has it) or one commit. An empty side is HEAD. A
 * base that is all zeros or that is not here (a new or a force-pushed branch) means everything that no
 * remote-tracking branch has besides. Throws `KeysweepError` for a name that git does not know.
 */
export async function readRevisions(place: GitPlace, range: string): Promise<Revisions> {
  const dots = /\.{2,3}/.exec(range)?.[0];
  if (dots === undefined) {
    return { from: [await resolve(place, range)], without: [], isSingle: true, notices: [] };
  }
  const at = range.indexOf(dots);
  const head = await resolve(place, range.slice(at + dots.length) || 'HEAD');
  const base = await resolveBase(place, range.slice(0, at) || 'HEAD');
  if (base.id === null) {
    const without = await remoteTips(place, head);
    return { from: [head], without, isSingle: false, notices: base.notices };
  }
  const isSymmetric = dots === '...';
  const without = isSymmetric ? await mergeBases({ place, base: base.id, head }) : [base.id];
  return { from: isSymmetric ? [base.id, head] : [head], without, isSingle: false, notices: [] };
}

/**
 * What a push brings: commits that no ref below `refs` reaches yet. Before a push that is `refs/remotes/NAME/`,
 * in a server's pre-receive, where the refs have not moved yet, `refs/`.
 */
export async function pushedRevisions(options: {
  place: GitPlace;
  heads: string[];
  refs: string;
}): Promise<Revisions> {
  const { place, heads, refs } = options;
  const from = await Promise.all(heads.map((head) => resolve(place, head)));
  return { from, without: await tipsOf(place, [refs]), isSingle: false, notices: [] };
}

/** The ids of the commits, oldest first. */
export async function listCommits(place: GitPlace, revisions: Revisions): Promise<string[]> {
  const { from, without, isSingle } = revisions;
  if (isSingle) return from;
  const input = [...from, ...without.map((id) => `^${id}`), ''].join('\n');
  const output = await runGit({ place, args: ['rev-list', '--topo-order', '--reverse', '--stdin'], input });
  return linesOf(output);
}

async function resolve(place: GitPlace, name: string): Promise<string> {
  const id = await lookUp(place, name);
  if (id !== null) return id;
  throw new KeysweepError('GIT', `there is no commit ${name} here`, {
    hint: 'Check the name; in a shallow clone fetch more history with `git fetch --unshallow`.',
  });
}

async function resolveBase(place: GitPlace, name: string): Promise<{ id: string | null; notices: string[] }> {
  if (name.length >= 40 && isZero(name)) return { id: null, notices: [] };
  const isFullId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);
  const id = isFullId ? await lookUp(place, name) : await resolve(place, name);
  if (id !== null) return { id, notices: [] };
  const notice = `the base ${name.slice(0, 12)} is not in this repository: everything up to the head was scanned`;
  return { id: null, notices: [notice] };
}

async function lookUp(place: GitPlace, name: string): Promise<string | null> {
  const args = ['rev-parse', '-q', '--verify', '--end-of-options', `${name}^{commit}`];
  const { code, stdout } = await tryGit({ place, args });
  return code === 0 ? (linesOf(stdout).at(-1) ?? null) : null;
}

/** What remote-tracking branches have that do not have `head` itself: the rest of a new branch's history. */
export function remoteTips(place: GitPlace, head: string): Promise<string[]> {
  return tipsOf(place, [`--no-contains=${head}`, 'refs/remotes/']);
}

/** Ids of refs that lead to commits; a ref to a file or a folder says nothing about history. */
async function tipsOf(place: GitPlace, which: string[]): Promise<string[]> {
  const args = ['for-each-ref', '--format=%(objectname) %(objecttype)%(*objecttype)', ...which];
  const lines = linesOf(await runGit({ place, args })).filter((line) => line.endsWith('commit'));
  return [...new Set(lines.map((line) => line.slice(0, line.indexOf(' '))))];
}

async function mergeBases(options: { place: GitPlace; base: string; head: string }): Promise<string[]> {
  const { place, base, head } = options;
  const { stdout } = await tryGit({ place, args: ['merge-base', '--all', base, head] });
  return linesOf(stdout);
}

function linesOf(output: Buffer): string[] {
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
}
