import { KeysweepError } from '../errors.ts';
import type { GitPlace } from './environment.ts';
import { isTimeout } from './failure.ts';
import { type Change, parseRawStream } from './raw-diff.ts';
import { streamGit } from './run.ts';

/** What one commit changes against all its parents; `changes` is null where its trees cannot be read. */
export interface CommitChanges {
  commit: string;
  changes: Change[] | null;
}

/** Git gives up at the first commit whose trees it cannot read: it is started again after that, so many times. */
const MAX_RESTARTS = 100;

const ARGS = [
  'diff-tree',
  '--stdin',
  '--always',
  '-r',
  '-c',
  '--root',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
];

interface ReadCommitChanges {
  place: GitPlace;
  commits: readonly string[];
  signal?: AbortSignal;
}

/**
 * Compares commits with their parents: a root with nothing, a merge with all of them at once, so that only what
 * its resolution holds is a change. Every commit is answered, in the order given.
 */
export async function* readCommitChanges(options: ReadCommitChanges): AsyncGenerator<CommitChanges> {
  const { commits } = options;
  let next = 0;
  for (let restarts = 0; next < commits.length; restarts++) {
    const batch = readBatch({ ...options, commits: commits.slice(next) });
    let isStuck = restarts >= MAX_RESTARTS;
    try {
      for (; !isStuck; next++) {
        const answer = await batch.next();
        if (answer.done === true) break;
        yield answer.value;
      }
    } catch (error) {
      if (!(error instanceof KeysweepError)) throw error;
      isStuck = isTimeout(error);
    } finally {
      await batch.return(undefined);
    }
    const until = isStuck ? commits.length : Math.min(next + 1, commits.length);
    for (; next < until; next++) yield { commit: commits[next]!, changes: null };
  }
}

/** A commit is complete when the next one begins, when git ends, and also when git gives up at the next one. */
async function* readBatch({ place, commits, signal }: ReadCommitChanges): AsyncGenerator<CommitChanges> {
  const aborting = signal === undefined ? {} : { signal };
  const output = streamGit({ place, args: ARGS, input: `${commits.join('\n')}\n`, ...aborting });
  let current: { commit: string; changes: Change[] } | null = null;
  let failure: KeysweepError | null = null;
  try {
    for await (const record of parseRawStream(output)) {
      if ('change' in record) current?.changes.push(record.change);
      else {
        if (current !== null) yield current;
        current = { commit: record.commit, changes: [] };
      }
    }
  } catch (error) {
    if (!(error instanceof KeysweepError) || isTimeout(error)) throw error;
    failure = error;
  }
  if (current !== null) yield current;
  if (failure !== null) throw failure;
}
