import type { Confidence, Finding, Severity } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { revocation } from '../remediation/revoke.ts';
import { labelOf } from './finding-words.ts';
import { markdownWords } from './markdown-escape.ts';
import { toLevel } from './sarif-result.ts';
import { sarifText } from './sarif-text.ts';
import { byUrgency } from './urgency.ts';

/** GitHub's bands: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, below low. */
const SECURITY_SEVERITY: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

const PRECISION: Record<Confidence, string> = { certain: 'very-high', likely: 'high', possible: 'medium' };

/** The rules of these findings, each graded like its gravest finding, because GitHub grades by rule. */
export function toRules(findings: Finding[], facts: ReadonlyMap<string, RemediationFacts>) {
  const gravest = new Map<string, Finding>();
  for (const finding of byUrgency(findings)) {
    if (!gravest.has(finding.ruleId)) gravest.set(finding.ruleId, finding);
  }
  return [...gravest.values()].map((finding) => toRule(finding, facts.get(finding.issuer)));
}

function toRule(finding: Finding, facts: RemediationFacts | undefined) {
  const { ruleId, issuerName, severity, confidence } = finding;
  const label = leadingLabel(finding);
  return {
    id: ruleId,
    name: pascalCase(ruleId),
    shortDescription: { text: sarifText([`${issuerName}: leaked ${label}`]) },
    fullDescription: { text: sarifText([fullDescription(issuerName, label, facts)]) },
    help: { text: helpText(facts), markdown: helpMarkdown(facts) },
    ...(facts?.remediation.url ? { helpUri: facts.remediation.url } : {}),
    defaultConfiguration: { level: toLevel(severity) },
    properties: {
      'security-severity': SECURITY_SEVERITY[severity],
      precision: PRECISION[confidence],
      tags: ['security', 'secret', 'cryptocurrency', finding.issuer],
    },
  };
}

function leadingLabel(finding: Finding): string {
  const role = finding.parts[0]?.role;
  return role === undefined ? 'credential' : labelOf(finding, role);
}

function fullDescription(name: string, label: string, facts: RemediationFacts | undefined): string {
  const whose = `${name}: a ${label} stands in the open, alone or with the other parts of its credential.`;
  if (facts?.status === 'closed') return `${whose} The venue is closed, so it is worthless there.`;
  return `${whose} Whoever has read it can use it until it is dead; taking it out of the code or the history does not help.`;
}

function helpText(facts: RemediationFacts | undefined): string {
  const { title, page, steps, api } = advice(facts);
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`);
  const lines = [title, page, ...numbered, api && `By API: ${api}`].filter((line) => line !== null);
  return lines.map((line) => sarifText([line])).join('\n');
}

function helpMarkdown(facts: RemediationFacts | undefined): string {
  const { title, page, steps, api } = advice(facts);
  const numbered = steps.map((step, index) => `${index + 1}. ${markdownWords(step)}`);
  const paragraphs = [`**${markdownWords(title)}**`, page && `<${page}>`, numbered.join('\n')];
  return [...paragraphs, api && `By API: ${markdownWords(api)}`].filter(Boolean).join('\n\n');
}

function advice(facts: RemediationFacts | undefined) {
  if (facts) return revocation(facts);
  const steps = [
    'Find out whose credential it is and revoke it there',
    'Replace it and keep the new one out of the code',
  ];
  return { title: 'Revoke it', page: null, steps, api: null };
}

function pascalCase(ruleId: string): string {
  return ruleId
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
