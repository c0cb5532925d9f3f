import { isUtf8 } from 'node:buffer';
import type { TreePath } from './tree.ts';

/** A name as the file system or git gives it: text where it is text, the bytes themselves where it is not. */
export function toTreePath(bytes: Uint8Array): TreePath {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : Buffer.from(bytes);
}

/** The path for people; bytes that are no text become U+FFFD. */
export function showPath(path: TreePath): string {
  return typeof path === 'string' ? path : Buffer.from(path).toString('utf8');
}

/** The path as the file system takes it; it needs no normalising, which would cost a tenth of the reading. */
export function locatePath(root: string, path: TreePath): string | Buffer {
  return typeof path === 'string' ? `${root}/${path}` : Buffer.concat([Buffer.from(`${root}/`), path]);
}

/** `folder/name`; the empty folder is the root. */
export function joinPath(folder: TreePath, name: TreePath): TreePath {
  if (folder.length === 0) return name;
  if (typeof folder === 'string' && typeof name === 'string') return `${folder}/${name}`;
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), Buffer.from(name)]);
}
