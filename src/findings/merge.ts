import { concealFindings } from './conceal.ts';
import { fingerprintOfDigest, fingerprintOfPlace } from './fingerprint.ts';
import { CONFIDENCES, type Evidence, type FindingPart, type Occurrence } from './model.ts';
import { compareSites, compareText } from './order.ts';
import { byDanger, type SealedFinding, type SealedPart } from './seal.ts';

/** Issuer of credentials that nothing gives to anybody; any named issuer beats it. */
export const GENERIC_ISSUER = 'generic';

/** One place of a merged finding, and whether an inline comment allows it there. */
export interface Site {
  occurrence: Occurrence;
  allowed: { reason: string | null } | null;
}

/** One credential over all its places, before it is graded and suppressed. Holds no digest any more. */
export interface MergedFinding {
  fingerprint: string;
  /** `place`: no part may be digested, so the fingerprint says nothing about which secret it is. */
  identity: 'value' | 'place';
  issuer: string;
  environment: SealedFinding['environment'];
  confidence: SealedFinding['confidence'];
  /** Most dangerous first. */
  parts: FindingPart[];
  sites: Site[];
  evidence: Evidence[];
}

/**
 * Makes one finding of all places where a credential stands. Places belong together when their most dangerous
 * digestible value is equal; a place that holds only some of a fuller credential's values joins that one.
 * The result does not depend on the order of the input.
 */
export function mergeFindings(sealed: Iterable<SealedFinding>): MergedFinding[] {
  const groups = groupByFingerprint(concealFindings(sealed));
  const hosts = findHosts(groups);
  for (const [guest, host] of hosts) host.members.push(...guest.members);
  return groups.filter((group) => !hosts.has(group)).map(toMerged);
}

interface Group {
  fingerprint: string;
  identity: MergedFinding['identity'];
  digests: Set<string>;
  members: SealedFinding[];
}

function groupByFingerprint(sealed: Iterable<SealedFinding>): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of sealed) {
    const { fingerprint, identity } = identify(finding);
    const group = groups.get(fingerprint) ?? { fingerprint, identity, digests: new Set(), members: [] };
    groups.set(fingerprint, group);
    group.members.push(finding);
    for (const { digest } of finding.parts) if (digest !== null) group.digests.add(digest);
  }
  return [...groups.values()].sort((a, b) => compareText(a.fingerprint, b.fingerprint));
}

/** The most dangerous digestible value names the credential; of two with one role, the smaller digest. */
function identify(finding: SealedFinding): Pick<Group, 'fingerprint' | 'identity'> {
  const digested = finding.parts.filter((part) => part.digest !== null);
  const role = digested[0]?.role;
  if (role === undefined) return identifyByPlace(finding);
  const digests = digested.filter((part) => part.role === role).map((part) => part.digest ?? '');
  return { fingerprint: fingerprintOfDigest(digests.sort()[0] ?? ''), identity: 'value' };
}

function identifyByPlace({
  issuer,
  parts,
  provenance,
}: SealedFinding): Pick<Group, 'fingerprint' | 'identity'> {
  const kind = parts[0]?.kind ?? '';
  const { path, repository } = provenance;
  return { fingerprint: fingerprintOfPlace({ issuer, kind, path, repository }), identity: 'place' };
}

/** Each group whose values all stand in a fuller one, with that fuller group. */
function findHosts(groups: Group[]): Map<Group, Group> {
  const holders = indexByDigest(groups);
  const hosts = new Map<Group, Group>();
  const fullestFirst = [...groups].sort((a, b) => b.digests.size - a.digests.size);
  const rank = new Map(fullestFirst.map((group, index) => [group, index]));
  for (const guest of fullestFirst) {
    const host = rarestHolders(guest, holders).find(
      (other) => (rank.get(other) ?? 0) < (rank.get(guest) ?? 0) && isSubset(guest.digests, other.digests),
    );
    if (host !== undefined) hosts.set(guest, hosts.get(host) ?? host);
  }
  return hosts;
}

function indexByDigest(groups: Group[]): Map<string, Group[]> {
  const holders = new Map<string, Group[]>();
  const fullestFirst = [...groups].sort((a, b) => b.digests.size - a.digests.size);
  for (const group of fullestFirst) {
    for (const digest of group.digests) {
      const list = holders.get(digest) ?? [];
      list.push(group);
      holders.set(digest, list);
    }
  }
  return holders;
}

/** The shortest list of groups that share a value with this one: a host must be in each of them. */
function rarestHolders(group: Group, holders: Map<string, Group[]>): Group[] {
  const lists = [...group.digests].map((digest) => holders.get(digest) ?? []);
  return lists.sort((a, b) => a.length - b.length)[0] ?? [];
}

function isSubset(part: Set<string>, whole: Set<string>): boolean {
  for (const entry of part) if (!whole.has(entry)) return false;
  return true;
}

function toMerged({ fingerprint, identity, members }: Group): MergedFinding {
  const ranked = [...members].sort(compareAttribution);
  const best = ranked[0]!;
  const sameIssuer = ranked.filter((member) => member.issuer === best.issuer);
  return {
    fingerprint,
    identity,
    issuer: best.issuer,
    environment: sameIssuer.some((member) => member.environment === 'live') ? 'live' : best.environment,
    confidence: bestConfidence(members),
    parts: uniteParts(ranked),
    sites: uniteSites(members),
    evidence: uniteEvidence(sameIssuer),
  };
}

/** Best first: a named issuer, then the surer one, then more evidence, then more parts, then the place. */
function compareAttribution(a: SealedFinding, b: SealedFinding): number {
  return (
    Number(a.issuer === GENERIC_ISSUER) - Number(b.issuer === GENERIC_ISSUER) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    b.evidence.length - a.evidence.length ||
    b.parts.length - a.parts.length ||
    compareText(a.issuer, b.issuer) ||
    compareSites(toSite(a), toSite(b)) ||
    compareText(digestsOf(a), digestsOf(b))
  );
}

function digestsOf({ parts }: SealedFinding): string {
  return parts.map((part) => part.digest).join();
}

function bestConfidence(members: SealedFinding[]): SealedFinding['confidence'] {
  const best = Math.max(...members.map((member) => CONFIDENCES.indexOf(member.confidence)));
  return CONFIDENCES[best] ?? 'possible';
}

/** Equal values count once; so do values without a digest that play the same part. */
function uniteParts(ranked: SealedFinding[]): FindingPart[] {
  const seen = new Map<string, SealedPart>();
  for (const part of ranked.flatMap((member) => member.parts)) {
    const key = part.digest ?? `${part.role} ${part.shown}`;
    if (!seen.has(key)) seen.set(key, part);
  }
  const parts = [...seen.values()].sort(byDanger);
  return parts.map(({ role, kind, label, shown }) => ({ role, kind, label, shown }));
}

function uniteSites(members: SealedFinding[]): Site[] {
  const sorted = members.map(toSite).sort(compareSites);
  return sorted.filter((site, index) => index === 0 || compareSites(sorted[index - 1]!, site) !== 0);
}

function toSite({ provenance, parts, allowed }: SealedFinding): Site {
  return { occurrence: { provenance, parts: parts.map(({ role, region }) => ({ role, region })) }, allowed };
}

const MAX_EVIDENCE = 12;

function uniteEvidence(ranked: SealedFinding[]): Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const evidence of ranked.flatMap((member) => member.evidence)) {
    const key = `${evidence.kind}\0${evidence.text}`;
    if (!seen.has(key)) seen.set(key, evidence);
    if (seen.size === MAX_EVIDENCE) break;
  }
  return [...seen.values()];
}
