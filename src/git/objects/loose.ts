import { closeSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectType } from './entry.ts';
import { corrupt, type Fault, isFault } from './fault.ts';
import { openRegular, readFully } from './files.ts';
import { type InflateStream, inflatePrefix } from './inflate.ts';

/** An object in memory of its own. */
export interface WholeObject {
  type: ObjectType;
  bytes: Uint8Array;
}

/** What to do with a loose object once its header is read. */
export interface LooseOptions {
  inflate: InflateStream;
  /** Largest object to read. */
  limit: number;
  /** Types to read; others are null. */
  kinds: ReadonlySet<ObjectType>;
}

/** Ids of the loose objects in an object directory, in order. */
export function listLoose(dir: string): string[] {
  const folders = list(dir).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const ids = folders.flatMap((folder) => list(join(dir, folder)).map((name) => folder + name));
  return ids.filter((id) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)).sort();
}

export function loosePath(dir: string, id: string): string {
  return join(dir, id.slice(0, 2), id.slice(2));
}

/**
 * Reads a loose object: a zlib stream of `TYPE SIZE NUL` and the content. The header decides how much memory the rest
 * gets; a stream that says one size and holds another is corrupt.
 */
export function readLoose(path: string, options: LooseOptions): WholeObject | Fault | null {
  const file = openRegular(path);
  if (isFault(file)) return file;
  try {
    return readOpenLoose(file, options);
  } finally {
    closeSync(file.fd);
  }
}

function readOpenLoose(
  file: { fd: number; size: number },
  { inflate, limit, kinds }: LooseOptions,
): WholeObject | Fault | null {
  const start = new Uint8Array(Math.min(file.size, 4096));
  if (!read(file.fd, start)) return { reason: 'vanished', detail: 'changed while it was read' };
  const header = parseHeader(inflatePrefix(start));
  if (header === null) return corrupt('a loose object has no valid header');
  if (!kinds.has(header.type)) return null;
  if (header.size > limit) return { reason: 'too-large', detail: `larger than ${limit} bytes` };
  const whole = header.length + header.size;
  const input = file.size === start.length ? start : new Uint8Array(Math.min(file.size, streamBound(whole)));
  if (input !== start && !read(file.fd, input))
    return { reason: 'vanished', detail: 'changed while it was read' };
  const out = new Uint8Array(whole + 1);
  if (!inflate({ input, from: 0, to: input.length, out, at: 0, size: whole })) {
    return corrupt('a loose object is damaged or not as long as its header says');
  }
  return { type: header.type, bytes: out.subarray(header.length, whole) };
}

/** More than any encoder makes of `size` bytes: a longer stream is damaged. */
export function streamBound(size: number): number {
  return size + (size >>> 2) + 256;
}

function parseHeader(bytes: Uint8Array | null): { type: ObjectType; size: number; length: number } | null {
  const text = bytes === null ? '' : Buffer.from(bytes).toString('latin1', 0, 32);
  const match = /^(blob|tree|commit|tag) (0|[1-9][0-9]{0,14})\0/.exec(text);
  if (match === null) return null;
  return { type: match[1] as ObjectType, size: Number(match[2]), length: match[0].length };
}

function read(fd: number, target: Uint8Array): boolean {
  return readFully({ fd, target, at: 0, length: target.length, position: 0 });
}

function list(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
