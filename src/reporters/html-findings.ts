import { type Finding, type Occurrence, SEVERITIES } from '../findings/model.ts';
import {
  ENVIRONMENT_WORDS,
  evidencePhrase,
  historyPhrase,
  otherPartsPhrase,
  partsPhrase,
  placePhrase,
} from './finding-words.ts';
import { htmlPhrase, htmlText } from './html-escape.ts';
import type { ReportContext } from './reporter.ts';
import { byUrgency } from './urgency.ts';

const MOST_PLACES = 100;

const HEADINGS = [
  { key: 'severity', title: 'Severity' },
  { key: 'issuer', title: 'Issuer' },
  { key: 'parts', title: 'What leaked' },
  { key: 'path', title: 'Where' },
  { key: 'days', title: 'Days exposed' },
] as const;

type SortKey = (typeof HEADINGS)[number]['key'];

/** The table of findings, each with its details folded in, and the tools to sort and filter it. */
export function findingsTable(findings: Finding[], facts: ReportContext['facts']): string {
  const sorted = byUrgency(findings);
  const hasDays = sorted.some((finding) => daysOf(finding) !== null);
  const headings = HEADINGS.filter(({ key }) => key !== 'days' || hasDays);
  return `<h2>Findings</h2>
${tools(sorted)}
<div class="sheet"><table id="findings">
<thead><tr>${headings.map(heading).join('')}</tr></thead>
${sorted.map((finding) => row({ finding, columns: headings.length, hasAdvice: facts.has(finding.issuer) })).join('\n')}
</table></div>`;
}

function heading({ key, title }: (typeof HEADINGS)[number]): string {
  const sorted = key === 'severity' ? ' aria-sort="descending"' : '';
  return `<th scope="col" class="${key}" data-key="${key}"${sorted}><button type="button">${title}</button></th>`;
}

function tools(findings: Finding[]): string {
  const grades = SEVERITIES.slice(1).map(
    (name, index) => `<option value="${index + 1}">${name}${name === 'critical' ? '' : ' and up'}</option>`,
  );
  const issuers = new Map(findings.map(({ issuer, issuerName }) => [issuer, issuerName]));
  const options = [...issuers].map(
    ([id, name]) => `<option value="${htmlText(id)}">${htmlText(name)}</option>`,
  );
  return `<div class="tools" hidden>
<input id="search" type="search" placeholder="Filter by path, name, author ..." aria-label="Filter by text" autocomplete="off">
<select id="severity" aria-label="Least severity"><option value="0">All severities</option>${grades.join('')}</select>
<select id="issuer" aria-label="Issuer"><option value="">All issuers</option>${options.join('')}</select>
<output id="shown"></output>
</div>`;
}

function row(parts: { finding: Finding; columns: number; hasAdvice: boolean }): string {
  const { finding, columns, hasAdvice } = parts;
  const { severity, confidence, environment, issuer, issuerName, occurrences } = finding;
  const name = htmlText(issuerName);
  const first = occurrences[0];
  const tag = environment === 'live' ? confidence : `${confidence}, ${ENVIRONMENT_WORDS[environment]}`;
  const days = daysOf(finding);
  return `<tbody ${sortData(finding)}>
<tr>
<td><span class="badge ${severity}">${severity}</span> <span class="soft">${tag}</span></td>
<td class="issuer">${hasAdvice ? `<a href="#revoke-${htmlText(issuer)}">${name}</a>` : name}</td>
<td>${htmlPhrase(partsPhrase(finding))}</td>
<td>${first ? htmlPhrase(placePhrase(first)) : ''}${moreWords(occurrences.length - 1)}</td>
${columns === HEADINGS.length ? `<td class="days">${days ?? ''}</td>` : ''}
</tr>
<tr class="more"><td colspan="${columns}"><details><summary>Why, where, since when</summary>${details(finding)}</details></td></tr>
</tbody>`;
}

function sortData(finding: Finding): string {
  const values: Record<SortKey, string> = {
    severity: String(SEVERITIES.indexOf(finding.severity)),
    issuer: finding.issuer,
    parts: finding.parts.map(({ label }) => label).join(' '),
    path: finding.occurrences[0]?.provenance.path ?? '',
    days: String(daysOf(finding) ?? -1),
  };
  return Object.entries(values)
    .map(([key, value]) => `data-${key}="${htmlText(value)}"`)
    .join(' ');
}

function moreWords(count: number): string {
  return count > 0 ? ` <span class="soft">and ${count} more</span>` : '';
}

function details(finding: Finding): string {
  const first = finding.occurrences[0];
  const beside = first ? otherPartsPhrase(finding, first) : null;
  const items = [
    item('Because', htmlPhrase(evidencePhrase(finding))),
    item('With', beside === null ? '' : htmlText(beside)),
    item('Places', places(finding.occurrences)),
    item('History', first ? htmlPhrase(historyPhrase(first.provenance)) : ''),
    item('Rule', `<code>${htmlText(finding.ruleId)}</code>`),
    item('Fingerprint', `<code>${htmlText(finding.fingerprint)}</code>`),
  ];
  return `<dl>${items.join('')}</dl>`;
}

function places(occurrences: Occurrence[]): string {
  if (occurrences.length < 2) return '';
  const shown = occurrences
    .slice(0, MOST_PLACES)
    .map((place) => `<li>${htmlPhrase(placePhrase(place))}</li>`);
  const rest = occurrences.length - shown.length;
  return `<ul>${shown.join('')}${rest > 0 ? `<li>and ${rest} more</li>` : ''}</ul>`;
}

function item(term: string, html: string): string {
  return html === '' ? '' : `<dt>${term}</dt><dd>${html}</dd>`;
}

function daysOf(finding: Finding): number | null {
  return finding.occurrences[0]?.provenance.exposure?.days ?? null;
}
