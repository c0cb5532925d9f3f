import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeysweepError } from '../errors.ts';

const MARKER = 'keysweep-sweep-state';
const MARKER_TEXT =
  'The state of a keysweep sweep. It holds no secret, but names what leaked: keep it private.\n';

/**
 * Makes the folder of a state, for its owner alone, or checks that it is one. Throws `KeysweepError` for a folder
 * that holds something else.
 */
export function prepareStateFolder(folder: string, shown: string): void {
  if (!existsSync(join(folder, MARKER))) {
    makeEmpty(folder, shown);
    writeFileSync(join(folder, MARKER), MARKER_TEXT, { mode: 0o600 });
  }
  chmodSync(folder, 0o700);
}

/** Throws `KeysweepError` unless the folder is the state of a sweep. */
export function requireStateFolder(folder: string, shown: string): void {
  if (existsSync(join(folder, MARKER))) return;
  throw new KeysweepError('USAGE', `${shown}: is not the state of a sweep`, {
    hint: 'Name the folder that a sweep was given as --state.',
  });
}

function makeEmpty(folder: string, shown: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (statSync(folder).isDirectory() && readdirSync(folder).length === 0) return;
  } catch (cause) {
    throw new KeysweepError('OUTPUT', `${shown}: cannot hold the state of a sweep`, {
      hint: 'Name a folder that you may write to.',
      cause,
    });
  }
  throw new KeysweepError('USAGE', `${shown}: is not empty and not the state of a sweep`, {
    hint: 'Name a new folder with --state.',
  });
}
