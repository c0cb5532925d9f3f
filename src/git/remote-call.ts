import type { GitCall } from './command.ts';
import type { GitPlace } from './environment.ts';
import type { Remote, TransferLimits } from './remote.ts';

/**
 * The git call for a transfer. The token travels in the environment, which no other user can read, bound to the
 * server by its URL; redirects are not followed, because git would carry the header along.
 */
export function remoteCall(options: {
  place: GitPlace;
  args: readonly string[];
  remote: Remote;
  token: string | null;
  limits: TransferLimits;
}): GitCall {
  const { place, args, remote, token, limits } = options;
  const { origin, protocol } = new URL(remote.url);
  const settings: [key: string, value: string][] = [...SETTINGS];
  settings.push(['http.lowSpeedTime', String(Math.max(1, Math.ceil(limits.stallMs / 1000)))]);
  // First an empty one, which takes away what the repository's own configuration adds: a server refuses two of them.
  const header = `http.${origin}/.extraheader`;
  settings.push([header, '']);
  if (token !== null) settings.push([header, `Authorization: Basic ${basic(token)}`]);
  return {
    place,
    args,
    timeoutMs: limits.timeoutMs,
    network: {
      maxFileBytes: limits.maxBytes,
      environment: {
        GIT_ALLOW_PROTOCOL: protocol === 'http:' && remote.allowHttp ? 'http:https' : 'https',
        GIT_HTTP_USER_AGENT: 'git/keysweep',
        ...remote.proxy,
        ...(remote.caFile ? { GIT_SSL_CAINFO: remote.caFile } : {}),
        ...asEnvironment(settings),
      },
    },
  };
}

const SETTINGS: readonly [key: string, value: string][] = [
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1'],
  ['credential.helper', ''],
  ['core.askPass', ''],
  ['maintenance.auto', 'false'],
  ['fetch.unpackLimit', '1'],
  ['fetch.writeCommitGraph', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['submodule.recurse', 'false'],
  ['transfer.bundleURI', 'false'],
  ['advice.detachedHead', 'false'],
];

/** Settings in the environment (git 2.31 on), where process lists do not show them. */
function asEnvironment(settings: readonly [key: string, value: string][]): Record<string, string> {
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(entries) };
}

/** GitHub's git server takes every kind of token as the password of this user. */
function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}
