import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { HARMLESS_SKIPS } from '../findings/model.ts';
import type { GitPlace } from '../git/environment.ts';
import { type Change, parseRawDiff } from '../git/raw-diff.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import { runGitNow, tryGitNow } from '../git/run-now.ts';
import { readStagedPatch, type StagedPatch } from '../git/staged-patch.ts';
import { type Plan, planBlobs } from './planned-blobs.ts';
import { readPlanned } from './read-planned.ts';
import type { Source } from './source.ts';
import type { ReadLimits } from './tree.ts';

export interface StagedOptions {
  /** Where the hook or the person stands. */
  cwd: string;
  limits: ReadLimits;
  signal?: AbortSignal;
}

export interface Staged {
  repository: Pick<Repository, 'gitDir' | 'workTree'>;
  /** Files whose content the next commit would add or change. */
  files: number;
  /** Deletions, pure renames and changed modes. */
  unchanged: number;
  source: Source;
}

/**
 * What the next commit would add: from the very index that git uses for it (the hook's environment says which),
 * in a repository that the user works in. Throws `KeysweepError` outside a repository and where git cannot read
 * the index; the source throws where files are staged and none of them could be read.
 */
export function openStaged(options: StagedOptions): Staged {
  const place: GitPlace = { trust: 'hook', cwd: options.cwd };
  const plain = plainRepository(options.cwd);
  const repository = plain ?? findRepository({ folder: options.cwd, trust: 'hook' });
  if (repository === null) {
    throw new KeysweepError('GIT', 'there is no git repository here', {
      hint: 'Run it inside a repository.',
    });
  }
  const { changes, contents } = stagedNow(place, plain && besideFiles(plain));
  const plan = planBlobs(withoutMerged({ place, changes, parents: otherParents(repository) }));
  const source = stagedSource({ ...options, place, plan, contents });
  return { repository, files: plan.blobs.length, unchanged: plan.unchanged, source };
}

/** The nearest folder upward with a `.git`; git itself need not be asked for where a file is looked for. */
export function workTreeAround(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

interface PlainRepository {
  gitDir: string;
  workTree: string;
}

/**
 * The ordinary case without asking git, which costs a hook a tenth of its time: the top of a work tree whose `.git`
 * is the repository itself. Whether it is in order, the next call of git says.
 */
function plainRepository(cwd: string): PlainRepository | null {
  const gitDir = join(cwd, '.git');
  const isMoved = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR'].some(
    (name) => process.env[name] !== undefined,
  );
  const isPlain = !isMoved && ['', 'objects', 'refs'].every((name) => isFolder(join(gitDir, name)));
  return isPlain ? { gitDir, workTree: cwd } : null;
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Where git sees no file of the work tree: for a patch it reads those instead of objects that they seem to be equal to.
 * Null where the environment names more places than the index.
 */
function besideFiles({ gitDir, workTree }: PlainRepository): GitPlace | null {
  const {
    GIT_INDEX_FILE = '.git/index',
    GIT_OBJECT_DIRECTORY,
    GIT_ALTERNATE_OBJECT_DIRECTORIES,
  } = process.env;
  if (GIT_OBJECT_DIRECTORY !== undefined || GIT_ALTERNATE_OBJECT_DIRECTORIES !== undefined) return null;
  return { trust: 'hook', cwd: gitDir, indexFile: resolve(workTree, GIT_INDEX_FILE) };
}

/** Against HEAD, or against nothing where there is no commit yet. In one call of git where `patchPlace` is one for it. */
function stagedNow(place: GitPlace, patchPlace: GitPlace | null): StagedPatch {
  const patch = patchPlace && readStagedPatch(patchPlace, 'HEAD');
  if (patch !== null) return patch;
  const base = hasHead(place) ? 'HEAD' : emptyTree(place);
  return { changes: changesSince(place, base), contents: new Map() };
}

/** Plumbing, so that neither attributes nor the user's diff settings change the answer. */
function changesSince(place: GitPlace, base: string): Change[] {
  const format = ['--raw', '-z', '--no-abbrev', '--no-renames', '--ita-invisible-in-index'];
  const output = runGitNow({ place, args: ['diff-index', '--cached', ...format, base, '--'] });
  return [...parseRawDiff(output)].flatMap((record) => ('change' in record ? [record.change] : []));
}

function hasHead(place: GitPlace): boolean {
  return tryGitNow({ place, args: ['rev-parse', '-q', '--verify', 'HEAD^{commit}'] }).code === 0;
}

/** Asked, because its id depends on the repository's object format. */
function emptyTree(place: GitPlace): string {
  return runGitNow({ place, args: ['hash-object', '-t', 'tree', '--stdin'] })
    .toString('latin1')
    .trim();
}

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MAX_MERGE_HEAD = 64 * 1024;

/**
 * The other parents of the commit to come. A merge that stopped has MERGE_HEAD; before that file exists, in
 * pre-merge-commit, only the names of the variables `GITHEAD_<id>` tell (git-merge, seen with git 2.39).
 */
function otherParents({ gitDir }: Staged['repository']): string[] {
  const written = mergeHead(join(gitDir, 'MERGE_HEAD'));
  const announced = Object.keys(process.env)
    .filter((name) => name.startsWith('GITHEAD_'))
    .map((name) => name.slice('GITHEAD_'.length));
  return [...new Set([...written, ...announced])].filter((id) => OBJECT_ID.test(id));
}

function mergeHead(file: string): string[] {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > MAX_MERGE_HEAD) return [];
  return readFileSync(file, 'latin1').split('\n');
}

/**
 * In a merge only that is new which no parent has: what equals another parent's version counts as unchanged,
 * the rest is compared with every parent's. A parent that cannot be read makes more new, never less.
 */
function withoutMerged(options: { place: GitPlace; changes: Change[]; parents: string[] }): Change[] {
  const { place, parents } = options;
  let { changes } = options;
  for (const parent of parents) {
    const others = changesOrNull(place, parent);
    if (others === null) continue;
    const byPath = new Map(others.map((change) => [change.path.toString('latin1'), change]));
    changes = changes.map((change) => {
      const other = byPath.get(change.path.toString('latin1'));
      return { ...change, olds: [...change.olds, ...(other?.olds ?? [change.id])] };
    });
  }
  return changes;
}

function changesOrNull(place: GitPlace, base: string): Change[] | null {
  try {
    return changesSince(place, base);
  } catch {
    return null;
  }
}

async function* stagedSource(
  options: StagedOptions & { place: GitPlace; plan: Plan } & Pick<StagedPatch, 'contents'>,
): Source {
  const { place, plan, contents, limits, signal } = options;
  for (const skip of plan.skips) yield { skip };
  let seen = 0;
  const aborting = signal === undefined ? {} : { signal };
  for await (const item of readPlanned({ place, blobs: plan.blobs, known: contents, limits, ...aborting })) {
    if ('blob' in item || HARMLESS_SKIPS.has(item.skip.reason)) seen++;
    yield item;
  }
  if (seen === 0 && plan.blobs.length > 0) {
    throw new KeysweepError('GIT', `none of the ${plan.blobs.length} staged files could be read`, {
      hint: 'Run `git fsck`, then stage the files again.',
    });
  }
}
