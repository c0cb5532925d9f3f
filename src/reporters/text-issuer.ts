import type { Finding, Occurrence, Severity } from '../findings/model.ts';
import { explainCommand, type RemediationFacts } from '../remediation/facts.ts';
import { revocation } from '../remediation/revoke.ts';
import type { Style } from '../terminal/colors.ts';
import { displayWidth, padEnd, truncateMiddle, wrap } from '../terminal/columns.ts';
import { plural } from '../terminal/counts.ts';
import {
  ENVIRONMENT_WORDS,
  evidencePhrase,
  historyPhrase,
  otherPartsPhrase,
  partsPhrase,
  placePhrase,
} from './finding-words.ts';
import { listPhrase, type Phrase } from './phrase.ts';
import { labelled, type Page, plainPhrase } from './text-page.ts';
import type { IssuerGroup } from './urgency.ts';

const INDENT = 2;
const SEVERITY_WIDTH = 10;
const LABEL_WIDTH = 9;
const MOST_PLACES = 3;
const MOST_STEPS = 8;

const SEVERITY_STYLES: Record<Severity, Style[]> = {
  critical: ['bold', 'red'],
  high: ['red'],
  medium: ['yellow'],
  low: ['cyan'],
};

/** All findings of one issuer and, once, how to kill them. */
export function issuerBlock(parts: {
  group: IssuerGroup;
  facts: RemediationFacts | undefined;
  page: Page;
}): string[] {
  const { group, facts, page } = parts;
  const findings = group.findings.flatMap((finding) => ['', ...findingLines(finding, page)]);
  const advice = facts ? ['', ...revokeLines(facts, page)] : [];
  return [heading(group, page), ...findings, ...advice];
}

function heading({ name, findings }: IssuerGroup, page: Page): string {
  const title = plainPhrase([name]);
  const count = plural(findings.length, 'credential');
  const rule = '─'.repeat(Math.max(3, page.width - displayWidth(title) - count.length - 2));
  return `${page.paint('bold', title)} ${page.paint('dim', `${rule} ${count}`)}`;
}

function findingLines(finding: Finding, page: Page): string[] {
  const grade = finding.environment === 'live' ? '' : `, ${ENVIRONMENT_WORDS[finding.environment]}`;
  const title = `${plainPhrase(partsPhrase(finding))} (${finding.confidence}${grade})`;
  const [first = '', ...rest] = wrap(title, page.width - INDENT - SEVERITY_WIDTH);
  const severity = page.paint(SEVERITY_STYLES[finding.severity], padEnd(finding.severity, SEVERITY_WIDTH));
  const margin = ' '.repeat(INDENT + SEVERITY_WIDTH);
  return [
    ' '.repeat(INDENT) + severity + page.paint('bold', first),
    ...rest.map((line) => margin + page.paint('bold', line)),
    ...detailLines(finding, page),
  ];
}

function detailLines(finding: Finding, page: Page): string[] {
  const [first, ...others] = finding.occurrences;
  if (first === undefined) return [];
  const beside = otherPartsPhrase(finding, first);
  return [
    ' '.repeat(INDENT + SEVERITY_WIDTH) + page.paint('cyan', plainPhrase(placePhrase(first))),
    ...detail('with', beside === null ? '' : plainPhrase([beside]), page),
    ...detail('also in', plainPhrase(otherPlaces(others, page)), page),
    ...detail('because', plainPhrase(evidencePhrase(finding)), page),
    ...detail('history', plainPhrase(historyPhrase(first.provenance)), page),
    ...detail('id', plainPhrase([finding.fingerprint]), page),
  ];
}

function detail(label: string, text: string, page: Page): string[] {
  if (text === '') return [];
  return labelled({ indent: INDENT + SEVERITY_WIDTH, label, labelWidth: LABEL_WIDTH, text, page });
}

/** Other places are many, so each is cut to a line; the first is always whole, to be copied. */
function otherPlaces(others: Occurrence[], page: Page): Phrase {
  const room = page.width - INDENT - SEVERITY_WIDTH - LABEL_WIDTH - 1;
  const places = others.map((other): Phrase => [truncateMiddle(plainPhrase(placePhrase(other)), room)]);
  return listPhrase(places, MOST_PLACES);
}

function revokeLines(facts: RemediationFacts, page: Page): string[] {
  const { title, page: url, steps, api } = revocation(facts);
  const line = (label: string, text: string) =>
    labelled({ indent: INDENT, label, labelWidth: SEVERITY_WIDTH, text: plainPhrase([text]), page });
  return [
    ' '.repeat(INDENT) + page.paint(['bold', 'green'], plainPhrase([title])),
    ...(url === null ? [] : line('page', url)),
    ...steps.slice(0, MOST_STEPS).flatMap((step, index) => line(`${index + 1}.`, step)),
    ...(api === null ? [] : line('by API', api)),
    ...line('then', next(facts, steps.length)),
  ];
}

function next(facts: RemediationFacts, steps: number): string {
  const more = steps > MOST_STEPS ? `${steps - MOST_STEPS} more steps, ` : '';
  return `${explainCommand(facts)} (${more}check, replace, clean the history)`;
}
