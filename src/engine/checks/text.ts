import { Buffer } from 'node:buffer';
import { decodeHex } from './bytes.ts';
import type { Check } from './check.ts';
import { isPlausibleTime } from './times.ts';

/** `mixed-case`: has letters of both cases. */
export const mixedCase: Check = (value) => (/[a-z]/.test(value) && /[A-Z]/.test(value) ? 'pass' : 'fail');

/** `has-digit`: has a decimal digit. */
export const hasDigit: Check = (value) => (/[0-9]/.test(value) ? 'pass' : 'fail');

/**
 * `uuid`: the text form of RFC 9562, section 4, alone or at the end (`rh-api-...`), with enough different digits for
 * a generated one. Any version and variant: issuers take 16 random bytes as they come.
 */
export const uuid: Check = (value) => {
  const digits = /^(?:.*[^0-9a-z])?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(
    value.slice(-60),
  )?.[1];
  const distinct = new Set(digits?.toLowerCase().replaceAll('-', ''));
  return distinct.size >= LEAST_UUID_DIGITS ? 'pass' : 'fail';
};

/** Different digits in a UUID: fewer come out once in twenty million. */
const LEAST_UUID_DIGITS = 8;

/**
 * `objectid:YEAR`: a MongoDB ObjectId made in YEAR or later; its first four bytes are Unix seconds
 * (https://www.mongodb.com/docs/manual/reference/bson-types/, 2026-11).
 */
export const objectId: Check = (value, year) => {
  if (!/^[0-9a-f]{24}$/i.test(value)) return 'fail';
  return isPlausibleTime(Number.parseInt(value.slice(0, 8), 16), Number(year)) ? 'pass' : 'fail';
};

/**
 * `bcrypt`: modular crypt form with cost 4 to 31, 22 characters of salt and 31 of hash
 * (https://www.usenix.org/legacy/events/usenix99/provos/provos_html/node1.html, 2026-11).
 */
export const bcrypt: Check = (value) =>
  /^\$2[abxy]?\$(?:0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}$/.test(value) ? 'pass' : 'fail';

/** `hex-text:PREFIX`: hexadecimal of a text that begins with PREFIX. */
export const hexText: Check = (value, prefix = '') => {
  const bytes = decodeHex(value);
  return bytes !== null && Buffer.from(bytes).toString('latin1').startsWith(prefix) ? 'pass' : 'fail';
};
