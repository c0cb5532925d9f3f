import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { KeysweepError } from '../../errors.ts';
import { findRepository, type Repository } from '../../git/repository.ts';
import { tryGitNow } from '../../git/run-now.ts';

/** What runs the hooks of a repository. */
export type Manager = 'husky' | 'lefthook' | 'pre-commit' | 'git';

/** How hooks are set up in a repository. */
export interface HookSetup {
  repository: Repository;
  /** Top of the work tree. */
  top: string;
  manager: Manager;
  /** The configuration file of lefthook or pre-commit. */
  file: string | null;
  hooksPath: HooksPath | null;
  /** Where git looks for hooks. */
  effective: string;
  /** Where a hook is to be written: for husky not the same. */
  folder: string;
  /** The project's own keysweep, relative to the top. */
  program: string;
}

/** `core.hooksPath` as it is set. */
export interface HooksPath {
  value: string;
  /** `local`, `global`, `system`, `worktree`. */
  scope: string;
}

const LEFTHOOK = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'];
const PRE_COMMIT = ['.pre-commit-config.yaml', '.pre-commit-config.yml'];

/** Finds out what runs hooks here. Throws `KeysweepError` outside a work tree. */
export function findSetup(cwd: string): HookSetup {
  const repository = findRepository({ folder: cwd, trust: 'hook' });
  const top = repository?.workTree;
  if (!repository || !top) {
    const hint = 'Go into one; for a server see docs/hooks.md.';
    throw new KeysweepError('GIT', 'there is no git work tree here', { hint });
  }
  const hooksPath = readHooksPath(top);
  const effective = hooksPath ? resolve(top, hooksPath.value) : join(repository.commonDir, 'hooks');
  const found = { repository, top, hooksPath, effective, program: programIn(top, cwd) };
  return { ...found, ...managerOf({ top, hooksPath, effective }) };
}

function managerOf(at: {
  top: string;
  hooksPath: HooksPath | null;
  effective: string;
}): Pick<HookSetup, 'manager' | 'file' | 'folder'> {
  const { top, hooksPath, effective } = at;
  if (hooksPath !== null && isHusky(effective)) {
    return { manager: 'husky', file: null, folder: dirname(effective) };
  }
  if (hooksPath === null) {
    const lefthook = firstOf(top, LEFTHOOK);
    if (lefthook !== null) return { manager: 'lefthook', file: lefthook, folder: effective };
    const preCommit = firstOf(top, PRE_COMMIT);
    if (preCommit !== null) return { manager: 'pre-commit', file: preCommit, folder: effective };
    if (usesHusky(top)) return { manager: 'husky', file: null, folder: join(top, '.husky') };
  }
  return { manager: 'git', file: null, folder: effective };
}

/** Husky 9 points git at `.husky/_`, whose files call those of the same name in `.husky`. */
function isHusky(folder: string): boolean {
  return (
    basename(folder) === '_' && (basename(dirname(folder)) === '.husky' || existsSync(join(folder, 'h')))
  );
}

function usesHusky(top: string): boolean {
  if (existsSync(join(top, '.husky'))) return true;
  const file = join(top, 'package.json');
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  return /"(?:husky)"\s*:|"prepare"\s*:\s*"[^"]*\bhusky\b/.test(readFileSync(file, 'utf8'));
}

function firstOf(folder: string, names: readonly string[]): string | null {
  const name = names.find((it) => existsSync(join(folder, it)));
  return name === undefined ? null : join(folder, name);
}

/** Of all the values the last one counts; those of the command line are our own. */
function readHooksPath(cwd: string): HooksPath | null {
  const args = ['config', '--null', '--show-scope', '--type=path', '--get-all', 'core.hooksPath'];
  const { code, stdout } = tryGitNow({ place: { trust: 'hook', cwd }, args });
  if (code !== 0) return null;
  const fields = stdout.toString('utf8').split('\0').slice(0, -1);
  const all: HooksPath[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) all.push({ scope: fields[at]!, value: fields[at + 1]! });
  return all.filter(({ scope }) => scope !== 'command').at(-1) ?? null;
}

/** The keysweep of the nearest package, seen from the folder that the command was started in. */
function programIn(top: string, cwd: string): string {
  const own = join('node_modules', '.bin', 'keysweep');
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, own))) return relative(top, join(folder, own)).split(sep).join('/');
    if (folder === top || dirname(folder) === folder) return 'node_modules/.bin/keysweep';
  }
}
