import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NUL = 0;
const LINE_FEED = 10;

/** Counts the lines of all text files below a folder; a file with a zero byte in its first 8 KB is none. */
export function countLines(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((lines, entry) => lines + linesOf(join(entry.parentPath, entry.name)), 0);
}

function linesOf(path: string): number {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 8192).includes(NUL)) return 0;
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}
