import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { KeysweepError } from '../errors.ts';
import type { GitPlace, Trust } from './environment.ts';
import { gitError, isNoRepository } from './failure.ts';
import { tryGitNow } from './run-now.ts';

/** A repository as git sees it; every path is absolute. */
export interface Repository {
  trust: Trust;
  gitDir: string;
  /** Where objects and refs are; differs from `gitDir` in a linked worktree. */
  commonDir: string;
  /** The folder that holds `.git`; null where the repository is bare. Never what the repository's configuration says. */
  workTree: string | null;
  indexFile: string;
  objectFormat: 'sha1' | 'sha256';
  isShallow: boolean;
  /** True when a `.git` file leads out of the folder to a repository that knows nothing of it. */
  isElsewhere: boolean;
}

const QUESTIONS = ['--show-object-format', '--is-shallow-repository'];
const PLACES = [['--git-dir'], ['--git-common-dir'], ['--git-path', 'index']];
const DISCOVERY_TIMEOUT_MS = 10_000;

/**
 * Finds the repository that `folder` is in, or that it is; null when there is none. Throws `KeysweepError` when
 * there is one that git cannot read, or that belongs to somebody whom the user does not trust.
 */
export function findRepository(where: { folder: string; trust: Trust }): Repository | null {
  const { folder, trust } = where;
  const answers = askAll({ trust, cwd: folder });
  if (answers === null) return null;
  const [objectFormat, isShallow, gitDir, commonDir, indexFile] = answers;
  const workTree = workTreeOf({ folder, gitDir: gitDir! });
  return {
    trust,
    gitDir: gitDir!,
    commonDir: commonDir!,
    workTree,
    indexFile: indexFile!,
    objectFormat: objectFormat === 'sha256' ? 'sha256' : 'sha1',
    isShallow: isShallow === 'true',
    isElsewhere: workTree !== null && isElsewhere(workTree, gitDir!),
  };
}

/** Where git is to run for this repository: by what the hook's environment says, or by explicit folders. */
export function placeOf(
  repository: Pick<Repository, 'trust' | 'gitDir' | 'workTree'>,
  cwd: string,
): GitPlace {
  const { trust, gitDir, workTree } = repository;
  if (trust === 'hook') return { trust, cwd };
  return { trust, cwd, gitDir, ...(workTree === null ? {} : { workTree }) };
}

function askAll(place: GitPlace): string[] | null {
  const text = ask(place, [...QUESTIONS, ...PLACES.flat()]);
  if (text === null) return null;
  const lines = text.split('\n');
  if (lines.length === QUESTIONS.length + PLACES.length) return lines;
  return [...lines.slice(0, QUESTIONS.length), ...askOneByOne(place)];
}

/** For a folder with a line break in its name: each answer alone is the whole output. */
function askOneByOne(place: GitPlace): string[] {
  return PLACES.map((question) => ask(place, question) ?? '');
}

function ask(place: GitPlace, questions: readonly string[]): string | null {
  const args = ['rev-parse', '--path-format=absolute', ...questions];
  const call = { place, args, timeoutMs: DISCOVERY_TIMEOUT_MS, userConfig: true };
  const { code, stdout, stderr } = tryGitNow(call);
  if (stdout.toString('latin1').startsWith(UNKNOWN)) throw tooOld();
  if (code === 0) return stdout.toString('utf8').replace(/\n$/, '');
  if (isNoRepository(stderr)) return null;
  throw gitError({ command: 'rev-parse', code, stderr, cwd: place.cwd });
}

/** An old git repeats the option that it does not know. */
const UNKNOWN = '--path-format';

function tooOld(): KeysweepError {
  return new KeysweepError('GIT', 'this git is too old', {
    hint: 'keysweep needs git 2.31 or later on PATH.',
  });
}

/** The nearest folder upward whose `.git` is this repository; `core.worktree` is not asked. */
function workTreeOf({ folder, gitDir }: { folder: string; gitDir: string }): string | null {
  const real = realpathSync(gitDir);
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if (gitDirAt(at) === real) return at;
    if (dirname(at) === at) return null;
  }
}

/** The repository that `folder/.git` is or points to; null when there is none. */
function gitDirAt(folder: string): string | null {
  try {
    const entry = join(folder, '.git');
    if (!lstatSync(entry).isFile()) return realpathSync(entry);
    return realpathSync(resolve(folder, pointerIn(entry, 'gitdir: ')));
  } catch {
    return null;
  }
}

/**
 * A `.git` file is in order when it leads to a linked worktree's folder, which leads back, or into the `.git`
 * of a repository around it, as a submodule's does.
 */
function isElsewhere(workTree: string, gitDir: string): boolean {
  const real = realpathSync(gitDir);
  if (isWithin(workTree, real)) return false;
  if (gitDirAt(workTree) === real && leadsBack(real, workTree)) return false;
  for (let at = dirname(workTree); ; at = dirname(at)) {
    if (isWithin(join(at, '.git', 'modules'), real)) return false;
    if (dirname(at) === at) return true;
  }
}

function leadsBack(gitDir: string, workTree: string): boolean {
  try {
    return realpathSync(dirname(pointerIn(join(gitDir, 'gitdir'), ''))) === workTree;
  } catch {
    return false;
  }
}

/** The path in one of git's one-line pointer files. They are plain files: the caller or git has checked. */
function pointerIn(file: string, prefix: string): string {
  if (!lstatSync(file).isFile()) throw new TypeError('not a plain file');
  const text = readFileSync(file, 'utf8').slice(0, 8192);
  return text.startsWith(prefix) ? text.slice(prefix.length).trimEnd() : '';
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
