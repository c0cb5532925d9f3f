import { Buffer } from 'node:buffer';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { hexDigits } from './bytes.ts';
import type { Check, PairCheckFunction } from './check.ts';
import { isScalar, publicPoint, SECP256K1 } from './native.ts';

/** No random value of 64 hexadecimal digits has fewer different ones (none of 300,000 did). */
const LEAST_DISTINCT_DIGITS = 12;

/** `secp256k1`: 64 hexadecimal digits that are a private key of the curve, no placeholder. */
export const secp256k1: Check = (value) => {
  const key = secp256k1Key(value);
  return key !== null && new Set(key.toString('hex')).size >= LEAST_DISTINCT_DIGITS ? 'pass' : 'fail';
};

/**
 * The Stark curve (https://docs.starkware.co/starkex/crypto/stark-curve.html, 2026-11): y2 = x3 + ax + b over p,
 * n the order of its generator.
 */
const STARK = {
  p: 0x800000000000011000000000000000000000000000000000000000000000001n,
  a: 1n,
  b: 0x6f21413efbe40de150e596d72f7a8c5609ad26c15c915c1f4cdfcb99cee9e89n,
  n: 0x800000000000010ffffffffffffffffb781126dcae7b2321e66a241adc64d2fn,
  h: 1n,
  Gx: 0x1ef15c18599971b7beced415a40f0c7deacfd9b0d1819e03d723d8bc943cfcan,
  Gy: 0x5668060aa49730b7be4801df46ec62de53ecd11abe43a32873000c36e8dc1fn,
};

/** `stark`: a private key of the Stark curve in hexadecimal, leading zeros written or not. */
export const stark: Check = (value) => (starkNumber(value, STARK.n) === null ? 'fail' : 'pass');

/** `stark-public`: the second value is the x coordinate of the first one's public key. */
export const starkPublic: PairCheckFunction = (secret, publicKey) => {
  const scalar = starkNumber(secret, STARK.n);
  const x = starkNumber(publicKey, STARK.p);
  if (scalar === null || x === null) return 'fail';
  return starkPublicKey(scalar) === x ? 'proof' : 'fail';
};

/** The x coordinate of the public key of a Stark private key. */
export function starkPublicKey(scalar: bigint): bigint {
  starkCurve ??= weierstrass(STARK);
  return starkCurve.BASE.multiplyUnsafe(scalar).toAffine().x;
}

/** Built at first use: hardly any scan meets a Stark key beside its public key. */
let starkCurve: ReturnType<typeof weierstrass<bigint>> | undefined;

/** `evm-address`: the second value is the Ethereum address of the first, a secp256k1 key in hexadecimal. */
export const evmAddress: PairCheckFunction = (secret, address) => {
  const key = secp256k1Key(secret);
  return key !== null && hexDigits(address) === evmAddressOf(key) ? 'proof' : 'fail';
};

/**
 * The address of a private key in lower case without `0x`: the last 20 bytes of Keccak-256 over the public point
 * (Ethereum yellow paper, appendix F).
 */
export function evmAddressOf(key: Uint8Array): string {
  const point = publicPoint(SECP256K1, key).subarray(1);
  return Buffer.from(keccak_256(point)).toString('hex').slice(-40);
}

/**
 * `eip55`: an Ethereum address; one of mixed case must have the right checksum
 * (https://eips.ethereum.org/EIPS/eip-55, 2026-11), one of a single case has none.
 */
export const eip55: Check = (value) => {
  const digits = /^(?:0x)?([0-9a-fA-F]{40})$/.exec(value)?.[1];
  if (digits === undefined) return 'fail';
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return 'pass';
  return digits === withEip55Case(digits) ? 'proof' : 'fail';
};

/** The 40 digits of an address with the letters in the case that EIP-55 asks for. */
export function withEip55Case(address: string): string {
  const digits = address.toLowerCase();
  const hash = Buffer.from(keccak_256(Buffer.from(digits, 'ascii'))).toString('hex');
  return Array.from(digits, (digit, at) =>
    Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit,
  ).join('');
}

function secp256k1Key(text: string): Buffer | null {
  const digits = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(text)?.[1];
  const key = digits === undefined ? null : Buffer.from(digits, 'hex');
  return key !== null && isScalar(SECP256K1, key) ? key : null;
}

function starkNumber(text: string, limit: bigint): bigint | null {
  if (text.length > 66) return null;
  const digits = hexDigits(text);
  const value = digits === null ? 0n : BigInt(`0x${digits}`);
  return value > 0n && value < limit ? value : null;
}
