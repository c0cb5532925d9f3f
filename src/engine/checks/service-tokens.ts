import { Buffer } from 'node:buffer';
import { base32nopad } from '@scure/base';
import { decodeBase64Url, toBigInt } from './bytes.ts';
import type { Check } from './check.ts';
import { isPlausibleTime } from './times.ts';

/**
 * `telegram`: bot id, colon, 35 characters of which the first two are AA; the documentation prints one of 34
 * (https://core.telegram.org/bots/features#botfather, 2026-11).
 */
export const telegram: Check = (value) =>
  /^[0-9]{6,12}:AA[A-Za-z0-9_-]{32,33}$/.test(value) ? 'pass' : 'fail';

/**
 * `fernet`: version 0x80, eight bytes of time, IV, AES-CBC blocks, HMAC
 * (https://github.com/fernet/spec/blob/master/Spec.md, 2026-11).
 */
export const fernet: Check = (value) => {
  const bytes = decodeBase64Url(value);
  const whole = bytes !== null && bytes.length >= 73 && (bytes.length - 57) % 16 === 0;
  if (!whole || bytes[0] !== 0x80) return 'fail';
  return isPlausibleTime(Number(toBigInt(bytes.subarray(1, 9))), 2013) ? 'pass' : 'fail';
};

/**
 * `aws-key-id`: four letters of kind, then base32. Where its first bit is set, the next 40 are the account, a
 * number of twelve digits (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html and
 * https://trufflesecurity.com/blog/research-uncovers-aws-account-numbers-hidden-in-access-keys, 2026-11).
 */
export const awsKeyId: Check = (value) => {
  const body = /^(?:AKIA|ASIA|ABIA|ACCA)([A-Z2-7]{16})$/.exec(value)?.[1];
  if (body === undefined || body.endsWith('EXAMPLE')) return 'fail';
  const head = toBigInt(base32nopad.decode(body).subarray(0, 6));
  const namesAccount = head >> 47n === 1n;
  const account = (head >> 7n) & 0xffffffffffn;
  return namesAccount && account > 999_999_999_999n ? 'fail' : 'pass';
};

/**
 * `slack`: a webhook or token whose parts are no run of zeros or of one letter
 * (https://api.slack.com/messaging/webhooks, https://api.slack.com/authentication/token-types, 2026-11).
 */
export const slack: Check = (value) => {
  const parts = value.length > 300 ? [] : value.split(/[/-]/).filter((part) => part.length >= 9);
  const secret = parts.at(-1) ?? '';
  const isDummy = parts.some((part) => /^[A-Z]?(.)\1+$/.test(part));
  return new Set(secret).size >= 6 && !isDummy ? 'pass' : 'fail';
};

/** Seconds of Discord's epoch, 2015. */
const DISCORD_EPOCH = 1_420_070_400n;

/**
 * `discord-bot`: the user's snowflake id in base64, a time in base64, a signature
 * (https://discord.com/developers/docs/reference#authentication, 2026-11). Newer tokens hold something else than a
 * time in the middle, so only the id is looked at.
 */
export const discordBot: Check = (value) => {
  const [, id] = /^([A-Za-z0-9_-]{23,28})\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}$/.exec(value) ?? [];
  const snowflake = Buffer.from(decodeBase64Url(id ?? '') ?? []).toString('latin1');
  if (!/^[0-9]{17,20}$/.test(snowflake)) return 'fail';
  return isPlausibleTime(Number((BigInt(snowflake) >> 22n) / 1000n + DISCORD_EPOCH), 2015) ? 'pass' : 'fail';
};
