import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerLikeGitHub } from './api-server.ts';
import { identify, type MintedTokens, maySee } from './auth.ts';
import { answerFault, type Fault, type FaultRule, takeFault } from './faults.ts';
import { type RememberedRefs, serveGit } from './git-server.ts';
import type { WrittenComment } from './routes.ts';
import {
  addRepository,
  buildWorld,
  copyRefs,
  loseObject,
  prepareFolder,
  type RepositorySpec,
  type ServedRepository,
  type World,
  type WorldSpec,
} from './world.ts';

export type { Fault } from './faults.ts';
export { primaryLimit, secondaryLimit } from './faults.ts';
export type { RepositorySpec, WorldSpec } from './world.ts';

/** A request that was served. */
export interface Served {
  /** `METHOD /path?query` of the API, or `git /OWNER/NAME.git/info/refs?...`. */
  line: string;
  status: number;
  authorization: string | undefined;
  /** Asked with `If-None-Match`. */
  isConditional: boolean;
  /** Sent back, headers included. */
  bytes: number;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`: git, and the API below `/api/v3` as on an Enterprise Server. */
  serverUrl: string;
  apiUrl: string;
  /** The variables that point keysweep here, and the token if one is given. */
  env(token?: string): Record<string, string>;
  /** Every request so far, in order; empty it with `requests.length = 0`. */
  requests: Served[];
  /** Comments on issues and pull requests that were written through the API. */
  comments(repository: string, issue: number): WrittenComment[];
  /** Makes a request go wrong. */
  fault(on: RegExp, fault: Fault, more?: { times?: number; afterwards?: boolean }): void;
  /** Takes back what is still to go wrong. */
  calm(): void;
  add(repository: RepositorySpec): void;
  /** Serves what the source repository has now; pushes and forced pushes become activity. */
  push(repository: string, pushedAt?: string): void;
  /** The API redirects from the old name, git answers 301 as GitHub does. */
  rename(from: string, to: string): void;
  /** The repository is gone: 404. */
  remove(repository: string): void;
  /** The object is no longer there, and git at the server fails on it. */
  lose(repository: string, id: string): void;
  /** Whether lists of refs are kept in memory from now on, or git reads each; for benchmarks. */
  rememberRefs(isOn: boolean): void;
  /** Changes how a repository is described: archived, status ... */
  change(repository: string, facts: Partial<RepositorySpec>): void;
  /** The token, or every token minted so far, is no longer known: 401. */
  revoke(token?: string): void;
  /** Stops the server. Throws where an answer was not as GitHub describes it. */
  close(): Promise<void>;
}

/**
 * A GitHub on loopback: the REST routes that keysweep uses, every answer checked against GitHub's own OpenAPI
 * description, the organisations of an enterprise by GraphQL, and git by `git http-backend`.
 *
 *     const source = scratchRepository();                       // test/git/scratch.ts
 *     source.commit({ '.env': leak(1) });
 *     const simulator = await startSimulator({
 *       organizations: ['acme'],
 *       tokens: [{ token: 'ghp_test', login: 'ann' }],
 *       repositories: [{ name: 'acme/bot', git: source.folder, private: true }],
 *     });
 *     onTestFinished(() => simulator.close());
 *     const github = await openGitHub({ env: simulator.env('ghp_test') });
 *
 * With a key and a certificate it speaks https. It lives in the test's own process: start the program with `spawn`, never with `spawnSync`.
 */
export async function startSimulator(
  spec: WorldSpec = {},
  tls: { key: string; cert: string } | null = null,
): Promise<Simulator> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keysweep-github-')));
  const world = buildWorld(spec, folder);
  const state: State = {
    world,
    folder,
    faults: [],
    requests: [],
    mistakes: [],
    minted: new Map(),
    written: new Map(),
    remembered: null,
    serverUrl: '',
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void serve(state, request, response).catch((error) => {
      state.mistakes.push(String(error?.stack ?? error));
      response.destroy();
    });
  };
  const server = tls === null ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.serverUrl = `${tls === null ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const apiUrl = `${state.serverUrl}/api/v3`;
  const find = (name: string): ServedRepository => {
    const found = world.repositories.find((one) => one.name === name);
    if (found === undefined) throw new Error(`the simulator has no ${name}`);
    return found;
  };
  return {
    serverUrl: state.serverUrl,
    apiUrl,
    requests: state.requests,
    env: (token) => ({
      GITHUB_API_URL: apiUrl,
      GITHUB_SERVER_URL: state.serverUrl,
      ...(token === undefined ? {} : { GITHUB_TOKEN: token }),
    }),
    comments: (name, issue) => state.written.get(`${find(name).id}/${issue}`) ?? [],
    fault: (on, fault, more = {}) => void state.faults.push({ on, fault, ...more }),
    calm: () => void state.faults.splice(0),
    add: (repository) => void addRepository(world, repository, folder),
    push(name, pushedAt = new Date().toISOString()) {
      const served = find(name);
      copyRefs(served);
      state.remembered?.clear();
      served.pushedAt = pushedAt;
    },
    rename(from, to) {
      const served = find(from);
      served.formerNames.push(from);
      served.name = to;
    },
    remove: (name) => void world.repositories.splice(world.repositories.indexOf(find(name)), 1),
    lose: (name, id) => loseObject(find(name), id),
    rememberRefs(isOn) {
      state.remembered = isOn ? new Map() : null;
    },
    change: (name, facts) => void Object.assign(find(name), facts),
    revoke(token) {
      if (token === undefined) state.minted.clear();
      else world.tokens.delete(token);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      if (state.mistakes.length > 0) throw new Error(`the simulator: ${state.mistakes.join('\n')}`);
    },
  };
}

export interface State {
  world: World;
  folder: string;
  faults: FaultRule[];
  requests: Served[];
  /** Answers that GitHub would not give, and errors. */
  mistakes: string[];
  minted: MintedTokens;
  written: Map<string, WrittenComment[]>;
  remembered: RememberedRefs | null;
  serverUrl: string;
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '/';
  const isApi = target.startsWith('/api/');
  const path = isApi ? target.replace(/^\/api(?:\/v3)?/, '') : target;
  const line = `${isApi ? request.method : 'git'} ${path}`;
  const written = request.socket.bytesWritten;
  response.on('close', () =>
    state.requests.push({
      line,
      status: response.statusCode,
      authorization: request.headers.authorization,
      isConditional: request.headers['if-none-match'] !== undefined,
      bytes: request.socket.bytesWritten - written,
    }),
  );
  const rule = takeFault(state.faults, line);
  if (rule !== null && !rule.afterwards) return answerFault(response, rule.fault);
  if (isApi) await answerLikeGitHub(state, { request, response, path, instead: rule?.fault ?? null });
  else await answerGit(state, request, response);
}

const GIT_PATH =
  /^\/(?<owner>[^/]+)\/(?<name>[^/]+?)\.git(?<rest>\/(?:info\/refs|git-upload-pack))(?:\?(?<query>.*))?$/;

async function answerGit(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { owner = '', name = '', rest = '', query = '' } = GIT_PATH.exec(request.url ?? '')?.groups ?? {};
  const identity = identify(state.world, state.minted, request.headers.authorization);
  const deny = (status: number, headers: Record<string, string> = {}): void => {
    request.resume();
    response.writeHead(status, headers).end();
  };
  if (owner === 'gist') {
    return serveGit(request, response, { folder: join(state.folder, 'gists', `${name}.git`), rest, query });
  }
  const isWiki = name.endsWith('.wiki');
  const fullName = `${owner}/${name.replace(/\.wiki$/, '')}`.toLowerCase();
  const found = state.world.repositories.find((one) => one.name.toLowerCase() === fullName);
  const moved = state.world.repositories.find((one) =>
    one.formerNames.some((old) => old.toLowerCase() === fullName),
  );
  if (identity.kind === 'stranger') return deny(401, { 'www-authenticate': 'Basic realm="GitHub"' });
  if (found === undefined && moved !== undefined) {
    return deny(301, { location: `${state.serverUrl}/${moved.name}.git${rest}?${query}` });
  }
  if (found === undefined || !maySee(identity, found)) {
    return identity.kind === 'nobody' ? deny(401, { 'www-authenticate': 'Basic realm="GitHub"' }) : deny(404);
  }
  if (found.status !== undefined) return deny(found.status);
  if (found.disabled) return deny(403);
  if (isWiki && found.wiki === undefined) return deny(404);
  prepareFolder(found);
  const folder = isWiki ? found.folder.replace(/\.git$/, '.wiki.git') : found.folder;
  await serveGit(request, response, { folder, rest, query }, state.remembered);
}
