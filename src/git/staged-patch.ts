import { KeysweepError } from '../errors.ts';
import type { GitPlace } from './environment.ts';
import { isTimeout } from './failure.ts';
import { type Change, parseRawDiff } from './raw-diff.ts';
import { runGitNow } from './run-now.ts';

/** What the index has that a commit or tree has not. */
export interface StagedPatch {
  changes: Change[];
  /** Both versions of every file by their ids, but for those that git takes for binary. */
  contents: ReadonlyMap<string, Buffer>;
}

export interface StagedPatchOptions {
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

/**
 * Asks git once for the changes and the contents, each file as a patch with all its lines: a second process would cost a
 * hook a tenth of its time. Null as soon as anything is unusual (conflicts, submodules, missing or large objects, odd
 * names): then they are to be asked for one after the other. Attributes and the user's diff settings change no answer.
 * Throws `KeysweepError` where git takes longer than it may.
 */
export function readStagedPatch(options: StagedPatchOptions): StagedPatch | null {
  const output = printed(options);
  if (output === null) return null;
  if (output.length === 0) return { changes: [], contents: new Map() };
  const border = output.indexOf(BORDER);
  if (border < 0) return null;
  const changes = changesIn(output.subarray(0, border + 1));
  const contents = changes.every(isOrdinary)
    ? contentsOf(changes, output.subarray(border + BORDER.length))
    : null;
  return contents === null ? null : { changes, contents };
}

/** What is larger is not taken apart in memory. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The raw list ends with a NUL, and another one stands before the patches (git-diff-index with `-z`, 2.39). */
const BORDER = Buffer.from([0, 0]);

function printed({ place, base, timeoutMs }: StagedPatchOptions): Buffer | null {
  try {
    return runGitNow({ place, args: ['diff-index', ...FORMAT, base, '--'], maxBytes: MAX_BYTES, timeoutMs });
  } catch (error) {
    if (error instanceof KeysweepError && !isTimeout(error)) return null;
    throw error;
  }
}

function changesIn(raw: Buffer): Change[] {
  return [...parseRawDiff(raw)].flatMap((record) => ('change' in record ? [record.change] : []));
}

const SUBMODULE = 0o160000;
const NEWLINE = 0x0a;

/** Files and links that were added, deleted or changed, and whose names cannot be taken for a line of a patch. */
function isOrdinary({ status, mode, path }: Change): boolean {
  return /^[AMD]$/.test(status) && mode !== SUBMODULE && !path.includes(NEWLINE);
}

const NEXT = Buffer.from('\ndiff --git ');
const ONLY_MODE = 'only its mode changed';

/** The patches stand in the order of the list, one for each change. */
function contentsOf(changes: readonly Change[], patches: Buffer): Map<string, Buffer> | null {
  const contents = new Map<string, Buffer>();
  let start = 0;
  for (const { id, olds } of changes) {
    const next = patches.indexOf(NEXT, start) + 1;
    const end = next === 0 ? patches.length : next;
    const file = olds.includes(id) ? ONLY_MODE : fileIn(patches.toString('latin1', start, end));
    start = end;
    if (file === ONLY_MODE) continue;
    if (file === null || file.id !== id || olds.some((old) => old !== file.old)) return null;
    if (file.texts === null) continue;
    contents.set(file.old, Buffer.from(file.texts.before, 'latin1'));
    contents.set(file.id, Buffer.from(file.texts.after, 'latin1'));
  }
  return start === patches.length ? contents : null;
}

const IDS = /^diff --git [^\n]*\n(?:(?:new|deleted|old) [^\n]*\n)*index ([0-9a-f]+)\.\.([0-9a-f]+)(?: |\n)/;
const HUNK = '\n@@ ';
const BINARY = '\nBinary files ';

interface PatchedFile {
  old: string;
  id: string;
  /** Each byte a character; null for what git takes for binary. */
  texts: { before: string; after: string } | null;
}

/** One file of the patch; null where it is not in one hunk. */
function fileIn(patch: string): PatchedFile | null {
  const [, old, id] = IDS.exec(patch) ?? [];
  if (old === undefined || id === undefined) return null;
  const hunk = patch.indexOf(HUNK);
  if (hunk < 0) return { old, id, texts: patch.includes(BINARY) ? null : { before: '', after: '' } };
  const lines = patch.indexOf('\n', hunk + 1);
  return patch.includes(HUNK, lines) ? null : { old, id, texts: textsOf(patch.slice(lines + 1, -1)) };
}

/** The two texts that the lines of a hunk are of. */
function textsOf(lines: string): { before: string; after: string } {
  const before: string[] = [];
  const after: string[] = [];
  let [endBefore, endAfter, last] = ['\n', '\n', ''];
  for (const line of lines.split('\n')) {
    const sign = line[0] ?? ' ';
    if (sign === NO_LINE_BREAK) {
      if (last !== '+') endBefore = '';
      if (last !== '-') endAfter = '';
      continue;
    }
    const text = line.slice(1);
    if (sign !== '+') before.push(text);
    if (sign !== '-') after.push(text);
    last = sign;
  }
  return { before: joined(before, endBefore), after: joined(after, endAfter) };
}

/** Begins what git says of the line before it: it was the last one and ended without a line break. */
const NO_LINE_BREAK = '\\';

function joined(lines: readonly string[], end: string): string {
  return lines.length === 0 ? '' : lines.join('\n') + end;
}
