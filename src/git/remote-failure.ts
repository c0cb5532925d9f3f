import { KeysweepError } from '../errors.ts';

/** Why something at a server could not be had, for callers that act on it: wait, try again, report, give up. */
export type RemoteProblem =
  /** The server does not know the token (401). */
  | 'unauthorized'
  /** The token may not do this (403). */
  | 'forbidden'
  /** The organisation wants the token authorised for its single sign-on. */
  | 'sso'
  /** Not there, or hidden from this token (404). */
  | 'not-found'
  /** Switched off, or removed for good (410). */
  | 'gone'
  /** The server does not have a commit that was asked for by its id. */
  | 'no-object'
  /** Another name by now (a redirect that was not followed). */
  | 'moved'
  /** Taken down for legal reasons (451). */
  | 'blocked'
  /** Nothing in it yet. */
  | 'empty'
  /** A rate limit outlasted the patience. */
  | 'limited'
  /** The server failed (5xx), or its answer was cut or none at all. */
  | 'server'
  | 'network'
  | 'certificate'
  | 'too-large'
  | 'stalled'
  | 'timeout'
  | 'disk-full'
  /** An answer that should not be: a redirect or a link to another host. */
  | 'refused'
  | 'other';

/** Problems that may be gone a moment later. */
export const PASSING_PROBLEMS: ReadonlySet<RemoteProblem> = new Set<RemoteProblem>([
  'server',
  'network',
  'stalled',
  'limited',
]);

export interface RemoteFailure {
  problem: RemoteProblem;
  message: string;
  hint?: string;
}

/** The error for a failure at a server; `problemOf` tells what it was. */
export function remoteError(code: 'GIT' | 'GITHUB', failure: RemoteFailure): KeysweepError {
  const { problem, message, hint } = failure;
  return new KeysweepError(code, message, { ...(hint === undefined ? {} : { hint }), cause: { problem } });
}

/** What went wrong at the server, where `remoteError` made the error; null for every other error. */
export function problemOf(error: unknown): RemoteProblem | null {
  if (!(error instanceof KeysweepError) || typeof error.cause !== 'object') return null;
  return (error.cause as { problem?: RemoteProblem } | null)?.problem ?? null;
}

/** What git's standard error says went wrong with a transfer. The text itself is never repeated. */
export function gitTransferError(
  what: string,
  ended: { stderr: string; code: number | null },
): KeysweepError {
  const known = KNOWN.find(({ says }) => says.test(ended.stderr));
  const reason =
    known?.reason ?? (ended.code === null ? 'git was killed' : `git ended with code ${ended.code}`);
  return remoteError('GIT', {
    problem: known?.problem ?? 'other',
    message: `${what}: ${reason}`,
    ...(known?.hint === undefined ? {} : { hint: known.hint }),
  });
}

const TOKEN_HINT =
  'Set GITHUB_TOKEN to a token that may read the contents of this repository; see docs/github.md.';

/** Texts of git 2.25 to 2.49, of libcurl with OpenSSL and with GnuTLS, and of GitHub's git server. */
const KNOWN: readonly { says: RegExp; problem: RemoteProblem; reason: string; hint?: string }[] = [
  {
    says: /File too large/,
    problem: 'too-large',
    reason: 'it is larger than the limit',
    hint: 'Raise the limit, or scan a clone of your own with: keysweep history PATH',
  },
  {
    says: /No space left on device|Disk quota exceeded/,
    problem: 'disk-full',
    reason: 'the disk is full',
    hint: 'Free space, or set TMPDIR to a folder with more.',
  },
  {
    says: /not our ref|did not send all necessary objects|Server does not allow request for unadvertised/,
    problem: 'no-object',
    reason: 'the server does not have all of it any more',
  },
  { says: /error: (?:30[12378])|redirect/i, problem: 'moved', reason: 'it has another name by now' },
  {
    says: /error: 451|HTTP 451/,
    problem: 'blocked',
    reason: 'the server may not show it for legal reasons (451)',
  },
  {
    says: /error: 429|HTTP 429/,
    problem: 'limited',
    reason: 'the server wants fewer requests (429)',
  },
  {
    says: /Authentication failed|could not read (?:Username|Password)|error: 401|HTTP 401|Invalid username or/i,
    problem: 'unauthorized',
    reason: 'the server wants another token',
    hint: TOKEN_HINT,
  },
  {
    says: /SAML SSO|single sign-on/i,
    problem: 'sso',
    reason: 'its organisation wants the token authorised for single sign-on',
    hint: 'Authorise the token for the organisation in the settings of your GitHub account.',
  },
  {
    says: /error: 403|HTTP 403|Write access to repository not granted|access denied/i,
    problem: 'forbidden',
    reason: 'the token may not read it (403)',
    hint: TOKEN_HINT,
  },
  {
    says: /repository '.*' not found|Repository not found|error: 4(?:04|10)|HTTP 4(?:04|10)/i,
    problem: 'not-found',
    reason: 'it does not exist, or the token may not see it',
    hint: TOKEN_HINT,
  },
  {
    says: /SSL certificate|certificate verif|CAfile|self.signed certificate|gnutls_handshake|SSL_ERROR/i,
    problem: 'certificate',
    reason: "the server's certificate is not trusted",
    hint: 'For a private certificate authority set NODE_EXTRA_CA_CERTS or GIT_SSL_CAINFO to its file.',
  },
  {
    says: /error: 5\d\d|HTTP 5\d\d/,
    problem: 'server',
    reason: 'the server failed',
    hint: 'Try again later.',
  },
  {
    says: /Operation too slow|low speed/i,
    problem: 'stalled',
    reason: 'nothing came any more',
    hint: 'Try again later.',
  },
  {
    says: /Could not resolve|Failed to connect|Connection (?:refused|reset|timed out)|early EOF|unexpected disconnect|hung up|RPC failed|Empty reply|Recv failure|transfer closed|invalid index-pack output|bad pack header|unexpected flush|expected flush|protocol error|not valid: is this a git repository|Proxy/i,
    problem: 'network',
    reason: 'the connection failed or was cut',
    hint: 'Check the network and the proxy settings, and try again.',
  },
];
