import { join } from 'node:path';
import { isKeysweepError, kindOfError } from '../../errors.ts';
import type { Coverage, Skip } from '../../findings/model.ts';
import type { SealedFinding } from '../../findings/seal.ts';
import type { TransferOptions } from '../../git/remote.ts';
import { type GitHub, openGitHub } from '../../github/access.ts';
import type { GitHubText } from '../../github/texts.ts';
import { emptyBatch } from '../../scan/batch.ts';
import { type Run, startRun } from '../../scan/run.ts';
import { scanSource } from '../../scan/scan-source.ts';
import { resolveSettings, type SettingOptions } from '../../scan/settings.ts';
import type { Source } from '../../sources/source.ts';
import { plural } from '../../terminal/counts.ts';
import type { GitHubProgress } from './progress.ts';
import { openWorkspace } from './workspace.ts';

/** What a person asked to look at besides the refs. */
export interface Extras {
  pulls: boolean;
  wiki: boolean;
  issues: boolean;
  releases: boolean;
  forced: boolean;
  gists: boolean;
}

/** Everything that a scan of something on GitHub works with; whatever is found goes into one run. */
export interface Session {
  github: GitHub;
  run: Run;
  /** The options as given, for a scan of history, which makes settings of its own. */
  settings: SettingOptions;
  extras: Extras;
  /** What is larger is not fetched. */
  maxBytes: number;
  /** Folder for clones. */
  folder: string;
  progress: GitHubProgress;
  signal: AbortSignal;
  notices: string[];
}

/** What a session is opened with. */
export interface SessionWish
  extends Pick<Session, 'settings' | 'extras' | 'maxBytes' | 'progress' | 'signal'> {
  env: Readonly<Record<string, string | undefined>>;
  apiUrl?: string;
}

/** Opens GitHub, the rules and a folder for clones, and lets go of all that however `work` ends. */
export async function withSession<T>(wish: SessionWish, work: (session: Session) => Promise<T>): Promise<T> {
  const { env, apiUrl, ...given } = wish;
  const { progress, settings } = given;
  const at = apiUrl === undefined ? {} : { apiUrl };
  const github = await openGitHub({ env, onPause: progress.pause, ...at });
  const workspace = openWorkspace();
  try {
    const run = await startRun(resolveSettings(settings, workspace.path));
    return await work({ ...given, github, run, folder: workspace.path, notices: [] });
  } finally {
    progress.end();
    workspace.remove();
    github.close();
  }
}

let clones = 0;

/** A name in the session's folder that nothing has yet. */
export function newFolder({ folder }: Session): string {
  clones++;
  return join(folder, `${clones}.git`);
}

/** The options of a transfer besides where it goes. */
export function transferOptions({ signal, progress, maxBytes }: Session): Omit<TransferOptions, 'remote'> {
  return { signal, limits: { maxBytes }, onProgress: progress.transfer };
}

/** Adds what another run found, under the repository's name where there are several. */
export function addOutcome(
  { run }: Session,
  outcome: { sealed: readonly SealedFinding[]; report: { coverage: Coverage } },
  repository: string | null,
): void {
  const { blobs, bytes, skipped } = outcome.report.coverage;
  const sealed = outcome.sealed.map((finding) => {
    const named = repository === null ? {} : { repository };
    return { ...finding, provenance: { ...finding.provenance, ...named } };
  });
  run.tally.add({ ...emptyBatch(), blobs, bytes, sealed });
  for (const { reason, count, examples } of skipped) {
    for (let at = 0; at < count; at++) {
      const skip: Skip = examples[Math.min(at, examples.length - 1)] ?? { path: '', reason };
      run.tally.skip(repository === null ? skip : { ...skip, path: `${repository} ${skip.path}` });
    }
  }
}

/** Scans texts that are no files. What could not be read makes the scan incomplete, and the rest goes on. */
export async function scanTexts(
  session: Session,
  what: string,
  texts: AsyncIterable<GitHubText>,
  repository: string | null = null,
): Promise<void> {
  const { run, progress, signal } = session;
  progress.begin(what);
  const source = toSource(texts, repository);
  try {
    await scanSource({ source, engine: run.engine, tally: run.tally, signal, onProgress: progress.scan });
  } catch (error) {
    giveUp(session, what, error);
  }
}

async function* toSource(texts: AsyncIterable<GitHubText>, repository: string | null): Source {
  for await (const { path, text } of texts) {
    const provenance = repository === null ? { path } : { path, repository };
    if (text.trim() !== '') yield { blob: { bytes: Buffer.from(text, 'utf8'), provenance } };
  }
}

/** Takes note of a part that could not be scanned. Defects and signals go on upward. */
export function giveUp({ run, signal }: Session, what: string, error: unknown): void {
  signal.throwIfAborted();
  if (!isKeysweepError(error)) throw error;
  const detail = error.message || kindOfError(error);
  run.tally.skip({ path: what, reason: 'unreadable', detail });
}

/** Comments in what others wrote silence nothing here; says how many tried. */
export function overrule(sealed: readonly SealedFinding[]): string[] {
  const allowed = sealed.filter((finding) => finding.allowed !== null);
  for (const finding of allowed) finding.allowed = null;
  if (allowed.length === 0) return [];
  const what = `keysweep:allow, or a remark that the value is made up, stands beside ${plural(allowed.length, 'finding')}`;
  return [`${what} and is not honoured on GitHub.`];
}
