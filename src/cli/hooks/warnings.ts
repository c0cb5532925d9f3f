import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { tryGitNow } from '../../git/run-now.ts';
import { shortPath } from '../../scan/settings.ts';
import type { Console } from '../command.ts';
import { readHook } from './hook-file.ts';
import { missingPrograms } from './program.ts';
import type { HookSetup } from './setup.ts';

/** Ways in which hooks silently do not run here; a sentence for each, with what to do. */
export async function hookWarnings(setup: HookSetup, console: Console): Promise<string[]> {
  return [
    ...notInstalled(setup, console.cwd),
    ...(await unable(setup, console)),
    ...shadowed(setup, console.cwd),
    ...switchedOff(setup, console.env),
    ...worktreesWithout(setup),
  ];
}

function notInstalled({ manager, hooksPath, effective, top }: HookSetup, cwd: string): string[] {
  const hook = join(effective, 'pre-commit');
  if (manager === 'husky') {
    if (hooksPath === null) {
      return ['husky is not installed in this clone, so no hook runs: run npx husky (or npm install)'];
    }
    if (!existsSync(hook)) return [`${shortPath(hook, cwd)} is missing, so no hook runs: run npx husky`];
    return existsSync(join(top, '.git')) ? [] : ['husky only works at the top of a work tree'];
  }
  return [];
}

/** Where lefthook or pre-commit is set up to call keysweep and cannot: it has no hook at git, or the program is missing. */
async function unable(setup: HookSetup, console: Console): Promise<string[]> {
  const { file, manager, top } = setup;
  const text = file === null ? null : readHook(file);
  if (file === null || text === null) return [];
  const { hookTypes } = await import('./hook-types.ts');
  const programs = missingPrograms(text, top, console.env).map(
    (program) =>
      `${shortPath(file, console.cwd)} calls ${program}, which is not ${program.includes('/') ? 'here' : 'on PATH'}: install keysweep in this project or on PATH, then run keysweep init again`,
  );
  const types = hookTypes(text);
  const without = types.filter((type) => !readHook(join(setup.effective, type))?.includes(manager));
  if (without.length === 0) return programs;
  const options = manager === 'pre-commit' ? types.map((type) => ` --hook-type ${type}`).join('') : '';
  const what = `${manager} is not installed in this clone for ${without.join(', ')}`;
  return [`${what}, so keysweep does not run there: run ${manager} install${options}`, ...programs];
}

const SETUP_FILES: readonly [manager: string, files: readonly string[]][] = [
  ['pre-commit', ['.pre-commit-config.yaml']],
  ['lefthook', ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml']],
];

/** What does not run because git looks for hooks elsewhere. */
function shadowed({ hooksPath, manager, repository, top }: HookSetup, cwd: string): string[] {
  if (hooksPath === null) return [];
  const folder = join(repository.commonDir, 'hooks');
  const isElsewhere = resolve(top, hooksPath.value) !== folder;
  const hooks = isElsewhere ? hooksIn(folder) : [];
  const where = `core.hooksPath is ${hooksPath.value} (${hooksPath.scope})`;
  const dead =
    hooks.length === 0 ? [] : [`${where}, so ${shortPath(folder, cwd)}/${hooks.join(', ')} never runs`];
  const idle = SETUP_FILES.filter(([name]) => name !== manager)
    .filter(([, files]) => files.some((file) => existsSync(join(top, file))))
    .map(([name]) => `${where}, so what ${name} is set up to do never runs`);
  return [...dead, ...idle];
}

function hooksIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.sample')) : [];
}

function switchedOff({ manager }: HookSetup, env: Console['env']): string[] {
  if (manager === 'lefthook' && env.LEFTHOOK === '0') return ['LEFTHOOK=0 is set here: no hook runs'];
  if (manager !== 'husky') return [];
  if (env.HUSKY === '0') return ['HUSKY=0 is set here: no hook runs'];
  const folder = env.XDG_CONFIG_HOME || join(env.HOME ?? '', '.config');
  const file = join(folder, 'husky', 'init.sh');
  const isOff = existsSync(file) && /^\s*(?:export\s+)?HUSKY=["']?0\b/m.test(readFileSync(file, 'utf8'));
  return isOff ? [`${file} sets HUSKY=0: no hook runs`] : [];
}

/** A relative `core.hooksPath` is looked for in each linked worktree, and husky's folder is not committed. */
function worktreesWithout({ hooksPath, repository, top }: HookSetup): string[] {
  if (hooksPath === null || isAbsolute(hooksPath.value)) return [];
  const args = ['worktree', 'list', '--porcelain', '-z'];
  const plain = ['worktree', 'list', '--porcelain'];
  const place = { trust: repository.trust, cwd: top };
  const withNuls = tryGitNow({ place, args });
  const { stdout } = withNuls.code === 0 ? withNuls : tryGitNow({ place, args: plain });
  const trees = stdout
    .toString('utf8')
    .split(/[\0\n]/)
    .flatMap((field) => /^worktree (.+)$/s.exec(field)?.slice(1) ?? [])
    .filter((folder) => existsSync(join(folder, '.git')) && !existsSync(join(folder, hooksPath.value)));
  return trees.map((folder) => `no hook runs in the worktree ${folder}: ${hooksPath.value} is missing there`);
}
