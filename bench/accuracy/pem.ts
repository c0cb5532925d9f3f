import { checkPrimeSync, createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import type { Random } from './random.ts';

/** The forms in which a private key is handed out as PEM. */
export type PemForm = 'ed25519' | 'ec' | 'ec-pkcs8' | 'rsa' | 'rsa-pkcs8';

/** Makes a true private key from seeded randomness; the text ends without a line break. */
export function samplePem(form: PemForm, random: Random): string {
  return exported(form, random).trimEnd();
}

function exported(form: PemForm, random: Random): string {
  switch (form) {
    case 'ed25519':
      return text(ed25519(random), 'pkcs8');
    case 'ec':
      return text(p256(random), 'sec1');
    case 'ec-pkcs8':
      return text(p256(random), 'pkcs8');
    case 'rsa':
      return text(rsa(random), 'pkcs1');
    case 'rsa-pkcs8':
      return text(rsa(random), 'pkcs8');
  }
}

function text(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string {
  return key.export({ format: 'pem', type }) as string;
}

function ed25519(random: Random): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, random.bytes(32)]), format: 'der', type: 'pkcs8' });
}

function p256(random: Random): KeyObject {
  const d = Buffer.from(random.bytes(32));
  d[0] = d[0]! & 0x7f;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const url = (bytes: Buffer): string => bytes.toString('base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: url(d),
    x: url(point.subarray(1, 33)),
    y: url(point.subarray(33)),
  };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

/**
 * Prime numbers cost time: a handful per run are enough, made when first asked for, for every two of them are a key. Were
 * there but a few keys, the files of a tree would share them, and what one says of a key would be said of it in all.
 */
const PRIMES = 9;
const primes = new Map<number, bigint>();

function rsa(random: Random): KeyObject {
  const one = random.int(0, PRIMES - 1);
  const other = (one + random.int(1, PRIMES - 1)) % PRIMES;
  return rsaOf(primeOf(Math.max(one, other)), primeOf(Math.min(one, other)));
}

/** Seeded from its number alone, so that a tree does not depend on which file asked first. */
function primeOf(number: number): bigint {
  const known = primes.get(number) ?? prime(`p${number}`);
  primes.set(number, known);
  return known;
}

function rsaOf(p: bigint, q: bigint): KeyObject {
  const e = 65537n;
  const d = inverse(e, (p - 1n) * (q - 1n));
  const jwk = {
    kty: 'RSA',
    n: number64(p * q),
    e: number64(e),
    d: number64(d),
    p: number64(p),
    q: number64(q),
    dp: number64(d % (p - 1n)),
    dq: number64(d % (q - 1n)),
    qi: number64(inverse(q, p)),
  };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

function prime(label: string): bigint {
  let candidate = start(label) | 1n | (3n << 1022n);
  while (!checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

function start(label: string): bigint {
  let hex = '';
  let state = [...label].reduce((sum, c) => (Math.imul(sum, 31) + c.charCodeAt(0)) >>> 0, 0x9e3779b9);
  while (hex.length < 256) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x1b873593;
    hex += ((state ^ (state >>> 13)) >>> 0).toString(16).padStart(8, '0');
  }
  return BigInt(`0x${hex.slice(0, 256)}`);
}

function inverse(a: bigint, modulus: bigint): bigint {
  let [old, current] = [a % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (current !== 0n) {
    const quotient = old / current;
    [old, current] = [current, old - quotient * current];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

function number64(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}
