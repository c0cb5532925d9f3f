import { Buffer } from 'node:buffer';
import { base32nopad } from '@scure/base';
import { between, pick, type Random } from '../../../rules/random.ts';
import { crc32Base62 } from '../crc-tokens.ts';
import type { Sampler } from '../samples.ts';
import { uuid } from './encodings.ts';
import { ALPHANUMERIC, DIGITS, randomBytes, randomText, randomTime, UPPER, URL_SAFE } from './random.ts';

export const githubCrc32: Sampler = (random) =>
  `gh${pick(random, ['p', 'o', 'u', 's', 'r'])}_${crcBody(random)}`;

export const npmCrc32: Sampler = (random) => `npm_${crcBody(random)}`;

export const telegram: Sampler = (random) =>
  `${between(random, 1, 7)}${text(random, DIGITS, 9)}:AA${text(random, URL_SAFE, 33)}`;

export const fernet: Sampler = (random) => {
  const head = Buffer.alloc(9, 0);
  head[0] = 0x80;
  head.writeUInt32BE(randomTime(random, 2018), 5);
  const rest = randomBytes(random, 16 + 16 * between(random, 2, 7) + 32);
  const token = Buffer.concat([head, rest]).toString('base64url');
  return token.padEnd(Math.ceil(token.length / 4) * 4, '=');
};

export const awsKeyId: Sampler = (random) => {
  const account = BigInt(between(random, 100_000_000_000, 999_999_999_999));
  const head = (1n << 47n) | (account << 7n) | BigInt(between(random, 0, 127));
  const bytes = Buffer.concat([Buffer.from(head.toString(16), 'hex'), randomBytes(random, 4)]);
  return pick(random, ['AKIA', 'AKIA', 'ASIA']) + base32nopad.encode(bytes);
};

export const slack: Sampler = (random) => {
  const [team, part] = [text(random, DIGITS + UPPER, 8), text(random, DIGITS + UPPER, 10)];
  const numbers = `${between(random, 1e11, 9e12)}-${between(random, 1e11, 9e12)}`;
  return pick(random, [
    `https://hooks.slack.com/services/T${team}/B${part}/${text(random, ALPHANUMERIC, 24)}`,
    `xoxb-${numbers}-${text(random, ALPHANUMERIC, 24)}`,
    `xoxp-${numbers}-${between(random, 1e11, 9e12)}-${randomBytes(random, 16).toString('hex')}`,
    `xapp-1-A${part}-${between(random, 1e11, 9e12)}-${randomBytes(random, 32).toString('hex')}`,
  ]);
};

export const discordBot: Sampler = (random) => {
  const made = BigInt(randomTime(random, 2017) - 1_420_070_400) * 1000n;
  const id = Buffer.from(String((made << 22n) | BigInt(between(random, 0, 2 ** 22 - 1)))).toString(
    'base64url',
  );
  const time = Buffer.alloc(4);
  time.writeUInt32BE(randomTime(random, 2017) - 1_293_840_000);
  return `${id}.${time.toString('base64url')}.${text(random, URL_SAFE, pick(random, [27, 38]))}`;
};

export const jwt: Sampler = (random) => signed(random, { [pick(random, ['sub', 'nonce'])]: uuid(random) });

/** The claim stands first in the payload. */
export const jwtClaim: Sampler = (random, wanted = '') => {
  const [key = '', ...rest] = wanted.split('=');
  return signed(random, { [key]: rest.join('='), jti: uuid(random) });
};

/** The member of Web3 secret storage that rules anchor on, alone or within the whole. */
export const keystoreV3: Sampler = (random) => {
  const ciphertext = `"ciphertext":${pick(random, ['', ' '])}"${randomBytes(random, 32).toString('hex')}"`;
  const mac = randomBytes(random, 32).toString('hex');
  return pick(random, [
    ciphertext,
    `{"version":3,"crypto":{"cipher":"aes-128-ctr",${ciphertext},"kdf":"scrypt","mac":"${mac}"}}`,
  ]);
};

/** Algorithms and the sizes of their signatures (RFC 7518, section 3.1). */
const ALGORITHMS = [
  ['HS256', 32],
  ['ES256', 64],
  ['RS256', 256],
] as const;

function signed(random: Random, claims: Record<string, string>): string {
  const [alg, size] = pick(random, ALGORITHMS);
  const iat = randomTime(random, 2021);
  const parts = [
    { alg, typ: pick(random, ['JWT', 'JWT', 'API']) },
    { ...claims, iat, key: randomBytes(random, 24).toString('hex') },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.${randomBytes(random, size).toString('base64url')}`;
}

function crcBody(random: Random): string {
  const body = text(random, ALPHANUMERIC, 30);
  return body + crc32Base62(body);
}

function text(random: Random, alphabet: string, size: number): string {
  return randomText(random, { alphabet, size });
}
