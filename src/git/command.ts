import { KeysweepError } from '../errors.ts';
import { absolutePath, type GitPlace, gitEnvironment, HARDENING } from './environment.ts';
import { gitExecutable } from './executable.ts';

/** One git call. Every bound has a default, so no call is without one. */
export interface GitCall {
  place: GitPlace;
  /** The command and its arguments; never text from a person without `--end-of-options` or `--` before it. */
  args: readonly string[];
  input?: string | Uint8Array;
  /** Most bytes of standard output. */
  maxBytes?: number;
  /** For `streamGit` each wait for more, so that a slow reader is no failure; else the whole call. */
  timeoutMs?: number;
  /** Ends a call that is not waited for on the spot. */
  signal?: AbortSignal;
  /** Lets git read the user's own configuration also for a repository given by path. */
  userConfig?: boolean;
}

export interface GitResult {
  stdout: Buffer;
  /** For telling failures apart; never to be printed: it can repeat what the repository says. */
  stderr: string;
  code: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** Address space for git on a repository that nobody vouches for: a cycle of deltas allocates for ever. */
const ADDRESS_SPACE_KIB = 2 * 1024 * 1024;
const LIMITED = `ulimit -v ${ADDRESS_SPACE_KIB} 2>/dev/null; exec "$0" "$@"`;

export interface CommandLine {
  file: string;
  args: string[];
  options: { cwd: string; env: Record<string, string>; windowsHide: true };
}

/** What to start for a call: git, hardened, and for a stranger's repository with a bound on its memory. */
export function commandLine(call: GitCall): CommandLine {
  const { place, userConfig = false } = call;
  const git = gitExecutable(absolutePath(process.env));
  const args = [...HARDENING, ...call.args];
  const env = gitEnvironment({ place, userConfig, ambient: process.env });
  const options = { cwd: place.cwd, env, windowsHide: true } as const;
  const isLimited = place.trust === 'path' && process.platform !== 'win32';
  return isLimited
    ? { file: '/bin/sh', args: ['-c', LIMITED, git, ...args], options }
    : { file: git, args, options };
}

/** The git command, for messages. */
export function commandOf({ args }: GitCall): string {
  return args[0] ?? '';
}

export function timeoutOf({ timeoutMs = DEFAULT_TIMEOUT_MS }: GitCall): number {
  return timeoutMs;
}

/** The error for a git that did not even start. */
export function startError({ place }: GitCall, cause: NodeJS.ErrnoException): KeysweepError {
  const reason =
    cause.code === 'ENOENT' ? `there is no folder ${place.cwd}` : (cause.code ?? 'unknown error');
  return new KeysweepError('GIT', `git could not be started: ${reason}`, { hint: 'Check the path.', cause });
}
