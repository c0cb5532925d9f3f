import { createHash } from 'node:crypto';
import { informationBits } from './entropy.ts';
import type { PartRole } from './model.ts';
import type { Secret } from './secret.ts';

/**
 * Roles whose values may be digested at all. Passphrases and user ids are chosen by people or short, so that
 * a digest could be turned back by guessing; a wallet address is public and tells nothing of the secret.
 */
const DIGESTED_ROLES: ReadonlySet<PartRole> = new Set(['privateKey', 'secret', 'token', 'webhook', 'apiKey']);

/** Below this a value could be found again by trying; sixteen random letters and digits carry about 60. */
const UNGUESSABLE_BITS = 56;

/**
 * Digest of one value, the same however the value is written (line breaks of a PEM block, case and prefix of
 * hex, spacing of a mnemonic). Null where the role or the value is too easily guessed to be digested.
 */
export function digestPart(role: PartRole, value: Secret): string | null {
  if (!DIGESTED_ROLES.has(role)) return null;
  const canonical = toCanonical(value.expose());
  if (informationBits(canonical) < UNGUESSABLE_BITS) return null;
  return sha256(`keysweep-part-1\0${canonical}`);
}

/** Fingerprint of a credential from the digest of its most dangerous part. */
export function fingerprintOfDigest(digest: string): string {
  return toFingerprint(`value\0${digest}`);
}

/**
 * Fingerprint of a credential that has no part which may be digested: it stays with its place. The repository
 * counts where several were scanned together.
 */
export function fingerprintOfPlace(place: {
  issuer: string;
  kind: string;
  path: string;
  repository?: string | undefined;
}): string {
  const { issuer, kind, path, repository } = place;
  const where = repository === undefined ? path : `${path}\0${repository}`;
  return toFingerprint(`place\0${issuer}\0${kind}\0${where}`);
}

const PEM_MARKER = '-----BEGIN';
const PEM_LAYOUT = /\\[rnt]|\s+/g;
const HEX_VALUE = /^(?:0x)?([0-9a-f]{32,})$/i;
const BYTE_ARRAY = /^\[[\d\s,]+\]$/;

function toCanonical(value: string): string {
  if (value.includes(PEM_MARKER)) return value.replace(PEM_LAYOUT, '');
  if (BYTE_ARRAY.test(value)) return value.replace(/\s+/g, '');
  const hex = HEX_VALUE.exec(value)?.[1];
  if (hex !== undefined) return hex.toLowerCase();
  const words = value.trim().split(/\s+/);
  return words.length > 1 ? words.join(' ').toLowerCase() : value.trim();
}

function toFingerprint(identity: string): string {
  return `ks1-${sha256(`keysweep-1\0${identity}`).slice(0, 32)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
