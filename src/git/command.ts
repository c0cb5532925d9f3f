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
  /** Lets git reach a network; only `remote.ts` asks for it. Git then has a process group of its own. */
  network?: NetworkAccess;
  /** Hears standard error as it comes; like all of it, it is never to be printed. */
  onStderr?: (text: string) => void;
}

export interface NetworkAccess {
  /** Added to the environment: protocols, settings, proxies. */
  environment: Readonly<Record<string, string>>;
  /** Largest file that git may write. */
  maxFileBytes: number;
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
/** A transfer maps and indexes packs that may be far larger than what a scan reads at once. */
const TRANSFER_ADDRESS_SPACE_KIB = 8 * 1024 * 1024;
const BYTES_OF_ULIMIT = 512;

export interface CommandLine {
  file: string;
  args: string[];
  options: { cwd: string; env: Record<string, string>; windowsHide: true; detached: boolean };
}

/** What to start for a call: git, hardened, and for a stranger's repository with a bound on its memory. */
export function commandLine(call: GitCall): CommandLine {
  const { place, userConfig = false, network } = call;
  const git = gitExecutable(absolutePath(process.env));
  const args = [...HARDENING, ...call.args];
  const env = {
    ...gitEnvironment({ place, userConfig, ambient: process.env }),
    ...network?.environment,
  };
  const isWindows = process.platform === 'win32';
  const detached = network !== undefined && !isWindows;
  const options = { cwd: place.cwd, env, windowsHide: true, detached } as const;
  return place.trust === 'path' && !isWindows
    ? { file: '/bin/sh', args: ['-c', limited(network), git, ...args], options }
    : { file: git, args, options };
}

/**
 * A shell line that starts its arguments under the limits; the process stays the same. Without the signal that it
 * ignores, git says itself that a file is too large.
 */
function limited(network: NetworkAccess | undefined): string {
  const memory = `ulimit -v ${network === undefined ? ADDRESS_SPACE_KIB : TRANSFER_ADDRESS_SPACE_KIB} 2>/dev/null`;
  const blocks = Math.ceil((network?.maxFileBytes ?? 0) / BYTES_OF_ULIMIT);
  const files = network === undefined ? [] : ["trap '' XFSZ", `ulimit -f ${blocks} 2>/dev/null`];
  return [memory, ...files, 'exec "$0" "$@"'].join('; ');
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
