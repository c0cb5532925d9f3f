import { createHash } from 'node:crypto';
import { compareText } from '../findings/order.ts';

/** What a repository's refs name: the commit of HEAD, and the id behind each ref's full name. */
export interface RefMap {
  head: string | null;
  refs: ReadonlyMap<string, string>;
}

/** The same for two states of a repository if and only if a scan of either sees the same refs. */
export function digestRefs({ head, refs }: RefMap): string {
  const lines = [...refs].map(([name, id]) => `${id} ${name}\n`).sort(compareText);
  return createHash('sha256')
    .update(`${head}\n${lines.join('')}`)
    .digest('hex')
    .slice(0, 32);
}
