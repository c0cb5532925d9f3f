import type { Baseline } from '../findings/baseline.ts';
import { createConceal, secretDigests } from '../findings/conceal.ts';
import { type MergedFinding, mergeFindings } from '../findings/merge.ts';
import {
  CONFIDENCES,
  type Confidence,
  type Coverage,
  type Finding,
  type Report,
  SEVERITIES,
  type Severity,
} from '../findings/model.ts';
import { compareText } from '../findings/order.ts';
import type { SealedFinding } from '../findings/seal.ts';
import { type GradingFacts, gradeSeverity, isUsableAlone } from '../findings/severity.ts';
import { type Settled, settleFindings, unusedEntries } from '../findings/suppress.ts';
import type { MatchingRule } from '../rules/rule.ts';
import { VERSION } from '../version.ts';

/** What a report leaves out on request. */
export interface Filters {
  minSeverity: Severity;
  minConfidence: Confidence;
  /** Issuer ids; empty means every issuer. */
  issuers: readonly string[];
}

export interface LoadedBaseline {
  /** As shown to people. */
  file: string;
  entries: Baseline;
}

export interface Assembly {
  mode: string;
  rules: readonly MatchingRule[];
  rulesVersion: string;
  sealed: Iterable<SealedFinding>;
  unusedAllows: readonly { path: string; line: number }[];
  baseline: LoadedBaseline | null;
  /** True where the scan saw everything that the baseline is about, so that an unmatched entry is unused. */
  reportsUnusedBaseline: boolean;
  filters: Filters;
  notices: readonly string[];
  coverage: Coverage;
}

/** Makes the report of what was found: merged, graded, suppressed, filtered and in a stable order. Pure. */
export function assembleReport(assembly: Assembly): Report {
  const merged = mergeFindings(assembly.sealed);
  const conceal = createConceal(secretDigests(assembly.sealed));
  const findings = toFindings(merged, assembly);
  const kept = findings.filter(passes(assembly.filters));
  const hidden = findings.filter((finding) => finding.suppression === null).length - countOpen(kept);
  return {
    tool: { name: 'keysweep', version: VERSION, rules: assembly.rulesVersion },
    mode: assembly.mode,
    findings: kept.filter((finding) => finding.suppression === null),
    suppressed: kept.filter((finding) => finding.suppression !== null),
    unusedSuppressions: unusedSuppressions(merged, assembly).map(({ where, detail }) => {
      return { where: conceal(where), detail };
    }),
    notices: [...assembly.notices.map(conceal), ...hiddenNotice(hidden)],
    coverage: withConcealed(assembly.coverage, conceal),
  };
}

function withConcealed(coverage: Coverage, conceal: (text: string) => string): Coverage {
  const skipped = coverage.skipped.map(({ examples, ...skip }) => {
    return { ...skip, examples: examples.map((example) => ({ ...example, path: conceal(example.path) })) };
  });
  return { ...coverage, skipped };
}

/** Every finding with its severity and suppression, most urgent first. */
export function toFindings(
  merged: MergedFinding[],
  { rules, baseline }: Pick<Assembly, 'rules' | 'baseline'>,
): Finding[] {
  if (merged.length === 0) return [];
  const facts = new Map(rules.map((rule) => [rule.id, rule]));
  return settleFindings(merged, baseline?.entries ?? new Map())
    .map((settled) => toFinding(settled, toGradingFacts(settled.finding.issuer, facts)))
    .sort(compareUrgency);
}

function toFinding({ finding, suppression }: Settled, facts: GradingFacts): Finding {
  const { fingerprint, issuer, confidence, environment, evidence, sites } = finding;
  const parts = finding.parts.map((part) =>
    isUsableAlone(part.role, facts) ? { ...part, shown: null } : part,
  );
  return {
    fingerprint,
    issuer,
    issuerName: facts.name,
    ruleId: `${issuer}/${parts[0]?.kind ?? 'unknown'}`,
    severity: gradeSeverity({ facts, environment, parts }),
    confidence,
    environment,
    parts,
    occurrences: sites.map((site) => site.occurrence),
    evidence,
    suppression,
  };
}

function toGradingFacts(issuer: string, rules: ReadonlyMap<string, MatchingRule>): GradingFacts {
  const rule = rules.get(issuer);
  if (rule === undefined) {
    return { name: issuer, category: 'generic', status: 'active', bundles: [], severities: new Map() };
  }
  const { name, category, status, bundles, credentials } = rule;
  const overrides = credentials.flatMap(({ id, severity }) =>
    severity === null ? [] : [[id, severity] as const],
  );
  return { name, category, status, bundles, severities: new Map(overrides) };
}

function compareUrgency(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    compareText(a.issuer, b.issuer) ||
    comparePlaces(a, b) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function comparePlaces(a: Finding, b: Finding): number {
  const [first, second] = [a.occurrences[0], b.occurrences[0]];
  if (first === undefined || second === undefined) return 0;
  const lines = (first.parts[0]?.region.startLine ?? 0) - (second.parts[0]?.region.startLine ?? 0);
  return compareText(first.provenance.path, second.provenance.path) || lines;
}

function passes({ minSeverity, minConfidence, issuers }: Filters): (finding: Finding) => boolean {
  return ({ severity, confidence, issuer }) =>
    SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(minSeverity) &&
    CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(minConfidence) &&
    (issuers.length === 0 || issuers.includes(issuer));
}

function countOpen(findings: Finding[]): number {
  return findings.filter((finding) => finding.suppression === null).length;
}

function hiddenNotice(hidden: number): string[] {
  if (hidden === 0) return [];
  const what = hidden === 1 ? '1 finding is' : `${hidden} findings are`;
  return [`${what} left out by the minimum severity, the minimum confidence or the choice of issuers.`];
}

function unusedSuppressions(merged: MergedFinding[], assembly: Assembly): Report['unusedSuppressions'] {
  const { baseline, reportsUnusedBaseline, unusedAllows } = assembly;
  const allows = [...unusedAllows].sort((a, b) => compareText(a.path, b.path) || a.line - b.line);
  const inline = allows.map(({ path, line }) => ({
    where: `${path}:${line}`,
    detail: 'this inline allow covers no finding',
  }));
  if (baseline === null || !reportsUnusedBaseline) return inline;
  const entries = unusedEntries(merged, baseline.entries).map(([, { line }]) => ({
    where: `${baseline.file}:${line}`,
    detail: 'this baseline entry matches no finding',
  }));
  return [...inline, ...entries];
}
