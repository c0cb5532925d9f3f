import type { Finding, Report } from '../findings/model.ts';
import { findingView, SCHEMA_VERSION, summaryView } from './json-view.ts';
import type { ReportContext } from './reporter.ts';
import { safeJson } from './safe-json.ts';

/**
 * One JSON object a line: each finding (`"type": "finding"`, suppressed ones last), then one summary. A file
 * without its summary line is a file that was cut off.
 */
export function render(report: Report, context: ReportContext): string {
  const lines = [...report.findings, ...report.suppressed].map(findingLine);
  const summary = { type: 'summary', schemaVersion: SCHEMA_VERSION, ...summaryView(report, context) };
  return [...lines, safeJson(summary)].map((line) => `${line}\n`).join('');
}

function findingLine(finding: Finding): string {
  return safeJson({ type: 'finding', schemaVersion: SCHEMA_VERSION, ...findingView(finding) });
}
