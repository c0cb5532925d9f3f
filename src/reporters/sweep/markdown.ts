import { historyAdvice, issuerBlock, LONGEST, leftOutWords, list } from '../markdown.ts';
import { markdownCode, markdownWords } from '../markdown-escape.ts';
import type { ReportContext } from '../reporter.ts';
import { harmfulSkips, harmlessSkips, headline, INCOMPLETE, suppressedSentence } from '../summary-words.ts';
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

/**
 * The report of a sweep for a ticket or a job summary on GitHub. Nothing untrusted is ever outside a code span. What
 * does not fit is left out from the least urgent end, and counted.
 */
export function render(sweep: SweepReport, context: ReportContext): string {
  let most = sweep.report.findings.length;
  let text = compose(sweep, context, most);
  while (text.length > LONGEST && most > 0) {
    most = Math.floor(most / 2);
    text = compose(sweep, context, most);
  }
  return text;
}

function compose(sweep: SweepReport, context: ReportContext, most: number): string {
  const { report } = sweep;
  const isClean = report.findings.length === 0 && !report.coverage.incomplete;
  const shown = byUrgency(report.findings).slice(0, most);
  const counts = [repositoriesSentence(sweep), contentSentence(sweep), changeSentence(sweep)];
  const paragraphs = [
    `### ${isClean ? '✅' : '🔑'} keysweep: ${markdownCode(sweep.target)}`,
    `**${markdownWords(headline(report, context.facts))}**`,
    sentences(counts),
    ...groupings(sweep).flatMap(table),
    ...news(sweep),
    ...groupByIssuer(shown).map((group) => issuerBlock(group, context.facts.get(group.issuer))),
    ...historyAdvice(shown),
    ...leftOutWords(report.findings.length - shown.length),
    ...footer(sweep),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function table({ title, lines }: Grouping): string[] {
  if (lines.length === 0) return [];
  const rows = lines.slice(0, MOST_LINES).map(({ name, findings, urgent }) => {
    return `| ${markdownCode(name)} | ${findings} | ${urgent} |`;
  });
  const rest = lines.length - rows.length;
  const more = rest > 0 ? [`| and ${rest} more | | |`] : [];
  const head = `| ${title} | Findings | Live and dangerous |\n| --- | ---: | ---: |`;
  return [[head, ...rows, ...more].join('\n')];
}

function news(sweep: SweepReport): string[] {
  const fresh = sweep.report.findings.filter((finding) => isNew(sweep, finding));
  const lines = fresh.map(({ severity, issuerName, fingerprint }) => [
    `${severity}, ${issuerName}: ${fingerprint}`,
  ]);
  return [
    ...(lines.length === 0 ? [] : [`**New since the last sweep**\n\n${list(lines)}`]),
    ...(sweep.gone.length === 0 ? [] : [`**${GONE_TITLE}**\n\n${list(sweep.gone.map(gonePhrase))}`]),
  ];
}

function footer(sweep: SweepReport): string[] {
  const { report } = sweep;
  const failed = rowsOf(sweep, 'failed').map(failedPhrase);
  const notices = report.notices.map((notice) => `> ${markdownCode(notice)}`);
  return [
    ...(report.coverage.incomplete
      ? [`> [!WARNING]\n> ${INCOMPLETE}`, list(harmfulSkips(report.coverage))]
      : []),
    ...(failed.length === 0 ? [] : [`**${FAILED_TITLE}**\n\n${list(failed)}`]),
    ...(notices.length === 0 ? [] : [notices.join('\n')]),
    sentences([harmlessSkips(report.coverage), suppressedSentence(report)]),
  ].filter((paragraph) => paragraph !== '');
}

function sentences(all: (string | null)[]): string {
  return all
    .filter((sentence) => sentence !== null)
    .map(markdownWords)
    .join(' ');
}
