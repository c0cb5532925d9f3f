import { type Finding, SEVERITIES } from '../../findings/model.ts';
import {
  ENVIRONMENT_WORDS,
  evidencePhrase,
  historyPhrase,
  partsPhrase,
  placePhrase,
} from '../finding-words.ts';
import { htmlPhrase, htmlText } from '../html-escape.ts';
import type { ReportContext } from '../reporter.ts';
import { byUrgency } from '../urgency.ts';
import { heading, type Option, select, tools } from './html-tools.ts';
import { authorOf, daysOut, isNew, repositoriesOf, type SweepReport } from './model.ts';

/** A browser still sorts so many rows at once; the other formats hold all. */
const MOST_ROWS = 5_000;
const MOST_PLACES = 50;
const MOST_OPTIONS = 1_000;

const HEADINGS = [
  ['severity', 'Severity'],
  ['issuer', 'Issuer'],
  ['parts', 'What leaked'],
  ['repository', 'Repository'],
  ['path', 'Where'],
  ['author', 'Author'],
  ['days', 'Days out'],
] as const;

/** The table of findings, each with its details folded in, and the tools to sort and filter it. */
export function findingsSection(sweep: SweepReport, context: ReportContext): string {
  const findings = byUrgency(sweep.report.findings).slice(0, MOST_ROWS);
  if (findings.length === 0) return '';
  const rest = sweep.report.findings.length - findings.length;
  const more =
    rest > 0 ? `<p class="soft">${rest} more, the least urgent, are in the other formats.</p>` : '';
  return `<section class="sortable" id="findings">
<h2>Findings</h2>
${tools('Filter by path, author ...', filters(sweep, findings))}
<div class="sheet"><table>
<thead><tr>${HEADINGS.map(([key, title]) => heading(key, title, 'severity')).join('')}</tr></thead>
${findings.map((finding) => row(sweep, finding, context)).join('\n')}
</table></div>${more}
</section>`;
}

function filters(sweep: SweepReport, findings: Finding[]): string {
  const grades = SEVERITIES.slice(1).map((name, index): Option => {
    return [String(index + 1), name === 'critical' ? name : `${name} and up`];
  });
  const issuers = new Map(findings.map(({ issuer, issuerName }) => [issuer, issuerName]));
  const repositories = [...new Set(findings.flatMap(repositoriesOf))].sort().slice(0, MOST_OPTIONS);
  const steps: Option[] = [7, 30, 90, 365].map((days) => [String(days), `out for ${days} days and more`]);
  return [
    select({ name: 'severity', all: 'All severities', options: grades, isLeast: true }),
    select({ name: 'issuer', all: 'All issuers', options: [...issuers] }),
    select({ name: 'in', all: 'All repositories', options: repositories.map((name) => [name, name]) }),
    select({ name: 'days', all: 'Any age', options: steps, isLeast: true }),
    ...(sweep.previous === null
      ? []
      : [select({ name: 'new', all: 'New and known', options: [['yes', 'New since the last sweep']] })]),
  ].join('\n');
}

function row(sweep: SweepReport, finding: Finding, { facts }: ReportContext): string {
  const { severity, confidence, environment, issuer, issuerName, occurrences } = finding;
  const grade = environment === 'live' ? confidence : `${confidence}, ${ENVIRONMENT_WORDS[environment]}`;
  const name = htmlText(issuerName);
  const [first] = occurrences;
  const [repository = '', ...others] = repositoriesOf(finding);
  const path = first === undefined ? '' : htmlPhrase(placePhrase(withoutRepository(first)));
  return `<tbody ${data(sweep, finding)}>
<tr>
<td><span class="badge ${severity}">${severity}</span> <span class="soft">${grade}</span>${isNew(sweep, finding) ? ' <span class="tag">new</span>' : ''}</td>
<td class="issuer">${facts.has(issuer) ? `<a href="#revoke-${htmlText(issuer)}">${name}</a>` : name}</td>
<td>${htmlPhrase(partsPhrase(finding))}</td>
<td>${htmlText(repository)}${moreWords(others.length)}</td>
<td>${path}${moreWords(occurrences.length - 1)}</td>
<td>${htmlText(authorOf(finding) ?? '')}</td>
<td class="days">${daysOut(finding) ?? ''}</td>
</tr>
<tr class="more"><td colspan="${HEADINGS.length}"><details><summary>Why, where, since when</summary>${details(sweep, finding)}</details></td></tr>
</tbody>`;
}

function data(sweep: SweepReport, finding: Finding): string {
  const repositories = repositoriesOf(finding);
  const values: Record<string, string> = {
    severity: String(SEVERITIES.indexOf(finding.severity)),
    issuer: finding.issuer,
    parts: finding.parts.map(({ label }) => label).join(' '),
    repository: repositories[0] ?? '',
    in: repositories.join(' '),
    path: finding.occurrences[0]?.provenance.path ?? '',
    author: authorOf(finding) ?? '',
    days: String(daysOut(finding) ?? -1),
    new: isNew(sweep, finding) ? 'yes' : 'no',
  };
  return Object.entries(values)
    .map(([key, value]) => `data-${key}="${htmlText(value)}"`)
    .join(' ');
}

function details(sweep: SweepReport, finding: Finding): string {
  const { occurrences, fingerprint } = finding;
  const firstSeen = sweep.firstSeen.get(fingerprint);
  const items = [
    item('Because', htmlPhrase(evidencePhrase(finding))),
    item('Places', places(finding)),
    item('History', occurrences[0] ? htmlPhrase(historyPhrase(occurrences[0].provenance)) : ''),
    item('First seen', firstSeen === undefined ? '' : htmlText(firstSeen.slice(0, 10))),
    item('Rule', `<code>${htmlText(finding.ruleId)}</code>`),
    item('Fingerprint', `<code>${htmlText(fingerprint)}</code>`),
  ];
  return `<dl>${items.join('')}</dl>`;
}

function places({ occurrences }: Finding): string {
  const shown = occurrences
    .slice(0, MOST_PLACES)
    .map((place) => `<li>${htmlPhrase(placePhrase(place))}</li>`);
  const rest = occurrences.length - shown.length;
  return `<ul>${shown.join('')}${rest > 0 ? `<li>and ${rest} more</li>` : ''}</ul>`;
}

function withoutRepository(place: Finding['occurrences'][number]): Finding['occurrences'][number] {
  const { repository: _, ...provenance } = place.provenance;
  return { ...place, provenance };
}

function item(term: string, html: string): string {
  return html === '' ? '' : `<dt>${term}</dt><dd>${html}</dd>`;
}

function moreWords(count: number): string {
  return count > 0 ? ` <span class="soft">and ${count} more</span>` : '';
}
