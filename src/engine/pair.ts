import type { PartRole } from '../findings/model.ts';
import { sharedScopes } from './binding.ts';
import { PAIR_CHECKS } from './checks/registry.ts';
import { wordsOf } from './label.ts';
import { ACCEPT, ACCEPT_PAIRED, isIdentifier, type Match, roleFit } from './match.ts';
import type { Ruleset } from './ruleset.ts';

/** Parts that make one credential. */
export interface Unit {
  issuer: number;
  parts: Match[];
  proof: boolean;
}

const SECRET_ROLES: readonly PartRole[] = ['secret', 'privateKey', 'token', 'webhook'];
const FAR = 2600;

/**
 * Unites matches into credentials, one to one, nearest first; structure (the same object, the same stem of the name)
 * counts more than distance. Never a cross product.
 */
export function pairMatches(text: string, matches: readonly Match[], ruleset: Ruleset): Unit[] {
  const settled = harmonise(text, matches, ruleset);
  const units: Unit[] = [];
  for (const issuer of new Set(settled.map((match) => match.kind.issuer))) {
    units.push(
      ...pairIssuer(
        text,
        settled.filter((match) => match.kind.issuer === issuer),
        ruleset,
        issuer,
      ),
    );
  }
  return units.filter(isAccepted);
}

function isAccepted(unit: Unit): boolean {
  if (unit.parts.every((part) => isIdentifier(part.role))) return false;
  if (unit.proof || unit.parts.some((part) => part.points >= ACCEPT)) return true;
  const points = unit.parts.map((part) => part.points);
  return points.length >= 2 && Math.max(...points) >= ACCEPT_PAIRED && Math.min(...points) >= 1.5;
}

function pairIssuer(text: string, matches: readonly Match[], ruleset: Ruleset, issuer: number): Unit[] {
  const rule = ruleset.rules[issuer]!;
  const wanted = new Set(rule.bundles.flat());
  const isPart = (role: PartRole) => wanted.has(role) || rule.bundles.length === 0;
  const heads = matches.filter((match) => SECRET_ROLES.includes(match.role));
  const units: Unit[] = heads.map((head) => ({ issuer, parts: [head], proof: head.proof }));
  const loose: Unit[] = [];
  const others = matches.filter((match) => !SECRET_ROLES.includes(match.role));
  for (const role of ['apiKey', 'passphrase', 'uid', 'walletAddress'] as const) {
    const list = others.filter((match) => match.role === role);
    const taken = assign(text, list, isPart(role) ? [...units, ...loose] : [], role);
    for (const match of list)
      if (!taken.has(match))
        loose.push({ issuer, parts: [match], proof: match.proof && !isIdentifier(match.role) });
  }
  const all = [...units, ...loose];
  for (const unit of all) unit.proof = unit.proof || hasPairProof(unit, ruleset);
  return all;
}

/** Gives each match to the nearest unit that lacks its role; returns those that found one. */
function assign(text: string, list: readonly Match[], units: readonly Unit[], role: PartRole): Set<Match> {
  const options = list.flatMap((match) =>
    units.map((unit) => ({ match, unit, cost: unitCost(text, match, unit) })),
  );
  options.sort((a, b) => a.cost - b.cost || a.match.start - b.match.start);
  const taken = new Set<Match>();
  for (const { match, unit, cost } of options) {
    if (cost > FAR || taken.has(match) || unit.parts.some((part) => part.role === role)) continue;
    unit.parts.push(match);
    taken.add(match);
  }
  return taken;
}

function unitCost(text: string, match: Match, unit: Unit): number {
  return Math.min(...unit.parts.map((part) => distance(text, match, part)));
}

/** How unlikely it is that two values belong together. */
function distance(text: string, a: Match, b: Match): number {
  const from = Math.min(a.end, b.end);
  const to = Math.max(a.start, b.start);
  const gap = Math.max(0, to - from);
  let cost = gap > 6000 ? FAR * 10 : Math.min(gap, 40 + 30 * newlines(text, from, to));
  const stems = [stemOf(a), stemOf(b)] as const;
  const sameStem = stems[0] !== null && stems[0] === stems[1];
  if (stems[0] !== null && stems[1] !== null && stems[0] !== stems[1])
    cost += stemsClash(stems[0], stems[1]) ? FAR : 300;
  if (sameStem && stems[0] !== '') cost *= 0.3;
  const scopes = scopeRelation(text, a, b);
  if (scopes === 'apart') cost += sameStem && stems[0] !== '' ? 400 : 1400;
  else if (scopes === 'nested') cost += 120;
  if (a.role === 'apiKey' && a.start > b.start) cost += 25;
  return cost;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function scopeRelation(text: string, a: Match, b: Match): 'same' | 'nested' | 'apart' {
  const first = scopesOf(text, a);
  const second = scopesOf(text, b);
  if (first[0] === second[0]) return 'same';
  if (first.length === 0 || second.length === 0) return 'nested';
  return first.includes(second[0]!) || second.includes(first[0]!) ? 'nested' : 'apart';
}

function scopesOf(text: string, match: Match): number[] {
  return sharedScopes(text, match.binding, match.start, match.end).map((scope) => scope.open);
}

const ROLE_WORDS =
  /\b(?:api|apikey|apisecret|key|keys|secret|secrets|secretkey|private|privatekey|priv|public|pub|pass|passphrase|phrase|password|passwd|pwd|token|access|uid|user|id|client|memo|account|accesskey|pk|sk|ak|hmac|b|64|hex|pem|value|wallet|address|login|cred|credential|credentials|str|string|const|data|default|master|masterkey|mastersecret|signing|sign|mykey|mysecret|my|the|x|code|no|number|name)\b/g;

/** What is left of a name without the words for its role: `BINANCE_API_KEY_2` is `binance 2`. Null without a name. */
function stemOf(match: Match): string | null {
  if (match.label === null || match.label.via === 'call') return null;
  return wordsOf(match.label.name).replace(ROLE_WORDS, ' ').replace(/\s+/g, ' ').trim();
}

/** Different numbers or account names mean different accounts; one stem within the other is merely longer. */
function stemsClash(a: string, b: string): boolean {
  if (a === '' || b === '') return /\d/.test(a + b);
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return !long.split(' ').some((word) => short.split(' ').includes(word)) || numbersOf(a) !== numbersOf(b);
}

function numbersOf(stem: string): string {
  return (stem.match(/\d+/g) ?? []).join(',');
}

/**
 * Neighbours in one object that got different issuers, or none: the surer one decides, where the other's shape
 * allows it.
 */
function harmonise(text: string, matches: readonly Match[], ruleset: Ruleset): Match[] {
  const list = [...matches];
  const byWeight = [...list].sort((a, b) => certainty(b) - certainty(a));
  for (const sure of byWeight) {
    for (let index = 0; index < list.length; index++) {
      const other = list[index]!;
      if (other === sure || other.kind.issuer === sure.kind.issuer || certainty(other) >= certainty(sure))
        continue;
      if (distance(text, other, sure) > 260 || scopeRelation(text, other, sure) === 'apart') continue;
      if (!list.includes(sure)) continue;
      const moved = moveTo(other, sure, ruleset);
      if (moved !== null) list[index] = moved;
    }
  }
  return list;
}

function certainty(match: Match): number {
  return (
    (match.attribution?.weight ?? 0) +
    (match.kind.kind.evidence === 'pattern' ? 4 : 0) +
    (match.proof ? 3 : 0)
  );
}

function moveTo(match: Match, sure: Match, ruleset: Ruleset): Match | null {
  const bundle = ruleset.rules[sure.kind.issuer]!.bundles.find(
    (roles) => roles.includes(sure.role) && roles.length > 1,
  );
  if (bundle === undefined || match.proof) return null;
  const kind = ruleset
    .kindsOf(sure.kind.issuer)
    .filter(
      (candidate) =>
        bundle.includes(candidate.role) &&
        candidate.role !== sure.role &&
        roleFit(match.role, candidate.role) >= 2,
    )
    .find(
      (candidate) =>
        candidate.kind.evidence !== 'name' && (isLoose(match) || candidate.test(match.value) !== 'fail'),
    );
  if (kind === undefined) return null;
  const attribution = {
    shared: [],
    issuer: sure.kind.issuer,
    weight: Math.min(2.5, certainty(sure)),
    kind: 'scope',
    text: 'the value beside it names the issuer',
  };
  return {
    ...match,
    kind,
    role: kind.role,
    attribution,
    points:
      match.points - (match.attribution?.weight ?? 0) - match.kind.rarity + attribution.weight + kind.rarity,
    evidence: [
      { kind: attribution.kind, text: attribution.text },
      ...match.evidence.filter((evidence) => evidence.kind === 'label'),
    ],
  };
}

/** A value that nothing but its own strong name made a match: its shape need not be one we know. */
function isLoose(match: Match): boolean {
  return match.kind.rule.category === 'generic' && match.label !== null;
}

function hasPairProof(unit: Unit, ruleset: Ruleset): boolean {
  return ruleset.rules[unit.issuer]!.pairChecks.some(({ check, of }) => {
    const first = unit.parts.find((part) => part.role === of[0]);
    const second = unit.parts.find((part) => part.role === of[1]);
    const run = PAIR_CHECKS.get(check);
    return (
      first !== undefined &&
      second !== undefined &&
      run !== undefined &&
      run(first.value, second.value) === 'proof'
    );
  });
}
