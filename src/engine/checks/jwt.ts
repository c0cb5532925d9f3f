import { Buffer } from 'node:buffer';
import { decodeBase64Url } from './bytes.ts';
import type { Check } from './check.ts';

/**
 * `jwt`: three base64url parts, of which the first is a JSON object with `alg` and the second a JSON object
 * (RFC 7519, section 3; RFC 7515, section 7.1). No proof: anybody can write one, and only the issuer can
 * tell whether it signed it.
 */
export const jwt: Check = (value) => (readJwt(value) === null ? 'fail' : 'pass');

/**
 * `jwt-claim:KEY=VALUE`: a token that says so in its payload or its header. Proof of whose it is: no other
 * issuer writes that claim, and it does not come about by chance.
 */
export const jwtClaim: Check = (value, wanted = '') => {
  const token = readJwt(value);
  const [key = '', ...rest] = wanted.split('=');
  const claim = token?.payload[key] ?? token?.header[key];
  const values = Array.isArray(claim) ? claim : [claim];
  return values.some((item) => isScalarText(item) && String(item) === rest.join('=')) ? 'proof' : 'fail';
};

/** Parts as a token has them, whole or not: a header and something behind it, or what two objects in base64url begin with. */
export function isLikeJwt(value: string): boolean {
  const [header = '', payload] = value.split('.', 2);
  if (!header.startsWith('eyJ') || payload === undefined) return false;
  return payload.startsWith('eyJ') || typeof readObject(header)?.alg === 'string';
}

/** Parts as a token has them, that are none: unsigned, cut or changed. */
export function isBrokenJwt(value: string): boolean {
  return (isLikeJwt(value) || /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(value)) && readJwt(value) === null;
}

/** Whether a token says that it ends within a quarter of a year: a session, dead before anybody finds it. */
export function isOfSession(value: string): boolean {
  const { iat, nbf, exp } = readJwt(value)?.payload ?? {};
  const from = typeof iat === 'number' ? iat : nbf;
  return typeof from === 'number' && typeof exp === 'number' && exp - from < QUARTER;
}

/** In seconds, as RFC 7519 counts time (section 2). */
const QUARTER = 90 * 86_400;

interface Jwt {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

function readJwt(text: string): Jwt | null {
  const parts = text.length > MAX_JWT ? [] : text.split('.', 4);
  if (parts.length !== 3 || !/^[A-Za-z0-9_-]+$/.test(parts[2]!)) return null;
  const [header, payload] = parts.map(readObject);
  return header && payload && typeof header.alg === 'string' ? { header, payload } : null;
}

/** Longer than any header line that a server takes. */
const MAX_JWT = 16_384;

function readObject(part: string): Record<string, unknown> | null {
  const bytes = decodeBase64Url(part);
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalarText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
