import type { Finding, Occurrence, Report } from '../findings/model.ts';
import { escapeLogText } from '../terminal/escape.ts';
import { evidencePhrase, labelOf, partsPhrase } from './finding-words.ts';
import { type Phrase, renderPhrase } from './phrase.ts';
import type { ReportContext } from './reporter.ts';

/** What a spreadsheet takes for a formula at the start of a cell, full-width forms included (CWE-1236). */
const FORMULA = /^\s*[=+\-@\t\r\0＝＋－＠]/u;

/** One line of the sheet before it is written: a place of a finding. */
interface Row {
  finding: Finding;
  place: Occurrence;
  /** Which of the finding's places it is, for people: `2 of 5`. */
  number: string;
  page: string;
}

const COLUMNS: Record<string, (row: Row) => string | number | boolean | null | undefined> = {
  severity: ({ finding }) => finding.severity,
  confidence: ({ finding }) => finding.confidence,
  issuer: ({ finding }) => finding.issuer,
  issuer_name: ({ finding }) => finding.issuerName,
  environment: ({ finding }) => finding.environment,
  credential: ({ finding }) => plain(partsPhrase(finding)),
  path: ({ place }) => place.provenance.path,
  line: ({ place }) => place.parts[0]?.region.startLine,
  column: ({ place }) => place.parts[0]?.region.startColumn,
  part: ({ finding, place }) => place.parts[0] && labelOf(finding, place.parts[0].role),
  place: ({ number }) => number,
  commit: ({ place }) => place.provenance.commit?.id,
  author: ({ place }) => place.provenance.commit?.author,
  date: ({ place }) => place.provenance.commit?.date,
  days_exposed: ({ place }) => place.provenance.exposure?.days,
  at_head: ({ place }) => place.provenance.exposure?.atHead,
  reachable: ({ place }) => place.provenance.exposure?.reachable,
  branches: ({ place }) => place.provenance.exposure?.branches.join(' '),
  tags: ({ place }) => place.provenance.exposure?.tags.join(' '),
  why: ({ finding }) => plain(evidencePhrase(finding)),
  revoke_page: ({ page }) => page,
  suppressed_by: ({ finding }) => finding.suppression?.by,
  suppression_reason: ({ finding }) => finding.suppression?.reason,
  rule: ({ finding }) => finding.ruleId,
  fingerprint: ({ finding }) => finding.fingerprint,
};

/**
 * A sheet with one row for each place of each finding: what somebody has to open, clean and tick off. The
 * `fingerprint` column says which rows are one credential. RFC 4180, and no cell can become a formula.
 */
export function render(report: Report, context: ReportContext): string {
  const rows = [...report.findings, ...report.suppressed].flatMap((finding) => rowsOf(finding, context));
  const lines = [
    Object.keys(COLUMNS),
    ...rows.map((row) => Object.values(COLUMNS).map((value) => value(row))),
  ];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function rowsOf(finding: Finding, { facts }: ReportContext): Row[] {
  const page = facts.get(finding.issuer)?.remediation.url ?? '';
  const total = finding.occurrences.length;
  return finding.occurrences.map((place, index) => ({
    finding,
    place,
    number: `${index + 1} of ${total}`,
    page,
  }));
}

function cell(value: string | number | boolean | null | undefined): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  const text = FORMULA.test(value) ? `'${escapeLogText(value)}` : escapeLogText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function plain(phrase: Phrase): string {
  const same = (text: string) => text;
  return renderPhrase(phrase, { words: same, untrusted: same });
}
