import { createHash } from 'node:crypto';
import type { Skip } from '../../../src/findings/model.ts';
import type { ObjectType } from '../../../src/git/objects/entry.ts';
import type { StoredObject } from '../../../src/git/objects/object.ts';
import type { PlanOptions } from '../../../src/git/objects/plan.ts';
import { readObjects } from '../../../src/git/objects/read.ts';

export const ALL: ObjectType[] = ['blob', 'tree', 'commit', 'tag'];

export interface Collected {
  /** `ID TYPE SIZE`, sorted, as git lists them. */
  rows: string[];
  /** Ids of objects whose content does not hash to their id. */
  wrong: string[];
  skips: Skip[];
  deltas: number;
}

/** Reads a store and checks each object's content against its id. */
export function collect(gitDir: string, options: PlanOptions = { kinds: ALL }): Collected {
  const result: Collected = { rows: [], wrong: [], skips: [], deltas: 0 };
  readObjects(gitDir, {
    ...options,
    onObject(object) {
      add(result, object);
    },
    onSkip: (skip) => result.skips.push(skip),
  });
  result.rows.sort();
  return result;
}

export function add(result: Collected, object: StoredObject): void {
  const algorithm = object.id.length === 40 ? 'sha1' : 'sha256';
  const hash = createHash(algorithm).update(`${object.type} ${object.size}\0`).update(object.bytes());
  if (hash.digest('hex') !== object.id) result.wrong.push(object.id);
  if (object.delta !== null) result.deltas++;
  result.rows.push(`${object.id} ${object.type} ${object.size}`);
}
