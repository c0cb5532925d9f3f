import type { PartRole } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import { build, type Match } from './build-match.ts';
import { isBrokenJwt, isOfSession } from './checks/jwt.ts';
import { isCode } from './files.ts';
import { jwtAround } from './jwt-places.ts';
import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { isAddress } from './lookalike.ts';
import type { Named } from './named-value.ts';
import { entropy, entropyFloor } from './randomness.ts';
import type { Kind } from './ruleset.ts';
import { serializedString } from './serialized.ts';
import type { Token } from './token.ts';

/** Values that their name calls credentials, but that no issuer's own shape and evidence explain. */

/** The issuer's own variable name, or its section, around a random value of an unknown shape: an older or newer form of the credential. */
export function oddShape(around: Surroundings, token: Token, named: Named): Match | null {
  const { label } = named;
  if (label === null || named.strength < 2 || !isStrongValue(token.value, 20)) return null;
  if (isUuid(token.value) || HAS_NAME.test(token.value)) return null;
  const own =
    namedIn(around, label.phrase, named) ??
    namedIn(around, setterOf(named), named) ??
    namedIn(around, sectionOf(named), named);
  const issuer = own ?? (named.strength < 3 ? undefined : namedOver(around, token));
  if (issuer === undefined) return null;
  const kind = around.ruleset.kindsOf(issuer).find((candidate) => candidate.role === named.meaning.role);
  if (kind === undefined) return null;
  const attribution = {
    shared: [],
    issuer,
    weight: 1.5,
    kind: 'name',
    text: `${own === undefined ? 'the remark over it' : 'its own name'} says so, though the form is unusual`,
  };
  return build(token, kind, named, attribution);
}

/** `KC-API-SIGN=V`: it has a name of its own. */
const HAS_NAME = /^[A-Za-z_][\w.-]{2,60}=[^=]/;

/** Programs make up UUIDs for everything; an issuer that uses them has a kind for them. */
function isUuid(value: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
}

/** `"CreateAccessKey": [{ "id": "V" }]`: what it stands in is no name for it. */
function isCalledId({ binding }: Named): boolean {
  return /^id$/i.test(binding.near[0]?.name ?? '');
}

/** The exchange that a name means; a service only where nothing but a credential is called like that. */
function namedIn({ ruleset }: Surroundings, text: string, { strength }: Named): number | undefined {
  return ruleset.lexicon
    .find(text)
    .at(-1)
    ?.issuers.find((candidate) => {
      const { category } = ruleset.rules[candidate]!;
      return category === 'exchange' || (category === 'alerts' && strength === 3);
    });
}

/** `binance.setOption('APIKEY', 'V')` */
function setterOf({ binding, label }: Named): string {
  if (label?.via !== 'argument-name') return '';
  return binding.near.find(({ via }) => via === 'call')?.phrase ?? '';
}

function sectionOf({ binding }: Named): string {
  return binding.blocks().find(({ via }) => via === 'section')?.phrase ?? '';
}

/** The exchange that the remark over the lines means among which the value stands: `# my account on Kraken`. */
function namedOver({ text, ruleset }: Surroundings, { start }: Token): number | undefined {
  return ruleset.lexicon
    .find(remarkOver(text, start))
    .filter(({ kind }) => kind !== 'common')
    .at(-1)
    ?.issuers.find((issuer) => ruleset.rules[issuer]!.category === 'exchange');
}

function remarkOver(text: string, at: number): string {
  let start = lineStart(text, at, LONGEST_LINE);
  for (let line = 0; line < MOST_LINES && start > 0; line++) {
    const from = lineStart(text, start - 1, LONGEST_LINE);
    const above = text.slice(from, start).trim();
    if (above === '' || REMARK.test(above)) return above;
    start = from;
  }
  return '';
}

const MOST_LINES = 4;
const LONGEST_LINE = 200;
const REMARK = /^(?:#|\/\/|\/?\*|--|;)/;

/** A private key that nothing gives to an exchange belongs to a wallet. */
export function ownWallet(token: Token, fitting: readonly Kind[], named: Named): Match | null {
  if (named.meaning.role !== 'privateKey') return null;
  const wallets = fitting.filter((kind) => kind.rule.category === 'wallet' && kind.role === 'privateKey');
  const owner = wallets
    .map((kind) => ({ kind, names: Object.keys(kind.rule.names).length + kind.kind.names.length }))
    .sort((a, b) => b.names - a.names)[0];
  if (owner === undefined) return null;
  const attribution = {
    shared: [],
    issuer: owner.kind.issuer,
    weight: named.strength >= 3 ? 1.5 : 1,
    kind: 'name',
    text: 'its name calls it a private key',
  };
  return build(token, owner.kind, named, attribution);
}

/** Id of the rule for what nothing gives to an issuer. */
const GENERIC = 'generic';

/** What is longer is no key; under a name that only credentials have it may be a long one. */
const LONGEST = 200;
const LONGEST_CALLED = 2200;

/** A strong name on a strong value that nothing gives to an issuer. */
export function generic(around: Surroundings, token: Token, named: Named): Match | null {
  const index = around.ruleset.rules.findIndex((rule) => rule.id === GENERIC);
  const isLong = token.value.length > (named.strength >= 3 ? LONGEST_CALLED : LONGEST);
  if (index < 0 || named.strength < 1.5 || !isStrongValue(token.value, 20) || isLong) return null;
  if (/[.:~]/.test(token.value) && (named.strength < 3 || !holdsLongPart(token.value))) return null;
  if (
    (isAddress(token.value) && named.strength < 3) ||
    isPiece(around.text, token) ||
    (/^eyJ/.test(token.value) && (named.strength < 3 || isOfSession(token.value) || isBrokenJwt(token.value)))
  )
    return null;
  if (named.label?.via === 'line-above' && isRemark(around.text, token)) return null;
  if (isOfFirebase(around.text, token) || isInCookie(around.text, token) || isInBase85(around.text, token))
    return null;
  if (isShown(around.text, token) || isOfSchema(around.text, token, named)) return null;
  if (named.label?.via === 'words' && isCode(around.path) && !isLiteral(around.text, token)) return null;
  if (isUuid(token.value) && (meaningOf(named.label?.name ?? '').strength < 2 || isCalledId(named)))
    return null;
  const role = named.meaning.role;
  if (role === 'passphrase') return null;
  const kind = around.ruleset.kindsOf(index).find((candidate) => candidate.role === role);
  if (kind === undefined || kind.test(token.value) === 'fail') return null;
  const match = build(token, kind, named, null);
  const worth = genericWorth(around, named, token, role);
  return {
    ...match,
    points: named.strength + (named.label?.via === 'call' && role === 'secret' ? worth + 0.5 : worth),
  };
}

/** `# V`: what a program printed, as its documentation shows it. */
function isRemark(text: string, { start }: Token): boolean {
  return /^[ \t]*(?:#|\/\/|\*|--|;)/.test(text.slice(lineStart(text, start, 60), start));
}

/** `'cookie': '_ga=…; ak_bmsc=V; …'`: what a site gave to a browser. */
function isInCookie(text: string, { start }: Token): boolean {
  return /\bcookie["'`]?\s?[:=,]\s?["'`]?[^\n"'`]*$/i.test(
    text.slice(lineStart(text, start, MOST_OF_COOKIE), start),
  );
}

const MOST_OF_COOKIE = 4000;

/** A long line of letters and signs without a blank or a quote, as `get-pip.py` holds an archive: no word in it means anything. */
function isInBase85(text: string, { start, end }: Token): boolean {
  const line = text.slice(lineStart(text, start, 120), lineEnd(text, end, 120)).trim();
  return line.length >= 60 && !/[\s"']/.test(line) && (line.match(/[~^`?@|#$!<>*{}]/g)?.length ?? 0) >= 6;
}

/** `apiKey: "AIza…", authDomain: …`: with it a page says which project is its own, and lets nobody in. */
function isOfFirebase(text: string, { value, start, end }: Token): boolean {
  return value.startsWith('AIza') && FIREBASE.test(text.slice(Math.max(0, start - 400), end + 400));
}

const FIREBASE = /authDomain|messagingSenderId|firebaseapp\.com/;

/** `// Prints:` over it, or dots for its rest: an example's output, as documentation shows it. */
function isShown(text: string, { value, start, end }: Token): boolean {
  return (
    value.endsWith('...') ||
    text.startsWith('...', end) ||
    PRINTED.test(text.slice(Math.max(0, start - 80), start))
  );
}

const PRINTED = /\bprints?:?[ \t]*\r?\n[ \t*]*(?:\/\/|#)[ \t]*$/i;

/** `"type": "string", "example": "V"`: what a description of an API shows. */
function isOfSchema(text: string, { start, end }: Token, { binding }: Named): boolean {
  if (!/^examples?$/i.test(binding.near[0]?.name ?? '')) return false;
  return /\btype["']?\s?[:=]>?\s?["']?string\b/.test(text.slice(Math.max(0, start - 300), end + 200));
}

/** In `ro:2225:deadbeef…` or a JWT one part is random; in a host or a version none is. */
function holdsLongPart(value: string): boolean {
  return value.split(/[.:~]/).some((part) => part.length >= 16 && isStrongValue(part, 16));
}

/** `#define API_KEY "V"`, `api_key <- "V"`: in code, words before anything else are a remark. */
function isLiteral(text: string, { start }: Token): boolean {
  return /["'`]/.test(text[start - 1] ?? '') || /[[({]/.test(text[start] ?? '');
}

/** A segment of a longer value says nothing by itself; nor does what holds more than a JWT, which is another reading. */
function isPiece(text: string, token: Token): boolean {
  if (/[[({]/.test(text[token.start] ?? '') || serializedString(text, token.start, token.end) !== null)
    return false;
  const jwt = token.value.length === token.end - token.start ? jwtAround(text, token) : null;
  if (jwt !== null) return jwt.start !== token.start || jwt.end !== token.end;
  return /[\w+/]/.test(text[token.start - 1] ?? '') || /[\w+/]/.test(text[token.end] ?? '');
}

/** A secret counts by itself; keys and tokens only where the file is about trading. */
function genericWorth(
  around: Surroundings,
  { strength }: Named,
  { value, start }: Token,
  role: PartRole | null,
): number {
  if (value.length < 30) return 0.5;
  if (
    role === 'privateKey' &&
    strength < 3 &&
    isCode(around.path) &&
    !TRADING.test(around.text.slice(0, 20_000))
  )
    return 0;
  if (role === 'secret' || role === 'privateKey') return 1.5;
  if (ENVIRONMENT.test(around.path)) return 1.5;
  if (role === 'token' && strength >= 2 && isForVariable(around.text, start)) return 1.5;
  if (!isCode(around.path)) return 1;
  return TRADING.test(around.path) || TRADING.test(around.text.slice(0, 20_000)) ? 1 : 0;
}

/** `process.env.NODE_TOKEN || 'V'`: what stands in for a variable of the environment is in use. */
function isForVariable(text: string, start: number): boolean {
  return FOR_VARIABLE.test(text.slice(Math.max(0, start - 100), start));
}

const FOR_VARIABLE =
  /(?:\benv(?:iron)?(?:\.\w+|\[["']\w+["']\]|\.get\(["']\w+["'])|getenv\(["']\w+["'])\)?\s{0,3}(?:\|\||\?\?|\bor\b|,)\s{0,3}["'`]$/;

/** Files that hold settings of one program alone, and mostly its secrets. */
const ENVIRONMENT = /(?:^|\/)\.?env(?:[.~-][\w.~-]*)?$|\.env$/i;

const TRADING =
  /exchange|trad(?:e|ing)|crypto|ticker|candle|BTC|USDT|ccxt|orderbook|order_book|leverage|balance/i;

function isStrongValue(value: string, length: number): boolean {
  return (
    value.length >= length &&
    /^[A-Za-z0-9+/=_.:~-]+$/.test(value) &&
    entropy(value) >= Math.max(entropyFloor(value), 2.9) &&
    (/\d/.test(value) || value.length >= 40) &&
    !/^https?:/.test(value)
  );
}
