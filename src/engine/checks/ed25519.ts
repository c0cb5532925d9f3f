import { decodeBase58, decodeBase64, decodeBase64Url, decodeHex, hexDigits } from './bytes.ts';
import type { Check, CheckResult, PairCheckFunction } from './check.ts';
import { isEd25519Pair } from './native.ts';
import { readPem } from './pem.ts';

/** NEAR, Orderly and Aptos write the curve before the key. */
const CURVE_PREFIX = /^ed25519:/;

/**
 * `ed25519-keypair`: 64 bytes as base64, base58 or hexadecimal, of which the second 32 are the public key of
 * the first 32 (RFC 8032, section 5.1.5; the layout of NaCl's secret keys). Coinbase CDP, Solana, Robinhood.
 */
export const ed25519Keypair: Check = (value) => anyKeypair(decodings(value, 64));

/**
 * `solana-bytes`: the same 64 bytes as numbers in the text of an array: JSON, JavaScript, Rust, Go
 * (https://docs.anza.xyz/cli/wallets/file-system, 2026-11).
 */
export const solanaBytes: Check = (value) => {
  const bytes = readByteArray(value);
  return bytes?.length === 64 && isKeypair(bytes) ? 'proof' : 'fail';
};

/**
 * `near`: `ed25519:` and the 64 bytes in base58, or `secp256k1:` and 32 bytes, which prove nothing
 * (https://docs.near.org/protocol/access-keys, 2026-11).
 */
export const near: Check = (value) => {
  const [, curve, text] = /^(ed25519|secp256k1):([1-9A-HJ-NP-Za-km-z]{32,100})$/.exec(value) ?? [];
  const bytes = text === undefined ? null : decodeBase58(text);
  if (bytes === null) return 'fail';
  if (curve === 'secp256k1') return bytes.length === 32 ? 'pass' : 'fail';
  return bytes.length === 64 && isKeypair(bytes) ? 'proof' : 'fail';
};

/** `tendermint`: the value of a `tendermint/PrivKeyEd25519` (https://docs.cometbft.com, 2026-11), 64 bytes in base64. */
export const tendermint: Check = (value) => {
  const bytes = decodeBase64(value);
  return bytes?.length === 64 && isKeypair(bytes) ? 'proof' : 'fail';
};

/**
 * `aptos`: AIP-80's prefix and 64 hexadecimal digits
 * (https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-80.md, 2026-11).
 */
export const aptos: Check = (value) => {
  const digits = /^(?:ed25519|secp256k1)-priv-0x([0-9a-fA-F]{64})$/.exec(value)?.[1];
  return digits !== undefined && new Set(hexDigits(digits)).size >= 12 ? 'pass' : 'fail';
};

/**
 * `ed25519-public`: the first value (a 32-byte seed, a 64-byte key pair, or a PKCS#8 key with or without PEM
 * armour) has the second (32 bytes) as its public key.
 */
export const ed25519Public: PairCheckFunction = (secret, publicKey) => {
  const publics = decodings(publicKey, 32);
  const seeds = [...decodings(secret, 32), ...decodings(secret, 64).map((bytes) => bytes.subarray(0, 32))];
  const pemSeed = secret.length > 60 ? readPem(secret)?.seed : undefined;
  if (pemSeed !== undefined) seeds.push(pemSeed);
  return seeds.some((seed) => publics.some((key) => isEd25519Pair(seed, key))) ? 'proof' : 'fail';
};

/** Every way in which the text decodes to so many bytes: one text can be base58 and base64 alike. */
function decodings(text: string, size: number): Uint8Array[] {
  const bare = text.replace(CURVE_PREFIX, '');
  return [decodeHex, decodeBase64, decodeBase64Url, decodeBase58]
    .map((decode) => decode(bare))
    .filter((bytes) => bytes?.length === size) as Uint8Array[];
}

function anyKeypair(candidates: Uint8Array[]): CheckResult {
  return candidates.some(isKeypair) ? 'proof' : 'fail';
}

function isKeypair(bytes: Uint8Array): boolean {
  return isEd25519Pair(bytes.subarray(0, 32), bytes.subarray(32));
}

/** Longest text of an array that is read: 64 numbers with suffixes, indented one to a line. */
const MAX_ARRAY_TEXT = 8192;

function readByteArray(text: string): Uint8Array | null {
  if (text.length > MAX_ARRAY_TEXT) return null;
  const inside = text.slice(lastOpening(text) + 1).replace(/[\])}\s;]*$/, '');
  const numbers = inside.split(/[\s,]+/).filter((item) => item !== '');
  const bytes = numbers.map(readByte);
  return bytes.includes(null) ? null : Uint8Array.from(bytes as number[]);
}

function lastOpening(text: string): number {
  return Math.max(text.lastIndexOf('['), text.lastIndexOf('{'), text.lastIndexOf('('));
}

function readByte(item: string): number | null {
  const match = /^(0x[0-9a-fA-F]{1,2}|[0-9]{1,3})(?:_?u8)?$/.exec(item);
  const value = Number(match?.[1] ?? Number.NaN);
  return value <= 255 ? value : null;
}
