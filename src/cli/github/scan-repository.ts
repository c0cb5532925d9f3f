import { rmSync, statfsSync } from 'node:fs';
import { cloneMirror } from '../../git/remote.ts';
import { problemOf, remoteError } from '../../git/remote-failure.ts';
import { fetchPresentObjects } from '../../git/remote-present.ts';
import { listForcedCommits } from '../../github/forced.ts';
import { findRepository } from '../../github/list.ts';
import type { GitHubRepository } from '../../github/repository.ts';
import { issueTexts, releaseTexts } from '../../github/texts.ts';
import { runHistoryScan } from '../../history/scan-history.ts';
import { formatBytes } from '../../terminal/bytes.ts';
import { plural } from '../../terminal/counts.ts';
import { addOutcome, giveUp, newFolder, type Session, scanTexts, transferOptions } from './session.ts';

/**
 * Scans one repository: its history, and what the options ask for besides. `label` names it in the report where there
 * are several. Throws `KeysweepError` where the history cannot be had; the other parts are told as not scanned.
 */
export async function scanRepository(
  session: Session,
  repository: GitHubRepository,
  label: string | null,
): Promise<void> {
  const { github, extras, signal } = session;
  const { fullName } = repository;
  await scanHistory(session, repository, label);
  if (extras.wiki && repository.hasWiki) await scanWiki(session, repository);
  if (extras.issues) {
    const texts = issueTexts(github, { fullName, signal });
    await scanTexts(session, `issues of ${fullName}`, texts, label);
  }
  if (extras.releases) {
    const texts = releaseTexts(github, { fullName, signal });
    await scanTexts(session, `releases of ${fullName}`, texts, label);
  }
}

async function scanHistory(
  session: Session,
  repository: GitHubRepository,
  label: string | null,
): Promise<void> {
  requireFetchable(session, repository);
  const folder = newFolder(session);
  session.progress.begin(repository.fullName);
  try {
    await cloneUnderAnyName(session, repository, folder);
    if (session.extras.forced) await addForced(session, repository, folder);
    await scanClone(session, folder, label);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Git follows no redirect with a token: of a repository renamed since it was listed, the API knows the new name. */
async function cloneUnderAnyName(
  session: Session,
  { fullName, id }: GitHubRepository,
  folder: string,
): Promise<void> {
  const { github, extras } = session;
  const refs = extras.pulls ? 'all' : 'without-pulls';
  const clone = (name: string): Promise<void> =>
    cloneMirror({ ...transferOptions(session), remote: github.gitRemote({ name, id }), folder, refs });
  try {
    await clone(fullName);
  } catch (error) {
    if (problemOf(error) !== 'moved') throw error;
    await clone((await findRepository(github, fullName)).fullName);
  }
}

/** Says what cannot work before anything is fetched. A clone needs its size and room for its index. */
function requireFetchable(
  { maxBytes, folder }: Session,
  { sizeKb, isDisabled, fullName }: GitHubRepository,
): void {
  if (isDisabled) {
    throw remoteError('GITHUB', { problem: 'blocked', message: `${fullName}: GitHub has disabled it` });
  }
  const bytes = sizeKb * 1024;
  if (bytes > maxBytes) {
    const [size, most] = [formatBytes(bytes), formatBytes(maxBytes)];
    throw remoteError('GITHUB', {
      problem: 'too-large',
      message: `${fullName}: ${size}, which is more than the ${most} that are fetched`,
      hint: 'Raise the limit with --max-repo-size.',
    });
  }
  const { bavail, bsize } = statfsSync(folder);
  if (bytes * ROOM_FACTOR <= bavail * bsize) return;
  throw remoteError('GITHUB', {
    problem: 'disk-full',
    message: `${fullName}: ${formatBytes(bytes)}, and the disk has only ${formatBytes(bavail * bsize)} left`,
    hint: 'Set TMPDIR to a folder with more room.',
  });
}

const ROOM_FACTOR = 1.3;

async function scanClone(session: Session, folder: string, label: string | null): Promise<void> {
  const { settings, progress, signal } = session;
  const outcome = await runHistoryScan({
    ...settings,
    path: folder,
    now: Date.now(),
    signal,
    onProgress: progress.scan,
  });
  addOutcome(session, outcome, label);
}

/** Brings in what forced pushes and removed branches left at the server. */
async function addForced(
  session: Session,
  { fullName, id }: GitHubRepository,
  gitDir: string,
): Promise<void> {
  const { github, notices, signal } = session;
  try {
    const ids = await listForcedCommits(github, { fullName, signal });
    const remote = github.gitRemote({ name: fullName, id });
    const gone = await fetchPresentObjects({ ...transferOptions(session), remote, gitDir, ids });
    const kept = gone === 0 ? '' : `, ${gone} of which GitHub does not have any more`;
    notices.push(
      `${fullName}: ${plural(ids.length, 'commit')} out of forced pushes and removed branches${kept}`,
    );
  } catch (error) {
    giveUp(session, `forced pushes of ${fullName}`, error);
  }
}

/** Most repositories have a wiki switched on and no page in it: then GitHub knows no such repository. */
async function scanWiki(session: Session, repository: GitHubRepository): Promise<void> {
  const name = `${repository.fullName}.wiki`;
  try {
    await scanGit(session, { name, id: repository.id });
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== 'not-found' && problem !== 'unauthorized') giveUp(session, name, error);
  }
}

/** Clones and scans a repository that is named as git names it: a wiki, a gist. */
export async function scanGit(session: Session, { name, id }: { name: string; id?: number }): Promise<void> {
  const { github, progress } = session;
  const folder = newFolder(session);
  progress.begin(name);
  try {
    const remote = github.gitRemote({ name, ...(id === undefined ? {} : { id }) });
    await cloneMirror({ ...transferOptions(session), remote, folder });
    await scanClone(session, folder, name);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
