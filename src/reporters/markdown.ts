import type { Finding, Report, Severity } from '../findings/model.ts';
import { cleanHistory } from '../remediation/clean-history.ts';
import { explainCommand, type RemediationFacts } from '../remediation/facts.ts';
import { revocation } from '../remediation/revoke.ts';
import { plural } from '../terminal/counts.ts';
import {
  ENVIRONMENT_WORDS,
  evidencePhrase,
  historyPhrase,
  partsPhrase,
  placePhrase,
} from './finding-words.ts';
import { markdownCode, markdownPhrase, markdownWords } from './markdown-escape.ts';
import { listPhrase, type Phrase } from './phrase.ts';
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
import { byUrgency, groupByIssuer, type IssuerGroup, isInHistory } from './urgency.ts';

/** A GitHub comment holds 65,536 characters; some are left for what the caller adds. */
export const LONGEST = 60_000;
/** More never fit: the shortest takes its row and the line with its fingerprint. */
const MOST_FINDINGS = 500;
const MOST_PLACES = 3;
const MOST_LISTED = 20;

/** A sign that shows how severe something is. */
export const MARKS: Record<Severity, string> = { critical: '🔴', high: '🟠', medium: '🟡', low: '🔵' };

/**
 * The report for a comment, a ticket or a job summary on GitHub. Nothing untrusted is ever outside a code span. What
 * does not fit into a comment is left out from the least urgent end, and counted.
 */
export function render(report: Report, context: ReportContext): string {
  let most = Math.min(report.findings.length, MOST_FINDINGS);
  let text = compose(report, context, most);
  while (text.length > LONGEST && most > 0) {
    most = Math.floor(most / 2);
    text = compose(report, context, most);
  }
  return text;
}

function compose(report: Report, context: ReportContext, most: number): string {
  const isClean = report.findings.length === 0 && !report.coverage.incomplete;
  const shown = byUrgency(report.findings).slice(0, most);
  const blocks = groupByIssuer(shown).map((group) => issuerBlock(group, context.facts.get(group.issuer)));
  const paragraphs = [
    `### ${isClean ? '✅' : '🔑'} keysweep`,
    `**${markdownWords(headline(report, context.facts))}**`,
    ...blocks,
    ...historyAdvice(shown),
    ...leftOutWords(report.findings.length - shown.length),
    ...footer(report),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** How to clean the history, where findings come from one. */
export function historyAdvice(findings: Finding[]): string[] {
  if (!findings.some(isInHistory)) return [];
  const { title, steps } = cleanHistory();
  const items = steps.map(({ text, command }, index) => {
    return `${index + 1}. ${markdownWords(text)}${command === undefined ? '' : `<br>${markdownCode(command)}`}`;
  });
  return [`<details><summary>${title}</summary>`, items.join('\n'), '</details>'];
}

export function leftOutWords(count: number): string[] {
  if (count === 0) return [];
  return [`**${plural(count, 'more credential')} left out here for lack of room:** other formats show all.`];
}

/** The table of an issuer's findings and, once, how to kill them. */
export function issuerBlock(group: IssuerGroup, facts: RemediationFacts | undefined): string {
  const head = '| | What leaked | Where | Confidence |\n| --- | --- | --- | --- |';
  const table = [head, ...group.findings.map(tableRow)].join('\n');
  const help = facts ? [advice(facts)] : [];
  return [`#### ${markdownWords(group.name)}`, table, ...help, details(group)].join('\n\n');
}

function tableRow(finding: Finding): string {
  const { severity, confidence, environment } = finding;
  const confidenceWords =
    environment === 'live' ? confidence : `${confidence}, ${ENVIRONMENT_WORDS[environment]}`;
  const cells = [
    `${MARKS[severity]} ${severity}`,
    markdownPhrase(partsPhrase(finding)),
    places(finding),
    confidenceWords,
  ];
  return `| ${cells.join(' | ')} |`;
}

function places({ occurrences }: Finding): string {
  return markdownPhrase(listPhrase(occurrences.map(placePhrase), MOST_PLACES));
}

function advice(facts: RemediationFacts): string {
  const { title, page, steps, api } = revocation(facts);
  const opening = page === null ? [] : [`Open <${page}>`];
  const numbered = [...opening, ...steps.map(markdownWords)].map((step, index) => `${index + 1}. ${step}`);
  const call = api === null ? [] : [`By API: ${markdownWords(api)}`];
  const next = `Then: ${markdownCode(explainCommand(facts))}`;
  return [`**${markdownWords(title)}**`, numbered.join('\n'), ...call, next].join('\n\n');
}

function details({ findings }: IssuerGroup): string {
  const items = findings.map(detailItem);
  return ['<details><summary>Why, since when, fingerprints</summary>', items.join('\n'), '</details>'].join(
    '\n\n',
  );
}

function detailItem(finding: Finding): string {
  const { fingerprint, occurrences } = finding;
  const history = occurrences[0] ? historyPhrase(occurrences[0].provenance) : [];
  const clauses = [evidencePhrase(finding), history]
    .filter((phrase) => phrase.length > 0)
    .map(markdownPhrase);
  return `- ${markdownCode(fingerprint)}: ${clauses.join('. ')}`;
}

function footer(report: Report): string[] {
  const { coverage } = report;
  const sentences = [coverageSentence(report), harmlessSkips(coverage), suppressedSentence(report)];
  const notices = report.notices.map((notice) => `> ${markdownCode(notice)}`);
  return [
    ...(coverage.incomplete ? [`> [!WARNING]\n> ${INCOMPLETE}`, list(harmfulSkips(coverage))] : []),
    ...(report.unusedSuppressions.length > 0
      ? [
          `Suppressions that silence nothing any more:\n\n${list(report.unusedSuppressions.map(unusedPhrase))}`,
        ]
      : []),
    ...(notices.length > 0 ? [notices.join('\n')] : []),
    sentences
      .filter((sentence) => sentence !== null)
      .map(markdownWords)
      .join(' '),
  ];
}

/** A list that counts what is beyond its end. */
export function list(phrases: Phrase[]): string {
  const items = phrases.slice(0, MOST_LISTED).map((phrase) => `- ${markdownPhrase(phrase)}`);
  const rest = phrases.length - items.length;
  return [...items, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}
