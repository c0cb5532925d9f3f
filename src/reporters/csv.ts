import type { Finding, Occurrence, Report } from '../findings/model.ts';
import { type Columns, sheet } from './csv-sheet.ts';
import { evidencePhrase, labelOf, partsPhrase } from './finding-words.ts';
import { type Phrase, renderPhrase } from './phrase.ts';
import type { ReportContext } from './reporter.ts';

/** One line of the sheet before it is written: a place of a finding. */
export interface Row {
  finding: Finding;
  place: Occurrence;
  /** Which of the finding's places it is, for people: `2 of 5`. */
  number: string;
  page: string;
}

export const COLUMNS: Columns<Row> = {
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
  const rows = rowsOf([...report.findings, ...report.suppressed], context);
  const isOfSeveral = rows.some(({ place }) => place.provenance.repository !== undefined);
  return sheet(isOfSeveral ? { repository: repositoryOf, ...COLUMNS } : COLUMNS, rows);
}

function repositoryOf({ place }: Row): string | undefined {
  return place.provenance.repository;
}

/** A row for each place of each finding. */
export function rowsOf(findings: readonly Finding[], { facts }: ReportContext): Row[] {
  return findings.flatMap((finding) => {
    const page = facts.get(finding.issuer)?.remediation.url ?? '';
    const total = finding.occurrences.length;
    return finding.occurrences.map((place, index) => {
      return { finding, place, number: `${index + 1} of ${total}`, page };
    });
  });
}

function plain(phrase: Phrase): string {
  const same = (text: string) => text;
  return renderPhrase(phrase, { words: same, untrusted: same });
}
