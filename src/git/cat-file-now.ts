import { KeysweepError } from '../errors.ts';
import { digestFor, headerOf, type ReadObjects, type WholeObject } from './cat-file.ts';
import { tryGitNow } from './run-now.ts';

/** Up to here one quick call is tried before the careful one. */
const MAX_IDS = 1000;
const NEWLINE = 0x0a;

/**
 * Reads a few small objects at once, without the set-up that a stream needs. Null as soon as anything is unusual
 * (many, large, missing or damaged objects): then `readObjects` is to sort it out. In a hook git's answer is taken
 * as it is: it is the user's own repository, git commits by id whatever it holds, and loading cryptography takes a
 * tenth of the hook's time.
 */
export function readObjectsNow({ place, ids, wholeBytes }: ReadObjects): WholeObject[] | null {
  if (ids.length > MAX_IDS) return null;
  const output = printed({ place, input: `${ids.join('\n')}\n`, maxBytes: 2 * wholeBytes });
  const isChecked = place.trust === 'path';
  return output === null ? null : parsed({ output, ids, wholeBytes, isChecked });
}

function printed(options: { place: ReadObjects['place']; input: string; maxBytes: number }): Buffer | null {
  try {
    const { code, stdout } = tryGitNow({ ...options, args: ['cat-file', '--batch', '--buffer'] });
    return code === 0 ? stdout : null;
  } catch (error) {
    if (error instanceof KeysweepError) return null;
    throw error;
  }
}

function parsed(options: {
  output: Buffer;
  ids: readonly string[];
  wholeBytes: number;
  isChecked: boolean;
}): WholeObject[] | null {
  const { output, ids, wholeBytes, isChecked } = options;
  const objects: WholeObject[] = [];
  let at = 0;
  for (const id of ids) {
    const start = output.indexOf(NEWLINE, at) + 1;
    const header = headerOf(output.toString('latin1', at, start - 1), id);
    if (header === null || header.size > wholeBytes) return null;
    const bytes = output.subarray(start, start + header.size);
    if (isChecked && digestFor(header).update(bytes).digest('hex') !== id) return null;
    objects.push({ kind: 'whole', id, type: header.type, bytes });
    at = start + header.size + 1;
  }
  return objects;
}
