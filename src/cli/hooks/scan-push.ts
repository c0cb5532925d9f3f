import { KeysweepError } from '../../errors.ts';
import { findRepository, placeOf, type Repository } from '../../git/repository.ts';
import { policyNotices, receivingPolicy } from '../../scan/policy.ts';
import { type Outcome, type RunOptions, runSourceScan } from '../../scan/run.ts';
import { type PushedRef, pushSource } from '../../sources/pushed.ts';

export interface PushScan {
  options: RunOptions;
  cwd: string;
  refs: readonly PushedRef[];
  /** Refs whose history the other side has already. */
  known: string;
  mode: string;
  /** The push comes from somebody else: it has no say in the scan of it, unless comments in it do. */
  received: { inlineAllow: boolean } | null;
}

/** Scans what a push brings, in the repository that git started the hook in. */
export function scanPush({ options, cwd, refs, known, mode, received }: PushScan): Promise<Outcome> {
  const repository = repositoryAt(cwd);
  const place = placeOf(repository, cwd);
  const root = repository.workTree ?? repository.gitDir;
  const policy = received === null ? null : receivingPolicy({ place, root, options });
  return runSourceScan({
    ...options,
    source: ({ limits }) => pushSource({ repository, cwd, refs, known, limits }),
    mode,
    root,
    policy,
    isEnforced: received !== null && !received.inlineAllow,
    notices: policy === null ? [] : policyNotices({ place, policy, heads: refs.map(({ id }) => id) }),
  });
}

/** What git says on standard input; its lines are few and short. */
export async function readInput(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_INPUT) throw new KeysweepError('USAGE', 'standard input is longer than any list of refs');
  }
  return Buffer.concat(chunks).toString('utf8');
}

const MAX_INPUT = 64 * 1024 * 1024;

function repositoryAt(folder: string): Repository {
  const repository = findRepository({ folder, trust: 'hook' });
  if (repository !== null) return repository;
  const hint = 'Let git start it as a hook.';
  throw new KeysweepError('GIT', 'there is no git repository here', { hint });
}
