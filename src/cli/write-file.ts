import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { reasonOf } from '../terminal/error-words.ts';

/** A file to be written: where, what people call it, and who may read it: by default its owner alone. */
export interface Target {
  path: string;
  shown: string;
  mode?: number;
}

/** Throws `KeysweepError` with code `OUTPUT` when the folder is missing or the target is no plain file. */
export function checkWritable({ path, shown }: Target): void {
  if (lookAt(dirname(path), shown) === undefined) throw unwritable(shown, 'its folder does not exist');
  const target = lookAt(path, shown);
  if (target !== undefined && !target.isFile()) throw unwritable(shown, 'is a link or no plain file');
}

/**
 * Writes a file through no link, and never half: under another name in the same folder first. Throws `KeysweepError` with code `OUTPUT`.
 */
export function writeWhole(target: Target, text: string): void {
  checkWritable(target);
  const temporary = join(dirname(target.path), `.keysweep-${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: target.mode ?? 0o600 });
    renameSync(temporary, target.path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw unwritable(
      target.shown,
      `cannot be written: ${reasonOf((cause as NodeJS.ErrnoException).code)}`,
      cause,
    );
  }
}

function lookAt(path: string, shown: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw unwritable(shown, `cannot be written: ${reasonOf((cause as NodeJS.ErrnoException).code)}`, cause);
  }
}

function unwritable(shown: string, what: string, cause?: unknown): KeysweepError {
  const hint = 'Name a file in a folder that exists, that you may write to and that has room.';
  return new KeysweepError('OUTPUT', `${shown}: ${what}`, { hint, cause });
}
