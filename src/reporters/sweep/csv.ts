import { COLUMNS, type Row, rowsOf } from '../csv.ts';
import { type Cell, type Columns, sheet } from '../csv-sheet.ts';
import type { ReportContext } from '../reporter.ts';
import { isNew, type RepositoryRow, type SweepReport } from './model.ts';
import { rowsOf as repositoriesOf } from './words.ts';

type Line = { found: Row } | { failed: RepositoryRow };

/**
 * A sheet with one row for each place of each finding; the `fingerprint` column says which rows are one credential.
 * At the end, what could not be scanned: rows with a repository and a reason, and no finding.
 */
export function render(sweep: SweepReport, context: ReportContext): string {
  const { report, firstSeen } = sweep;
  const found = rowsOf([...report.findings, ...report.suppressed], context);
  const failed = repositoriesOf(sweep, 'failed');
  const ofFinding = Object.entries(COLUMNS).map(([name, value]) => [name, inFindings(value)]);
  const columns: Columns<Line> = {
    repository: (line) => ('found' in line ? line.found.place.provenance.repository : line.failed.name),
    ...(Object.fromEntries(ofFinding) as Columns<Line>),
    first_seen: inFindings(({ finding }) => firstSeen.get(finding.fingerprint)),
    new: inFindings(({ finding }) => isNew(sweep, finding)),
    not_scanned_because: (line) => ('failed' in line ? line.failed.reason : null),
  };
  return sheet(columns, [...found.map((row) => ({ found: row })), ...failed.map((row) => ({ failed: row }))]);
}

function inFindings(value: (row: Row) => Cell): (line: Line) => Cell {
  return (line) => ('found' in line ? value(line.found) : null);
}
