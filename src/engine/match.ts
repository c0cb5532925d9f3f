import type { PartRole } from '../findings/model.ts';
import { kindsOfAddressBeside } from './address-beside.ts';
import { type Attribution, attribute, type Place, type Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { build, type Match } from './build-match.ts';
import { wordsIn } from './companion-words.ts';
import { generic, oddShape, ownWallet } from './fallback.ts';
import { isCode, isSettings } from './files.ts';
import { isInitial, readInitial } from './initials.ts';
import type { LabelMeaning } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { listedPlace } from './listed.ts';
import { isSealed } from './lookalike.ts';
import { bestKind, fits, isFormat, isIdForSecret, roleFit } from './match-kind.ts';
import type { Named } from './named-value.ts';
import { hasShape, isInAddress, isOpenValue } from './open-values.ts';
import { readPosition } from './position.ts';
import { isFillerInParts } from './randomness.ts';
import { bindToken, meaning, ownName, parentOf, readMeaning, readUrl } from './reading.ts';
import { type Kind, nameKey } from './ruleset.ts';
import type { Token } from './token.ts';
import { mayBeUnnamed } from './unnamed-values.ts';
import { readUse, variableOf } from './uses.ts';

/** What a token could be, or null. Points are not judged here: pairing may add to them. */
export function matchToken(around: Surroundings, token: Token): Match | null {
  const sure = matchProven(around, token) ?? matchAddressed(around, token);
  if (sure !== null) return sure;
  const open = readOpen(around, token);
  return open === null ? null : choose(around, token, open.fitting, open.named);
}

/** What only the path or a far part of the file says weighs no more than this (see `Attribution.weight`). */
const FAR = 1.5;

/** Whether the token could match, were some issuer named by a path or a text that is not seen here. */
export function mayMatchSomewhere(around: Surroundings, token: Token): boolean {
  if (matchProven(around, token) !== null || matchAddressed(around, token) !== null) return true;
  const open = readOpen(around, token);
  if (open === null) return mayBeUsed(around, token) || mayBeUnnamed(around, token);
  const { fitting, named } = open;
  const isOpenFar = (kind: Kind) =>
    named.meaning.role === null || roleFit(named.meaning.role, kind.role) >= 3;
  if (named.least <= FAR && fitting.some(isOpenFar)) return !isSealed(named.binding, around.text, token);
  return choose(around, token, fitting, named) !== null;
}

/** What its names say of a value, and the kinds that agree; null where it is none or nothing says so. */
function readOpen(around: Surroundings, token: Token): { fitting: readonly Kind[]; named: Named } | null {
  const kinds = around.ruleset.byLength(token.value.length);
  if (kinds.length === 0 && token.value.length < 20) return null;
  if (!isOpenValue(around, token)) return null;
  const named = isInAddress(token) ? readUrl(around, token) : readInText(around, token);
  if (named === null) return null;
  const fitting = kinds.filter((kind) => isOpenTo(kind, named) && fits(kind, token.value) !== 'fail');
  return { fitting, named };
}

function readInText(around: Surroundings, token: Token): Named | null {
  const named = readMeaning(around, token);
  if (named !== null && isOfAnotherSite(around, token))
    return { ...named, least: Math.max(named.least, OWN) };
  if (named !== null || !hasShape(around, token)) return named;
  const variable = variableOf(around, token);
  return (variable === null ? null : readUse(around, token, variable)) ?? readInitial(around, token);
}

/** `https://news.site/article?emailToken=V` in what people wrote: whose it is, its address says. */
function isOfAnotherSite({ path }: Surroundings, { before }: Token): boolean {
  return SITE.test(before) && !isCode(path) && !isSettings(path);
}

const SITE = /:\/\/[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/[^\s"'`]*\?[^\s"'`]*$/i;

/** Whether a use that is not seen here may say what a value is, of which its names say nothing. */
function mayBeUsed(around: Surroundings, token: Token): boolean {
  if (isInAddress(token) || (variableOf(around, token) === null && !isInitial(around, token))) return false;
  return isOpenValue(around, token) && hasShape(around, token);
}

/** Kinds whose shape says nothing need a name that says exactly what they are. */
function isOpenTo(kind: Kind, named: Named): boolean {
  if (isForWallet(named) && kind.role === 'secret' && kind.rule.category !== 'exchange') return false;
  return kind.kind.evidence !== 'name' || (kind.role === named.meaning.role && named.strength >= 2);
}

/** `PRIVATE_KEY`, or in what holds wallets: nobody but exchanges calls a secret so. */
function isForWallet({ meaning, strength }: Named): boolean {
  return meaning.role === 'privateKey' && strength >= 2.5;
}

/** Kinds whose shape or checksum is evidence enough: no name is needed. */
function matchProven(around: Surroundings, token: Token): Match | null {
  const sure: { kind: Kind; proof: boolean }[] = [];
  for (const kind of around.ruleset.provable(token.value.length)) {
    const isPattern = kind.kind.evidence === 'pattern';
    if (kind.prefix !== '' && !token.value.startsWith(kind.prefix)) continue;
    const result = fits(kind, token.value);
    if (result === 'proof' || (result === 'pass' && isPattern && !isFillerInParts(token.value)))
      sure.push({ kind, proof: result === 'proof' });
  }
  return sure.length === 0 ? null : proven(around, token, sure);
}

/** A wallet's key with its own address beside it, whatever it is called. */
function matchAddressed(around: Surroundings, token: Token): Match | null {
  const kinds = kindsOfAddressBeside(around, token);
  return kinds.length === 0
    ? null
    : proven(
        around,
        token,
        kinds.map((kind) => ({ kind, proof: true })),
      );
}

/** A match by shape or proof: issuers and roles that share the shape are told apart by what names them. */
export function proven(
  around: Surroundings,
  token: Token,
  sure: readonly { kind: Kind; proof: boolean }[],
): Match | null {
  const binding = bindToken(around, token);
  const labels = binding
    .first(3)
    .map((label) => ({ label, meant: ownName(around, label) ?? meaning(label) }));
  const first = labels[0]?.meant;
  const proof = sure.some((one) => one.proof);
  if (!proof && (first?.dummy || first?.other)) return null;
  const place = placeRole(around, token, binding);
  const told = labels.find(({ meant }) => meant.role !== null && (place === null || meant.strength >= 2));
  const named: Named = {
    binding,
    label: told?.label ?? null,
    meaning: told?.meant ?? { ...NOTHING, role: place },
    strength: told?.meant.strength ?? 0,
    least: 0,
  };
  const rivals = around.ruleset
    .byLength(token.value.length)
    .filter(
      (other) =>
        isRival(other, sure) && !(proof && isOfService(other, sure)) && fits(other, token.value) !== 'fail',
    );
  const among = (kinds: readonly Kind[]) =>
    attribute(around, { ...token, binding }, (issuer) => kinds.some((kind) => kind.issuer === issuer));
  const attribution =
    (isPhrase(token) ? among(rivals.filter((rival) => !isFormat(rival))) : null) ?? among(rivals);
  const own = attribution === null ? [] : rivals.filter((rival) => rival.issuer === attribution.issuer);
  const kind = bestKind(own.length > 0 ? own : withoutClaim(sure), named, token.value)!;
  return {
    kind,
    role: kind.role,
    value: token.value,
    start: token.start,
    end: token.end,
    binding,
    label: named.label,
    attribution,
    proof,
    points: 10,
    evidence: [
      proof
        ? { kind: 'proof', text: 'its checksum or key relation is right' }
        : { kind: 'shape', text: 'its form is that of this issuer alone' },
    ],
  };
}

/** Kinds for a value whose issuer nothing says: a proof is of the form, and whoever needs more evidence may not claim it. */
function withoutClaim(sure: readonly { kind: Kind }[]): Kind[] {
  const kinds = sure.map(({ kind }) => kind);
  const free = kinds.filter((kind) => isFormat(kind) || kind.kind.evidence === 'pattern');
  return free.length > 0 ? free : kinds;
}

/** A mnemonic, a PEM text or what stands in one, which everybody calls so: whose it is, is said elsewhere. */
function isPhrase({ value }: Token): boolean {
  return value.includes(' ') || /^M(?:C4CAQ|HcCAQ|I[GHI][A-Za-z\d+/])/.test(value);
}

const NOTHING: LabelMeaning = { role: null, strength: 0, other: false, dummy: false };

/** Without a name that says more, the place in a call or a list tells the part. */
function placeRole(around: Surroundings, token: Token, binding: Binding): PartRole | null {
  const place =
    listedPlace(around, token, binding) ?? readPosition(around, token, binding) ?? readInitial(around, token);
  return place?.meaning.role ?? null;
}

/** Kinds that what names the issuer may choose instead: any for a mere format, none without a beginning of its own for one that has one. */
function isRival(other: Kind, sure: readonly { kind: Kind }[]): boolean {
  if (other.kind.evidence === 'name') return false;
  return other.prefix !== '' || sure.some(({ kind }) => isFormat(kind) || kind.prefix.length < TELLING);
}

/** A wallet's key stays one beside the address of a node: what a service hands out is another part, and proves nothing. */
function isOfService({ role, rule }: Kind, sure: readonly { kind: Kind }[]): boolean {
  return rule.category !== 'exchange' && !sure.some(({ kind }) => kind.role === role);
}

/** A value that another issuer makes up begins with so many given characters once in a hundred thousand times. */
const TELLING = 3;

/** Picks issuer and kind for a value that its name calls a credential. */
function choose(around: Surroundings, token: Token, fitting: readonly Kind[], named: Named): Match | null {
  if (isSealed(named.binding, around.text, token)) return null;
  const place = { ...token, binding: named.binding };
  const attribution = attributeTo(around, place, fitting, named);
  if (attribution !== null && attribution.weight >= named.least) {
    const kind = bestKind(
      fitting.filter((candidate) => candidate.issuer === attribution.issuer),
      named,
      token.value,
    );
    if (kind !== null && isApt(kind, named, { attribution, value: token.value }))
      return build(kind.role === 'passphrase' ? wholeWord(around, token) : token, kind, named, attribution);
  }
  if (named.least > 0 || (around.isEmbedded && CLAIMS.test(around.text))) return null;
  return oddShape(around, token, named) ?? ownWallet(token, fitting, named) ?? generic(around, token, named);
}

/** The payload of a JWT, which is scanned as a text of its own: what it claims of its owner (`"pk"`) is for all to read. */
const CLAIMS = /^\{"[^\n]{0,2000}"(?:exp|iat)":\d/;

/** People put marks into what they choose, which end a run: `Abc12!xyz?`. */
function wholeWord({ text }: Surroundings, token: Token): Token {
  const { start, end } = token;
  if (token.value.length !== end - start) return token;
  const words = wordsIn(text, lineStart(text, start, MOST_OF_LINE), lineEnd(text, end, MOST_OF_LINE));
  const word = words.find((one) => one.start <= start && one.end >= end && /^[!-~]{6,64}$/.test(one.text));
  return word === undefined ? token : { ...token, value: word.text, start: word.start, end: word.end };
}

const MOST_OF_LINE = 400;

/** 32 bytes in hexadecimal, as wallets have them. */
function isWalletsShape(value: string): boolean {
  return /^(?:0x)?[\da-f]{64}$/i.test(value);
}

/** A name for another part needs more than a mention somewhere in the file. */
function isApt(
  kind: Kind,
  named: Named,
  { attribution, value }: { attribution: Attribution; value: string },
): boolean {
  if (isIdForSecret(kind, named)) return false;
  if (kind.prefix.length >= TELLING && isCalled(kind, named)) return true;
  const isOnExchange = kind.role === 'secret' && kind.rule.category === 'exchange';
  if (isOnExchange && isForWallet(named) && !isWalletsShape(value)) return attribution.weight >= 1.5;
  return (
    named.meaning.role === null || roleFit(named.meaning.role, kind.role) >= 3 || attribution.weight >= 2
  );
}

/** Shapes of their own first; a passphrase, which has none, and a bot's "key as issued by the exchange" only where it is named nearer than the exchange. */
function attributeTo(
  around: Surroundings,
  place: Place,
  fitting: readonly Kind[],
  named: Named,
): Attribution | null {
  const among = (kinds: readonly Kind[]) =>
    attribute(around, place, (issuer) =>
      kinds.some((kind) => kind.issuer === issuer && roleFit(named.meaning.role, kind.role) > 0),
    );
  const shaped = among(fitting.filter((kind) => kind.kind.evidence !== 'name'));
  const loose = fitting.filter((kind) => kind.kind.evidence === 'name');
  const found = loose.length === 0 ? null : among(loose);
  const isExact = loose.some((kind) => kind.issuer === found?.issuer && isCalled(kind, named));
  const isChosen = named.meaning.role === 'passphrase' && named.strength >= 2 && (found?.weight ?? 0) >= 2.5;
  const byName = found !== null && (found.weight >= 3 || isExact || isChosen) ? found : null;
  if (byName === null || shaped === null) return byName ?? shaped;
  return byName.weight > shaped.weight && !isBotsField(around, byName, shaped) ? byName : shaped;
}

/** Its name is one that the rule has for this kind, alone or with that of what it stands in: `bitsgap: { api_key: "V" }`. */
function isCalled({ kind }: Kind, { label, binding }: Named): boolean {
  if (label === null) return false;
  const parent = label === binding.near[0] ? parentOf(binding) : undefined;
  const own = [nameKey(label.name), nameKey(`${parent?.name ?? ''}_${label.name}`)];
  return kind.names.some((name) => own.includes(nameKey(name)));
}

/** `FREQTRADE__EXCHANGE__KEY` beside `FREQTRADE__EXCHANGE__NAME: okx`: what a bot calls so is the exchange's. */
function isBotsField({ ruleset }: Surroundings, byName: Attribution, shaped: Attribution): boolean {
  const categoryOf = ({ issuer }: Attribution) => ruleset.rules[issuer]!.category;
  return categoryOf(byName) === 'bot' && categoryOf(shaped) === 'exchange' && shaped.weight >= OBJECT;
}

/** The object that the value stands in names the issuer, or its own name or address does (see `Attribution.weight`). */
const OBJECT = 2.5;
const OWN = 3;
