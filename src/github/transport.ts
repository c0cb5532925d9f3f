import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { KeysweepError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const PROXY_NAMES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];

/**
 * The `fetch` for this environment: Node's own; where a proxy or a certificate authority for git is set, undici's,
 * because Node 20 knows neither (`NODE_EXTRA_CA_CERTS` it reads by itself).
 */
export async function openTransport(env: Environment): Promise<typeof fetch> {
  const hasProxy = PROXY_NAMES.some((name) => env[name]);
  if (!hasProxy && !env.GIT_SSL_CAINFO) return fetch;
  const undici = await import('undici');
  const authorities = env.GIT_SSL_CAINFO
    ? { ca: [...rootCertificates, readAuthorities(env.GIT_SSL_CAINFO)] }
    : {};
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: env.http_proxy || env.HTTP_PROXY || '',
    httpsProxy: env.https_proxy || env.HTTPS_PROXY || '',
    noProxy: env.no_proxy || env.NO_PROXY || '',
    connect: authorities,
    requestTls: authorities,
    proxyTls: authorities,
  });
  return ((url: string, init: object) =>
    undici.fetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new KeysweepError('USAGE', 'the file that GIT_SSL_CAINFO names cannot be read', {
      hint: 'It must hold the certificates of the authorities to trust, as PEM text.',
      cause,
    });
  }
}

/** The same proxies for git: libcurl knows the one for plain http in small letters only. */
export function proxyForGit(env: Environment): Record<string, string> {
  const pairs: [string, string | undefined][] = [
    ['http_proxy', env.http_proxy || env.HTTP_PROXY],
    ['https_proxy', env.https_proxy || env.HTTPS_PROXY],
    ['no_proxy', env.no_proxy || env.NO_PROXY],
  ];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => Boolean(pair[1])));
}
