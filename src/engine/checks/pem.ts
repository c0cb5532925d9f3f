import { Buffer } from 'node:buffer';
import { decodeBase64 } from './bytes.ts';
import type { Check, CheckResult } from './check.ts';
import { DER, readSequence } from './der.ts';
import { type PrivateKey, readPrivateKey } from './private-key.ts';

type Algorithm = PrivateKey['algorithm'];

/** Longer than the PEM of an RSA key of 16,384 bits. */
const MAX_PEM = 20_000;

/** `pem-ed25519`: PEM (RFC 7468) of an Ed25519 key, with line breaks or without. */
export const pemEd25519: Check = (value) => pemResult(value, 'ed25519');

/** `pem-ec`: PEM of an elliptic-curve key, PKCS#8 or SEC1. */
export const pemEc: Check = (value) => pemResult(value, 'ec');

/** `pem-rsa`: PEM of an RSA key, PKCS#8 or PKCS#1; n = p * q is proof. */
export const pemRsa: Check = (value) => pemResult(value, 'rsa');

/** `pem-any`: PEM of any private key; what cannot be read (OpenSSH, PGP, encrypted) passes. */
export const pemAny: Check = (value) => pemResult(value, undefined);

/** `der-ed25519`: the base64 body of such a PEM alone. */
export const derEd25519: Check = (value) => bodyResult(value, 'ed25519');

/** `der-ec`: as `pem-ec`, the base64 body alone. */
export const derEc: Check = (value) => bodyResult(value, 'ec');

/** `der-rsa`: as `pem-rsa`, the base64 body alone. */
export const derRsa: Check = (value) => bodyResult(value, 'rsa');

/** The private key in a PEM or in its bare base64 body, or null. */
export function readPem(text: string): PrivateKey | null {
  return readBody(openPem(text)?.body ?? text);
}

function pemResult(text: string, wanted: Algorithm | undefined): CheckResult {
  const pem = openPem(text);
  if (pem === null) return 'fail';
  if (pem.body.includes(TRADITIONAL_ENCRYPTION)) return 'pass';
  if (pem.label === 'ENCRYPTED ') return isEnvelope(pem.body) ? 'pass' : 'fail';
  if (wanted === undefined && pem.label === 'OPENSSH ') return isOpenSsh(pem.body) ? 'pass' : 'fail';
  if (wanted === undefined && !READABLE.has(pem.label)) return 'pass';
  return bodyResult(pem.body, wanted);
}

/** PKCS#8, SEC1, PKCS#1 and DSA; the bodies of all others are no such DER. */
const READABLE: ReadonlySet<string> = new Set(['', 'EC ', 'ECDSA ', 'RSA ', 'DSA ']);

/** The header of an encrypted body in OpenSSL's older forms (RFC 1421, section 4.6.1.1). */
const TRADITIONAL_ENCRYPTION = '4,ENCRYPTED';

interface Pem {
  /** What stands before `PRIVATE KEY`, with the space after it. */
  label: string;
  body: string;
}

function openPem(text: string): Pem | null {
  if (text.length > MAX_PEM) return null;
  const begin = /^\s*-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3})PRIVATE KEY( BLOCK)?-----/.exec(text);
  if (begin === null) return null;
  const label = begin[1] ?? '';
  const end = text.indexOf(`-----END ${label}PRIVATE KEY${begin[2] ?? ''}-----`, begin[0].length);
  return end < 0 ? null : { label, body: text.slice(begin[0].length, end) };
}

/** EncryptedPrivateKeyInfo: an algorithm and the encrypted bytes (RFC 5958, section 3). */
function isEnvelope(body: string): boolean {
  const der = decodeBody(body);
  const [algorithm, content] = (der && readSequence(der)) ?? [];
  return algorithm?.tag === DER.sequence && content?.tag === DER.octetString;
}

/** The magic that OpenSSH's own format begins with (PROTOCOL.key in its sources, 2026-11). */
function isOpenSsh(body: string): boolean {
  return Buffer.from(decodeBody(body) ?? [])
    .toString('latin1')
    .startsWith('openssh-key-v1\0');
}

function bodyResult(body: string, wanted: Algorithm | undefined): CheckResult {
  const key = readBody(body);
  if (key === null || (wanted !== undefined && key.algorithm !== wanted)) return 'fail';
  return key.result;
}

function readBody(body: string): PrivateKey | null {
  const der = decodeBody(body);
  return der && readPrivateKey(der);
}

function decodeBody(body: string): Uint8Array | null {
  return body.length > MAX_PEM ? null : decodeBase64(body.replace(/\s+|\\+[nrt]?/g, ''));
}
