import { Buffer } from 'node:buffer';
import { base58xrp } from '@scure/base';
import { decodeBase58, equalBytes, toBigInt } from './bytes.ts';
import type { Check } from './check.ts';
import { isScalar, ripemd160, SECP256K1, sha256Twice } from './native.ts';

/** Length of the checksum at the end of all these forms. */
const CHECKSUM = 4;

/**
 * `wif`: wallet import format: version, 32 bytes of key, 01 where the public key is compressed, checksum
 * (https://en.bitcoin.it/wiki/Wallet_import_format, 2026-11).
 */
export const wif: Check = (value) => {
  const payload = checked(decodeBase58(value));
  const whole = payload?.length === 33 || (payload?.length === 34 && payload[33] === 1);
  return whole && isScalar(SECP256K1, payload!.subarray(1, 33)) ? 'proof' : 'fail';
};

/** Version bytes of extended private keys: xprv and tprv of BIP-32, the others of SLIP-132 (2026-11). */
const EXTENDED_VERSIONS: ReadonlySet<bigint> = new Set([
  0x0488ade4n, // xprv
  0x049d7878n, // yprv
  0x0295b005n, // Yprv
  0x04b2430cn, // zprv
  0x02aa7a99n, // Zprv
  0x04358394n, // tprv
  0x044a4e28n, // uprv
  0x024285b5n, // Uprv
  0x045f18bcn, // vprv
  0x02575048n, // Vprv
]);

/** `bip32`: an extended private key, with the rules of BIP-32's test vector 5 for keys that cannot be. */
export const bip32: Check = (value) => {
  const payload = checked(decodeBase58(value));
  if (payload?.length !== 78 || !EXTENDED_VERSIONS.has(toBigInt(payload.subarray(0, 4)))) return 'fail';
  const isMaster = payload[4] === 0;
  const hasOrigin = toBigInt(payload.subarray(5, 13)) !== 0n;
  if (isMaster && hasOrigin) return 'fail';
  return payload[45] === 0 && isScalar(SECP256K1, payload.subarray(46)) ? 'proof' : 'fail';
};

/**
 * `xrp-seed`: a family seed for secp256k1 (21 and 16 bytes) or Ed25519 (01 e1 4b and 16 bytes), base58 with the
 * Ripple alphabet (https://xrpl.org/docs/references/protocol/data-types/base58-encodings, 2026-11).
 */
export const xrpSeed: Check = (value) => {
  const payload = checked(decodeXrp(value));
  if (payload === null) return 'fail';
  const version = Buffer.from(payload.subarray(0, -16)).toString('hex');
  return version === '21' || version === '01e14b' ? 'proof' : 'fail';
};

/**
 * `eos`: `PVT_` or `PUB_`, curve, base58 of 32 or 33 bytes of key and the first four of RIPEMD-160 over key and
 * curve (https://github.com/AntelopeIO/leap, libraries/libfc crypto; 2026-11).
 */
export const eos: Check = (value) => {
  const [, kind, curve, text] = /^(PVT|PUB)_(K1|R1)_([1-9A-HJ-NP-Za-km-z]{40,60})$/.exec(value) ?? [];
  const bytes = text === undefined ? null : decodeBase58(text);
  if (bytes?.length !== (kind === 'PVT' ? 32 : 33) + CHECKSUM) return 'fail';
  const key = bytes.subarray(0, -CHECKSUM);
  const sum = ripemd160(key, Buffer.from(curve!)).subarray(0, CHECKSUM);
  return equalBytes(sum, bytes.subarray(-CHECKSUM)) ? 'proof' : 'fail';
};

/** The payload before a checksum of double SHA-256 that is right, or null. */
function checked(bytes: Uint8Array | null): Uint8Array | null {
  if (bytes === null || bytes.length <= CHECKSUM) return null;
  const payload = bytes.subarray(0, -CHECKSUM);
  const sum = sha256Twice(payload).subarray(0, CHECKSUM);
  return equalBytes(sum, bytes.subarray(-CHECKSUM)) ? payload : null;
}

function decodeXrp(text: string): Uint8Array | null {
  if (text.length < 25 || text.length > 35) return null;
  try {
    return base58xrp.decode(text);
  } catch {
    return null;
  }
}
