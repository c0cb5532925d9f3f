import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Skip } from '../../findings/model.ts';
import { isFault } from './fault.ts';
import { readSmallFile } from './files.ts';

/** As deep as git follows alternates of alternates (`link_alt_odb_entry`, git 2.39). */
const DEEPEST = 5;
const MOST_DIRS = 64;
const LARGEST_LIST = 1 << 16;

/** The directories a repository's objects stand in, its own first, each once, and what could not be followed. */
export interface ObjectDirs {
  dirs: string[];
  skips: Skip[];
}

/**
 * Finds the object directories of a git directory (a bare repository, a `.git`, or the git directory of a linked worktree)
 * and of its alternates. Links to directories are resolved; cycles and diamonds end where they meet.
 */
export function findObjectDirs(gitDir: string): ObjectDirs {
  const result: ObjectDirs = { dirs: [], skips: [] };
  const waiting = [{ dir: join(commonDir(gitDir), 'objects'), depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const dir = realDirectory(next.dir);
    if (dir === null) {
      result.skips.push({
        path: 'objects',
        reason: 'missing-object',
        detail: 'an object directory is not there',
      });
    } else if (!result.dirs.includes(dir)) {
      if (next.depth > DEEPEST || result.dirs.length >= MOST_DIRS) {
        result.skips.push({ path: 'objects', reason: 'limit-reached', detail: 'too many alternates' });
        break;
      }
      result.dirs.push(dir);
      for (const alternate of readAlternates(dir, result.skips)) {
        waiting.push({ dir: alternate, depth: next.depth + 1 });
      }
    }
  }
  return result;
}

/** A linked worktree's git directory names the repository's own in `commondir`. */
function commonDir(gitDir: string): string {
  const bytes = readSmallFile(join(gitDir, 'commondir'), 4096);
  return isFault(bytes) ? gitDir : resolve(gitDir, Buffer.from(bytes).toString('utf8').trimEnd());
}

function realDirectory(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** One path a line, relative to the object directory; `#` starts a comment, quotes are those of C. */
function readAlternates(dir: string, skips: Skip[]): string[] {
  const bytes = readSmallFile(join(dir, 'info', 'alternates'), LARGEST_LIST);
  if (isFault(bytes)) {
    if (bytes.reason !== 'vanished')
      skips.push({ path: 'objects/info/alternates', ...bytes, reason: 'unreadable' });
    return [];
  }
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolve(dir, line.startsWith('"') ? unquote(line) : line));
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Undoes git's C-style quoting; octal escapes are bytes of UTF-8. */
function unquote(line: string): string {
  const bytes = line
    .slice(1, line.lastIndexOf('"'))
    .replace(/[^\x00-\x7f]+/g, (text) => Buffer.from(text).toString('latin1'))
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
