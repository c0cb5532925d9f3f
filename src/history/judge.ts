import type { Engine } from '../engine/engine.ts';
import type { Provenance, Skip, Span } from '../findings/model.ts';
import { isFault } from '../git/objects/fault.ts';
import { createLookup } from '../git/objects/lookup.ts';
import type { Plan } from '../git/objects/plan.ts';
import type { Workspace } from '../git/objects/workspace.ts';
import { type Batch, emptyBatch } from '../scan/batch.ts';
import { scanBlob } from '../scan/scan-blob.ts';
import { addResults } from '../scan/scan-file.ts';
import { messageOf } from './read-objects.ts';

/** An object to scan whole, as what stands at a path. */
export interface Job {
  id: string;
  provenance: Provenance;
  /** Where in it something may matter; absent: anywhere. */
  suspects?: readonly Span[];
}

/** Pack entries that one judge may read in all. */
const BUDGET = 50_000_000;

/** Reads objects by id and scans them with the whole engine. What cannot be read is a skip of the batch. */
export function createJudge(plan: Plan, engine: Engine, workspace: Workspace): (job: Job) => Batch {
  const limits = { limit: plan.maxObjectBytes, budget: BUDGET };
  const lookup = createLookup({ ...plan, skips: [] }, { ...limits, workspace });
  return ({ id, provenance, suspects }) => {
    const batch = emptyBatch();
    const object = lookup.read(id);
    if (isFault(object)) batch.skips.push({ path: provenance.path, ...object } satisfies Skip);
    else {
      const bytes = object.type === 'blob' ? object.bytes : messageOf(object.bytes);
      addResults(batch, provenance.path, [
        scanBlob(engine, { bytes, id, provenance, ...(suspects && { suspects }) }),
      ]);
    }
    return batch;
  };
}
