import { readCommitChanges } from '../../git/commit-changes.ts';
import { fetchRefs, initMirror } from '../../git/remote.ts';
import { problemOf } from '../../git/remote-failure.ts';
import { fetchPresentObjects } from '../../git/remote-present.ts';
import { findRepository } from '../../git/repository.ts';
import { tryGit } from '../../git/run.ts';
import type { PullRequest } from '../../github/pull.ts';
import { scanSource } from '../../scan/scan-source.ts';
import { planBlobs } from '../../sources/planned-blobs.ts';
import { openRange } from '../../sources/range.ts';
import { listCommits, type Revisions } from '../../sources/revisions.ts';
import { newFolder, type Session, transferOptions } from './session.ts';

/**
 * Scans what a pull request brings: its commits that the base branch does not have, and what its merge left there
 * besides. Nothing is checked out. Throws `KeysweepError` where the commits cannot be had.
 */
export async function scanPull(session: Session, pull: PullRequest): Promise<void> {
  const { run, progress, signal } = session;
  const folder = newFolder(session);
  progress.begin(`${pull.repository.fullName}#${pull.number}`);
  await initMirror(folder);
  const known = await fetchPull(session, pull, folder);
  const repository = findRepository({ folder, trust: 'path' });
  if (repository === null) throw new TypeError('the clone is gone');
  const revisions = {
    from: [pull.head.id, ...(known.merge === null ? [] : [known.merge])],
    without: [known.base, ...(known.merge === null ? [] : await firstParent(folder, known.merge))],
    isSingle: false,
    notices: known.notices,
  };
  await fetchContents(session, pull, { gitDir: folder, revisions });
  const { limits } = run.settings;
  const { source, notices } = await openRange({ repository, cwd: folder, range: revisions, limits, signal });
  session.notices.push(...notices);
  await scanSource({ source, engine: run.engine, tally: run.tally, signal, onProgress: progress.scan });
}

/**
 * Fetches what the commits bring, and what was there before, to tell which lines are new. Until then there are only
 * commits and folders, which is a small part of most repositories. What the server has lost stays away, and the scan
 * reports it as not read.
 */
async function fetchContents(
  session: Session,
  { repository }: PullRequest,
  { gitDir, revisions }: { gitDir: string; revisions: Revisions },
): Promise<void> {
  const place = { trust: 'path', cwd: gitDir, gitDir } as const;
  const commits = await listCommits(place, revisions);
  const ids = new Set<string>();
  for await (const { changes } of readCommitChanges({ place, commits, signal: session.signal })) {
    for (const { id, olds } of planBlobs(changes ?? []).blobs)
      for (const one of [id, ...olds.flat()]) ids.add(one);
  }
  const remote = session.github.gitRemote({ name: repository.fullName, id: repository.id });
  const objects = 'without-blobs';
  await fetchPresentObjects({ ...transferOptions(session), remote, gitDir, ids: [...ids], objects });
}

interface Fetched {
  /** What is there of the base branch. */
  base: string;
  merge: string | null;
  notices: string[];
}

/** Fetches head and base by their ids, which a later push does not move; a base that is gone, by its branch. */
async function fetchPull(session: Session, pull: PullRequest, gitDir: string): Promise<Fetched> {
  const { base, head, mergeCommit, number } = pull;
  const get = (refspecs: string[]): Promise<void> => fetchInto(session, pull, { gitDir, refspecs });
  const headSpec = `+${head.id}:refs/pull/${number}/head`;
  let notices: string[] = [];
  let baseId = base.id;
  try {
    await get([headSpec, `+${base.id}:refs/heads/base`]);
  } catch (error) {
    if (problemOf(error) !== 'no-object') throw error;
    await get([headSpec, `+refs/heads/${base.ref}:refs/heads/base`]);
    baseId = (await lineOf(gitDir, ['rev-parse', 'refs/heads/base'])) ?? base.id;
    notices = ['the base of the pull request is gone: it was compared with its base branch as it is now'];
  }
  if (mergeCommit === null) return { base: baseId, merge: null, notices };
  try {
    await get([`+${mergeCommit}:refs/pull/${number}/merge`]);
  } catch (error) {
    if (problemOf(error) !== 'no-object') throw error;
    return {
      base: baseId,
      merge: null,
      notices: [...notices, 'the merge commit is gone and was not scanned'],
    };
  }
  const isInHead = await lineOf(gitDir, ['rev-list', '-n', '1', mergeCommit, `^${head.id}`]);
  return { base: baseId, merge: isInHead === null ? null : mergeCommit, notices };
}

function fetchInto(
  session: Session,
  { repository }: PullRequest,
  what: { gitDir: string; refspecs: string[] },
): Promise<void> {
  const remote = session.github.gitRemote({ name: repository.fullName, id: repository.id });
  return fetchRefs({ ...transferOptions(session), remote, objects: 'without-blobs', ...what });
}

/** What the base branch was before the merge; a merge into an empty branch has none. */
async function firstParent(gitDir: string, commit: string): Promise<string[]> {
  const parent = await lineOf(gitDir, ['rev-parse', '-q', '--verify', `${commit}^1`]);
  return parent === null ? [] : [parent];
}

async function lineOf(gitDir: string, args: string[]): Promise<string | null> {
  const { code, stdout } = await tryGit({ place: { trust: 'path', cwd: gitDir, gitDir }, args });
  const line = stdout.toString('latin1').trim();
  return code === 0 && line !== '' ? line : null;
}
