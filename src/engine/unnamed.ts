import type { Evidence, PartRole } from '../findings/model.ts';
import { attribute, type Surroundings } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import type { Match } from './build-match.ts';
import { isValueName, wordsOf } from './label.ts';
import { lineStart } from './lines.ts';
import { isAddress, isMadeUpBeside, isSealed } from './lookalike.ts';
import { fits } from './match-kind.ts';
import { hasShape, isInAddress, isOpenValue } from './open-values.ts';
import { bindToken, meaning } from './reading.ts';
import { isCalledKeys } from './rows.ts';
import type { Kind } from './ruleset.ts';
import type { Token } from './token.ts';

/**
 * Values that no name tells, side by side as key and secret stand: `Venue("api.kraken.com", "V", "V")`,
 * `{ Id = "V"; Sceau = "V" }`. Both shapes tell them, with what names the issuer; a key that has its name tells its secret.
 */

/** A file with more values that came to nothing is data. */
const MOST_VALUES = 80;
/** Key and secret stand within so many characters and lines of each other. */
const REACH = 300;
const MOST_LINES = 4;
const PARTS: ReadonlySet<PartRole> = new Set<PartRole>(['apiKey', 'secret', 'privateKey']);

/** Further parts of credentials among the values that came to nothing, in order of place, beside what was found. */
export function findUnnamed(around: Surroundings, left: readonly Token[], known: readonly Match[]): Match[] {
  if (left.length > MOST_VALUES || (known.length === 0 && !isAnybodys(around))) return [];
  const shaped = left.filter((token) => token.whole && hasShape(around, token));
  const found: Match[] = [];
  for (const [index, value] of shaped.entries()) {
    if (found.some(({ start }) => start === value.start) || !isUnnamed(around, value)) continue;
    const next = shaped[index + 1];
    const part = missingPart(around, value, known);
    if (part !== null) found.push(part);
    else if (next !== undefined && isUnnamed(around, next))
      found.push(...pairOf(around, [value, next], known));
  }
  return found;
}

/** The file or its path names an issuer. */
function isAnybodys({ importVotes, pathMentions, mentions }: Surroundings): boolean {
  return importVotes().size > 0 || pathMentions().length > 0 || mentions().length > 0;
}

/** For a text of which only a part is seen: whether the value may be one that only those beside it tell. */
export function mayBeUnnamed(around: Surroundings, token: Token): boolean {
  const { text } = around;
  const before = text.slice(Math.max(0, token.start - REACH), token.start);
  const after = text.slice(token.end, token.end + REACH);
  return isUnnamed(around, token) && (VALUE.test(before) || VALUE.test(after));
}

const VALUE = /(?<![\w+/=-])(?=[A-Za-z_+/=-]*\d)[\w+/=-]{12,}/;

function isUnnamed(around: Surroundings, token: Token): boolean {
  if (!token.whole || isInAddress(token) || isAddress(token.value)) return false;
  if (!isOpenValue(around, token) || !hasShape(around, token)) return false;
  const binding = bindToken(around, token);
  const [own, outer] = binding.first(2);
  if (!isQuoted(around.text, token) && own?.via !== 'assignment' && !isVariable(own)) return false;
  for (const label of [own, outer]) {
    if (label === undefined) continue;
    const { other, dummy, role } = meaning(label);
    if (other || dummy || (label === own && role !== null && !PARTS.has(role))) return false;
  }
  return !isMadeUpBeside(around.text, token.end) && !isSealed(binding, around.text, token);
}

function isQuoted(text: string, { start, end }: Token): boolean {
  return (
    QUOTE.test(text[start - 1] ?? '') ||
    QUOTE.test(text[end] ?? '') ||
    BRACED.test(text.slice(start - 2, start))
  );
}

/** `SetEnv CS_K V`, `set -gx CS_K V`. */
function isVariable(own: Label | undefined): boolean {
  return own?.via === 'words' && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(own.name);
}

const QUOTE = /["'`]/;
/** `q{V}` of Perl, `{|V|}` of OCaml. */
const BRACED = /q\{|\{\|/;

/** What a credential that has one part by its name still wants, where the value next to it has its shape. */
function missingPart(around: Surroundings, value: Token, known: readonly Match[]): Match | null {
  for (const match of known) {
    if (match.points < LEAST_NAMED || !areBeside(around, match, value, known)) continue;
    if (!areAlike(around.text, match, { ...value, binding: bindToken(around, value) })) continue;
    const kind = wantedKinds(around, match, known).find((wanted) => isPartOf(wanted, value));
    if (kind === undefined || (kind.rarity <= 0 && !isTight(around, match, value))) continue;
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

/** Ids and digests have the shape as well: these stand on the same line or the next, and are not called anything. */
function isTight({ text }: Surroundings, one: Place, other: Place): boolean {
  const gap = between(text, one, other);
  return gap.split('\n').length <= 2 && !/\b(?:\w*[Ii]d|ID|\w+_ID|ref|uuid)\b/.test(gap);
}

interface Place {
  start: number;
  end: number;
}

function between(text: string, one: Place, other: Place): string {
  return one.start < other.start ? text.slice(one.end, other.start) : text.slice(other.end, one.start);
}

/** Near each other, with nothing else that was found between them. */
function areBeside({ text }: Surroundings, one: Place, other: Place, known: readonly Match[]): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  if (second.start < first.end || second.start - first.end > REACH) return false;
  const gap = text.slice(first.end, second.start);
  if (gap.split('\n').length > MOST_LINES + 1 || /\n[ \t]*\r?\n/.test(gap)) return false;
  return !known.some(({ start }) => start >= first.end && start < second.start);
}

function isPartOf(kind: Kind, { value }: Token): boolean {
  return kind.kind.evidence !== 'name' && fits(kind, value) !== 'fail';
}

/** Two kinds of one issuer. */
type Pair = readonly [Kind, Kind];

/** Both parts of a credential of which neither has a name, where something names an issuer that gives out both. */
function pairOf(around: Surroundings, values: readonly [Token, Token], known: readonly Match[]): Match[] {
  const [first, second] = values;
  if (!areBeside(around, first, second, known)) return [];
  const pairs = pairsOf(around, first, second);
  if (pairs.size === 0) return [];
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

/** In one bracket, or in lines that are written alike, or each with a name at the beginning of its line. */
function areAlike(text: string, one: Bound, other: Bound): boolean {
  if (isSameName(one, other)) return false;
  if (one.binding.bracket?.open === other.binding.bracket?.open) return true;
  const [first, second] = [one, other].map(({ start }) =>
    text.slice(lineStart(text, start, REACH), start).replace(/[\w$-]+/g, 'w'),
  );
  return first === second || (isDeclared(text, one) && isDeclared(text, other));
}

/** `id: "V"` over `id: "V"`: two of a kind. */
function isSameName(
  {
    binding: {
      near: [own],
    },
  }: Bound,
  {
    binding: {
      near: [name],
    },
  }: Bound,
): boolean {
  if (own?.via !== 'assignment' || name?.via !== 'assignment' || own.name !== name.name) return false;
  return own.name !== '_' && !isValueName(own.name);
}

interface Bound extends Place {
  binding: Binding;
}

function isDeclared(text: string, { binding }: Bound): boolean {
  const own = binding.first(2).find(({ via }) => via === 'assignment');
  return own !== undefined && text.slice(lineStart(text, own.start), own.start).trim() === '';
}

/** An import, a host or the path (see `Attribution.weight`). */
const LEAST_WEIGHT = 1.5;

/** Shapes that hashes and ids have as well say something only in what signs its requests. */
function isTelling({ text }: Surroundings, pair: Pair): boolean {
  return rarityOf(pair) >= LEAST_RARITY || SIGNS.test(text);
}

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
