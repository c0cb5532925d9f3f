import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { KeysweepError } from '../errors.ts';

const NAME = process.platform === 'win32' ? 'git.exe' : 'git';

let known: { searchPath: string; file: string } | null = null;

/**
 * The absolute path of the git program. Looked up here because a system's own search may begin in the current
 * folder, which can be the scanned one. Throws `KeysweepError` when `searchPath` has none.
 */
export function gitExecutable(searchPath: string): string {
  if (known?.searchPath !== searchPath) known = { searchPath, file: lookUp(searchPath) };
  return known.file;
}

function lookUp(searchPath: string): string {
  for (const folder of searchPath.split(delimiter)) {
    const file = join(folder, NAME);
    if (folder !== '' && isProgram(file)) return file;
  }
  throw new KeysweepError('GIT', 'git was not found on PATH', {
    hint: 'Install git, or put the folder it is in on PATH.',
  });
}

/** Whether it is a file that the user may run. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
