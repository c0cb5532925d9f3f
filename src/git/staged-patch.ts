import { KeysweepError } from '../errors.ts';
import { isTimeout } from './failure.ts';
import { type PatchAsked, patchCall } from './patch-call.ts';
import { type Change, parseRawDiff } from './raw-diff.ts';
import { runGitNow } from './run-now.ts';

/** What the index has that a commit or tree has not. */
export interface StagedPatch {
  changes: Change[];
  /** Both versions of every file by their ids, but for those that git takes for binary. */
  contents: ReadonlyMap<string, Buffer>;
}

/**
 * Asks git once for the changes and the contents, each file as a patch with all its lines: a second process would cost a
 * hook a tenth of its time. Null as soon as anything is unusual (conflicts, submodules, missing or large objects, odd
 * names): then they are to be asked for one after the other. Attributes and the user's diff settings change no answer.
 * Throws `KeysweepError` where git takes longer than it may.
 */
export function readStagedPatch(options: PatchAsked): StagedPatch | null {
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

/** The raw list ends with a NUL, and another one stands before the patches (git-diff-index with `-z`, 2.39). */
const BORDER = Buffer.from([0, 0]);

function printed(options: PatchAsked): Buffer | null {
  try {
    return runGitNow(patchCall(options));
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
  return patch.includes(HUNK, lines) ? null : { old, id, texts: textsOf(patch.slice(lines + 1)) };
}

/** The two texts that the lines of a hunk are of. Lines with the same sign are taken together: most are in both. */
function textsOf(lines: string): { before: string; after: string } {
  let [before, after, last] = ['', '', ''];
  const blockEnd = blocksOf(lines);
  for (let at = 0; at < lines.length; ) {
    const sign = lines[at]!;
    const end = blockEnd(at, sign);
    const text = sign === NO_SIGN ? sign : lines.slice(at + 1, end).replaceAll(`\n${sign}`, '\n');
    at = end;
    if (sign === NO_LINE_BREAK) {
      if (last !== '+') before = before.slice(0, -1);
      if (last !== '-') after = after.slice(0, -1);
      continue;
    }
    if (sign !== '+') before += text;
    if (sign !== '-') after += text;
    last = sign;
  }
  return { before, after };
}

/** Begins what git says of the line before it: it was the last one and ended without a line break. */
const NO_LINE_BREAK = '\\';
/** An empty line that is in both, where `diff.suppressBlankEmpty` is set. */
const NO_SIGN = '\n';
const SIGNS = [' ', '+', '-', NO_LINE_BREAK, NO_SIGN];

/** Tells where the lines with one sign end that begin at `at`; to be asked in rising order, so that each sign is searched for once. */
function blocksOf(lines: string): (at: number, sign: string) => number {
  const next = SIGNS.map(() => -1);
  return (at, sign) => {
    if (sign === NO_SIGN) return at + 1;
    let end = lines.length;
    for (const [index, other] of SIGNS.entries()) {
      if (other === sign) continue;
      if (next[index]! < at) next[index] = nextLine(lines, at, other);
      end = Math.min(end, next[index]!);
    }
    return end;
  };
}

/** Where the next line behind the one at `at` begins that has this sign. */
function nextLine(lines: string, at: number, sign: string): number {
  const found = lines.indexOf(`\n${sign}`, at);
  return found < 0 ? Number.POSITIVE_INFINITY : found + 1;
}
