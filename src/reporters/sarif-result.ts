import type { Finding, Occurrence, PartRole, Provenance, Region, Severity } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { ENVIRONMENT_WORDS, labelOf, partsPhrase, shownOf } from './finding-words.ts';
import type { Phrase } from './phrase.ts';
import { artifact, sarifText } from './sarif-text.ts';

/** GitHub keeps 100 locations of a result. */
const MOST_LOCATIONS = 100;

type Level = 'error' | 'warning' | 'note';

const LEVELS: Record<Severity, Level> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

export function toLevel(severity: Severity): Level {
  return LEVELS[severity];
}

/**
 * One credential as one result: `locations` holds the region of its most dangerous part alone, `relatedLocations`
 * its other parts and places.
 */
export function toResult(finding: Finding, ruleIndex: number, facts: ReadonlyMap<string, RemediationFacts>) {
  const [first, ...others] = allRegions(finding);
  const related = others.slice(0, MOST_LOCATIONS - 1);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: toLevel(finding.severity),
    message: { text: sarifText(messagePhrase(finding, facts.get(finding.issuer))) },
    locations: first ? [location(first)] : [],
    ...(related.length === 0
      ? {}
      : { relatedLocations: related.map((site, index) => relatedLocation(finding, site, index)) }),
    partialFingerprints: fingerprints(finding),
    ...suppressions(finding),
    properties: properties(finding),
  };
}

interface Site {
  path: string;
  role: PartRole;
  region: Region;
}

/** Every part at every place, the most dangerous part at the first place first. */
function allRegions({ occurrences }: Finding): Site[] {
  return occurrences.flatMap(({ provenance, parts }) =>
    parts.map(({ role, region }) => ({ path: pathOf(provenance), role, region })),
  );
}

/** Of several repositories each is a folder. */
function pathOf({ path, repository }: Provenance): string {
  return repository === undefined ? path : `${repository}/${path}`;
}

function location({ path, region }: Site) {
  const { startLine, startColumn, endLine, endColumn } = region;
  return {
    physicalLocation: {
      artifactLocation: artifact(path),
      region: { startLine, startColumn, endLine, endColumn },
    },
  };
}

function relatedLocation(finding: Finding, site: Site, index: number) {
  const text = sarifText([labelOf(finding, site.role)]);
  return { id: index + 1, ...location(site), message: { text } };
}

/** Names no path and no person: message strings are shown in mails and comments. */
function messagePhrase(finding: Finding, facts: RemediationFacts | undefined): Phrase {
  const { issuerName, severity, confidence, environment } = finding;
  const where = environment === 'live' ? '' : `, ${ENVIRONMENT_WORDS[environment]}`;
  const leaked: Phrase = [
    `${issuerName}: `,
    ...partsPhrase(finding),
    ` leaked (${severity}, ${confidence}${where}).`,
  ];
  return [...leaked, facts ? ` ${order(facts)}` : ''];
}

function order({ status, category, remediation: { url } }: RemediationFacts): string {
  if (status === 'closed') return 'The venue is closed: nothing to revoke.';
  if (category === 'wallet') return 'It cannot be revoked: move the funds now.';
  return url === null ? 'Revoke it now.' : `Revoke it now at ${url} .`;
}

/**
 * GitHub tells alerts apart by `primaryLocationLineHash` alone and would otherwise compute it from the line, so
 * that two credentials on one line became one alert; ours names the credential wherever it moves.
 */
function fingerprints({ fingerprint }: Finding) {
  return { 'keysweep/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:1` };
}

function suppressions({ suppression }: Finding) {
  if (suppression === null) return {};
  const kind = suppression.by === 'inline' ? 'inSource' : 'external';
  const justification =
    suppression.reason ?? `allowed ${suppression.by === 'inline' ? 'inline' : 'by the baseline'}`;
  return { suppressions: [{ kind, justification }] };
}

function properties(finding: Finding) {
  const { issuer, confidence, severity, environment } = finding;
  return {
    issuer,
    confidence,
    severity,
    environment,
    parts: finding.parts.map((part) => ({
      role: part.role,
      kind: part.kind,
      label: part.label,
      shown: shownOf(part),
    })),
    evidence: finding.evidence.map(({ text }) => text),
    ...historyProperties(finding.occurrences[0]),
  };
}

function historyProperties(occurrence: Occurrence | undefined) {
  const { commit, exposure, object } = occurrence?.provenance ?? {};
  return {
    ...(object ? { object } : {}),
    ...(commit ? { commit: commit.id, author: commit.author, date: commit.date } : {}),
    ...(exposure ? { exposure } : {}),
  };
}
