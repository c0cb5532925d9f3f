import type { Remote } from '../git/remote.ts';
import { type AppAccess, createAppAccess } from './app.ts';
import { authoritiesForGit } from './authorities.ts';
import { readCredentials } from './credentials.ts';
import { type Endpoints, readEndpoints } from './endpoints.ts';
import { createGuardedFetch, DEFAULT_PATIENCE, type Patience } from './guarded-fetch.ts';
import { type Octokit, octokitOptions, tame } from './octokit.ts';
import { createPause, type OnPause, type Pause } from './pause.ts';
import { fixedToken, type Minted, mintedToken, type TokenSource } from './tokens.ts';
import { openTransport, proxyForGit } from './transport.ts';

export type { Endpoints } from './endpoints.ts';
export type { Octokit } from './octokit.ts';
export type { OnPause, PauseReason } from './pause.ts';

export interface GitHubSettings {
  /**
   * The environment: `GITHUB_TOKEN`, `GH_TOKEN`, `KEYSWEEP_APP_ID`, `KEYSWEEP_APP_PRIVATE_KEY` (`_FILE`),
   * `GITHUB_API_URL`, `GITHUB_SERVER_URL`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, `NODE_EXTRA_CA_CERTS`,
   * `GIT_SSL_CAINFO`. Nothing else of it is read.
   */
  env: Readonly<Record<string, string | undefined>>;
  /** Instead of `GITHUB_API_URL`; the git server then is the same host's. */
  apiUrl?: string;
  /** Told when requests begin to rest because of a rate limit: they go on by themselves. */
  onPause?: OnPause;
  /** How long to bear with the server; for tests and for people in a hurry. */
  patience?: Partial<Patience>;
}

/** Access to one GitHub as one identity. */
export interface GitHub {
  endpoints: Endpoints;
  /** `none` may see what is public, 60 requests an hour. */
  kind: 'none' | 'token' | 'app';
  /**
   * Octokit, which asks this GitHub alone, waits for rate limits, repeats reads (not writes) that failed, and
   * throws `KeysweepError`s; `problemOf` of src/git/remote-failure.ts tells them apart. Of an App without
   * `forOwner` it is the App itself, which can list its installations and little else.
   */
  octokit: Octokit;
  /** The rest that all requests share; a sweep over several processes can extend it. */
  pause: Pause;
  /** Where the App is installed; empty for every other kind. */
  installedAt(): Promise<string[]>;
  /** The same access; an App's as its installation at this organisation or user. Throws where it has none there. */
  forOwner(login: string): Promise<GitHub>;
  /**
   * How git reaches a repository, for src/git/remote.ts. `name` is `OWNER/NAME`, `OWNER/NAME.wiki` or `gist/ID`.
   * An App's token is minted for each attempt, and with an id for this repository alone. Gists go without a token.
   */
  gitRemote(repository: { name: string; id?: number }): Remote;
  /** Removes temporary files. */
  close(): void;
}

/**
 * Opens GitHub with what the environment holds. Loads octokit only now. No request is made before the first call.
 * Throws `KeysweepError` (`USAGE`) where the environment holds something that cannot be used.
 */
export async function openGitHub(settings: GitHubSettings): Promise<GitHub> {
  const credentials = readCredentials(settings.env);
  const base = await openBase(settings);
  if (credentials.kind === 'none') return plainAccess(base, null);
  if (credentials.kind === 'token') return plainAccess(base, credentials.token);
  const { appId, privateKey } = credentials;
  const { App, Octokit } = await import('octokit');
  const options = base.optionsFor(fixedToken(null));
  const app = new App({ appId, privateKey, Octokit: Octokit.defaults(options) });
  return appAccess(base, { octokit: tame(app.octokit), app: createAppAccess(app) });
}

/** What every kind of access is made of. */
interface Base {
  endpoints: Endpoints;
  pause: Pause;
  optionsFor(tokens: TokenSource): ReturnType<typeof octokitOptions>;
  clientFor(tokens: TokenSource): Octokit;
  gitOptions(): { file: string | null; proxy: Record<string, string> };
  close(): void;
}

async function openBase({ env, apiUrl, onPause, patience: given }: GitHubSettings): Promise<Base> {
  const endpoints = readEndpoints(env, apiUrl === undefined ? {} : { apiUrl });
  const patience = { ...DEFAULT_PATIENCE, ...given };
  const [transport, { Octokit }] = await Promise.all([openTransport(env), import('octokit')]);
  const pause = createPause(onPause);
  const { origin } = new URL(endpoints.apiUrl);
  const optionsFor: Base['optionsFor'] = (tokens) => {
    const guarded = createGuardedFetch({ origin, transport, tokens, pause, patience });
    return octokitOptions({ apiUrl: endpoints.apiUrl, fetch: guarded, retryMs: patience.retryMs });
  };
  const git = lazily(() => ({ ...authoritiesForGit(env), proxy: proxyForGit(env) }));
  return {
    endpoints,
    pause,
    optionsFor,
    clientFor: (tokens) => tame(new Octokit(optionsFor(tokens))),
    gitOptions: git.get,
    close: () => git.made()?.remove(),
  };
}

function plainAccess(base: Base, token: string | null): GitHub {
  const github: GitHub = {
    ...common(base),
    kind: token === null ? 'none' : 'token',
    octokit: base.clientFor(fixedToken(token)),
    installedAt: async () => [],
    forOwner: async () => github,
    gitRemote: ({ name }) => remoteFor(base, name, async () => token),
  };
  return github;
}

function appAccess(base: Base, { octokit, app }: { octokit: Octokit; app: AppAccess }): GitHub {
  const byOwner = new Map<string, Promise<GitHub>>();
  const gitRemote: GitHub['gitRemote'] = ({ name, id }) =>
    remoteFor(base, name, async () => {
      const installation = await app.installationOf(name.split('/')[0] ?? '');
      return (await app.mint(installation, id)).token;
    });
  const forOwner = (login: string): Promise<GitHub> => {
    const key = login.toLowerCase();
    const known = byOwner.get(key) ?? openInstallation(login);
    byOwner.set(key, known);
    known.catch(() => byOwner.delete(key));
    return known;
  };
  const openInstallation = async (login: string): Promise<GitHub> => {
    const installation = await app.installationOf(login);
    const tokens = mintedToken((): Promise<Minted> => app.mint(installation));
    return { ...whole, octokit: base.clientFor(tokens) };
  };
  const whole: GitHub = {
    ...common(base),
    kind: 'app',
    octokit,
    installedAt: () => app.owners(),
    forOwner,
    gitRemote,
  };
  return whole;
}

function common({ endpoints, pause, close }: Base): Pick<GitHub, 'endpoints' | 'pause' | 'close'> {
  return { endpoints, pause, close };
}

function remoteFor(base: Base, name: string, token: Remote['token']): Remote {
  const { file, proxy } = base.gitOptions();
  const { serverUrl, allowHttp } = base.endpoints;
  const more = { caFile: file, proxy, allowHttp };
  if (!name.startsWith('gist/')) return { ...more, url: `${serverUrl}/${encodeURI(name)}.git`, token };
  return { ...more, url: gistUrl(serverUrl, name.slice('gist/'.length)), token: async () => null };
}

/** Gists of github.com have a host of their own, and the token stays at home; whoever knows an id may read it. */
function gistUrl(serverUrl: string, id: string): string {
  const url = new URL(serverUrl);
  if (url.hostname !== 'github.com') return `${serverUrl}/gist/${encodeURIComponent(id)}.git`;
  return `https://gist.github.com/${encodeURIComponent(id)}.git`;
}

/** Makes something when it is first asked for. */
function lazily<T>(make: () => T): { get(): T; made(): T | null } {
  let made: { value: T } | null = null;
  return {
    get() {
      made ??= { value: make() };
      return made.value;
    },
    made: () => made?.value ?? null,
  };
}
