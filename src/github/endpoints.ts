import { KeysweepError } from '../errors.ts';

/** Where a GitHub is: its API and its web and git server, both without a slash at the end. */
export interface Endpoints {
  apiUrl: string;
  serverUrl: string;
  /** True for a server without encryption: on this machine, or because a person asked for it. */
  allowHttp: boolean;
}

const PUBLIC_API = 'https://api.github.com';

/**
 * Reads where GitHub is: `--api-url`, then `GITHUB_API_URL`, else github.com. The git server is `GITHUB_SERVER_URL`
 * where the API is the environment's too, else it is derived: of an Enterprise Server the same host, of GHE.com
 * the host without `api.`. Throws `KeysweepError` for anything but https; http goes to loopback, or where the
 * option says so.
 */
export function readEndpoints(
  env: Readonly<Record<string, string | undefined>>,
  options: { apiUrl?: string },
): Endpoints {
  const asked = options.apiUrl !== undefined;
  const api = readUrl(
    options.apiUrl ?? (env.GITHUB_API_URL || PUBLIC_API),
    asked ? '--api-url' : 'GITHUB_API_URL',
  );
  const server =
    asked || !env.GITHUB_SERVER_URL ? serverOf(api) : readUrl(env.GITHUB_SERVER_URL, 'GITHUB_SERVER_URL');
  for (const url of [api, server]) requireEncryption(url, asked);
  return {
    apiUrl: withoutSlash(api),
    serverUrl: withoutSlash(server),
    allowHttp: server.protocol === 'http:',
  };
}

/** Is it this very machine? Nobody else can listen there. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function readUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (isPlain && url.search === '' && url.hash === '') return url;
  throw new KeysweepError('USAGE', `${name} is not the address of a GitHub API`, {
    hint: 'It looks like https://HOST/api/v3, without user and password.',
  });
}

function serverOf(api: URL): URL {
  const server = new URL(api.origin);
  const isInCloud = api.hostname === 'api.github.com' || /^api\..+\.ghe\.com$/.test(api.hostname);
  if (isInCloud) server.hostname = api.hostname.slice('api.'.length);
  return server;
}

function requireEncryption(url: URL, asked: boolean): void {
  if (url.protocol === 'https:' || asked || isLoopback(url)) return;
  throw new KeysweepError('USAGE', `${url.origin} is not encrypted, and a token would travel to it`, {
    hint: 'Use https, or say so on purpose with --api-url.',
  });
}

function withoutSlash({ href }: URL): string {
  return href.replace(/\/+$/, '');
}
