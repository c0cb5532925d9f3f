import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { Ahead } from '../git/ahead.ts';
import type { Program } from '../scan/program.ts';

/** Four files for each version of keysweep and of Node that is in use; beyond these the oldest go. */
const MAX_FILES = 24;
/** Characters of our own code, which is a text like many. */
const REHEARSED = 100_000;
const OTHERS = 0o077;
/** The build writes a digest of the rest into it. */
const FIRST_LINE = /^\/\/ ([0-9a-f]{32})\n/;

/**
 * Runs a bundle of ours (a function of `module`, `require`, and what stands for `import` and `import.meta.url`) with
 * what V8 compiled last time: without, compiling takes longer than scanning a commit. Node can do the same from version
 * 22 on, but keeps less of it. Nothing that was scanned is ever kept. It is given the git call that was begun for it.
 */
export function runKept(path: string, ahead: Ahead | null = null): unknown {
  const source = readFileSync(path, 'latin1');
  const file = keptFile(source);
  const cachedData = file === null ? undefined : readOwn(file);
  const script = new Script(source, { filename: path, ...(cachedData && { cachedData }) });
  const bundle: { exports: Program } = { exports: {} };
  const isKept = cachedData !== undefined && !script.cachedDataRejected;
  const url = pathToFileURL(path).href;
  const importLate = (target: string): Promise<unknown> =>
    import(target.startsWith('.') ? new URL(target, url).href : target);
  script.runInThisContext()(bundle, require, importLate, url);
  if (file !== null && !isKept)
    process.on('exit', () => {
      if (bundle.exports.isUntuned?.() !== false) keep({ file, script, bundle: bundle.exports, source });
    });
  bundle.exports.run?.({ isKept, ahead, load: (other) => runKept(join(path, '..', other)) });
  return bundle.exports;
}

function keptFile(source: string): string | null {
  const folder = cacheFolder();
  const digest = FIRST_LINE.exec(source)?.[1];
  if (folder === null || digest === undefined || isInProject(folder)) return null;
  return join(folder, `${digest}-${process.version}-${process.arch}`);
}

/** A folder of the user's own: whoever could write into it could run code as the user. */
function cacheFolder(): string | null {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'keysweep');
  if (LOCALAPPDATA && isAbsolute(LOCALAPPDATA)) return join(LOCALAPPDATA, 'keysweep');
  return HOME && isAbsolute(HOME) && existsSync(HOME) ? join(HOME, '.cache', 'keysweep') : null;
}

/**
 * A folder in a work tree, or below the working directory, may have come with what is to be scanned; some CI keeps its caches
 * there. What is kept is code.
 */
function isInProject(folder: string): boolean {
  try {
    const cwd = process.cwd();
    for (let at = folder; ; at = dirname(at)) {
      if (at === cwd || existsSync(join(at, '.git'))) return true;
      if (dirname(at) === at) return false;
    }
  } catch {
    return true;
  }
}

/**
 * The content of a file that belongs to the user who runs us, and that nobody else may read: behind sudo, HOME may be
 * somebody else's, and what a checkout or an archive leaves is readable for all.
 */
function readOwn(file: string): Buffer | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    const { uid, mode } = fstatSync(handle);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & OTHERS) === 0);
    if (!isOwn) return undefined;
    return readFileSync(handle);
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Does its best: a home that cannot be written to is no reason to fail, or to rehearse every time. */
function keep(result: { file: string; script: Script; bundle: Program; source: string }): void {
  const { file, script, bundle, source } = result;
  const draft = `${file}.${process.pid}`;
  let handle: number | undefined;
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    handle = openSync(draft, 'wx', 0o600);
    bundle.rehearse?.(source.slice(-REHEARSED));
    writeFileSync(handle, script.createCachedData());
    fsyncSync(handle);
    renameSync(draft, file);
    removeOldest(join(file, '..'));
  } catch {
    if (handle !== undefined && existsSync(draft)) unlinkSync(draft);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const dated = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
  const oldest = dated.sort((a, b) => b.time - a.time).slice(MAX_FILES);
  for (const { file } of oldest) unlinkSync(file);
}
