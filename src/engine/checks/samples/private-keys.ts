import { Buffer } from 'node:buffer';
import { checkPrimeSync, createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { pick, type Random } from '../../../rules/random.ts';
import { toBigInt } from '../bytes.ts';
import { evmAddressOf, starkPublicKey, withEip55Case } from '../curves.ts';
import { type Curve, publicPoint, SECP256K1 } from '../native.ts';
import type { PairSampler, Sampler } from '../samples.ts';
import { randomBytes } from './random.ts';

export const pemEd25519: Sampler = (random) => pem(ed25519Key(random), 'pkcs8');
export const pemEc: Sampler = (random) => pem(ecKey(random), pick(random, ['sec1', 'pkcs8']));
export const pemRsa: Sampler = (random) => pem(rsaKey(random), pick(random, ['pkcs1', 'pkcs8']));
export const pemAny: Sampler = (random) => pick(random, [pemEd25519, pemEc, pemRsa])(random);
export const derEd25519: Sampler = (random) => der(ed25519Key(random), 'pkcs8');
export const derEc: Sampler = (random) => der(ecKey(random), pick(random, ['sec1', 'pkcs8']));
export const derRsa: Sampler = (random) => der(rsaKey(random), pick(random, ['pkcs1', 'pkcs8']));

export const ed25519Keypair: Sampler = (random) => {
  const pair = keypair(randomBytes(random, 32));
  return pick(random, [pair.toString('base64'), base58.encode(pair), pair.toString('hex')]);
};

export const solanaBytes: Sampler = (random) =>
  `[${[...keypair(randomBytes(random, 32))].join(pick(random, [',', ', ']))}]`;

export const near: Sampler = (random) => `ed25519:${base58.encode(keypair(randomBytes(random, 32)))}`;

export const tendermint: Sampler = (random) => keypair(randomBytes(random, 32)).toString('base64');

/** Hexadecimal without the leading zeros, as Starknet's tools print it, or with them. */
export const stark: Sampler = (random) => {
  const digits = starkScalar(random).toString(16);
  return pick(random, [`0x${digits}`, `0x${digits.padStart(64, '0')}`, digits.padStart(64, '0')]);
};

export const eip55: Sampler = (random) => `0x${withEip55Case(randomBytes(random, 20).toString('hex'))}`;

export const ed25519Public: PairSampler = (random) => {
  const seed = randomBytes(random, 32);
  const publicKey = Buffer.from(ed25519.getPublicKey(seed));
  return pick(random, [
    [seed.toString('base64'), publicKey.toString('base64')],
    [`ed25519:${base58.encode(seed)}`, `ed25519:${base58.encode(publicKey)}`],
    [keypair(seed).toString('base64'), publicKey.toString('hex')],
  ]);
};

export const evmAddress: PairSampler = (random) => {
  const key = randomBytes(random, 32);
  return [`0x${key.toString('hex')}`, `0x${withEip55Case(evmAddressOf(key))}`];
};

export const starkPublic: PairSampler = (random) => {
  const scalar = starkScalar(random);
  return [`0x${scalar.toString(16)}`, `0x${starkPublicKey(scalar).toString(16)}`];
};

function keypair(seed: Uint8Array): Buffer {
  return Buffer.concat([seed, ed25519.getPublicKey(seed)]);
}

/** 248 bits, below the order of the Stark curve whatever they are. */
function starkScalar(random: Random): bigint {
  return toBigInt(randomBytes(random, 31));
}

type Form = 'pkcs1' | 'pkcs8' | 'sec1';

function pem(key: KeyObject, form: Form): string {
  return (key.export({ type: form, format: 'pem' } as { type: 'pkcs8'; format: 'pem' }) as string).trimEnd();
}

function der(key: KeyObject, form: Form): string {
  return key.export({ type: form, format: 'der' } as { type: 'pkcs8'; format: 'der' }).toString('base64');
}

function fromJwk(key: JsonWebKey): KeyObject {
  return createPrivateKey({ key, format: 'jwk' });
}

function ed25519Key(random: Random): KeyObject {
  const seed = randomBytes(random, 32);
  const x = Buffer.from(ed25519.getPublicKey(seed)).toString('base64url');
  return fromJwk({ kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x });
}

const P256: Curve = { name: 'prime256v1', order: '', size: 32 };

function ecKey(random: Random): KeyObject {
  const [crv, curve] = pick(random, [
    ['P-256', P256],
    ['P-256', P256],
    ['secp256k1', SECP256K1],
  ] as const);
  // One bit less than the curve has, so that it is below the order of either.
  const secret = randomBytes(random, 32);
  secret[0] = secret[0]! & 0x7f;
  const point = Buffer.from(publicPoint(curve, secret));
  const [d, x, y] = [secret, point.subarray(1, 33), point.subarray(33)].map((bytes) =>
    bytes.toString('base64url'),
  );
  return fromJwk({ kty: 'EC', crv, d: d!, x: x!, y: y! });
}

/** RSA-2048 with e = 65537, from two primes of 1024 bits. */
function rsaKey(random: Random): KeyObject {
  const e = 65_537n;
  const [p, q] = [prime(random), prime(random)];
  const phi = (p - 1n) * (q - 1n);
  const d = inverse(e, phi);
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const members = Object.entries(numbers).map(([name, value]) => [name, base64urlOf(value)]);
  return fromJwk({ kty: 'RSA', ...Object.fromEntries(members) });
}

/** Dividing by these first spares three quarters of the slower tests. */
const SMALL_PRIMES = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71].map(BigInt);

/** The first prime after a random number whose top two bits are set, with e coprime to p - 1. */
function prime(random: Random): bigint {
  const bytes = randomBytes(random, 128);
  bytes[0] = bytes[0]! | 0xc0;
  bytes[127] = bytes[127]! | 1;
  let candidate = toBigInt(bytes);
  while (!isPrime(candidate) || candidate % 65_537n === 1n) candidate += 2n;
  return candidate;
}

function isPrime(candidate: bigint): boolean {
  return SMALL_PRIMES.every((small) => candidate % small !== 0n) && checkPrimeSync(candidate);
}

/** The inverse of a number modulo another that it is coprime to (extended Euclid). */
function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high] = [value % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [x, y] = [y - quotient * x, x];
  }
  return ((x % modulus) + modulus) % modulus;
}

function base64urlOf(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url');
}
