import { existsSync, lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { readPlainFile } from '../plain-file.ts';
import { type Config, parseConfig } from './config.ts';

export const CONFIG_FILE = '.keysweep.json';
export const BASELINE_FILE = '.keysweep-baseline';

/** A configuration and where it was read; its paths are relative to `folder`. */
export interface LoadedConfig {
  config: Config;
  /** As shown to people. */
  file: string;
  folder: string;
}

/**
 * Looks for a file from a folder upward, as far as the root of the git work tree (or of the file system).
 * Returns its path, or null. A link or anything else that is no plain file is not taken.
 */
export function findUpward(folder: string, name: string): string | null {
  for (let current = folder; ; current = dirname(current)) {
    const candidate = join(current, name);
    if (lstatSync(candidate, { throwIfNoEntry: false })?.isFile()) return candidate;
    if (existsSync(join(current, '.git')) || dirname(current) === current) return null;
  }
}

/** Reads one configuration file, named `shown` in messages. Throws `KeysweepError` with code `CONFIG`. */
export function loadConfig(file: string, shown = file): LoadedConfig {
  return { config: parseConfig(readBounded(file, shown), shown), file: shown, folder: dirname(file) };
}

const MAX_BYTES = 1024 * 1024;

function readBounded(file: string, shown: string): string {
  try {
    const bytes = readPlainFile(file, MAX_BYTES);
    if (bytes !== null) return bytes.toString('utf8');
  } catch (cause) {
    const hint = 'Check the path that --config names.';
    throw new KeysweepError('CONFIG', `${shown}: cannot be read`, { hint, cause });
  }
  throw new KeysweepError('CONFIG', `${shown}: larger than a configuration can be`, {
    hint: 'It may have 1 MB.',
  });
}
