import type { PartRole } from '../findings/model.ts';
import { sharedScopes } from './binding.ts';
import { ACCEPT, ACCEPT_PAIRED, type Match } from './build-match.ts';
import { PAIR_CHECKS } from './checks/registry.ts';
import { wordsOf } from './label.ts';
import { isFormat, isIdentifier, roleFit } from './match-kind.ts';
import type { Ruleset } from './ruleset.ts';

/** Parts that make one credential. */
export interface Unit {
  issuer: number;
  parts: Match[];
  proof: boolean;
}

/** What pairing reads besides the matches. */
interface Around {
  text: string;
  ruleset: Ruleset;
}

const SECRET_ROLES: readonly PartRole[] = ['secret', 'privateKey', 'token', 'webhook'];
/** Values farther apart than this never belong together. */
const REACH = 6000;
/** Cost above which two values are not united. */
const FAR = 2600;

/**
 * Unites matches into credentials, one to one, nearest first; structure (the same object, the same stem of the name)
 * counts more than distance. Never a cross product.
 */
export function pairMatches(text: string, matches: readonly Match[], ruleset: Ruleset): Unit[] {
  const around = { text, ruleset };
  const settled = harmonise(around, matches);
  const byIssuer = new Map<number, Match[]>();
  for (const match of settled) {
    const list = byIssuer.get(match.kind.issuer);
    if (list === undefined) byIssuer.set(match.kind.issuer, [match]);
    else list.push(match);
  }
  return [...byIssuer].flatMap(([issuer, own]) => pairIssuer(around, own, issuer)).filter(isAccepted);
}

function isAccepted(unit: Unit): boolean {
  if (unit.parts.every((part) => isIdentifier(part.role))) return false;
  if (unit.proof || unit.parts.some((part) => part.points >= ACCEPT)) return true;
  const points = unit.parts.map((part) => part.points);
  return points.length >= 2 && Math.max(...points) >= ACCEPT_PAIRED && Math.min(...points) >= 1.5;
}

function pairIssuer(around: Around, matches: readonly Match[], issuer: number): Unit[] {
  const { bundles } = around.ruleset.rules[issuer]!;
  const wanted = new Set(bundles.flat());
  const second = SECRET_ROLES.filter((role) => isSecond(role, bundles));
  const units: Unit[] = matches
    .filter((match) => SECRET_ROLES.includes(match.role) && !second.includes(match.role))
    .map((head) => ({ issuer, parts: [head], proof: head.proof }));
  for (const role of [...second, 'apiKey', 'passphrase', 'uid', 'walletAddress'] as const) {
    const list = matches.filter((match) => match.role === role);
    const taken = wanted.has(role) ? assign(around, list, units, role) : new Set<Match>();
    const left = list.filter((match) => !taken.has(match));
    units.push(
      ...left.map((match) => ({ issuer, parts: [match], proof: match.proof && !isIdentifier(role) })),
    );
  }
  for (const unit of units) unit.proof = unit.proof || hasPairProof(unit, around.ruleset);
  return units;
}

/** Secrets that stand beside another one in a bundle: a signing seed beside the API secret. */
function isSecond(role: PartRole, bundles: readonly PartRole[][]): boolean {
  return role !== 'secret' && bundles.some((bundle) => bundle.includes('secret') && bundle.includes(role));
}

/** Gives each match to the nearest unit that lacks its role; returns those that found one. */
function assign(around: Around, list: readonly Match[], units: readonly Unit[], role: PartRole): Set<Match> {
  const lone = list.length === 1 && units.length === 1;
  const options = list.flatMap((match) =>
    units
      .filter((unit) => Math.abs(unit.parts[0]!.start - match.start) <= REACH)
      .map((unit) => ({ match, unit, cost: unitCost(around, match, unit, lone) })),
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

function unitCost(around: Around, match: Match, unit: Unit, lone: boolean): number {
  return Math.min(...unit.parts.map((part) => distance(around, match, part, lone)));
}

/** How unlikely it is that two values belong together. `lone`: the file has no other candidates for either. */
function distance(around: Around, a: Match, b: Match, lone = false): number {
  const from = Math.min(a.end, b.end);
  const to = Math.max(a.start, b.start);
  if (to - from > REACH) return Number.POSITIVE_INFINITY;
  let cost = Math.min(Math.max(0, to - from), 40 + 30 * newlines(around.text, from, to));
  const first = stemOf(a, around.ruleset);
  const second = stemOf(b, around.ruleset);
  const isSame = first !== null && first === second && first !== '';
  if (isSame) cost *= 0.3;
  else if (first !== null && second !== null && first !== second) cost += stemCost(first, second, lone);
  const relation = scopeRelation(around.text, a, b);
  if (relation === 'apart') cost += isSame ? 400 : 1400;
  else if (relation === 'nested') cost += 120;
  return a.role === 'apiKey' && a.start > b.start ? cost + 25 : cost;
}

function newlines(text: string, from: number, to: number): number {
  return to <= from ? 0 : text.slice(from, to).split('\n').length - 1;
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

/** Role words in names without separators: `MAINAPIKEY`. */
const JOINED_ROLE_WORDS =
  /(?:api|access|secret|private|public|master|trading|trade)*(?:keys?|secrets?|token|passphrase|password|pass)\b/g;

/** What is left of a name without the issuer and the role: `BINANCE_API_KEY_2` is `2`. Null without a name. */
function stemOf(match: Match, ruleset: Ruleset): string | null {
  if (match.label === null || match.label.via === 'call') return null;
  let name = match.label.name;
  for (const mention of ruleset.lexicon.find(name).reverse()) {
    if (mention.kind !== 'name') name = `${name.slice(0, mention.start)}_${name.slice(mention.end)}`;
  }
  const words = wordsOf(name).replace(ROLE_WORDS, ' ').replace(JOINED_ROLE_WORDS, '');
  return words.replace(/\s+/g, ' ').trim();
}

/** Different numbers or account names mean different accounts; a stem within the other is merely longer. */
function stemCost(a: string, b: string, lone: boolean): number {
  const numbers = (stem: string) => (stem.match(/\d+/g) ?? []).join();
  if (numbers(a) !== numbers(b)) return numbers(a) === '' || numbers(b) === '' ? 600 : FAR;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const isLonger = short === '' || long.split(' ').some((word) => short.split(' ').includes(word));
  if (isLonger) return 300;
  return lone ? 900 : FAR;
}

/**
 * Neighbours in one object that got different issuers, or none: the surer one decides, where the other's shape
 * allows it.
 */
function harmonise(around: Around, matches: readonly Match[]): Match[] {
  const list = [...matches].sort((a, b) => a.start - b.start);
  const order = list.map((_, index) => index).sort((a, b) => certainty(list[b]!) - certainty(list[a]!));
  for (const at of order) {
    for (const index of neighbours(list, at)) {
      const sure = list[at]!;
      const other = list[index]!;
      if (other.kind.issuer === sure.kind.issuer || certainty(other) >= Math.min(3, certainty(sure)))
        continue;
      if (distance(around, other, sure) > 400 || scopeRelation(around.text, other, sure) === 'apart')
        continue;
      list[index] = moveTo(other, sure, around.ruleset) ?? other;
    }
  }
  return list;
}

/** The few matches next to the one at `at`, in file order. */
function neighbours(list: readonly Match[], at: number): number[] {
  const near = [at - 3, at - 2, at - 1, at + 1, at + 2, at + 3];
  return near.filter((index) => index >= 0 && index < list.length);
}

function certainty(match: Match): number {
  const shape = match.kind.kind.evidence === 'pattern' ? 4 : 0;
  const own = isFormat(match.kind) ? 0 : shape + (match.proof ? 3 : 0);
  return (match.attribution?.weight ?? 0) + own;
}

function moveTo(match: Match, sure: Match, ruleset: Ruleset): Match | null {
  const bundle = ruleset.rules[sure.kind.issuer]!.bundles.filter((roles) => roles.includes(sure.role)).flat();
  if (bundle.length < 2 || (match.proof && !isFormat(match.kind))) return null;
  if (namesAnother(match, sure.kind.issuer, ruleset)) return null;
  const kind = ruleset
    .kindsOf(sure.kind.issuer)
    .filter(
      (other) =>
        bundle.includes(other.role) && other.role !== sure.role && roleFit(match.role, other.role) >= 2,
    )
    .find(
      (other) => other.kind.evidence !== 'name' && (isLoose(match) || other.test(match.value) !== 'fail'),
    );
  if (kind === undefined) return null;
  const attribution = {
    issuer: sure.kind.issuer,
    shared: [],
    weight: Math.min(2.5, certainty(sure)),
    kind: 'scope',
    text: 'the value beside it names the issuer',
  };
  const before = (match.attribution?.weight ?? 0) + match.kind.rarity;
  return {
    ...match,
    kind,
    role: kind.role,
    attribution,
    points: Math.max(match.points, match.points - before + attribution.weight + kind.rarity),
    evidence: [
      { kind: attribution.kind, text: attribution.text },
      ...match.evidence.filter((evidence) => evidence.kind === 'label' || evidence.kind === 'proof'),
    ],
  };
}

/** Its own name says that it belongs to somebody else. */
function namesAnother(match: Match, issuer: number, ruleset: Ruleset): boolean {
  const mentions = match.label === null ? [] : ruleset.lexicon.find(match.label.name);
  return mentions.length > 0 && !mentions.some((mention) => mention.issuers.includes(issuer));
}

/** A value that nothing but its own strong name made a match: its shape need not be one we know. */
function isLoose(match: Match): boolean {
  return match.kind.rule.id === 'generic' && match.label !== null && !match.proof;
}

function hasPairProof(unit: Unit, ruleset: Ruleset): boolean {
  return ruleset.rules[unit.issuer]!.pairChecks.some(({ check, of }) => {
    const first = unit.parts.find((part) => part.role === of[0]);
    const second = unit.parts.find((part) => part.role === of[1]);
    const run = PAIR_CHECKS.get(check);
    return first !== undefined && second !== undefined && run?.(first.value, second.value) === 'proof';
  });
}
