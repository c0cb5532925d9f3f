import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { Skip, SkipReason } from '../findings/model.ts';
import { contentKind, HEAD_BYTES } from './content-kind.ts';
import type { ReadLimits, TreeRead, TreeReader } from './tree.ts';
import { locatePath, showPath } from './tree-path.ts';
import { createWindowCutter, type WindowItem } from './windows.ts';

/** Above this a file is looked at before it is read. */
const PEEK_ABOVE = 256 * 1024;
const FIRST_BUFFER = 1024 * 1024;
/** A buffer for more than this is not kept: one large file would hold its memory in every thread to the end of the scan. */
const MOST_KEPT = 4 * 1024 * 1024;

/** A reader with a buffer of its own, for one thread. See `TreeReader` for what it promises. */
export function createTreeReader(options: { root: string; limits: ReadLimits }): TreeReader {
  const { root, limits } = options;
  const isReached = createFolderCheck(root);
  let buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER);

  function bufferFor(size: number): Buffer {
    if (size > MOST_KEPT) return Buffer.allocUnsafeSlow(size);
    if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(Math.min(2 * size, MOST_KEPT));
    return buffer;
  }

  function readOpen({ path, location, file }: Located & { file: OpenFile }): TreeRead {
    const { fd, size } = file;
    if (size > limits.maxBytes) return skipped({ path, reason: 'too-large', detail: `${size} bytes` });
    if (size > PEEK_ABOVE && isBinary(fd, buffer)) return skipped({ path, reason: 'binary' });
    if (size > limits.wholeBytes) {
      return { kind: 'windows', path, windows: windowsOf({ path, location, limits }) };
    }
    const into = bufferFor(size).subarray(0, size);
    const bytes = into.subarray(0, readFully({ fd, into, position: 0 }));
    const kind = contentKind(bytes);
    if (kind === 'binary') return skipped({ path, reason: 'binary' });
    return { kind: 'whole', path, bytes, note: kind === 'lfs-pointer' ? { path, reason: kind } : null };
  }

  return (treePath) => {
    const path = showPath(treePath);
    const location = locatePath(root, treePath);
    if (!isReached(path))
      return skipped({ path, reason: 'symlink', detail: 'a folder on the way to it is a link' });
    const read = withPlainFile({ path, location }, (file) => readOpen({ path, location, file }));
    return read.kind === 'skip' && read.skip.reason === 'symlink' ? readLink({ path, location }) : read;
  };
}

/** What a link says is committed as a file's content is; what it leads to is not looked at. */
function readLink({ path, location }: Located): TreeRead {
  try {
    const bytes = readlinkSync(location, 'buffer');
    return { kind: 'whole', path, bytes, note: { path, reason: 'symlink' } };
  } catch {
    return skipped({ path, reason: 'symlink' });
  }
}

interface Located {
  /** As shown. */
  path: string;
  /** As opened. */
  location: string | Buffer;
}

interface OpenFile {
  fd: number;
  size: number;
}

/** Says whether a path's folders are real ones all the way from the root; each folder is looked at once. */
function createFolderCheck(root: string): (path: string) => boolean {
  const known = new Map<string, boolean>([['', true]]);
  const isReal = (folder: string): boolean => {
    const answer = known.get(folder) ?? (isReal(parentOf(folder)) && !isLink(`${root}/${folder}`));
    known.set(folder, answer);
    return answer;
  };
  return (path) => isReal(parentOf(path));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function isLink(location: string): boolean {
  return lstatSync(location, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Opens a file only if it is a plain one, closes it again, and turns everything else into a skip. */
function withPlainFile({ path, location }: Located, use: (file: OpenFile) => TreeRead): TreeRead {
  let fd: number | null = null;
  try {
    fd = openSync(location, OPEN_FLAGS);
    if (!CAN_REFUSE_LINKS && lstatSync(location).isSymbolicLink())
      return skipped({ path, reason: 'symlink' });
    const stat = fstatSync(fd);
    if (stat.isDirectory()) return skipped({ path, reason: 'submodule' });
    if (!stat.isFile()) return skipped({ path, reason: 'special-file' });
    return use({ fd, size: stat.size });
  } catch (error) {
    return skipped(skipFor(path, error));
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** Not followed if it is a link, not waited for if it is a pipe, never our terminal. Windows knows none of it. */
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
const OPEN_FLAGS = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0) | (O_NOCTTY ?? 0);
const CAN_REFUSE_LINKS = O_NOFOLLOW !== undefined;

function isBinary(fd: number, buffer: Buffer): boolean {
  const head = buffer.subarray(0, HEAD_BYTES);
  return contentKind(head.subarray(0, readFully({ fd, into: head, position: 0 }))) === 'binary';
}

function readFully(options: { fd: number; into: Uint8Array; position: number }): number {
  const { fd, into, position } = options;
  let done = 0;
  while (done < into.length) {
    const count = readSync(fd, into, done, into.length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function* windowsOf(options: Located & { limits: ReadLimits }): Generator<WindowItem> {
  const { path, location, limits } = options;
  let fd: number | null = null;
  try {
    fd = openSync(location, OPEN_FLAGS);
    const stat = fstatSync(fd);
    if (stat.isFile()) yield* cut({ fd, size: stat.size, limits });
    else yield { skip: { path, reason: 'special-file' } };
  } catch (error) {
    yield { skip: skipFor(path, error) };
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

function* cut({ fd, size, limits }: OpenFile & { limits: ReadLimits }): Generator<WindowItem> {
  const cutter = createWindowCutter(limits);
  for (let position = 0; ; cutter.slide()) {
    const room = cutter.room();
    const count = readFully({ fd, into: room, position });
    cutter.filled(count);
    position += count;
    const isLast = count < room.length || position >= size;
    yield { window: cutter.window(isLast) };
    if (isLast) return;
  }
}

function skipped(skip: Skip): TreeRead {
  return { kind: 'skip', skip };
}

/** What an error of the file system means for the file; used for listing and for reading. */
export function skipFor(path: string, error: unknown): Skip {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const reason = REASONS[code] ?? 'unreadable';
  return reason === 'unreadable' ? { path, reason, detail: WORDS[code] ?? code } : { path, reason };
}

const REASONS: Readonly<Record<string, SkipReason>> = {
  ENOENT: 'vanished',
  ENOTDIR: 'vanished',
  ELOOP: 'symlink',
  EMLINK: 'symlink',
  ENXIO: 'special-file',
  EOPNOTSUPP: 'special-file',
};

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'its path is too long',
  EMFILE: 'too many open files',
};
