import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testEnvironment } from '../../git/scratch.ts';

/** A piece of text on GitHub: an issue, a comment, a release. */
export interface Text {
  body: string;
  title?: string;
  author?: string;
  /** ISO 8601. */
  at?: string;
}

export interface IssueSpec extends Text {
  number: number;
  isPull?: boolean;
  comments?: Text[];
}

/** A pull request of the real repository: its refs are served as `refs/pull/N/head` (and `/merge`). */
export interface PullSpec {
  number: number;
  /** Branches or commits of the source repository. */
  base: string;
  head: string;
  /** The merge commit, where it was merged. */
  merge?: string;
  title?: string;
  /** `OWNER/NAME` of the fork that it comes from; null when the fork is gone. */
  fork?: string | null;
}

/** A repository to serve. */
export interface RepositorySpec {
  /** `OWNER/NAME` */
  name: string;
  /** A real repository whose refs are copied; absent: an empty one. */
  git?: string;
  /** Another one, served as the wiki. */
  wiki?: string;
  private?: boolean;
  archived?: boolean;
  fork?: boolean;
  disabled?: boolean;
  defaultBranch?: string;
  sizeKb?: number;
  pushedAt?: string | null;
  pulls?: PullSpec[];
  issues?: IssueSpec[];
  /** Comments on lines of pull requests, and on commits. */
  reviewComments?: Text[];
  commitComments?: Text[];
  releases?: Text[];
  /** What the API answers instead of the repository, for example 451; git answers it too. */
  status?: number;
}

export interface GistSpec {
  id: string;
  owner: string;
  git: string;
  comments?: Text[];
}

export interface TokenSpec {
  token: string;
  /** Whose token it is; absent for a token that is nobody's. */
  login?: string;
  /** Owners or `OWNER/NAME`s whose private repositories it may see; absent: all. */
  sees?: string[];
  /** Requests that are left in this window; absent: more than anybody needs. */
  quota?: number;
  /** Organisations that want single sign-on first. */
  needsSso?: string[];
}

export interface WorldSpec {
  organizations?: string[];
  users?: string[];
  repositories?: RepositorySpec[];
  gists?: GistSpec[];
  tokens?: TokenSpec[];
  enterprises?: Record<string, string[]>;
  /** A GitHub App with its public key (PEM) and where it is installed. */
  app?: { id: string; publicKey: string; installations: string[] };
}

export interface Activity {
  id: number;
  ref: string;
  before: string;
  after: string;
  type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion';
}

export interface ServedRepository extends Omit<RepositorySpec, 'name'> {
  id: number;
  name: string;
  /** Bare copy that is served. */
  folder: string;
  activity: Activity[];
  formerNames: string[];
}

export interface World {
  owners: Map<string, { login: string; id: number; type: 'Organization' | 'User' }>;
  repositories: ServedRepository[];
  gists: GistSpec[];
  tokens: Map<string, TokenSpec & { used: number }>;
  enterprises: Record<string, string[]>;
  app: WorldSpec['app'];
}

/** Builds the world in a folder: copies of the git repositories and everything around them. */
export function buildWorld(spec: WorldSpec, folder: string): World {
  const owners: World['owners'] = new Map();
  const addOwner = (login: string, type: 'Organization' | 'User'): void => {
    if (!owners.has(login)) owners.set(login, { login, id: 100 + owners.size, type });
  };
  for (const login of spec.organizations ?? []) addOwner(login, 'Organization');
  for (const login of spec.users ?? []) addOwner(login, 'User');
  for (const { name } of spec.repositories ?? []) addOwner(name.split('/')[0]!, 'Organization');
  const world: World = {
    owners,
    repositories: [],
    gists: spec.gists ?? [],
    tokens: new Map((spec.tokens ?? []).map((token) => [token.token, { ...token, used: 0 }])),
    enterprises: spec.enterprises ?? {},
    app: spec.app,
  };
  for (const repository of spec.repositories ?? []) addRepository(world, repository, folder);
  for (const gist of world.gists) copyAll(gist.git, join(folder, 'gists', `${gist.id}.git`));
  return world;
}

export function addRepository(world: World, spec: RepositorySpec, folder: string): ServedRepository {
  const id = 1_000 + world.repositories.length;
  const served: ServedRepository = {
    ...spec,
    id,
    folder: join(folder, 'repositories', `${id}.git`),
    activity: [],
    formerNames: [],
  };
  if (spec.git !== undefined) prepareFolder(served);
  copyRefs(served);
  if (spec.wiki !== undefined) copyAll(spec.wiki, join(folder, 'repositories', `${id}.wiki.git`));
  world.repositories.push(served);
  return served;
}

/** Makes the bare repository that is served, once it is needed. */
export function prepareFolder({ folder, defaultBranch = 'main' }: ServedRepository): void {
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  git(['init', '-q', '--bare', '--template=', '-b', defaultBranch, folder]);
  appendFileSync(join(folder, 'config'), SERVER_SETTINGS);
}

const SERVER_SETTINGS = `[http]
	uploadpack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[gc]
	auto = 0
`;

/** Copies what the source repository has now, as pushes: moved refs become activity, old objects stay. */
export function copyRefs(served: ServedRepository): void {
  if (served.git === undefined) return;
  const before = refsOf(served.folder);
  const specs = ['+refs/*:refs/*', ...((served.pulls ?? []).length > 0 ? ['^refs/pull/*'] : [])];
  git(['fetch', '-q', '--prune', '--no-tags', served.git, ...specs], served.folder);
  for (const { number, head, merge } of served.pulls ?? []) {
    const refs = { head, merge };
    for (const [kind, name] of Object.entries(refs)) {
      if (name === undefined) continue;
      const id = git(['rev-parse', name], served.git);
      git(['fetch', '-q', '--no-tags', served.git, `+${id}:refs/pull/${number}/${kind}`], served.folder);
    }
  }
  record(served, before, refsOf(served.folder));
}

/** The server loses an object, which it keeps in a file of its own as it does with few of them. */
export function loseObject({ folder }: ServedRepository, id: string): void {
  rmSync(join(folder, 'objects', id.slice(0, 2), id.slice(2)));
}

function record(served: ServedRepository, before: Map<string, string>, after: Map<string, string>): void {
  const zeros = '0'.repeat(40);
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const [old = zeros, now = zeros] = [before.get(ref), after.get(ref)];
    if (old === now || !ref.startsWith('refs/heads/')) continue;
    const type = typeOf(served.folder, { old, now, zeros });
    served.activity.unshift({ id: served.activity.length + 1, ref, before: old, after: now, type });
  }
}

function typeOf(folder: string, { old, now, zeros }: { old: string; now: string; zeros: string }) {
  if (old === zeros) return 'branch_creation' as const;
  if (now === zeros) return 'branch_deletion' as const;
  const bases = git(['rev-list', '--count', `${now}..${old}`], folder);
  return bases === '0' ? ('push' as const) : ('force_push' as const);
}

export function refsOf(folder: string): Map<string, string> {
  const lines = git(['for-each-ref', '--format=%(refname) %(objectname)'], folder).split('\n');
  return new Map(lines.filter((line) => line !== '').map((line) => line.split(' ') as [string, string]));
}

function copyAll(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  git(['clone', '-q', '--mirror', '--no-local', from, to]);
  git(['config', 'http.uploadpack', 'true'], to);
}

export function git(args: string[], cwd = '/'): string {
  const options = { cwd, env: testEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] as 'pipe'[] };
  return execFileSync('git', args, options).toString('utf8').trimEnd();
}
