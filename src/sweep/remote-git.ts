import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KeysweepError } from '../errors.ts';
import {
  cloneMirror,
  fetchMirror,
  listRemoteRefs,
  type Remote,
  type TransferOptions,
} from '../git/remote.ts';
import { PASSING_PROBLEMS, problemOf, type RemoteProblem } from '../git/remote-failure.ts';
import { runGit } from '../git/run.ts';
import { readAdvertisement } from './advertisement.ts';
import { Failure } from './failure.ts';
import type { SweepRepository } from './model.ts';
import type { NamedRef } from './ref-digest.ts';
import type { UnitLimits } from './unit.ts';

/** How the sweep reads repositories; every call throws `Failure` where it cannot. */
export interface RemoteGit {
  /** The refs at the remote now: one request. */
  advertise(repository: SweepRepository, signal: AbortSignal): Promise<readonly NamedRef[]>;
  /** Makes a bare clone in a folder that is not there yet, or brings the one there up to date. */
  mirror(repository: SweepRepository, folder: string, signal: AbortSignal): Promise<void>;
}

export interface RemoteGitOptions {
  /** How git reaches a repository, to ask for its refs or to clone it. */
  remoteFor(repository: SweepRepository, purpose: 'ask' | 'clone'): Remote;
  /** Asks for the repository's name today; null where it cannot be found. */
  renamed(repository: SweepRepository): Promise<SweepRepository | null>;
  /** How the refs are asked for. */
  transport: typeof fetch;
  pulls: boolean;
  limits: Pick<UnitLimits, 'bytes' | 'milliseconds'>;
}

/** Reads repositories over https. One that was renamed after it was listed is read under its new name. */
export function createRemoteGit(options: RemoteGitOptions): RemoteGit {
  const { limits, pulls } = options;
  const refs = pulls ? 'all' : 'without-pulls';
  const transfer = (
    repository: SweepRepository,
    purpose: 'ask' | 'clone',
    signal: AbortSignal,
  ): TransferOptions => ({
    remote: options.remoteFor(repository, purpose),
    limits: { maxBytes: limits.bytes, timeoutMs: limits.milliseconds },
    signal,
  });
  return {
    advertise: (repository, signal) =>
      underAnyName(options, repository, signal, async (named) => {
        const call = transfer(named, 'ask', signal);
        const quick = { ...call, transport: options.transport, milliseconds: ANSWER_MILLISECONDS, signal };
        return (await readAdvertisement(quick)) ?? listRemoteRefs(call);
      }),
    mirror: (repository, folder, signal) =>
      underAnyName(options, repository, signal, async (named) => {
        const call = transfer(named, 'clone', signal);
        if (!existsSync(join(folder, 'HEAD'))) return cloneMirror({ ...call, folder, refs });
        await fetchMirror({ ...call, gitDir: folder, refs });
        await setHead(folder, repository.defaultBranch);
      }),
  };
}

const ANSWER_MILLISECONDS = 30_000;

/** A fetch leaves HEAD as the clone had it. */
async function setHead(gitDir: string, branch: string | null): Promise<void> {
  if (branch === null) return;
  const place = { trust: 'path', cwd: gitDir, gitDir } as const;
  await runGit({ place, args: ['symbolic-ref', 'HEAD', `refs/heads/${branch}`] });
}

async function underAnyName<T>(
  options: RemoteGitOptions,
  repository: SweepRepository,
  signal: AbortSignal,
  read: (repository: SweepRepository) => Promise<T>,
): Promise<T> {
  try {
    return await read(repository);
  } catch (error) {
    const named = problemOf(error) === 'moved' && !signal.aborted ? await options.renamed(repository) : null;
    if (named === null) throw failureOf(error);
    return read(named).catch((second) => {
      throw failureOf(second);
    });
  }
}

const WORTH_RETRYING: ReadonlySet<RemoteProblem> = new Set([...PASSING_PROBLEMS, 'disk-full']);

/** What a report may say of an error at a server; a defect stays one. */
function failureOf(error: unknown): unknown {
  const problem = problemOf(error);
  if (problem !== null) {
    const isLimited = problem === 'limited';
    return new Failure((error as Error).message, { again: WORTH_RETRYING.has(problem), isLimited });
  }
  return error instanceof KeysweepError ? new Failure(error.message, { again: true }) : error;
}
