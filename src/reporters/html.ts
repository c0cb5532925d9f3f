import { type Report, SEVERITIES } from '../findings/model.ts';
import { cleanUp, revokeCards } from './html-advice.ts';
import { htmlPhrase, htmlText } from './html-escape.ts';
import { findingsTable } from './html-findings.ts';
import { htmlFooter, htmlPage } from './html-page.ts';
import { SCRIPT } from './html-script.ts';
import { STYLE } from './html-style.ts';
import type { ReportContext } from './reporter.ts';
import {
  coverageSentence,
  harmfulSkips,
  harmlessSkips,
  headline,
  INCOMPLETE,
  suppressedSentence,
  unusedPhrase,
} from './summary-words.ts';

/**
 * One self-contained page: nothing is loaded, nothing but this style and this script runs, so that it can be
 * attached to a ticket. Light and dark.
 */
export function render(report: Report, context: ReportContext): string {
  const isClean = report.findings.length === 0;
  const sections = [
    header(report, context),
    banner(report),
    isClean ? '' : found(report, context),
    footer(report),
  ];
  return htmlPage({ title: 'keysweep report', style: STYLE, script: SCRIPT, body: sections.join('\n') });
}

function header(report: Report, { facts, generatedAt }: ReportContext): string {
  const { name, version, rules } = report.tool;
  const made = [generatedAt, `${name} ${version}`, `rules ${rules}`].filter((part) => part !== undefined);
  return `<header>
<p class="brand">keysweep report</p>
<h1>${htmlText(headline(report, facts))}</h1>
<p class="facts">${htmlText(coverageSentence(report))}</p>
<p class="facts">${htmlText(made.join(' · '))}</p>
</header>`;
}

function banner({ findings, coverage }: Report): string {
  if (coverage.incomplete) {
    const skips = harmfulSkips(coverage).map((phrase) => `<li>${htmlPhrase(phrase)}</li>`);
    return `<div class="banner" role="alert"><strong>${htmlText(INCOMPLETE)}</strong><ul>${skips.join('')}</ul></div>`;
  }
  return findings.length === 0 ? '<div class="banner good">Nothing to do.</div>' : '';
}

function found(report: Report, context: ReportContext): string {
  return `${tiles(report)}
${findingsTable(report.findings, context.facts)}
${revokeCards(report.findings, context.facts)}
${cleanUp(report.findings)}`;
}

function tiles({ findings }: Report): string {
  const tile = (severity: string) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `<div class="tile ${severity}${count === 0 ? ' zero' : ''}"><b>${count}</b><span>${severity}</span></div>`;
  };
  return `<div class="tiles">${SEVERITIES.toReversed().map(tile).join('')}</div>`;
}

function footer(report: Report): string {
  const sentences = [suppressedSentence(report), harmlessSkips(report.coverage)].filter(
    (text) => text !== null,
  );
  const notices = report.notices.map((notice) => htmlText(notice));
  const unused = report.unusedSuppressions.map(
    (item) => `Silences nothing any more: ${htmlPhrase(unusedPhrase(item))}`,
  );
  return htmlFooter([...sentences.map(htmlText), ...notices, ...unused]);
}
