import type { Report } from '../findings/model.ts';
import { cleanHistory } from '../remediation/clean-history.ts';
import { createPaint, type Style } from '../terminal/colors.ts';
import { escapeLogText } from '../terminal/escape.ts';
import type { ReportContext } from './reporter.ts';
import { coverageSentence, harmlessSkips, headline, suppressedSentence } from './summary-words.ts';
import { footer } from './text-footer.ts';
import { issuerBlock } from './text-issuer.ts';
import { createPage, type Page } from './text-page.ts';
import { sectionLines } from './text-runbook.ts';
import { groupByIssuer, isInHistory } from './urgency.ts';

/**
 * The report for a person at a terminal: what to do first, findings by issuer with the steps that kill them, then
 * what was scanned and what was not. No line can steer a terminal or a CI runner.
 */
export function render(report: Report, context: ReportContext): string {
  const page = createPage(createPaint(context.color), context.width);
  const lines = isClean(report) ? cleanLines(report, page) : fullLines(report, context, page);
  return `${lines.join('\n')}\n`;
}

function isClean(report: Report): boolean {
  return (
    report.findings.length === 0 &&
    report.unusedSuppressions.length === 0 &&
    report.notices.length === 0 &&
    !report.coverage.incomplete
  );
}

/** One line, and a second when something was skipped or suppressed. */
function cleanLines(report: Report, page: Page): string[] {
  const first = `${page.paint('green', 'No leaked credentials.')} ${escapeLogText(coverageSentence(report))}`;
  const second = [suppressedSentence(report), harmlessSkips(report.coverage)].filter(Boolean).join(' ');
  return second === '' ? [first] : [first, page.paint('dim', second)];
}

function fullLines(report: Report, context: ReportContext, page: Page): string[] {
  const style: Style[] = report.findings.length === 0 ? ['bold'] : ['bold', 'red'];
  const top = page.prose(headline(report, context.facts)).map((line) => page.paint(style, line));
  const blocks = groupByIssuer(report.findings).flatMap((group) => [
    '',
    ...issuerBlock({ group, facts: context.facts.get(group.issuer), page }),
  ]);
  return [...top, ...blocks, ...historyAdvice(report, page), '', ...footer(report, page)];
}

/** Scans that a hook makes before anybody else has the commits. */
const UNSHARED = new Set(['commits to push', 'commits received']);

/** How to clean the history, where findings come from one that is shared. */
function historyAdvice({ mode, findings }: Report, page: Page): string[] {
  if (UNSHARED.has(mode) || !findings.some(isInHistory)) return [];
  return ['', ...sectionLines(cleanHistory(), page)];
}
