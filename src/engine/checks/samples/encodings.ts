import { Buffer } from 'node:buffer';
import { base58 as base58Coder } from '@scure/base';
import { pick } from '../../../rules/random.ts';
import type { Sampler } from '../samples.ts';
import { ALPHANUMERIC, randomBytes, randomText, randomTime, sizeFrom, URL_SAFE } from './random.ts';

/** Padded twice as often as not: few issuers leave the padding out. */
export const base64: Sampler = (random, sizes) => {
  const text = randomBytes(random, sizeFrom(random, sizes, 32)).toString('base64');
  return pick(random, [text, text, text.replace(/=+$/, '')]);
};

export const base64url: Sampler = (random, sizes) => {
  const text = randomBytes(random, sizeFrom(random, sizes, 32)).toString('base64url');
  return pick(random, [text, text, text.padEnd(Math.ceil(text.length / 4) * 4, '=')]);
};

export const base58: Sampler = (random, sizes) =>
  base58Coder.encode(randomBytes(random, sizeFrom(random, sizes, 32)));

export const base64Hex: Sampler = (random) =>
  Buffer.from(randomBytes(random, 31).toString('hex').slice(1)).toString('base64');

export const base64urlUuid: Sampler = (random, size) =>
  Buffer.concat([randomBytes(random, Number(size)), Buffer.from(uuid(random))]).toString('base64url');

export const hexText: Sampler = (random, prefix = '') =>
  Buffer.from(`${prefix}${randomText(random, { alphabet: ALPHANUMERIC, size: 160 })}`).toString('hex');

export const objectId: Sampler = (random, year) =>
  randomTime(random, Number(year)).toString(16).padStart(8, '0') + randomBytes(random, 8).toString('hex');

/** Version 4 (RFC 9562, section 5.4). */
export const uuid: Sampler = (random) => {
  const bytes = randomBytes(random, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const bcrypt: Sampler = (random) =>
  `$2b$12$${randomText(random, { alphabet: URL_SAFE.replace('-', '.').replace('_', '/'), size: 53 })}`;
