import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Contender } from './timing.ts';

/** Other scanners of folders, each with the command that its own pages give, without network. */
const KNOWN: readonly [name: string, args: (folder: string) => string[]][] = [
  ['noseyparker', (folder) => ['scan', '--datastore', ':memory:', folder]],
  ['kingfisher', (folder) => ['scan', folder, '--no-validate', '--git-history=none']],
  ['betterleaks', (folder) => ['dir', folder, '--no-banner']],
  ['gitleaks', (folder) => ['dir', folder, '--no-banner']],
  ['trufflehog', (folder) => ['filesystem', folder, '--no-verification', '--no-update']],
  ['ripsecrets', (folder) => [folder]],
];

/** Those of them that are on PATH. */
export function otherScanners(folder: string): Contender[] {
  return KNOWN.filter(([name]) => isOnPath(name)).map(([name, args]) => ({
    name,
    file: name,
    args: args(folder),
  }));
}

/** Whether a program can be started by this name. */
export function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isProgram(join(folder, name)));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
