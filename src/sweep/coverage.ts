import { type Coverage, HARMLESS_SKIPS, type Skip, type SkipReason } from '../findings/model.ts';
import { compareText } from '../findings/order.ts';

const MOST_EXAMPLES = 5;

/** What several scans covered together, with a few examples of what each left out. */
export function addCoverages(coverages: readonly Coverage[]): Coverage {
  const total: Coverage = { blobs: 0, bytes: 0, milliseconds: 0, skipped: [], incomplete: false };
  const skipped = new Map<SkipReason, { count: number; examples: Skip[] }>();
  for (const coverage of coverages) {
    total.blobs += coverage.blobs;
    total.bytes += coverage.bytes;
    total.milliseconds += coverage.milliseconds;
    total.incomplete ||= coverage.incomplete;
    for (const { reason, count, examples } of coverage.skipped) {
      const known = skipped.get(reason) ?? { count: 0, examples: [] };
      known.count += count;
      known.examples = [...known.examples, ...examples].slice(0, MOST_EXAMPLES);
      skipped.set(reason, known);
      total.incomplete ||= !HARMLESS_SKIPS.has(reason);
    }
  }
  total.skipped = [...skipped]
    .map(([reason, { count, examples }]) => ({ reason, count, examples }))
    .sort((a, b) => compareText(a.reason, b.reason));
  return total;
}
