import { cleanUp, revokeCards } from '../html-advice.ts';
import { htmlPhrase, htmlText } from '../html-escape.ts';
import { htmlFooter, htmlPage } from '../html-page.ts';
import type { ReportContext } from '../reporter.ts';
import { harmfulSkips, harmlessSkips, headline, INCOMPLETE, suppressedSentence } from '../summary-words.ts';
import { type Grouping, groupings } from './groups.ts';
import { findingsSection } from './html-findings.ts';
import { repositoriesSection } from './html-repositories.ts';
import { SWEEP_SCRIPT } from './html-script.ts';
import { SWEEP_STYLE } from './html-style.ts';
import type { SweepReport } from './model.ts';
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

const MOST_LINES = 12;

/**
 * One self-contained page on a sweep: nothing is loaded, nothing but this style and this script runs. Findings and
 * repositories can be sorted and filtered.
 */
export function render(sweep: SweepReport, context: ReportContext): string {
  const { findings } = sweep.report;
  const sections = [
    header(sweep, context),
    banner(sweep),
    findings.length === 0 ? '' : `<div class="counts">${groupings(sweep).map(counts).join('\n')}</div>`,
    findingsSection(sweep, context),
    list(GONE_TITLE, sweep.gone.map(gonePhrase).map(htmlPhrase)),
    revokeCards(findings, context.facts),
    cleanUp(findings),
    repositoriesSection(sweep),
    footer(sweep),
  ];
  return htmlPage({
    title: 'keysweep: sweep',
    style: SWEEP_STYLE,
    script: SWEEP_SCRIPT,
    body: sections.join('\n'),
  });
}

function header(sweep: SweepReport, { facts, generatedAt }: ReportContext): string {
  const { name, version, rules } = sweep.report.tool;
  const made = [generatedAt, `${name} ${version}`, `rules ${rules}`].filter((part) => part !== undefined);
  const sentences = [repositoriesSentence(sweep), contentSentence(sweep), changeSentence(sweep)];
  return `<header>
<p class="brand">keysweep: sweep of <code>${htmlText(sweep.target)}</code></p>
<h1>${htmlText(headline(sweep.report, facts))}</h1>
<p class="facts">${sentences
    .filter((text) => text !== null)
    .map(htmlText)
    .join(' ')}</p>
<p class="facts">${htmlText(made.join(' · '))}</p>
</header>`;
}

function banner(sweep: SweepReport): string {
  const { findings, coverage } = sweep.report;
  if (coverage.incomplete) {
    const items = [
      ...rowsOf(sweep, 'failed').map((row) => [`${FAILED_TITLE}: `, ...failedPhrase(row)]),
      ...harmfulSkips(coverage),
    ];
    const lines = items.slice(0, MOST_LINES).map((phrase) => `<li>${htmlPhrase(phrase)}</li>`);
    const rest = items.length - lines.length;
    const more = rest > 0 ? `<li>and ${rest} more</li>` : '';
    return `<div class="banner" role="alert"><strong>${htmlText(INCOMPLETE)}</strong><ul>${lines.join('')}${more}</ul></div>`;
  }
  return findings.length === 0 ? '<div class="banner good">Nothing to do.</div>' : '';
}

function counts({ title, lines }: Grouping): string {
  const rows = lines.slice(0, MOST_LINES).map(({ name, findings, urgent }) => {
    const note = urgent === 0 ? '' : ` <span class="soft">${urgent} urgent</span>`;
    return `<tr><td>${htmlText(name)}${note}</td><td>${findings}</td></tr>`;
  });
  const rest = lines.length - rows.length;
  const more = rest > 0 ? `<tr><td class="soft">and ${rest} more</td><td></td></tr>` : '';
  return `<div class="card"><h3>${title}</h3><table><tbody>${rows.join('')}${more}</tbody></table></div>`;
}

function list(title: string, items: string[]): string {
  if (items.length === 0) return '';
  return `<h2>${title}</h2>\n<div class="card"><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></div>`;
}

function footer({ report }: SweepReport): string {
  const sentences = [suppressedSentence(report), harmlessSkips(report.coverage), ...report.notices];
  return htmlFooter(sentences.filter((text) => text !== null).map(htmlText));
}
