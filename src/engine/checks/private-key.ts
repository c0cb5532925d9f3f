import { Buffer } from 'node:buffer';
import { equalBytes, toBigInt } from './bytes.ts';
import type { CheckResult } from './check.ts';
import { DER, type DerElement, readElements, readSequence } from './der.ts';
import { type Curve, isEd25519Pair, isScalar, publicPoint, SECP256K1 } from './native.ts';

/** A private key that was read: its algorithm, and what its numbers say. */
export interface PrivateKey {
  algorithm: 'rsa' | 'ec' | 'ed25519' | 'other';
  result: CheckResult;
  /** The seed of an Ed25519 key. */
  seed?: Uint8Array;
}

/** Curves of NIST (FIPS 186-5, SP 800-186) and SEC 2 by the hexadecimal of their DER object identifier. */
const CURVES: ReadonlyMap<string, Curve> = new Map<string, Curve>([
  ['2b8104000a', SECP256K1],
  [
    '2a8648ce3d030107',
    {
      name: 'prime256v1',
      order: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
      size: 32,
    },
  ],
  [
    '2b81040022',
    {
      name: 'secp384r1',
      order:
        'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
      size: 48,
    },
  ],
  [
    '2b81040023',
    {
      name: 'secp521r1',
      order:
        '1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
      size: 66,
    },
  ],
]);

const EC_PUBLIC_KEY = '2a8648ce3d0201';
const ED25519 = '2b6570';
/** rsaEncryption and RSASSA-PSS (RFC 8017, appendix C). */
const RSA: ReadonlySet<string> = new Set(['2a864886f70d010101', '2a864886f70d01010a']);

/** Fewer different bytes than this never come out of a generator: the body is a placeholder. */
const LEAST_DISTINCT_BYTES = 10;

/**
 * Reads the DER of a private key: PKCS#8 (RFC 5958, RFC 8410), SEC1 (RFC 5915) or PKCS#1 (RFC 8017, appendix
 * A.1.2), told apart by structure. Null when it is none of them. A key whose halves do not fit together is read
 * with the result `fail`.
 */
export function readPrivateKey(der: Uint8Array): PrivateKey | null {
  const elements = readSequence(der) ?? [];
  switch (elements[1]?.tag) {
    case DER.sequence:
      return readPkcs8(elements);
    case DER.octetString:
      return readSec1(elements, undefined);
    case DER.integer:
      return readIntegers(elements);
    default:
      return null;
  }
}

function readPkcs8([version, algorithm, content, ...rest]: DerElement[]): PrivateKey | null {
  if (!isNumber(version, [0n, 1n]) || content?.tag !== DER.octetString) return null;
  const [identifier, parameters] = readElements(algorithm!.body) ?? [];
  if (identifier?.tag !== DER.objectId) return null;
  const name = hex(identifier.body);
  if (RSA.has(name)) return inner(content.body, readIntegers);
  if (name === EC_PUBLIC_KEY) return inner(content.body, (elements) => readSec1(elements, parameters));
  if (name === ED25519) return readEd25519(content.body, rest);
  return { algorithm: 'other', result: 'pass' };
}

function inner(der: Uint8Array, read: (elements: DerElement[]) => PrivateKey | null): PrivateKey | null {
  const elements = readSequence(der);
  return elements === null ? null : read(elements);
}

function readEd25519(content: Uint8Array, rest: DerElement[]): PrivateKey | null {
  const [wrapped, ...more] = readElements(content) ?? [];
  if (wrapped?.tag !== DER.octetString || wrapped.body.length !== 32 || more.length > 0) return null;
  const seed = wrapped.body;
  const embedded = rest.find((element) => element.tag === DER.implicit1)?.body;
  const fits = embedded === undefined || isEd25519Pair(seed, embedded.subarray(1));
  return { algorithm: 'ed25519', result: fits && isVaried(seed) ? 'proof' : 'fail', seed };
}

function readSec1(elements: DerElement[], outer: DerElement | undefined): PrivateKey | null {
  const [version, secret, ...rest] = elements;
  if (!isNumber(version, [1n]) || secret?.tag !== DER.octetString) return null;
  const parameters = contents(rest, DER.context0) ?? outer;
  const curve = parameters?.tag === DER.objectId ? CURVES.get(hex(parameters.body)) : undefined;
  if (curve === undefined) return { algorithm: 'ec', result: 'pass' };
  return { algorithm: 'ec', result: pointResult(curve, secret.body, contents(rest, DER.context1)) };
}

function contents(elements: DerElement[], tag: number): DerElement | undefined {
  const holder = elements.find((element) => element.tag === tag);
  return holder && readElements(holder.body)?.[0];
}

function pointResult(curve: Curve, secret: Uint8Array, point: DerElement | undefined): CheckResult {
  if (secret.length > curve.size + 1 || !isScalar(curve, secret) || !isVaried(secret)) return 'fail';
  if (point === undefined) return 'proof';
  const derived = publicPoint(curve, secret);
  const [unusedBits, ...stored] = point.body;
  // A compressed point keeps x and the parity of y, which its first byte holds.
  const expected =
    stored.length === derived.length
      ? derived
      : Buffer.concat([Uint8Array.of(2 + (derived.at(-1)! & 1)), derived.subarray(1, curve.size + 1)]);
  return unusedBits === 0 && equalBytes(Uint8Array.from(stored), expected) ? 'proof' : 'fail';
}

/** RSA has nine integers (RFC 8017), DSA six (OpenSSL's traditional form). */
function readIntegers(elements: DerElement[]): PrivateKey | null {
  if (elements.some((element) => element.tag !== DER.integer)) return null;
  if (elements.length === 6) return { algorithm: 'other', result: 'pass' };
  if (elements.length !== 9) return null;
  if (!isNumber(elements[0], [0n])) return null;
  const [, n, , , p, q] = elements.map((element) => toBigInt(element.body)) as [bigint, ...bigint[]];
  const fits = p! > 1n && q! > 1n && p! * q! === n!;
  return { algorithm: 'rsa', result: fits ? 'proof' : 'fail' };
}

function isNumber(element: DerElement | undefined, wanted: bigint[]): boolean {
  return element?.tag === DER.integer && element.body.length === 1 && wanted.includes(toBigInt(element.body));
}

function isVaried(bytes: Uint8Array): boolean {
  return new Set(bytes).size >= LEAST_DISTINCT_BYTES;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
