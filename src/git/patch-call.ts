import type { GitCall } from './command.ts';
import type { GitPlace } from './environment.ts';

export interface PatchAsked {
  place: GitPlace;
  /** A commit or tree. */
  base: string;
  timeoutMs: number;
}

/** Everything of a file in one hunk: files of more lines are read as objects. */
const ALL_LINES = 1_000_000;
const FORMAT = [
  ...['--cached', '--raw', '--patch', '-z', '--no-abbrev', '--no-renames', '--ita-invisible-in-index'],
  ...[`--unified=${ALL_LINES}`, '--no-ext-diff', '--no-textconv', '--no-color', '--full-index'],
];
/** What is larger is not taken apart in memory. */
const MAX_BYTES = 16 * 1024 * 1024;

/** How git is asked for all that the index has and a commit has not, with the contents (`staged-patch.ts` reads the answer). */
export function patchCall({ place, base, timeoutMs }: PatchAsked): GitCall & { maxBytes: number } {
  return { place, args: ['diff-index', ...FORMAT, base, '--'], maxBytes: MAX_BYTES, timeoutMs };
}

/** How long git may take to compare the index with a commit. */
export const COMPARE_MS = 60_000;
