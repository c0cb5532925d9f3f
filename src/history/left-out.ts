import { mergeFindings } from '../findings/merge.ts';
import type { SealedFinding } from '../findings/seal.ts';
import { toFindings } from '../scan/assemble.ts';
import type { Run } from '../scan/run.ts';

/** How many credentials a report lacks because of `--since`, `--branch` and `--reachable`; nothing where it lacks none. */
export function leftOutNotice(run: Run, leftOut: readonly SealedFinding[]): string[] {
  if (leftOut.length === 0) return [];
  const { sealed } = run.tally;
  const count = countOpen(run, [...sealed, ...leftOut]) - countOpen(run, sealed);
  if (count <= 0) return [];
  const what = count === 1 ? '1 finding is' : `${count} findings are`;
  return [`${what} left out by --since, --branch or --reachable.`];
}

/** Credentials that nothing accepts. */
function countOpen({ catalog, settings }: Run, sealed: readonly SealedFinding[]): number {
  const { rules } = catalog;
  const findings = toFindings(mergeFindings(sealed), { rules, baseline: settings.baseline });
  return findings.filter(({ suppression }) => suppression === null).length;
}
