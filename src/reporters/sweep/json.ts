import type { Finding } from '../../findings/model.ts';
import { findingView, summaryView } from '../json-view.ts';
import type { ReportContext } from '../reporter.ts';
import { safeJson } from '../safe-json.ts';
import { ageOf, groupings } from './groups.ts';
import { authorOf, daysOut, isNew, type SweepReport } from './model.ts';

/**
 * Version of the shape of JSON reports on sweeps, described in `sweep.schema.json`. New optional fields keep it;
 * anything else raises it.
 */
export const SWEEP_SCHEMA_VERSION = '1';

/** The whole report as one JSON document. */
export function render(sweep: SweepReport, context: ReportContext): string {
  const { report } = sweep;
  const { coverage, mode: _, summary, ...rest } = summaryView(report, context);
  const document = {
    schemaVersion: SWEEP_SCHEMA_VERSION,
    target: sweep.target,
    startedAt: sweep.startedAt,
    previous: sweep.previous,
    ...rest,
    summary: { ...summary, ...changeCounts(sweep) },
    groups: Object.fromEntries(groupings(sweep).map(({ key, lines }) => [key, lines])),
    findings: report.findings.map((finding) => view(sweep, finding)),
    suppressed: report.suppressed.map((finding) => view(sweep, finding)),
    gone: sweep.gone.map((gone) => ({ ...gone })),
    repositories: sweep.repositories.map((row) => ({ ...row })),
    coverage,
  };
  return `${safeJson(document, 2)}\n`;
}

function changeCounts(sweep: SweepReport) {
  return {
    new: sweep.report.findings.filter((finding) => isNew(sweep, finding)).length,
    gone: sweep.gone.length,
    repositories: sweep.repositories.length,
    failed: sweep.repositories.filter(({ outcome }) => outcome === 'failed').length,
  };
}

function view(sweep: SweepReport, finding: Finding) {
  return {
    ...findingView(finding),
    firstSeen: sweep.firstSeen.get(finding.fingerprint) ?? sweep.startedAt,
    new: isNew(sweep, finding),
    author: authorOf(finding),
    days: daysOut(finding),
    age: ageOf(finding),
  };
}
