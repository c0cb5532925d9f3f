import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { isProgram } from '../../git/executable.ts';
import type { Console } from '../command.ts';
import type { HookSetup } from './setup.ts';

/**
 * What the entry of lefthook or pre-commit calls: the project's own keysweep, or the one on PATH where only that is
 * there. Such an entry cannot choose when it runs, as the lines in a shell hook do.
 */
export function entryProgram({ top, program }: HookSetup, env: Console['env']): string {
  return !existsSync(join(top, program)) && isOnPath('keysweep', env) ? 'keysweep' : program;
}

/** The programs that entries for keysweep in a configuration begin with, and that are not here. */
export function missingPrograms(text: string, top: string, env: Console['env']): string[] {
  const called = [...text.matchAll(ENTRY)].map(([, program = '']) => program);
  const isThere = (program: string) =>
    program.includes('/') ? existsSync(join(top, program)) : isOnPath(program, env);
  return [...new Set(called)].filter((program) => !isThere(program));
}

const ENTRY = /\b(?:entry|run):[ \t]*["']?([^\s"']*\bkeysweep)[ \t]+(?:staged|commit-msg|pre-push)\b/g;

/** The packages' own programs that npm and npx put in front of PATH are not there when git starts a hook. */
const PACKAGE_PROGRAMS = `${sep}node_modules${sep}.bin`;

function isOnPath(name: string, env: Console['env']): boolean {
  const folders = (env.PATH ?? '')
    .split(delimiter)
    .filter((it) => it !== '' && !it.endsWith(PACKAGE_PROGRAMS));
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return folders.some((folder) => endings.some((ending) => isProgram(join(folder, name + ending))));
}
