import { compareText } from '../findings/order.ts';
import type { SealedFinding } from '../findings/seal.ts';
import { plural } from '../terminal/counts.ts';

const MOST_NAMED = 5;

/**
 * Takes the effect of inline allows and remarks away: whoever is scanned is not to silence the scan. Gives a notice that counts
 * the findings that they would have covered and says where.
 */
export function enforce(sealed: readonly SealedFinding[]): string[] {
  const allowed = sealed.filter((finding) => finding.allowed !== null);
  for (const finding of allowed) finding.allowed = null;
  const places = [...new Set(allowed.map(placeOf))].sort(compareText);
  if (places.length === 0) return [];
  const rest = places.length - MOST_NAMED;
  const named = places.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  const what = `keysweep:allow is not honoured in what a change brings in, nor a remark that a value is made up: one stands beside`;
  return [`${what} ${plural(places.length, 'new finding')} at ${named}.`];
}

function placeOf({ provenance, parts }: SealedFinding): string {
  return `${provenance.path}:${parts[0]?.region.startLine ?? 1}`;
}
