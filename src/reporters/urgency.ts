import { CONFIDENCES, type Finding, SEVERITIES } from '../findings/model.ts';

/** The findings of one issuer, in the report's order. */
export interface IssuerGroup {
  issuer: string;
  name: string;
  findings: Finding[];
}

/** Live, grave and more than possible: what has to be revoked before anything else is read. */
export function isUrgent(finding: Finding): boolean {
  return isGrave(finding) && finding.confidence !== 'possible';
}

/** Live and grave, if it is real. */
export function isGrave({ environment, severity }: Finding): boolean {
  return environment === 'live' && (severity === 'critical' || severity === 'high');
}

/** True where something stands in a history, which has to be cleaned after revoking. */
export function isInHistory({ occurrences }: Finding): boolean {
  return occurrences.some(({ provenance }) => provenance.commit !== undefined);
}

/** Most severe first, then most certain; otherwise in the order given. */
export function byUrgency(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (first, second) =>
      SEVERITIES.indexOf(second.severity) - SEVERITIES.indexOf(first.severity) ||
      CONFIDENCES.indexOf(second.confidence) - CONFIDENCES.indexOf(first.confidence),
  );
}

/** Groups by issuer; the issuer with the most urgent finding comes first. */
export function groupByIssuer(findings: readonly Finding[]): IssuerGroup[] {
  const groups = new Map<string, IssuerGroup>();
  for (const finding of byUrgency(findings)) {
    const group = groups.get(finding.issuer);
    if (group) group.findings.push(finding);
    else
      groups.set(finding.issuer, { issuer: finding.issuer, name: finding.issuerName, findings: [finding] });
  }
  return [...groups.values()];
}
