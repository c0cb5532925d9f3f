import type { KeysweepError } from '../errors.ts';
import { type RemoteProblem, remoteError } from '../git/remote-failure.ts';

/** Makes the error for an answer or a failure of GitHub's API. Nothing that the server wrote is repeated. */
export function apiError(failure: { what: string; problem: RemoteProblem; status?: number }): KeysweepError {
  const { what, problem, status } = failure;
  const { reason, hint } = WORDS[problem];
  const shown = status === undefined ? '' : ` (${status})`;
  return remoteError('GITHUB', { problem, message: `${what}: ${reason}${shown}`, ...(hint && { hint }) });
}

/** What kind of problem an HTTP status is. */
export function problemOfStatus(status: number, headers: Readonly<Record<string, unknown>>): RemoteProblem {
  if (status === 403 && headers['x-github-sso'] !== undefined) return 'sso';
  return STATUSES[status] ?? (status >= 500 ? 'server' : 'other');
}

const STATUSES: Readonly<Record<number, RemoteProblem>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'empty',
  410: 'gone',
  429: 'limited',
  451: 'blocked',
};

/** What kind of problem a connection that failed is, by the code of Node's or OpenSSL's error. */
export function problemOfConnection(error: unknown): RemoteProblem {
  const codes: string[] = [];
  for (let at = error; at instanceof Error && codes.length < 5; at = at.cause) {
    codes.push(String((at as NodeJS.ErrnoException).code ?? ''));
  }
  return codes.some((code) => /CERT|SIGNATURE|_SSL_|TLS/.test(code) && !/TIMEOUT/.test(code))
    ? 'certificate'
    : 'network';
}

const WORDS: Readonly<Record<RemoteProblem, { reason: string; hint?: string }>> = {
  unauthorized: {
    reason: 'GitHub does not know the token, or it was revoked or has expired',
    hint: 'Make a new token and set GITHUB_TOKEN; docs/github.md says what it must be allowed to do.',
  },
  forbidden: {
    reason: 'the token may not do this',
    hint: 'Give it read access to the contents and the metadata of the repositories; docs/github.md says more.',
  },
  sso: {
    reason: 'the organisation wants the token authorised for its single sign-on',
    hint: 'On GitHub: Settings, Developer settings, your token, Configure SSO, Authorize.',
  },
  'not-found': {
    reason: 'there is no such thing, or the token may not see it',
    hint: 'Check the name; for what is private, set GITHUB_TOKEN to a token that may read it.',
  },
  gone: { reason: 'it is switched off, or was removed for good' },
  'no-object': { reason: 'the server does not have it any more' },
  moved: { reason: 'it has another name by now', hint: 'Use its new name.' },
  blocked: { reason: 'GitHub may not show it for legal reasons' },
  empty: { reason: 'there is nothing in it yet' },
  limited: {
    reason: 'the rate limit lasted longer than keysweep waits',
    hint: 'Try again later; with a token or a GitHub App the limits are far higher.',
  },
  server: {
    reason: 'GitHub failed, also when asked again',
    hint: 'Look at www.githubstatus.com and try again later.',
  },
  network: {
    reason: 'the connection failed or was cut, also when tried again',
    hint: 'Check the network, the address and the proxy settings (HTTPS_PROXY, NO_PROXY).',
  },
  certificate: {
    reason: "the server's certificate is not trusted",
    hint: 'For a private certificate authority set NODE_EXTRA_CA_CERTS to its file.',
  },
  'too-large': { reason: 'the answer is larger than it may be' },
  stalled: { reason: 'nothing came any more', hint: 'Try again later.' },
  timeout: { reason: 'there was no answer in time', hint: 'Try again later.' },
  'disk-full': { reason: 'the disk is full' },
  refused: {
    reason: 'the answer leads to another server, which keysweep does not follow',
    hint: 'The token stays with the server you named; check its address.',
  },
  other: { reason: 'GitHub refused it', hint: 'Check the names and what the token may do.' },
};
