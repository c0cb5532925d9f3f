import type { PartRole } from '../../src/findings/model.ts';
import { type IssuerFacts, type KindFacts, kindsOf } from './facts.ts';
import { type PemForm, samplePem } from './pem.ts';
import { samplePhrase } from './phrases.ts';
import { ALPHANUMERIC, HEX, type Random } from './random.ts';
import { sampleRegex } from './regex-sampler.ts';
import { derivedPair, evmAddress, GENERAL, SPECIALS } from './specials.ts';

/** One value of a credential as the issuer hands it out. */
export interface Value {
  role: PartRole;
  kind: KindFacts;
  text: string;
}

/** How often only the most dangerous part of a bundle is leaked. */
const ALONE = 0.08;

/** Draws the values of one credential: the parts of one of the issuer's bundles, or one part on its own. */
export function drawValues(issuer: IssuerFacts, random: Random): Value[] {
  const kinds = drawKinds(issuer, random);
  const pair = kinds.length > 1 ? derivedPair(random, issuer.id) : null;
  const values = kinds.map((kind) => ({
    role: kind.role,
    kind,
    text: textOf(kind, pair, { issuer, random }),
  }));
  return distinct(
    values.map((value) => (value.role === 'walletAddress' ? ownAddress(value, values, random) : value)),
  );
}

/** True for issuers that hand out at least one kind of value that can stand on its own. */
export function hasValues(issuer: IssuerFacts): boolean {
  return issuer.credentials.some(isValue);
}

/** Kinds whose pattern is a piece of a file rather than a value have placements of their own. */
export function isValue(kind: KindFacts): boolean {
  return !/"\\s|\\\?"|^\\[[{]|^https\?:\/\/\[\^|Name,Exchange|TENDERMINT|ENCRYPTED PRIVATE KEY-----\[/.test(
    kind.pattern,
  );
}

const SECRET_ROLES: readonly PartRole[] = [
  'privateKey',
  'secret',
  'token',
  'webhook',
  'passphrase',
  'apiKey',
];

function drawKinds(issuer: IssuerFacts, random: Random): KindFacts[] {
  const bundles = issuer.bundles
    .map((roles) => roles.map((role) => kindsOf(issuer, role).filter(isValue)))
    .filter((roles) => roles.every((kinds) => kinds.length > 0));
  const bundled = new Set(bundles.flat(2).map((kind) => kind.role));
  const singles = issuer.credentials.filter(
    (kind) => isValue(kind) && SECRET_ROLES.includes(kind.role) && !bundled.has(kind.role),
  );
  const choices = [...bundles, ...bundles, ...singles.map((kind) => [[kind]])];
  const chosen = random
    .pick(choices.length > 0 ? choices : [[issuer.credentials.filter(isValue)]])
    .map((kinds) => random.pick(kinds));
  return random.chance(ALONE) ? [mostDangerous(chosen)] : chosen;
}

function mostDangerous(kinds: KindFacts[]): KindFacts {
  return (
    [...kinds]
      .sort((a, b) => SECRET_ROLES.indexOf(a.role) - SECRET_ROLES.indexOf(b.role))
      .find((kind) => SECRET_ROLES.includes(kind.role)) ?? kinds[0]!
  );
}

function textOf(
  kind: KindFacts,
  pair: ReturnType<typeof derivedPair>,
  from: { issuer: IssuerFacts; random: Random },
): string {
  const derived = pair?.[kind.role as 'apiKey' | 'secret'];
  if (derived && matches(kind, derived)) return derived;
  return (
    special(kind, from) ??
    encodedBytes(kind, from.random) ??
    pem(kind, from.random) ??
    loose(kind, from.random) ??
    shaped(kind, from.random)
  );
}

function special(
  kind: KindFacts,
  { issuer, random }: { issuer: IssuerFacts; random: Random },
): string | null {
  const fitting = (SPECIALS[issuer.id] ?? [])
    .map((sample) => sample(random))
    .filter((text) => matches(kind, text) && !isAnothers(kind, text, issuer));
  if (fitting.length > 0) return random.pick(fitting);
  if (!/^(?:eyJ|MI|MC4)/.test(kind.pattern)) return null;
  return GENERAL.map((sample) => sample(random)).find((text) => matches(kind, text)) ?? null;
}

/** Another kind of the issuer begins with a literal that this value has: a wide pattern does not mean it. */
function isAnothers(kind: KindFacts, text: string, issuer: IssuerFacts): boolean {
  const literal = ({ pattern }: KindFacts): number => /^\w*/.exec(pattern)![0].length;
  return issuer.credentials.some((other) => literal(other) > literal(kind) && matches(other, text));
}

/** Kinds that are so many bytes in base64. */
function encodedBytes(kind: KindFacts, random: Random): string | null {
  const check = kind.checks
    .map((name) => /^(base64|base64url):(\d+)$/.exec(name))
    .find((match) => match !== null);
  if (!check) return null;
  const text = Buffer.from(random.bytes(Number(check[2]))).toString(check[1] as 'base64' | 'base64url');
  return matches(kind, text) ? text : null;
}

const PEM_FORMS: readonly PemForm[] = ['ed25519', 'ec', 'ec-pkcs8', 'rsa', 'rsa-pkcs8'];

function pem(kind: KindFacts, random: Random): string | null {
  if (!kind.pattern.includes('BEGIN')) return null;
  for (const form of random.shuffle(PEM_FORMS)) {
    const text = samplePem(form, random);
    if (matches(kind, text)) return text;
  }
  return null;
}

/** Free text: people choose passphrases, programs draw everything else. */
function loose(kind: KindFacts, random: Random): string | null {
  if (!/^(?:\.|\[\^|\[!-~\])/.test(kind.pattern)) return null;
  if (kind.role === 'passphrase' || kind.names.some((name) => /pass/i.test(name)))
    return samplePhrase(random);
  return random.text(random.pick([32, 40, 64]), random.pick([ALPHANUMERIC, HEX]));
}

function shaped(kind: KindFacts, random: Random): string {
  if (kind.role === 'walletAddress') return evmAddress(null, random);
  if (kind.role === 'passphrase' && matches(kind, samplePhrase(random))) return samplePhrase(random);
  const text = natural(kind, sampleRegex({ pattern: kind.pattern, random }), random);
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? versioned(text, random) : text;
}

/** Hexadecimal digits come in one case, and `=` only at the end, whatever else a cautious pattern accepts. */
function natural(kind: KindFacts, text: string, random: Random): string {
  const oneCase = !/a-fA-F|A-Fa-f/.test(kind.pattern)
    ? text
    : random.chance(0.9)
      ? text.toLowerCase()
      : upper(text);
  const padded = oneCase.replace(/=(?!=*$)/g, () => random.text(1, ALPHANUMERIC));
  const canonical = padded.endsWith('=') ? Buffer.from(padded, 'base64').toString('base64') : padded;
  return [canonical, padded].find((form) => matches(kind, form)) ?? text;
}

function upper(text: string): string {
  return text.replace(/^0x|[a-f]/g, (c) => (c === '0x' ? c : c.toUpperCase()));
}

/** A UUID as random number generators make it: version 4, variant 1. */
function versioned(uuid: string, random: Random): string {
  return `${uuid.slice(0, 14)}4${uuid.slice(15, 19)}${random.pick(['8', '9', 'a', 'b'])}${uuid.slice(20)}`;
}

function ownAddress(value: Value, values: Value[], random: Random): Value {
  const key = values.find(
    (other) => other.role === 'privateKey' && /^(?:0x)?[0-9a-fA-F]{64}$/.test(other.text),
  );
  const address = evmAddress(key?.text ?? null, random);
  if (matches(value.kind, address)) return { ...value, text: address };
  return { ...value, text: sampleRegex({ pattern: value.kind.pattern, random }) };
}

function matches(kind: KindFacts, text: string): boolean {
  return new RegExp(`^(?:${kind.pattern})$`).test(text);
}

function distinct(values: Value[]): Value[] {
  return values.filter((value, i) => values.findIndex((other) => other.text === value.text) === i);
}
