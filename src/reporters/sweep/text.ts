import { cleanHistory } from '../../remediation/clean-history.ts';
import { createPaint } from '../../terminal/colors.ts';
import { displayWidth, padEnd, truncateMiddle } from '../../terminal/columns.ts';
import { formatCount } from '../../terminal/counts.ts';
import { partsPhrase, placePhrase } from '../finding-words.ts';
import { type Phrase, untrusted } from '../phrase.ts';
import type { ReportContext } from '../reporter.ts';
import {
  harmfulSkips,
  harmlessSkips,
  headline,
  INCOMPLETE,
  suppressedSentence,
  unusedPhrase,
} from '../summary-words.ts';
import { issuerBlock } from '../text-issuer.ts';
import { createPage, labelled, type Page, plainPhrase } from '../text-page.ts';
import { sectionLines } from '../text-runbook.ts';
import { byUrgency, groupByIssuer } from '../urgency.ts';
import { type Grouping, groupings } from './groups.ts';
import { isNew, type SweepReport } from './model.ts';
import {
  changeSentence,
  contentSentence,
  FAILED_TITLE,
  failedPhrase,
  GONE_TITLE,
  gonePhrase,
  repositoriesSentence,
  rowsOf,
} from './words.ts';

const MOST_LINES = 10;
const MOST_LISTED = 50;
const NAME_WIDTH = 48;

/**
 * The report of a sweep for a person at a terminal: the counts, what has changed, then findings by issuer with the
 * steps that kill them, and last what could not be scanned. No line can steer a terminal or a CI runner.
 */
export function render(sweep: SweepReport, context: ReportContext): string {
  const page = createPage(createPaint(context.color), context.width);
  const { report } = sweep;
  const blocks = groupByIssuer(report.findings).flatMap((group) => [
    '',
    ...issuerBlock({ group, facts: context.facts.get(group.issuer), page }),
  ]);
  const lines = [
    ...top(sweep, context, page),
    ...groupings(sweep).flatMap((grouping) => table(grouping, page)),
    ...changes(sweep, page),
    ...blocks,
    ...(report.findings.length > 0 ? ['', ...sectionLines(cleanHistory(), page)] : []),
    '',
    ...footer(sweep, page),
  ];
  return `${lines.filter(isNeeded).join('\n')}\n`;
}

/** Of several empty lines one will do. */
function isNeeded(line: string, index: number, lines: string[]): boolean {
  return line !== '' || lines[index - 1] !== '';
}

function top(sweep: SweepReport, { facts }: ReportContext, page: Page): string[] {
  const loud = page.prose(headline(sweep.report, facts));
  const change = changeSentence(sweep);
  return [
    ...loud.map((line) => page.paint(sweep.report.findings.length > 0 ? ['bold', 'red'] : 'bold', line)),
    plainPhrase(['Sweep of ', untrusted(sweep.target)]),
    ...page.prose(`${repositoriesSentence(sweep)} ${contentSentence(sweep)}`),
    ...(change === null ? [] : page.prose(change)),
  ];
}

function table({ title, lines }: Grouping, page: Page): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES);
  const names = shown.map(({ name }) => truncateMiddle(plainPhrase([untrusted(name)]), NAME_WIDTH));
  const width = Math.max(...names.map(displayWidth)) + 2;
  const rows = shown.map(({ findings, urgent }, index) => {
    const note = urgent === 0 ? '' : page.paint('red', `  ${formatCount(urgent)} live and dangerous`);
    return `  ${padEnd(names[index]!, width)}${formatCount(findings).padStart(6)}${note}`;
  });
  const rest = lines.length - shown.length;
  return ['', page.paint('bold', title), ...rows, ...(rest > 0 ? [`  and ${formatCount(rest)} more`] : [])];
}

function changes(sweep: SweepReport, page: Page): string[] {
  const fresh = byUrgency(sweep.report.findings).filter((finding) => isNew(sweep, finding));
  const news = fresh.map((finding): Phrase => {
    const place = finding.occurrences[0];
    const where: Phrase = place === undefined ? [] : [' in ', ...placePhrase(place)];
    return [`${finding.severity}, ${finding.issuerName}: `, ...partsPhrase(finding), ...where];
  });
  return [
    ...list('New since the last sweep', news, page),
    ...list(GONE_TITLE, sweep.gone.map(gonePhrase), page),
  ];
}

function footer(sweep: SweepReport, page: Page): string[] {
  const { report } = sweep;
  const { coverage } = report;
  const sentences = [harmlessSkips(coverage), suppressedSentence(report)].filter((text) => text !== null);
  const loud = page.prose(INCOMPLETE).map((line) => page.paint(['bold', 'yellow'], line));
  return [
    ...sentences.flatMap((sentence) => page.prose(sentence)),
    ...list('Suppressions that silence nothing any more', report.unusedSuppressions.map(unusedPhrase), page),
    ...report.notices.flatMap((notice) => page.prose(`Note: ${notice}`)),
    ...list(FAILED_TITLE, rowsOf(sweep, 'failed').map(failedPhrase), page),
    ...(coverage.incomplete ? ['', ...loud, ...items(harmfulSkips(coverage), page)] : []),
  ];
}

function list(title: string, phrases: Phrase[], page: Page): string[] {
  if (phrases.length === 0) return [];
  const rest = phrases.length - MOST_LISTED;
  const more: Phrase[] = rest > 0 ? [[`and ${formatCount(rest)} more: other formats show all`]] : [];
  return ['', page.paint('bold', title), ...items([...phrases.slice(0, MOST_LISTED), ...more], page)];
}

function items(phrases: Phrase[], page: Page): string[] {
  return phrases.flatMap((phrase) =>
    labelled({ indent: 2, label: '-', labelWidth: 2, text: plainPhrase(phrase), page }),
  );
}
