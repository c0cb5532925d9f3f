import type { Report } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { type Catalog, loadIssuers } from '../rules/catalog.ts';

/** What reports say about the issuers that were found; loads nothing when there are none. */
export async function factsFor(
  report: Report,
  catalog: Catalog,
): Promise<ReadonlyMap<string, RemediationFacts>> {
  const found = new Set([...report.findings, ...report.suppressed].map((finding) => finding.issuer));
  if (found.size === 0) return new Map();
  const issuers = await loadIssuers(catalog);
  return new Map(issuers.filter(({ id }) => found.has(id)).map((issuer) => [issuer.id, issuer]));
}
