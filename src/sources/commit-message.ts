import { resolve } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { readPlainFile } from '../plain-file.ts';

/** What a commit message is called where a path is asked for. */
export const MESSAGE_NAME = 'commit message';

/** What `git commit --verbose` shows stands in the file, too. */
const MAX_BYTES = 256 * 1024 * 1024;

/** `# ------------------------ >8 ------------------------`, with any comment sign (git-commit, --cleanup). */
const SCISSORS = /^.{1,8} -{24} >8 -{24}\r?$/m;

/**
 * The message of the commit to come, in the file that git names to a hook, without what `git commit --verbose` shows.
 * Throws `KeysweepError` where there is none.
 */
export function readCommitMessage({ cwd, file }: { cwd: string; file: string }): Buffer {
  try {
    const text = readPlainFile(resolve(cwd, file), MAX_BYTES)?.toString('latin1');
    if (text !== undefined) return Buffer.from(text.slice(0, SCISSORS.exec(text)?.index), 'latin1');
  } catch (cause) {
    const hint = 'In a commit-msg hook: keysweep commit-msg "$1"';
    throw new KeysweepError('SOURCE', `there is no message in ${file}`, { hint, cause });
  }
  throw new KeysweepError('SOURCE', `${file}: larger than a commit message can be`, {
    hint: 'Write a shorter one; large texts belong into files.',
  });
}
