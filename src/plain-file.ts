import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Not waited for if it is a pipe, never our terminal. Windows knows neither. */
const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
const FLAGS = O_RDONLY | (O_NONBLOCK ?? 0) | (O_NOCTTY ?? 0);
const CHUNK = 64 * 1024;

/**
 * Reads a file of settings, whose name may come from what is scanned: never waits, whatever the name leads to, and takes
 * no more than `most` bytes, however many come. Null where there are more. Throws an error of the system, and for a
 * pipe.
 */
export function readPlainFile(path: string, most: number): Buffer | null {
  const fd = openSync(path, FLAGS);
  try {
    if (fstatSync(fd).isFIFO()) throw new TypeError('a pipe is no plain file');
    return readUpTo(fd, most);
  } finally {
    closeSync(fd);
  }
}

function readUpTo(fd: number, most: number): Buffer | null {
  const chunks: Buffer[] = [];
  for (let left = most; left >= 0; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readSync(fd, chunk, 0, CHUNK, null);
    if (count === 0) return Buffer.concat(chunks);
    left -= count;
    chunks.push(chunk.subarray(0, count));
  }
  return null;
}
