import type {
  Environment,
  Finding,
  FindingPart,
  Occurrence,
  PartRole,
  Provenance,
} from '../findings/model.ts';
import { ROTATION_DAYS } from '../remediation/replace.ts';
import { plural } from '../terminal/counts.ts';
import { joinPhrases, listPhrase, type Phrase, type Untrusted, untrusted } from './phrase.ts';

const IDENTIFIERS: ReadonlySet<PartRole> = new Set(['apiKey', 'uid', 'walletAddress']);
const COMMIT_ID_LENGTH = 10;
const MOST_REFS = 4;

export const ENVIRONMENT_WORDS: Record<Environment, string> = {
  live: 'live',
  test: 'test account',
  closed: 'closed venue',
};

const OBJECT_WORDS: Record<NonNullable<Provenance['object']>, string> = {
  'commit-message': 'commit message',
  'tag-message': 'tag message',
  note: 'note',
};

/** What was found, identifiers first: `API key abcd…wxyz + secret key + passphrase`. */
export function partsPhrase({ parts }: Finding): Phrase {
  const identifiers = parts.filter((part) => IDENTIFIERS.has(part.role));
  const others = parts.filter((part) => !IDENTIFIERS.has(part.role));
  return joinPhrases([...identifiers, ...others].map(partPhrase), ' + ');
}

/** What may be shown of a part: only ever something of an identifier. */
export function shownOf({ role, shown }: FindingPart): string | null {
  return IDENTIFIERS.has(role) ? shown : null;
}

/** `path:line:column` of the most dangerous part; for what is no file, what it is. Behind its repository, of several. */
export function placePhrase(occurrence: Occurrence): Phrase {
  const { path, object, repository } = occurrence.provenance;
  const region = occurrence.parts[0]?.region;
  const position = region ? `:${region.startLine}:${region.startColumn}` : '';
  const where: Phrase = repository === undefined ? [] : [untrusted(repository), ' '];
  return [...where, untrusted(path + position), object ? ` (${OBJECT_WORDS[object]})` : ''];
}

/** Where the other parts stand: `API key at 11:15, passphrase at 13:15`; null when there is one part only. */
export function otherPartsPhrase(finding: Finding, occurrence: Occurrence): string | null {
  const others = occurrence.parts.slice(1);
  if (others.length === 0) return null;
  return others
    .map(({ role, region }) => `${labelOf(finding, role)} at ${region.startLine}:${region.startColumn}`)
    .join(', ');
}

/** What the issuer calls the part with this role. */
export function labelOf({ parts }: Finding, role: PartRole): string {
  return parts.find((part) => part.role === role)?.label ?? role;
}

/** Why it is believed: `the name X; the host Y`. */
export function evidencePhrase({ evidence }: Finding): Phrase {
  return joinPhrases(
    evidence.map(({ text }) => [text]),
    '; ',
  );
}

/** Who brought it in and how long it has been out; empty where the scan knows nothing of history. */
export function historyPhrase({ commit, exposure }: Provenance): Phrase {
  const clauses: Phrase[] = [];
  if (commit) {
    const id = untrusted(commit.id.slice(0, COMMIT_ID_LENGTH));
    clauses.push(['commit ', id, ' by ', untrusted(commit.author), ', ', dayOf(commit.date)]);
  }
  if (exposure) clauses.push(...daysClause(exposure.days), [reachWords(exposure)], ...refClauses(exposure));
  return joinPhrases(clauses, '; ');
}

function partPhrase(part: FindingPart): Phrase {
  const shown = shownOf(part);
  return shown === null ? [part.label] : [`${part.label} `, untrusted(shown)];
}

/** The day of a date as git writes it; whoever made the commit may have written anything. */
function dayOf(date: string): string | Untrusted {
  const day = date.slice(0, 10);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : untrusted(day);
}

function daysClause(days: number | null): Phrase[] {
  if (days === null) return [];
  return [[`exposed for ${plural(days, 'day')}${rotationRemark(days)}`]];
}

function rotationRemark(days: number): string {
  const { early, late } = ROTATION_DAYS;
  if (days > late) return ` (keys should be rotated every ${early} to ${late})`;
  return days > early ? ` (due for rotation: every ${early} to ${late})` : '';
}

type Exposure = NonNullable<Provenance['exposure']>;

function reachWords({ atHead, reachable }: Exposure): string {
  if (atHead) return 'still at HEAD';
  return reachable ? 'no longer at HEAD' : 'in no branch or tag, but still in the object store';
}

function refClauses({ branches, tags }: Exposure): Phrase[] {
  const clauses: Phrase[] = [];
  if (branches.length > 0) clauses.push(['in ', ...refList(branches)]);
  if (tags.length > 0) clauses.push([tags.length === 1 ? 'tag ' : 'tags ', ...refList(tags)]);
  return clauses;
}

function refList(names: string[]): Phrase {
  return listPhrase(
    names.map((name) => [untrusted(name)]),
    MOST_REFS,
  );
}
