import type { Finding, Report } from '../findings/model.ts';
import type { ReportContext } from './reporter.ts';
import { safeJson } from './safe-json.ts';
import { invocation } from './sarif-invocation.ts';
import { toResult } from './sarif-result.ts';
import { toRules } from './sarif-rules.ts';
import { byUrgency } from './urgency.ts';

/** GitHub keeps the 5,000 most severe results of a run; whatever is over is said in a notification instead. */
const MOST_RESULTS = 5000;

/** The name that URIs are relative to; where it lies is nobody's business. */
const ROOT = { '%SRCROOT%': { description: { text: 'The root of what was scanned.' } } };

/**
 * SARIF 2.1.0 (OASIS, 2020-03-27) within the limits of GitHub code scanning ("SARIF support for code scanning",
 * read 2026-11): one result for each credential, suppressed ones included and marked.
 */
export function render(report: Report, context: ReportContext): string {
  const all = [...byUrgency(report.findings), ...byUrgency(report.suppressed)];
  const shown = all.slice(0, MOST_RESULTS);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [toRun({ report, context, shown, leftOut: all.length - shown.length })],
  };
  return `${safeJson(log, 2)}\n`;
}

function toRun(parts: { report: Report; context: ReportContext; shown: Finding[]; leftOut: number }) {
  const { report, context, shown, leftOut } = parts;
  const rules = toRules(shown, context.facts);
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const { name, version } = report.tool;
  return {
    tool: { driver: { name, version, semanticVersion: version, rules } },
    automationDetails: { id: `keysweep/${modeSlug(report.mode)}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: ROOT,
    invocations: [invocation(report, context, leftOut)],
    results: shown.map((finding) => toResult(finding, indexes.get(finding.ruleId) ?? -1, context.facts)),
    properties: { rulesVersion: report.tool.rules },
  };
}

/** The category of an upload, in which a later one takes the place of an earlier one: `working-tree`. */
function modeSlug(mode: string): string {
  return (
    mode
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'scan'
  );
}
