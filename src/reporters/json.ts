import type { Report } from '../findings/model.ts';
import { findingView, SCHEMA_VERSION, summaryView } from './json-view.ts';
import type { ReportContext } from './reporter.ts';
import { safeJson } from './safe-json.ts';

/** The whole report as one JSON document; `report.schema.json` describes it. */
export function render(report: Report, context: ReportContext): string {
  const { coverage, ...summary } = summaryView(report, context);
  const document = {
    schemaVersion: SCHEMA_VERSION,
    ...summary,
    findings: report.findings.map(findingView),
    suppressed: report.suppressed.map(findingView),
    coverage,
  };
  return `${safeJson(document, 2)}\n`;
}
