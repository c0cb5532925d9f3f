import { type Finding, type Occurrence, type Report, SEVERITIES } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { revocation } from '../remediation/revoke.ts';
import { shownOf } from './finding-words.ts';
import type { ReportContext } from './reporter.ts';
import { isUrgent } from './urgency.ts';

/**
 * Version of the shape of `json` and `jsonl` reports, described in `report.schema.json`. New optional fields keep
 * it; anything else raises it.
 */
export const SCHEMA_VERSION = '1';

/** One finding as the JSON formats show it: field by field, so that nothing gets in by accident. */
export function findingView(finding: Finding) {
  return {
    fingerprint: finding.fingerprint,
    rule: finding.ruleId,
    issuer: finding.issuer,
    issuerName: finding.issuerName,
    severity: finding.severity,
    confidence: finding.confidence,
    environment: finding.environment,
    urgent: isUrgent(finding),
    parts: finding.parts.map((part) => ({
      role: part.role,
      kind: part.kind,
      label: part.label,
      shown: shownOf(part),
    })),
    occurrences: finding.occurrences.map(occurrenceView),
    evidence: finding.evidence.map(({ kind, text }) => ({ kind, text })),
    suppression: finding.suppression && { by: finding.suppression.by, reason: finding.suppression.reason },
  };
}

/** Counts, coverage and everything else that is said once. */
export function summaryView(report: Report, context: ReportContext) {
  const { tool, coverage } = report;
  return {
    generatedAt: context.generatedAt ?? null,
    tool: { name: tool.name, version: tool.version, rules: tool.rules },
    mode: report.mode,
    summary: {
      findings: report.findings.length,
      urgent: report.findings.filter(isUrgent).length,
      bySeverity: countBySeverity(report.findings),
      suppressed: report.suppressed.length,
      incomplete: coverage.incomplete,
    },
    issuers: issuersOf(report.findings, context.facts).map(issuerView),
    unusedSuppressions: report.unusedSuppressions.map(({ where, detail }) => ({ where, detail })),
    notices: report.notices,
    coverage: coverageView(report),
  };
}

function occurrenceView({ provenance, parts }: Occurrence) {
  const { path, repository, object, commit, exposure } = provenance;
  return {
    ...(repository === undefined ? {} : { repository }),
    path,
    object: object ?? null,
    parts: parts.map(({ role, region }) => ({ role, region: { ...region } })),
    commit: commit ? { id: commit.id, author: commit.author, email: commit.email, date: commit.date } : null,
    exposure: exposure
      ? {
          atHead: exposure.atHead,
          branches: exposure.branches,
          tags: exposure.tags,
          reachable: exposure.reachable,
          days: exposure.days,
        }
      : null,
  };
}

function coverageView({ coverage }: Report) {
  return {
    blobs: coverage.blobs,
    bytes: coverage.bytes,
    milliseconds: coverage.milliseconds,
    incomplete: coverage.incomplete,
    skipped: coverage.skipped.map(({ reason, count, examples }) => ({
      reason,
      count,
      examples: examples.map(({ path, detail }) => ({ path, detail: detail ?? null })),
    })),
  };
}

/** How to kill the credentials of one issuer; said once, not with each finding. */
function issuerView(facts: RemediationFacts) {
  const { page, steps, api } = revocation(facts);
  const { id, name, category, status, remediation } = facts;
  return { id, name, category, status, revoke: { page, steps, api }, check: remediation.aftermath };
}

function issuersOf(findings: Finding[], facts: ReportContext['facts']): RemediationFacts[] {
  const ids = [...new Set(findings.map(({ issuer }) => issuer))];
  return ids.flatMap((id) => facts.get(id) ?? []);
}

function countBySeverity(findings: Finding[]) {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return Object.fromEntries(SEVERITIES.toReversed().map((severity) => [severity, count(severity)]));
}
