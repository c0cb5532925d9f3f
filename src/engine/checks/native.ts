import { Buffer } from 'node:buffer';
import { createECDH, createHash, createHmac, createPrivateKey, pbkdf2Sync } from 'node:crypto';

/** Everything that the checks take from node:crypto, which is quicker and starts sooner than JavaScript code. */

export function sha256(...parts: Uint8Array[]): Uint8Array {
  return digest('sha256', parts);
}

export function sha256Twice(bytes: Uint8Array): Uint8Array {
  return sha256(sha256(bytes));
}

export function ripemd160(...parts: Uint8Array[]): Uint8Array {
  return digest('ripemd160', parts);
}

export function hmacSha512(key: string, message: string): Uint8Array {
  return createHmac('sha512', key).update(message).digest();
}

export function pbkdf2Sha512(secret: Uint8Array, salt: string, rounds: number): Uint8Array {
  return pbkdf2Sync(secret, salt, rounds, 64, 'sha512');
}

/**
 * True when the 32-byte seed has this Ed25519 public key (RFC 8032, section 5.1.5). Node 20 reads a JSON Web Key
 * (RFC 8037) in a ninth of the time that it takes for DER; whether it derives the public half anew, as it does
 * today, or refuses one that is wrong, the answer is the same.
 */
export function isEd25519Pair(seed: Uint8Array, publicKey: Uint8Array): boolean {
  const [d, x] = [seed, publicKey].map((bytes) => Buffer.from(bytes).toString('base64url')) as [
    string,
    string,
  ];
  try {
    const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' });
    return key.export({ format: 'jwk' }).x === x;
  } catch {
    return false;
  }
}

/** A named curve: what OpenSSL calls it, and the order of its group (SEC 2, version 2.0, section 2). */
export interface Curve {
  name: string;
  /** In hexadecimal, without zeros before it. */
  order: string;
  size: number;
}

export const SECP256K1: Curve = {
  name: 'secp256k1',
  order: 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141',
  size: 32,
};

/** True when the bytes are a private key of the curve: 0 < n < order. */
export function isScalar(curve: Curve, bytes: Uint8Array): boolean {
  const digits = Buffer.from(bytes).toString('hex').replace(/^0+/, '');
  if (digits.length !== curve.order.length) return digits !== '' && digits.length < curve.order.length;
  return digits < curve.order;
}

/** The public point of a private key (which must satisfy `isScalar`), uncompressed: 04, x, y. */
export function publicPoint(curve: Curve, scalar: Uint8Array): Uint8Array {
  const ecdh = createECDH(curve.name);
  ecdh.setPrivateKey(scalar);
  return ecdh.getPublicKey();
}

function digest(algorithm: string, parts: Uint8Array[]): Uint8Array {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}
