import type { Baseline } from './baseline.ts';
import { fingerprintOfPlace } from './fingerprint.ts';
import type { MergedFinding, Site } from './merge.ts';
import type { Finding, Suppression } from './model.ts';

/** A finding, or the share of its places, that one suppression silences; null: that nothing silences. */
export interface Settled {
  finding: MergedFinding;
  suppression: Suppression | null;
}

/**
 * Splits findings into what counts and what is silenced. The baseline silences a finding wherever it stands,
 * an inline allow only at its place: a finding with both kinds of places comes out twice. A finding whose
 * fingerprint names a place and no value is never silenced by the baseline, which could hide another secret.
 */
export function settleFindings(merged: MergedFinding[], baseline: Baseline): Settled[] {
  return merged.flatMap((finding) => settleOne(finding, baseline));
}

/** Baseline entries that silence none of the findings. */
export function unusedEntries(merged: MergedFinding[], baseline: Baseline): [string, { line: number }][] {
  const found = new Set(merged.filter(isNamedByValue).map((finding) => finding.fingerprint));
  return [...baseline].filter(([fingerprint]) => !found.has(fingerprint));
}

/** True where the fingerprint tells this secret from any other, so that a baseline may hold it. */
export function isNamedByValue(finding: Pick<MergedFinding, 'identity'>): boolean {
  return finding.identity === 'value';
}

/** The same of a finished finding: true where no baseline may hold it. */
export function isNamedByPlace({ fingerprint, ruleId, occurrences }: Finding): boolean {
  const [issuer = '', kind = ''] = ruleId.split('/');
  return occurrences.some(({ provenance: { path, repository } }) => {
    return fingerprintOfPlace({ issuer, kind, path, repository }) === fingerprint;
  });
}

function settleOne(finding: MergedFinding, baseline: Baseline): Settled[] {
  const entry = isNamedByValue(finding) ? baseline.get(finding.fingerprint) : undefined;
  if (entry !== undefined) return [{ finding, suppression: { by: 'baseline', reason: entry.note } }];
  const allowed = finding.sites.filter((site) => site.allowed !== null);
  const open = finding.sites.filter((site) => site.allowed === null);
  return [...settleSites(finding, open, null), ...settleSites(finding, allowed, inlineSuppression(allowed))];
}

function settleSites(finding: MergedFinding, sites: Site[], suppression: Suppression | null): Settled[] {
  return sites.length === 0 ? [] : [{ finding: { ...finding, sites }, suppression }];
}

function inlineSuppression(sites: Site[]): Suppression {
  return { by: 'inline', reason: sites.find((site) => site.allowed?.reason)?.allowed?.reason ?? null };
}
