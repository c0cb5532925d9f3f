import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { GitPlace } from './environment.ts';
import { isTimeout } from './failure.ts';
import { remoteCall } from './remote-call.ts';
import { gitTransferError, PASSING_PROBLEMS, problemOf, remoteError } from './remote-failure.ts';
import { readProgress, type TransferProgress } from './remote-progress.ts';
import { runGit, tryGit } from './run.ts';

/**
 * Git over a network, in one place. It runs on this program's own runner: simple-git starts git without a process
 * group of its own and hands out no process id, and of a clone that it aborts three helper processes went on
 * (simple-git 4.0.2, git 2.39.5, measured 2026-11-21), writing into a folder that is being removed.
 */
export interface Remote {
  /** Without user and password, for example `https://github.com/OWNER/NAME.git`. */
  url: string;
  /**
   * The token for the next attempt, null for none; asked right before it, as tokens of GitHub Apps live an hour.
   * `refused` says that the server did not take the one before.
   */
  token(refused: boolean): Promise<string | null>;
  /** A PEM file with every certificate authority to trust instead of git's own. */
  caFile?: string | null;
  /** Proxy variables as curl knows them, for example `https_proxy`. */
  proxy?: Readonly<Record<string, string>>;
  /** Lets the token travel unencrypted: only for loopback, or where a person asked for it. */
  allowHttp?: boolean;
}

export interface TransferLimits {
  /** Largest single file that git may write: the pack of one transfer. */
  maxBytes: number;
  /** For one attempt. */
  timeoutMs: number;
  /** Longest time without any sign of progress. */
  stallMs: number;
}

export const DEFAULT_TRANSFER_LIMITS: TransferLimits = {
  maxBytes: 16 * 1024 ** 3,
  timeoutMs: 2 * 60 * 60 * 1000,
  stallMs: 3 * 60 * 1000,
};

export interface TransferOptions {
  remote: Remote;
  limits?: Partial<TransferLimits>;
  signal?: AbortSignal;
  onProgress?: (progress: TransferProgress) => void;
  /** Waits before each further attempt after a passing problem. Default: 1 s, 5 s. */
  retryDelaysMs?: readonly number[];
}

/** Which refs a mirror holds: everything, or all but those of pull requests. */
export type MirrorRefs = 'all' | 'without-pulls';

/**
 * Clones a bare mirror into `folder`, which must not exist or be empty; it is made readable to the user alone.
 * Resolves when no process of git is left. Throws `KeysweepError`; `problemOf` tells why.
 */
export async function cloneMirror(
  options: TransferOptions & { folder: string; refs?: MirrorRefs },
): Promise<void> {
  const { folder, remote, refs = 'all' } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const shape =
    refs === 'all' ? ['--mirror'] : ['--bare', '-c', 'remote.origin.fetch=+refs/notes/*:refs/notes/*'];
  await transfer(options, {
    place: { trust: 'path', cwd: folder },
    args: ['clone', '--progress', '--template=', ...shape, '--', remote.url, '.'],
    what: 'cloning',
  });
}

/** Brings a mirror up to date: new, moved and removed refs. Old objects stay. */
export async function fetchMirror(
  options: TransferOptions & { gitDir: string; refs?: MirrorRefs },
): Promise<void> {
  const { gitDir, remote, refs = 'all' } = options;
  const pulls = refs === 'all' ? [] : ['^refs/pull/*'];
  await transfer(options, {
    place: mirrorPlace(gitDir),
    args: ['fetch', ...FETCH, '--prune', '--', remote.url, '+refs/*:refs/*', ...pulls],
    what: 'fetching',
  });
}

const FETCH = ['--progress', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];

/** What a fetch of single refs or objects brings. */
export interface FetchScope {
  /** Everything, or all but the contents of files. Default: everything. */
  objects?: 'all' | 'without-blobs';
  /**
   * So many commits deep, and the border of a shallow clone moves there; `WHOLE_DEPTH` makes it whole. Absent: what
   * is not here yet.
   */
  depth?: number;
}

/** What git itself takes for `--unshallow`, which it refuses in a clone that is whole. */
export const WHOLE_DEPTH = 2_147_483_647;

/** Fetches single refs, as `+refs/pull/7/head:refs/pull/7/head`. */
export async function fetchRefs(
  options: TransferOptions & FetchScope & { gitDir: string; refspecs: readonly string[] },
): Promise<void> {
  const { gitDir, remote, refspecs, objects, depth } = options;
  const filter = objects === 'without-blobs' ? ['--filter=blob:none'] : [];
  const deepen = depth ? [`--depth=${depth}`] : [];
  await transfer(options, {
    place: mirrorPlace(gitDir),
    args: ['fetch', ...FETCH, ...filter, ...deepen, '--stdin', '--', remote.url],
    input: refspecs.map((refspec) => `${refspec}\n`).join(''),
    what: 'fetching',
  });
}

/** Fetches objects by their ids, a commit with everything it is made of and built on; no ref will name them. */
export async function fetchObjects(
  options: TransferOptions & FetchScope & { gitDir: string; ids: readonly string[] },
): Promise<void> {
  for (let at = 0; at < options.ids.length; at += MOST_AT_ONCE) {
    await fetchRefs({ ...options, refspecs: options.ids.slice(at, at + MOST_AT_ONCE) });
  }
}

/** A request names every object that it wants, and servers take only so long ones. */
const MOST_AT_ONCE = 5_000;

/** An empty bare repository that only the user can read, to fetch into. */
export async function initMirror(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await runGit({
    place: { trust: 'path', cwd: folder },
    args: ['init', '-q', '--bare', '--template=', '.'],
  });
}

export interface RemoteRef {
  name: string;
  id: string;
}

/**
 * The refs of a repository at the server, `HEAD` and peeled tags left out, in git's order; none for an empty one.
 * One or two HTTP requests, no objects.
 */
export async function listRemoteRefs(options: TransferOptions): Promise<RemoteRef[]> {
  const output = await transfer(options, {
    place: { trust: 'path', cwd: '/' },
    args: ['ls-remote', '--refs', '--', options.remote.url],
    what: 'listing the refs',
  });
  const lines = output.toString('utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', name = ''] = line.split('\t');
      return { id, name };
    });
}

interface Transfer {
  place: GitPlace;
  args: readonly string[];
  input?: string;
  what: string;
}

/** Attempts a transfer: once more with a new token where the server refused one, later where a problem may pass. */
async function transfer(options: TransferOptions, work: Transfer): Promise<Buffer> {
  const delays = [...(options.retryDelaysMs ?? [1_000, 5_000])];
  let refused = false;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await attempt(options, { ...work, token: await options.remote.token(refused) });
    } catch (error) {
      const problem = problemOf(error);
      if (problem === 'unauthorized' && !refused) refused = true;
      else {
        const delay = problem !== null && PASSING_PROBLEMS.has(problem) ? delays.shift() : undefined;
        if (delay === undefined) throw error;
        await wait(delay, undefined, options.signal === undefined ? {} : { signal: options.signal });
      }
    }
  }
}

/** One attempt, under its limits. When it ends, however it ends, no process of git is left. */
async function attempt(options: TransferOptions, work: Transfer & { token: string | null }): Promise<Buffer> {
  const limits = { ...DEFAULT_TRANSFER_LIMITS, ...options.limits };
  const { place, args, input, what, token } = work;
  const stop = new AbortController();
  const abort = (): void => stop.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', abort, { once: true });
  const stalled = (): void => stop.abort(stallError(what, limits.stallMs));
  let timer = setTimeout(stalled, limits.stallMs);
  const onStderr = (text: string): void => {
    clearTimeout(timer);
    timer = setTimeout(stalled, limits.stallMs);
    const progress = readProgress(text);
    if (progress !== null) options.onProgress?.(progress);
  };
  try {
    const call = remoteCall({ place, args, limits, token, remote: options.remote });
    const ended = await tryGit({
      ...call,
      ...(input === undefined ? {} : { input }),
      signal: stop.signal,
      onStderr,
    });
    if (ended.code !== 0) throw gitTransferError(what, ended);
    return ended.stdout;
  } catch (error) {
    throw isTimeout(error) ? timeoutError(what, limits.timeoutMs) : error;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
}

/** A bare repository; naming it keeps git from looking for another one. */
function mirrorPlace(gitDir: string): GitPlace {
  return { trust: 'path', cwd: gitDir, gitDir };
}

function stallError(what: string, stallMs: number): Error {
  return remoteError('GIT', {
    problem: 'stalled',
    message: `${what}: nothing came for ${stallMs / 1000} s`,
    hint: 'Check the network, and try again.',
  });
}

function timeoutError(what: string, timeoutMs: number): Error {
  return remoteError('GIT', {
    problem: 'timeout',
    message: `${what} took longer than ${timeoutMs / 1000} s`,
    hint: 'Raise the limit, or scan a clone of your own with: keysweep history PATH',
  });
}
