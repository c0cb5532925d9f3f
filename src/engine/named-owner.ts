import { attribute, type Place, type Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { isPasswordName } from './chosen.ts';
import { issuersIn } from './mentions.ts';
import { nameOf, spellings } from './name-table.ts';
import { type Kind, nameKey, type Ruleset } from './ruleset.ts';
import { wordsBeside } from './stem.ts';
import { isFree, ownNames } from './tables.ts';
import type { Value } from './values-behind.ts';

/** Whose a value is that only its name tells, and what it is to them. */
export interface Tie {
  kind: Kind;
  /** The name itself says the issuer. */
  isOwn: boolean;
  /** The name is one of a rule, spelled as such names are. */
  isAsListed: boolean;
}

interface Bound {
  word: string;
  value: Value;
  binding: Binding;
}

/** Whether an issuer is named of which only names tell some values: their own names are among what names them. */
export function hasOwners(around: Surroundings): boolean {
  const { ruleset } = around;
  return [...presentIssuers(around)].some((issuer) =>
    ruleset.kindsOf(issuer).some((kind) => isFree(kind.kind)),
  );
}

/** An issuer's own name first, then a name with the issuer in it, then names that count where an issuer is named. */
export function ownerOf(around: Surroundings, bound: Bound): Tie | null {
  return byOwnName(around, bound) ?? byIssuerInName(around, bound) ?? byListedName(around, bound);
}

/** `WEBHOOK_PASSPHRASE`, `keystorePass`. */
function byOwnName({ ruleset }: Surroundings, { word, value }: Bound): Tie | null {
  for (const { issuer, role } of ruleset.namesakes.get(nameKey(word)) ?? []) {
    const kinds = usableKinds(ruleset, issuer, value).filter((kind) => kind.role === role);
    const kind = kinds.find(({ kind: { names } }) => names.some((name) => isSame(name, word))) ?? kinds[0];
    if (kind !== undefined) return { kind, isOwn: true, isAsListed: true };
  }
  return null;
}

/** `gethWalletPassword`, `X-Tradingview-Password`: the issuer, and a name that its rule lists or that says password. */
function byIssuerInName({ ruleset }: Surroundings, { word, value }: Bound): Tie | null {
  const issuers = ruleset.lexicon
    .find(word)
    .filter(({ kind }) => kind !== 'common')
    .flatMap((mention) => mention.issuers);
  for (const issuer of issuers) {
    const kinds = usableKinds(ruleset, issuer, value);
    const kind =
      kinds.find((candidate) => shortNames(candidate).some((name) => nameOf(word).endsWith(name))) ??
      (isPasswordName(word) ? kinds.find((candidate) => namesOf(candidate).some(isPasswordName)) : undefined);
    if (kind !== undefined) return { kind, isOwn: true, isAsListed: false };
  }
  return null;
}

/** Names that many programs use (`PASSWORD`, `ws_token`, `password` of `api_server`), where one that uses them is named. */
function byListedName(around: Surroundings, bound: Bound): Tie | null {
  const { ruleset } = around;
  const ties = [...presentIssuers(around)].flatMap((issuer) => {
    const kinds = usableKinds(ruleset, issuer, bound.value);
    const tie = listedAs(ruleset, kinds, bound);
    return tie === null ? [] : [tie];
  });
  if (ties.length === 0) return null;
  const issuers = new Set(ties.map(({ kind }) => kind.issuer));
  const nearest = attribute(around, placeOf(bound), (issuer) => issuers.has(issuer));
  const tie =
    nearest === null ? ties.length === 1 && ties[0] : ties.find(({ kind }) => kind.issuer === nearest.issuer);
  if (!tie || (tie.isPlain && (nearest?.weight ?? 0) < NEAR)) return null;
  return { kind: tie.kind, isOwn: false, isAsListed: tie.isAsListed };
}

/** A mere `password` is an issuer's where something nearer than the rest of the file names it. */
const NEAR = 1.5;

/** How a name that many programs use is an issuer's. */
interface ListedTie {
  kind: Kind;
  isAsListed: boolean;
  isPlain: boolean;
}

function listedAs(ruleset: Ruleset, kinds: readonly Kind[], { word, binding }: Bound): ListedTie | null {
  const first = (is: (kind: Kind) => boolean) => kinds.find(is);
  const asListed = first((kind) => namesOf(kind).some((name) => spellings(name).includes(word)));
  if (asListed !== undefined) return { kind: asListed, isAsListed: true, isPlain: false };
  const own = nameOf(word);
  const paths = parentsOf(binding).map((parent) => nameOf(parent) + own);
  const inParent = first((kind) => shortNames(kind).some((name) => paths.includes(name)));
  if (inParent !== undefined) return { kind: inParent, isAsListed: false, isPlain: false };
  const listed = first((kind) => shortNames(kind).includes(own));
  if (listed !== undefined) return { kind: listed, isAsListed: false, isPlain: isMere(ruleset, word) };
  if (!isPasswordName(word) || !isMere(ruleset, word)) return null;
  const plain = first((kind) => namesOf(kind).some((name) => isPasswordName(name) && isMere(ruleset, name)));
  return plain === undefined ? null : { kind: plain, isAsListed: false, isPlain: true };
}

/** What the value stands in: `api_server` around `password`. */
function parentsOf(binding: Binding): string[] {
  return [...binding.first(3), ...binding.blocks().slice(0, 2)].map(({ name }) => name);
}

/** Nothing but words for a part and for an issuer. */
function isMere(ruleset: Ruleset, name: string): boolean {
  return wordsBeside(name, ruleset) === '';
}

/** Issuers that the text or its path names; counted once, though every name and value asks. */
function presentIssuers(around: Surroundings): ReadonlySet<number> {
  const known = presentIn.get(around);
  if (known !== undefined) return known;
  const present = new Set([...around.named(), ...issuersIn(around.pathMentions())]);
  presentIn.set(around, present);
  return present;
}

const presentIn = new WeakMap<Surroundings, ReadonlySet<number>>();

/** Kinds that only a name tells, and that the value may be. */
function usableKinds(ruleset: Ruleset, issuer: number, { text }: Value): Kind[] {
  if (ruleset.rules[issuer]!.category === 'generic') return [];
  return ruleset.kindsOf(issuer).filter((kind) => isFree(kind.kind) && kind.test(text) !== 'fail');
}

/** Its own names, and those of the issuer for the part that no other kind has. */
function namesOf({ kind, rule, role }: Kind): string[] {
  const others = rule.credentials.flatMap(({ id, names }) => (id === kind.id ? [] : names));
  return [...kind.names, ...ownNames(rule, role).filter((name) => !others.includes(name))];
}

/** The names without the issuer: `exchangepassword` of `FREQTRADE__EXCHANGE__PASSWORD`. */
function shortNames(kind: Kind): string[] {
  const { id, words, commonWords } = kind.rule;
  const heads = [id, ...words, ...commonWords].map(nameOf).sort((a, b) => b.length - a.length);
  return namesOf(kind).map((name) => {
    const key = nameOf(name);
    const head = heads.find((candidate) => key.startsWith(candidate) && key.length > candidate.length);
    return key.slice(head?.length ?? 0);
  });
}

function isSame(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function placeOf({ value, binding }: Bound): Place {
  return { start: value.start, end: value.end, before: '', binding };
}
