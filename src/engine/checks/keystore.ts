import type { Check } from './check.ts';

/** Longer than any keystore file, which holds one key. */
const MAX_KEYSTORE = 20_000;

/**
 * `keystore-v3`: Web3 secret storage, the whole JSON, its `crypto` object, or the member `"ciphertext": "..."`
 * alone (https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/, 2026-11).
 */
export const keystoreV3: Check = (value) => {
  const store = value.length > MAX_KEYSTORE ? null : (parseObject(value) ?? parseObject(`{${value}}`));
  if (store === null || (store.version ?? 3) !== 3) return 'fail';
  const crypto = asObject(store.crypto ?? store.Crypto) ?? store;
  const isWhole = isHex(crypto.ciphertext, 32) && (crypto.mac === undefined || isHex(crypto.mac, 64));
  return isWhole ? 'pass' : 'fail';
};

function isHex(value: unknown, least: number): boolean {
  return (
    typeof value === 'string' &&
    value.length >= least &&
    /^(?:[0-9a-f]{2})+$/i.test(value) &&
    new Set(value.toLowerCase()).size >= 8
  );
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
