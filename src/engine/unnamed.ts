import type { Evidence } from '../findings/model.ts';
import { attribute, type Surroundings } from './attribution.ts';
import type { Match } from './build-match.ts';
import { wordsOf } from './label.ts';
import { fits } from './match-kind.ts';
import { bindToken } from './reading.ts';
import { isCalledKeys } from './rows.ts';
import type { Kind } from './ruleset.ts';
import type { Token } from './token.ts';
import { areAlike, areBeside, isTight, mayBeUnnamed, PARTS } from './unnamed-values.ts';

/**
 * Values that no name tells, side by side as key and secret stand: `Venue("api.kraken.com", "V", "V")`,
 * `{ Id = "V"; Sceau = "V" }`. Both shapes tell them, with what names the issuer; a key that has its name tells its secret.
 */

/** Further parts of credentials among the values that came to nothing, in order of place, beside what was found. */
export function findUnnamed(around: Surroundings, left: readonly Token[], known: readonly Match[]): Match[] {
  const unnamed = left.filter((token) => mayBeUnnamed(around, token));
  const found: Match[] = [];
  for (const [index, value] of unnamed.entries()) {
    if (found.some(({ start }) => start === value.start)) continue;
    const next = unnamed[index + 1];
    const part = missingPart(around, value, known);
    if (part !== null) found.push(part);
    else if (next !== undefined) found.push(...pairOf(around, [value, next], known));
  }
  return found;
}

/** What a credential that has one part by its name still wants, where the value next to it has its shape. */
function missingPart(around: Surroundings, value: Token, known: readonly Match[]): Match | null {
  for (const match of known) {
    if (match.points < LEAST_NAMED || !areBeside(around.text, match, value, known)) continue;
    if (!areAlike(around.text, match, { ...value, binding: bindToken(around, value) })) continue;
    const kind = wantedKinds(around, match, known).find((wanted) => isPartOf(wanted, value));
    if (kind === undefined || (kind.rarity <= 0 && !isTight(around.text, match, value))) continue;
    return toMatch(around, value, { kind, attribution: match.attribution, points: 2.5 });
  }
  return null;
}

const LEAST_NAMED = 3;

function wantedKinds({ ruleset }: Surroundings, match: Match, known: readonly Match[]): Kind[] {
  const has = new Set(
    known
      .filter(
        (other) => other.kind.issuer === match.kind.issuer && Math.abs(other.start - match.start) < NEAR,
      )
      .map(({ role }) => role),
  );
  const roles = match.kind.rule.bundles.filter((bundle) => bundle.includes(match.role)).flat();
  return ruleset
    .kindsOf(match.kind.issuer)
    .filter(({ role }) => PARTS.has(role) && roles.includes(role) && !has.has(role));
}

const NEAR = 400;

function isPartOf(kind: Kind, { value }: Token): boolean {
  return kind.kind.evidence !== 'name' && fits(kind, value) !== 'fail';
}

/** Two kinds of one issuer. */
type Pair = readonly [Kind, Kind];

/** Both parts of a credential of which neither has a name, where something names an issuer that gives out both. */
function pairOf(around: Surroundings, values: readonly [Token, Token], known: readonly Match[]): Match[] {
  const [first, second] = values;
  if (!areBeside(around.text, first, second, known)) return [];
  const pairs = pairsOf(around, first, second);
  if (pairs.size === 0 || values.every(({ value }) => isUuid(value))) return [];
  const place = { ...first, binding: bindToken(around, first) };
  if (!areAlike(around.text, place, { ...second, binding: bindToken(around, second) })) return [];
  const attribution = attribute(around, place, (issuer) => pairs.has(issuer));
  if (attribution === null || attribution.weight < LEAST_WEIGHT) return [];
  const pair = pairs.get(attribution.issuer)!;
  const isTold = isTelling(around, pair) || isCalledKeys(place.binding);
  if (!isTold && (attribution.weight < OBJECT || !values.every((value) => isNameless(around, value))))
    return [];
  if (rarityOf(pair) < LEAST_RARITY && values.some((value) => isId(around, value))) return [];
  return values.map((value, at) => toMatch(around, value, { kind: pair[at]!, attribution, points: 3 }));
}

/** Nobody gives out both parts in the form that programs give to everything they count. */
function isUuid(value: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
}

/** An import, a host or the path (see `Attribution.weight`). */
const LEAST_WEIGHT = 1.5;

/** Shapes that hashes and ids have as well say something only in what signs its requests. */
function isTelling(around: Surroundings, pair: Pair): boolean {
  return rarityOf(pair) >= LEAST_RARITY || signs(around);
}

function signs(around: Surroundings): boolean {
  const answer = signing.get(around) ?? SIGNS.test(around.text);
  signing.set(around, answer);
  return answer;
}

/** Asked once for a text. */
const signing = new WeakMap<Surroundings, boolean>();

function rarityOf([one, other]: Pair): number {
  return one.rarity + other.rarity;
}

const LEAST_RARITY = 1.5;

/** The call or the object that the values stand in names the issuer (see `Attribution.weight`). */
const OBJECT = 2.5;

function isNameless(around: Surroundings, token: Token): boolean {
  return bindToken(around, token).near[0]?.via !== 'assignment';
}

/** `mongo_id`, `order-ref`. */
function isId(around: Surroundings, token: Token): boolean {
  const words = wordsOf(bindToken(around, token).near[0]?.name ?? '');
  return /\w (?:id|uuid|guid|ref|no|number)$/.test(words);
}

const SIGNS = /hmac|createSign|\bSign(?:ature)?\b|\bsign\(|-SIGN\b/i;

/** By issuer, the key before the secret where both would do. */
function pairsOf({ ruleset }: Surroundings, first: Token, second: Token): Map<number, Pair> {
  const kinds = [first, second].map((token) =>
    ruleset.byLength(token.value.length).filter((kind) => PARTS.has(kind.role) && isPartOf(kind, token)),
  );
  const pairs = new Map<number, Pair>();
  for (const one of kinds[0]!) {
    const other = kinds[1]!.find((kind) => kind.issuer === one.issuer && areParts(one, kind));
    if (other !== undefined && (one.role === 'apiKey' || !pairs.has(one.issuer)))
      pairs.set(one.issuer, [one, other]);
  }
  return pairs;
}

function areParts(one: Kind, other: Kind): boolean {
  return (
    one.rule.category === 'exchange' &&
    one.role !== other.role &&
    (one.role === 'apiKey' || other.role === 'apiKey') &&
    one.rule.bundles.some((bundle) => bundle.includes(one.role) && bundle.includes(other.role))
  );
}

function toMatch(
  around: Surroundings,
  { value, start, end }: Token,
  { kind, attribution, points }: Pick<Match, 'kind' | 'attribution' | 'points'>,
): Match {
  const binding = bindToken(around, { value, start, end, bindAt: start, whole: true, before: '' });
  const evidence: Evidence[] = [{ kind: 'shape', text: 'its form and that of the value beside it say so' }];
  if (attribution !== null) evidence.unshift({ kind: attribution.kind, text: attribution.text });
  const proof = fits(kind, value) === 'proof';
  return {
    kind,
    role: kind.role,
    value,
    start,
    end,
    binding,
    label: null,
    attribution,
    proof,
    points,
    evidence,
  };
}
