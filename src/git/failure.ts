import { KeysweepError } from '../errors.ts';

/** What is known about a git call that ended badly. Its standard error is read, never repeated. */
export interface GitFailure {
  /** The git command, for example `ls-files`. */
  command: string;
  code: number | null;
  stderr: string;
  cwd: string;
}

/** Was there no repository at all, as opposed to one that cannot be read? */
export function isNoRepository(stderr: string): boolean {
  return /not a git repository/i.test(stderr);
}

/** Turns a failed call into an error for people: which command, why as far as git said, what to do. */
export function gitError(failure: GitFailure): KeysweepError {
  const { command, code, stderr } = failure;
  if (/dubious ownership/.test(stderr)) return foreignOwner(failure);
  const known = KNOWN.find(({ says }) => says.test(stderr));
  const reason = known?.reason ?? (code === null ? 'it was killed' : `exit code ${code}`);
  const hint = known?.hint ?? 'Run `git fsck` in the repository to see what is wrong with it.';
  return new KeysweepError('GIT', `git ${command} failed: ${reason}`, { hint });
}

const TIMEOUT = 'gave no answer within';

export function timeoutError(command: string, timeoutMs: number): KeysweepError {
  return new KeysweepError('GIT', `git ${command} ${TIMEOUT} ${timeoutMs / 1000} s`, {
    hint: 'The repository may be damaged or hold a special file where git expects a plain one; run `git fsck`.',
  });
}

export function isTimeout(error: unknown): boolean {
  return error instanceof KeysweepError && error.message.includes(TIMEOUT);
}

const TOO_MUCH = 'printed more than it may';

export function outputError(command: string): KeysweepError {
  return new KeysweepError('GIT', `git ${command} ${TOO_MUCH}`, {
    hint: 'The repository may be damaged; run `git fsck`, or scan a smaller part of it.',
  });
}

/** Did git come to no end: in time, or with what it printed? */
export function isEndless(error: unknown): boolean {
  return isTimeout(error) || (error instanceof KeysweepError && error.message.endsWith(TOO_MUCH));
}

const NOT_HERE = 'an object is missing from this partial clone';

/** Is it the error for an object that a partial clone has not fetched? */
export function isMissingObject(error: unknown): boolean {
  return error instanceof KeysweepError && error.message.endsWith(NOT_HERE);
}

const KNOWN: readonly { says: RegExp; reason: string; hint: string }[] = [
  {
    says: /index file (?:corrupt|smaller|open failed)|bad (?:index|signature)|unknown index|index uses/i,
    reason: 'the index cannot be read',
    hint: 'Run `git fsck`; `git reset` writes a new index from HEAD.',
  },
  {
    says: /bad config|unable to (?:parse|read) config|config file|repository format version|unknown repository extension/i,
    reason: 'the configuration of the repository cannot be read',
    hint: 'Look for the mistake with `git config --list --show-origin`.',
  },
  {
    says: /unknown revision|bad revision|Needed a single revision|ambiguous argument|invalid object name|bad object/i,
    reason: 'there is no such revision here',
    hint: 'Check its name; in a shallow clone fetch more history with `git fetch --unshallow`.',
  },
  {
    says: /promisor|lazy fetching|could not fetch/i,
    reason: NOT_HERE,
    hint: 'Fetch it first; keysweep fetches nothing.',
  },
  {
    says: /corrupt|missing (?:blob|tree|commit|object)|unable to (?:read|unpack)|could not (?:get|open)/i,
    reason: 'an object of the repository is missing or damaged',
    hint: 'Run `git fsck` to see which.',
  },
  {
    says: /not a git repository/i,
    reason: 'there is no git repository here',
    hint: 'Run it inside a git repository.',
  },
];

const FOREIGN = 'belongs to another user, and git does not trust it';

/** Is it the error for a repository whose owner the user does not trust? */
export function isForeignOwner(error: unknown): boolean {
  return error instanceof KeysweepError && error.message.endsWith(FOREIGN);
}

function foreignOwner({ stderr, cwd }: GitFailure): KeysweepError {
  const folder = /dubious ownership in repository at '([^\n]*)'/.exec(stderr)?.[1] ?? cwd;
  const quoted = `'${folder.replaceAll("'", "'\\''")}'`;
  return new KeysweepError('GIT', `${folder} ${FOREIGN}`, {
    hint: `If you trust it: git config --global --add safe.directory ${quoted}`,
  });
}
