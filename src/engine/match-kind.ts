import type { PartRole } from '../findings/model.ts';
import { wordsOf } from './label.ts';
import type { Named } from './named-value.ts';
import { entropy } from './randomness.ts';
import type { Kind } from './ruleset.ts';

/** Which credential kind a value is: shape, checks, and how well its name agrees. */

export function fits(kind: Kind, value: string): 'fail' | 'pass' | 'proof' {
  const result = kind.test(value);
  if (result !== 'pass' || kind.kind.entropy === null) return result;
  return entropy(value) < kind.kind.entropy ? 'fail' : 'pass';
}

/** An address or an account number is no secret, however well its checksum holds. */
export function isIdentifier(role: PartRole): boolean {
  return role === 'walletAddress' || role === 'uid';
}

/** `client_id=…`: what a program calls itself by is no token, whatever has the same shape. */
export function isIdForSecret(kind: Kind, { label }: Named): boolean {
  return (
    kind.role !== 'apiKey' &&
    !isIdentifier(kind.role) &&
    /\b(?:client|app) ?id$/.test(wordsOf(label?.name ?? ''))
  );
}

/** Formats that many issuers share (a PEM, a wallet key): what names the issuer decides among them. */
export function isFormat(kind: Kind): boolean {
  return kind.rule.category === 'wallet' || kind.rule.category === 'generic';
}

export function bestKind(kinds: readonly Kind[], named: Named, value: string): Kind | null {
  const name = named.label?.name ?? '';
  let best: { kind: Kind; score: number } | null = null;
  for (const kind of kinds) {
    const exact = kind.kind.names.some((candidate) => candidate.toLowerCase() === name.toLowerCase()) ? 2 : 0;
    const proof = fits(kind, value) === 'proof' ? 3 : 0;
    const score = roleFit(named.meaning.role, kind.role) + exact + proof + kind.rarity * 0.1;
    if (best === null || score > best.score) best = { kind, score };
  }
  return best?.kind ?? null;
}

/** How well a name's role and a kind's role agree: 0 not at all, 3 exactly. */
export function roleFit(named: PartRole | null, kind: PartRole): number {
  if (named === kind) return 3;
  if (named === null) return 1;
  return ROLE_FIT[named]?.[kind] ?? 0;
}

const ROLE_FIT: Partial<Record<PartRole, Partial<Record<PartRole, number>>>> = {
  secret: { privateKey: 2.2, token: 1, passphrase: 1, apiKey: 0.2, webhook: 0.5 },
  privateKey: { secret: 2 },
  apiKey: { token: 2, uid: 1, secret: 0.4, webhook: 1 },
  token: { apiKey: 2, webhook: 1.5, secret: 1 },
  passphrase: { secret: 1.5, token: 0.5, privateKey: 0.5 },
  uid: { apiKey: 0.2 },
  webhook: { token: 1.5, secret: 1, apiKey: 1 },
  walletAddress: {},
};

/** A name for another part than the shape's costs points. */
export function fitPenalty(named: Named, kind: Kind): number {
  return named.meaning.role === null ? 0 : (roleFit(named.meaning.role, kind.role) - 3) * 0.6;
}

/** How far a value is from what hashes and ids look like. */
export function valueRarity(value: string): number {
  if (/^(?:0x)?[0-9a-f-]+$/i.test(value)) return 0;
  return value.length >= 40 ? 1 : value.length >= 24 ? 0.5 : 0;
}
