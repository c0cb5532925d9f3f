import { type Coverage, HARMLESS_SKIPS, type Skip, type SkipReason } from '../findings/model.ts';
import { compareText } from '../findings/order.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { Batch } from './batch.ts';

/** Everything that came of a scan so far. */
export interface Tally {
  sealed: readonly SealedFinding[];
  unusedAllows: readonly { path: string; line: number }[];
  blobs: number;
  bytes: number;
  add(batch: Batch): void;
  skip(skip: Skip): void;
  coverage(milliseconds: number): Coverage;
}

/** Beyond these a report helps nobody, and memory stays bounded whatever is scanned. */
const MAX_FINDINGS = 50_000;
const MAX_UNUSED_ALLOWS = 10_000;
const MAX_EXAMPLES = 5;

export function createTally(): Tally {
  const sealed: SealedFinding[] = [];
  const unusedAllows: Batch['unusedAllows'] = [];
  const skips = new Map<SkipReason, { count: number; examples: Skip[] }>();
  const tally = { sealed, unusedAllows, blobs: 0, bytes: 0, add, skip, coverage };
  return tally;

  function add(batch: Batch): void {
    tally.blobs += batch.blobs;
    tally.bytes += batch.bytes;
    batch.skips.forEach(skip);
    unusedAllows.push(...batch.unusedAllows.slice(0, MAX_UNUSED_ALLOWS - unusedAllows.length));
    const room = MAX_FINDINGS - sealed.length;
    sealed.push(...batch.sealed.slice(0, room));
    for (const { provenance } of batch.sealed.slice(room)) {
      skip({ path: provenance.path, reason: 'limit-reached', detail: 'more findings than a report holds' });
    }
  }

  function skip(entry: Skip): void {
    const known = skips.get(entry.reason) ?? { count: 0, examples: [] };
    skips.set(entry.reason, known);
    known.count++;
    known.examples = firstExamples(known.examples, entry);
  }

  function coverage(milliseconds: number): Coverage {
    const skipped = [...skips].map(([reason, { count, examples }]) => ({ reason, count, examples }));
    return {
      blobs: tally.blobs,
      bytes: tally.bytes,
      milliseconds: Math.round(milliseconds),
      skipped: skipped.sort((a, b) => compareText(a.reason, b.reason)),
      incomplete: skipped.some(({ reason }) => !HARMLESS_SKIPS.has(reason)),
    };
  }
}

/** The first few by path, so that they are the same in whatever order the files were scanned. */
function firstExamples(examples: Skip[], entry: Skip): Skip[] {
  const last = examples.at(-1);
  if (examples.length === MAX_EXAMPLES && last && compareText(last.path, entry.path) <= 0) return examples;
  return [...examples, entry].sort((a, b) => compareText(a.path, b.path)).slice(0, MAX_EXAMPLES);
}
