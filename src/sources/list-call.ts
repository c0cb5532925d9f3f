import type { GitCall } from '../git/command.ts';
import type { GitPlace } from '../git/environment.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 256 * 1024 * 1024;
/** Tracked files, those of them that are gone (once more), and what is neither tracked nor ignored. */
const LIST = ['ls-files', '-z', '-t', '-c', '-d', '-o', '--exclude-standard'];

/** How git is asked for the files of a folder (`list-git.ts` reads the answer). */
export function listCall(place: GitPlace): GitCall & { maxBytes: number } {
  return { place, args: LIST, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
}
