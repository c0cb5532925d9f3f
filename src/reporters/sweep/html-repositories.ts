import { formatBytes } from '../../terminal/bytes.ts';
import { formatCount } from '../../terminal/counts.ts';
import { htmlText } from '../html-escape.ts';
import { heading, select, tools } from './html-tools.ts';
import type { RepositoryRow, SweepReport } from './model.ts';

const MOST_ROWS = 5_000;

const HEADINGS = [
  ['repository', 'Repository'],
  ['outcome', 'What came of it'],
  ['findings', 'Findings'],
  ['objects', 'Objects'],
  ['bytes', 'Size'],
] as const;

const OUTCOME_WORDS: Record<RepositoryRow['outcome'], string> = {
  scanned: 'scanned',
  unchanged: 'unchanged since',
  empty: 'empty',
  failed: 'could not be scanned',
};
/** What needs somebody comes first. */
const OUTCOMES: readonly RepositoryRow['outcome'][] = ['scanned', 'unchanged', 'empty', 'failed'];

/** The table of repositories, with the tools to sort and filter it: first what could not be scanned. */
export function repositoriesSection({ repositories }: SweepReport): string {
  if (repositories.length === 0) return '';
  const rank = ({ outcome }: RepositoryRow) => OUTCOMES.indexOf(outcome);
  const sorted = repositories.toSorted((a, b) => rank(b) - rank(a) || b.findings - a.findings);
  const shown = sorted.slice(0, MOST_ROWS);
  const rest = sorted.length - shown.length;
  const more =
    rest > 0 ? `<p class="soft">${formatCount(rest)} more, without findings, are in the JSON.</p>` : '';
  const options = OUTCOMES.map((outcome) => [outcome, OUTCOME_WORDS[outcome]] as const);
  return `<section class="sortable" id="repositories">
<h2>Repositories</h2>
${tools('Filter by name, reason ...', select({ name: 'kind', all: 'All', options }))}
<div class="sheet"><table>
<thead><tr>${HEADINGS.map(([key, title]) => heading(key, title, 'outcome')).join('')}</tr></thead>
${shown.map(row).join('\n')}
</table></div>${more}
</section>`;
}

function row(repository: RepositoryRow): string {
  const { name, outcome, reason, isIncomplete, isArchived, isFork, findings, blobs, bytes } = repository;
  const remarks = [isArchived ? 'archived' : '', isFork ? 'fork' : ''].filter((remark) => remark !== '');
  const partly = isIncomplete && outcome !== 'failed' ? ', not all of it could be read' : '';
  const why = reason === null ? '' : `: ${reason}`;
  const values: Record<string, string> = {
    repository: name,
    outcome: String(OUTCOMES.indexOf(outcome)),
    kind: outcome,
    findings: String(findings),
    objects: String(blobs),
    bytes: String(bytes),
  };
  const data = Object.entries(values).map(([key, value]) => `data-${key}="${htmlText(value)}"`);
  return `<tbody ${data.join(' ')}><tr>
<td>${htmlText(name)} <span class="soft">${remarks.join(', ')}</span></td>
<td>${htmlText(`${OUTCOME_WORDS[outcome]}${partly}${why}`)}</td>
<td class="number">${formatCount(findings)}</td>
<td class="number">${formatCount(blobs)}</td>
<td class="number">${formatBytes(bytes)}</td>
</tr></tbody>`;
}
