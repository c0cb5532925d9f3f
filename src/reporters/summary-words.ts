import type { Coverage, Finding, Report, SkipReason } from '../findings/model.ts';
import { HARMLESS_SKIPS } from '../findings/model.ts';
import { shortName } from '../remediation/facts.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { formatCount, plural } from '../terminal/counts.ts';
import { formatDuration } from '../terminal/duration.ts';
import { joinPhrases, listPhrase, type Phrase, untrusted } from './phrase.ts';
import type { ReportContext } from './reporter.ts';
import { groupByIssuer, isGrave, isUrgent } from './urgency.ts';

const MOST_ISSUERS = 6;
const MOST_EXAMPLES = 3;

const SKIP_WORDS: Record<SkipReason, [one: string, many: string]> = {
  binary: ['binary file', 'binary files'],
  'too-large': ['file too large', 'files too large'],
  excluded: ['excluded', 'excluded'],
  symlink: ['symbolic link', 'symbolic links'],
  'special-file': ['special file', 'special files'],
  submodule: ['submodule', 'submodules'],
  'lfs-pointer': ['LFS pointer', 'LFS pointers'],
  unreadable: ['unreadable', 'unreadable'],
  vanished: ['vanished while scanning', 'vanished while scanning'],
  'missing-object': ['missing object', 'missing objects'],
  'corrupt-object': ['corrupt object', 'corrupt objects'],
  'limit-reached': ['cut short by a limit', 'cut short by a limit'],
};

/** What to do first, in one sentence with the count of live, dangerous credentials. */
export function headline(report: Report, facts: ReportContext['facts']): string {
  const total = report.findings.length;
  if (total === 0) return nothingFound(report.coverage);
  const urgent = report.findings.filter(isUrgent);
  const leaked = plural(total, 'leaked credential');
  if (urgent.length === 0) return lessUrgent(report.findings, leaked);
  const count = countOf(urgent, total, leaked);
  return `${count} ${urgent.length === 1 ? 'is' : 'are'} live and dangerous: ${firstDeeds(urgent, facts)}.`;
}

/** `Scanned 4 files, 31 KB, 9 ms (working tree).` */
export function coverageSentence({ mode, coverage }: Report): string {
  const noun = mode.includes('history') ? 'object' : 'file';
  const size = `${plural(coverage.blobs, noun)}, ${formatBytes(coverage.bytes)}`;
  return `Scanned ${size}, ${formatDuration(coverage.milliseconds)} (${mode}).`;
}

/** What was left out on purpose or holds nothing, counted by reason; null when there is none. */
export function harmlessSkips({ skipped }: Coverage): string | null {
  const harmless = skipped.filter(({ reason, count }) => HARMLESS_SKIPS.has(reason) && count > 0);
  if (harmless.length === 0) return null;
  return `Skipped ${harmless.map(({ reason, count }) => skipWords(reason, count)).join(', ')}.`;
}

/** What should have been read and was not, with the first few paths of each reason. */
export function harmfulSkips({ skipped }: Coverage): Phrase[] {
  return skipped
    .filter(({ reason, count }) => !HARMLESS_SKIPS.has(reason) && count > 0)
    .map(({ reason, count, examples }) => {
      const paths = examples.slice(0, MOST_EXAMPLES).map(examplePhrase);
      return [
        `${skipWords(reason, count)}: `,
        ...joinPhrases(paths, ', '),
        count > paths.length ? ' ...' : '',
      ];
    });
}

/** Said loudly whenever the scan is no proof of anything. */
export const INCOMPLETE =
  'INCOMPLETE: not everything could be read, so this scan does not prove that nothing else has leaked.';

/** `2 findings suppressed (1 by the baseline, 1 inline).`; null when there are none. */
export function suppressedSentence({ suppressed }: Report): string | null {
  if (suppressed.length === 0) return null;
  const inline = suppressed.filter(({ suppression }) => suppression?.by === 'inline').length;
  const baseline = suppressed.length - inline;
  const ways = [baseline > 0 ? `${baseline} by the baseline` : '', inline > 0 ? `${inline} inline` : ''];
  return `${plural(suppressed.length, 'finding')} suppressed (${ways.filter(Boolean).join(', ')}).`;
}

/** `.keysweep-baseline:4: matches nothing`. */
export function unusedPhrase({ where, detail }: Report['unusedSuppressions'][number]): Phrase {
  return [untrusted(where), ': ', untrusted(detail)];
}

/** A reason with its count: `3 binary files`. */
export function skipWords(reason: SkipReason, count: number): string {
  return `${formatCount(count)} ${SKIP_WORDS[reason][count === 1 ? 0 : 1]}`;
}

function nothingFound({ incomplete }: Coverage): string {
  return incomplete ? 'No leaked credentials in what could be read.' : 'No leaked credentials.';
}

/** Nothing is urgent and likely: what is only possible may still be as bad. */
function lessUrgent(findings: Finding[], leaked: string): string {
  const grave = findings.filter(isGrave);
  const total = findings.length;
  if (grave.length === 0)
    return `${leaked}, none of them live and graded high or critical: the worst comes first.`;
  return `${countOf(grave, total, leaked)} may be live and dangerous: check now, and revoke in doubt.`;
}

function countOf(some: Finding[], total: number, leaked: string): string {
  return some.length === total ? leaked : `${some.length} of ${leaked}`;
}

function firstDeeds(urgent: Finding[], facts: ReportContext['facts']): string {
  const groups = groupByIssuer(urgent);
  const isWallet = (issuer: string) => facts.get(issuer)?.category === 'wallet';
  const revoke = issuerList(groups.filter(({ issuer }) => !isWallet(issuer)));
  const move = issuerList(groups.filter(({ issuer }) => isWallet(issuer)));
  const deeds = [revoke && `revoke those of ${revoke} now`, move && `move the funds behind ${move} now`];
  return deeds.filter(Boolean).join(' and ');
}

function issuerList(groups: { name: string; findings: Finding[] }[]): string {
  const names = groups.map(({ name, findings }): Phrase => [`${shortName(name)} (${findings.length})`]);
  return listPhrase(names, MOST_ISSUERS).join('');
}

function examplePhrase({ path, detail }: { path: string; detail?: string }): Phrase {
  return detail === undefined ? [untrusted(path)] : [untrusted(path), ' (', untrusted(detail), ')'];
}
