import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Fault } from './fault.ts';

/** A regular file that is open for reading; whoever opened it closes it. */
export interface OpenFile {
  fd: number;
  size: number;
}

/**
 * Opens a regular file of a repository that may be hostile: a link is not followed, a FIFO does not block
 * (`O_NOFOLLOW` and `O_NONBLOCK` are 0 where the platform has none), and what is no file is a fault.
 */
export function openRegular(path: string): OpenFile | Fault {
  let fd = -1;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(fd);
    if (stat.isFile()) return { fd, size: stat.size };
  } catch (error) {
    if (fd >= 0) closeSync(fd);
    return openFault(error);
  }
  closeSync(fd);
  return { reason: 'unreadable', detail: 'not a regular file' };
}

/** Reads `length` bytes at `position` into `target` at `at`; false when the file ends before, or fails. */
export function readFully(request: {
  fd: number;
  target: Uint8Array;
  at: number;
  length: number;
  position: number;
}): boolean {
  const { fd, target, at, length, position } = request;
  try {
    for (let done = 0; done < length; ) {
      const count = readSync(fd, target, at + done, length - done, position + done);
      if (count === 0) return false;
      done += count;
    }
    return true;
  } catch {
    return false;
  }
}

/** Reads a small file whole, `limit` bytes at most. */
export function readSmallFile(path: string, limit: number): Uint8Array | Fault {
  const file = openRegular(path);
  if (!('fd' in file)) return file;
  try {
    if (file.size > limit) return { reason: 'too-large', detail: `larger than ${limit} bytes` };
    const bytes = new Uint8Array(file.size);
    const whole = readFully({ fd: file.fd, target: bytes, at: 0, length: file.size, position: 0 });
    return whole ? bytes : { reason: 'vanished', detail: 'changed while it was read' };
  } finally {
    closeSync(file.fd);
  }
}

function openFault(error: unknown): Fault {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { reason: 'vanished', detail: 'not there any more' };
  if (code === 'ELOOP') return { reason: 'unreadable', detail: 'a symbolic link, not followed' };
  return { reason: 'unreadable', detail: `cannot be opened (${code})` };
}
