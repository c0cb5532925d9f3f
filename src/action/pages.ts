import type { Finding, Report } from '../findings/model.ts';
import { partsPhrase, placePhrase } from '../reporters/finding-words.ts';
import { render as renderMarkdown } from '../reporters/markdown.ts';
import { markdownPhrase, markdownWords } from '../reporters/markdown-escape.ts';
import { listPhrase } from '../reporters/phrase.ts';
import { byUrgency } from '../reporters/urgency.ts';
import { plural } from '../terminal/counts.ts';
import type { Shown } from './annotations.ts';

/** More than 1 MiB, and the runner drops the whole summary ("Workflow commands", read 2026-11). */
const MOST_SUMMARY_BYTES = 1024 * 1024 - 4096;
/** GitHub refuses a comment with more than 65,536 characters; a character of ours has at least one byte. */
const MOST_COMMENT_BYTES = 65_000;
const MOST_IN_COMMENT = 20;
/** The report in words lists some and counts the others; from here on a table lists them all. */
const MANY = 40;
const MOST_PLACES = 3;

/** The job's summary: the report, then every finding on a row of its own as far as there is room. */
export function summaryPage(shown: Shown): string {
  const { judged, standing } = shown;
  const tables = [
    ...(judged.findings.length > MANY ? [{ title: 'All that was found', findings: judged.findings }] : []),
    ...(standing.length > 0 ? [{ title: standingTitle(standing), findings: standing }] : []),
  ];
  return withTables(report(shown), tables, MOST_SUMMARY_BYTES);
}

/** The comment: a mark to know it by, the report, and some of what stood there before. */
export function commentPage(shown: Shown, mark: string): string {
  const { standing } = shown;
  const findings = byUrgency(standing).slice(0, MOST_IN_COMMENT);
  const tables =
    standing.length > 0 ? [{ title: standingTitle(standing), findings, of: standing.length }] : [];
  return withTables(`${mark}\n${report(shown)}`, tables, MOST_COMMENT_BYTES);
}

function report({ judged, facts }: Shown): string {
  return renderMarkdown(judged, { facts, color: false, width: 100 });
}

function standingTitle(standing: readonly Finding[]): string {
  return `Not new: ${plural(standing.length, 'credential')} that stood there before`;
}

interface Table {
  title: string;
  findings: readonly Finding[];
  /** How many there are, where not all are given. */
  of?: number;
}

/** Adds tables, and of each as many rows as fit: never half a row. */
function withTables(page: string, tables: readonly Table[], mostBytes: number): string {
  let text = page;
  for (const table of tables) text += tableText(table, mostBytes - Buffer.byteLength(text));
  return text;
}

function tableText({ title, findings, of = findings.length }: Table, room: number): string {
  const head = `\n#### ${markdownWords(title)}\n\n| | Whose | What | Where |\n| --- | --- | --- | --- |\n`;
  const rest = (count: number): string => (count === 0 ? '' : `\nand ${count} more\n`);
  const rows: string[] = [];
  let left = room - Buffer.byteLength(head) - rest(of).length;
  for (const finding of byUrgency(findings)) {
    const row = tableRow(finding);
    left -= Buffer.byteLength(row);
    if (left < 0) break;
    rows.push(row);
  }
  return rows.length === 0 ? '' : head + rows.join('') + rest(of - rows.length);
}

function tableRow(finding: Finding): string {
  const places = markdownPhrase(listPhrase(finding.occurrences.map(placePhrase), MOST_PLACES));
  const cells = [
    finding.severity,
    markdownWords(finding.issuerName),
    markdownPhrase(partsPhrase(finding)),
    places,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** The report that code scanning is given: what stands in the files of the commit, whoever it came with. */
export function codeScanningReport({ judged, files }: Pick<Shown, 'judged' | 'files'>): Report {
  if (files === null) return judged;
  const counted = new Set(judged.findings.map(({ fingerprint }) => fingerprint));
  const overruled = files.suppressed.filter(({ fingerprint }) => counted.has(fingerprint));
  return {
    ...files,
    findings: [...files.findings, ...overruled.map((finding) => ({ ...finding, suppression: null }))],
    suppressed: files.suppressed.filter(({ fingerprint }) => !counted.has(fingerprint)),
  };
}
