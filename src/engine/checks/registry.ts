import type { Check, PairCheckFunction } from './check.ts';
import { base58, base64, base64url, hexDistinct } from './encodings.ts';
import { bcrypt, hasDigit, hexText, mixedCase, objectId, uuid } from './text.ts';

/** Every check that a rule may name, by name; the rule writes a parameter after a colon (`base64:64`). */
export const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['base64', base64],
  ['base64url', base64url],
  ['base58', base58],
  ['hex-distinct', hexDistinct],
  ['objectid', objectId],
  ['uuid', uuid],
  ['mixed-case', mixedCase],
  ['has-digit', hasDigit],
  ['bcrypt', bcrypt],
  ['hex-text', hexText],
]);

/** Every check between two parts of one credential, by name. */
export const PAIR_CHECKS: ReadonlyMap<string, PairCheckFunction> = new Map<string, PairCheckFunction>();
