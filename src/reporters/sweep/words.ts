import type { Report } from '../../findings/model.ts';
import { formatBytes } from '../../terminal/bytes.ts';
import { plural } from '../../terminal/counts.ts';
import type { Phrase } from '../phrase.ts';
import { untrusted } from '../phrase.ts';
import { type GoneFinding, isNew, type RepositoryRow, type SweepReport } from './model.ts';

/** Rows of one outcome. */
export function rowsOf({ repositories }: SweepReport, outcome: RepositoryRow['outcome']): RepositoryRow[] {
  return repositories.filter((row) => row.outcome === outcome);
}

/** `acme: 212 repositories: 200 scanned, 9 unchanged, 2 empty, 1 could not be scanned.` */
export function repositoriesSentence(sweep: SweepReport): string {
  const counts: [number, string][] = [
    [rowsOf(sweep, 'scanned').length, 'scanned'],
    [rowsOf(sweep, 'unchanged').length, 'unchanged since'],
    [rowsOf(sweep, 'empty').length, 'empty'],
    [rowsOf(sweep, 'failed').length, 'could not be scanned'],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const total = plural(sweep.repositories.length, 'repository', 'repositories');
  return `${total}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

/** `Their histories hold 52,000 objects, 2.1 GB.` */
export function contentSentence({ report }: { report: Report }): string {
  const { blobs, bytes } = report.coverage;
  return `Their histories hold ${plural(blobs, 'object')}, ${formatBytes(bytes)}.`;
}

/** What has changed since the sweep before; null in a first sweep. */
export function changeSentence(sweep: SweepReport): string | null {
  if (sweep.previous === null) return null;
  const count = sweep.report.findings.filter((finding) => isNew(sweep, finding)).length;
  return `Since the sweep of ${dayOf(sweep.previous)}: ${count} new, ${sweep.gone.length} gone.`;
}

/** `owner/name: the scan took longer than 10 min`. */
export function failedPhrase({ name, reason }: RepositoryRow): Phrase {
  return [untrusted(name), `: ${reason ?? 'unknown'}`];
}

/** `critical, Binance, in owner/name, first seen 2026-01-31 (ks1-...)`. */
export function gonePhrase({
  severity,
  issuerName,
  repositories,
  firstSeen,
  fingerprint,
}: GoneFinding): Phrase {
  const [first = '', ...others] = repositories;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return [
    `${severity}, ${issuerName}, in `,
    untrusted(first),
    `${more}, first seen ${dayOf(firstSeen)} (${fingerprint})`,
  ];
}

export const FAILED_TITLE = 'Could not be scanned';
export const GONE_TITLE = 'Gone since the last sweep';

export function dayOf(time: string): string {
  return time.slice(0, 10);
}
