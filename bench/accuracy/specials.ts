import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, bech32, createBase58check } from '@scure/base';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { samplePem } from './pem.ts';
import { ALPHANUMERIC, createRandom, DIGITS, HEX, type Random, UPPER } from './random.ts';

type Sampler = (random: Random) => string;

/**
 * Values that a pattern alone cannot make, by issuer: checksums, key pairs, dates inside. The one whose outcome
 * the kind's pattern accepts is used; formats as in the issuers' documentation and the chains' standards.
 */
export const SPECIALS: Readonly<Record<string, readonly Sampler[]>> = {
  'bip39-mnemonic': [(r) => mnemonic(r, r.pick([16, 32]))],
  'ton-mnemonic': [tonMnemonic],
  dydx: [(r) => mnemonic(r, 32)],
  'bitcoin-wif': [(r) => wif(r, 0x80, true), (r) => wif(r, 0x80, false), (r) => wif(r, 0xef, r.chance(0.8))],
  'bip32-xprv': [xprv],
  'stellar-seed': [stellarSeed],
  'xrp-seed': [(r) => xrpSeed(r, [0x21], 16), (r) => xrpSeed(r, [0x01, 0xe1, 0x4b], 16)],
  'sui-private-key': [suiKey, (r) => base64(concat([0], r.bytes(32)))],
  'near-key': [(r) => `ed25519:${base58.encode(solanaKey(r))}`],
  'solana-keypair': [(r) => base58.encode(solanaKey(r)), (r) => base58.encode(r.bytes(32))],
  'pem-private-key': [(r) => base64(solanaKey(r))],
  'cosmos-key': [(r) => base64(solanaKey(r))],
  robinhood: [(r) => base64(solanaKey(r))],
  coinbase: [(r) => base64(solanaKey(r))],
  'stark-private-key': [starkKey],
  paradex: [starkKey, starkAddress],
  extended: [starkKey],
  bullish: [
    (r) => jwt(r, { alg: 'ES256', iss: 'b1x-auth-service' }),
    (r) => `PVT_R1_${r1Key(r.bytes(32))}`,
    (r) => `PUB_R1_${r1Key(concat([2], r.bytes(32)))}`,
  ],
  bithumb: [(r) => base64(Buffer.from(r.text(61, HEX))), (r) => r.text(40, ALPHANUMERIC)],
  gemini: [
    (r) => `${r.pick(['account', 'master'])}-${r.text(20, ALPHANUMERIC)}`,
    (r) => base58.encode(concat([200], r.bytes(19))),
  ],
  'binance-tr': [(r) => r.text(32, `${HEX}ABCDEF`) + r.text(32, ALPHANUMERIC)],
  kucoin: [objectId],
  swyftx: [longJwt],
  github: [(r) => checked(`gh${r.pick(['p', 'o', 's'])}_`, r)],
  npm: [(r) => checked('npm_', r)],
  telegram: [(r) => `${r.int(100_000_000, 7_999_999_999)}:AA${r.text(33, `${ALPHANUMERIC}-_`)}`],
  discord: [discordWebhook, discordToken],
  moralis: [moralisJwt],
  blockchaincom: [blockchainJwt],
  octobot: [fernet],
  hummingbot: [encryptedHex],
  deribit: [
    (r) =>
      `${r.int(1_600_000_000, 1_760_000_000)}000.1${r.text(7, ALPHANUMERIC)}.${r.text(60, `${ALPHANUMERIC}-_`)}`,
  ],
  aws: [(r) => `AKIA${r.text(16, `${UPPER}234567`)}`],
};

/** Forms that several issuers share: tokens with a header and a payload, keys without their PEM lines. */
export const GENERAL: readonly Sampler[] = [
  (r) => jwt(r, { alg: 'ES256', iss: 'auth' }),
  (r) => jwt(r, { alg: 'HS256', iss: 'auth' }),
  (r) => samplePem('rsa-pkcs8', r).split('\n').slice(1, -1).join(''),
  (r) => samplePem('ec-pkcs8', r).split('\n').slice(1, -1).join(''),
  (r) => samplePem('ed25519', r).split('\n').slice(1, -1).join(''),
];

/** Pairs of which one half follows from the other, as `[first, second]` for the named check's two roles. */
export function derivedPair(
  random: Random,
  issuer: string,
): Partial<Record<'apiKey' | 'secret' | 'walletAddress' | 'privateKey', string>> | null {
  const seed = random.bytes(32);
  if (issuer === 'backpack') return { secret: base64(seed), apiKey: base64(ed25519.getPublicKey(seed)) };
  if (issuer === 'woofipro')
    return {
      secret: `ed25519:${base58.encode(seed)}`,
      apiKey: `ed25519:${base58.encode(ed25519.getPublicKey(seed))}`,
    };
  return null;
}

/** An EVM address with its checksum, of the given private key where there is one. */
export function evmAddress(privateKey: string | null, random: Random): string {
  const key = privateKey ? Buffer.from(privateKey.replace(/^0x/, ''), 'hex') : random.bytes(32);
  const point = secp256k1.getPublicKey(secp256k1.utils.isValidSecretKey(key) ? key : random.bytes(32), false);
  const address = Buffer.from(keccak_256(point.subarray(1)))
    .toString('hex')
    .slice(24);
  const digest = Buffer.from(keccak_256(Buffer.from(address))).toString('hex');
  return `0x${[...address].map((c, i) => (Number.parseInt(digest[i]!, 16) >= 8 ? c.toUpperCase() : c)).join('')}`;
}

/** Seed and public key together, as Solana, NEAR and Coinbase write an Ed25519 key. */
export function solanaKey(random: Random): Uint8Array {
  const seed = random.bytes(32);
  return concat(seed, ed25519.getPublicKey(seed));
}

/** A BIP-39 phrase of that many bytes of entropy. */
export function mnemonic(random: Random, bytes: number): string {
  return entropyToMnemonic(random.bytes(bytes), wordlist);
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const base58check = createBase58check(sha256);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const json64 = (document: unknown): string => Buffer.from(JSON.stringify(document)).toString('base64url');

function concat(...lists: ArrayLike<number>[]): Uint8Array {
  return Uint8Array.from(lists.flatMap((list) => Array.from(list)));
}

const TON_PHRASES = 4;
const tonPhrases: string[] = [];

/** Finding a TON phrase takes hundreds of tries, so a run has a handful of them. */
function tonMnemonic(random: Random): string {
  while (tonPhrases.length < TON_PHRASES)
    tonPhrases.push(newTonPhrase(createRandom('ton', tonPhrases.length)));
  return random.pick(tonPhrases);
}

/** Words are drawn until their stretched HMAC starts with a zero byte: the mark of a phrase without a password. */
function newTonPhrase(random: Random): string {
  for (;;) {
    const phrase = Array.from({ length: 24 }, () => random.pick(wordlist)).join(' ');
    const entropy = createHmac('sha512', phrase).update('').digest();
    if (pbkdf2Sync(entropy, 'TON seed version', 390, 64, 'sha512')[0] === 0) return phrase;
  }
}

function wif(random: Random, version: number, compressed: boolean): string {
  const key = random.bytes(32);
  return base58check.encode(concat([version], key, compressed ? [1] : []));
}

function xprv(random: Random): string {
  const head = [0x04, 0x88, 0xad, 0xe4, random.int(0, 5)];
  return base58check.encode(
    concat(head, random.bytes(4), [0, 0, 0, random.int(0, 9)], random.bytes(32), [0], random.bytes(32)),
  );
}

function stellarSeed(random: Random): string {
  const body = concat([18 << 3], random.bytes(32));
  let crc = 0;
  for (const byte of body) {
    crc ^= byte << 8;
    for (let i = 0; i < 8; i++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return base32(concat(body, [crc & 0xff, crc >> 8]));
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => `${UPPER}234567`[Number.parseInt(five, 2)]).join('');
}

const RIPPLE = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';
const BITCOIN = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function xrpSeed(random: Random, prefix: number[], length: number): string {
  const text = base58check.encode(concat(prefix, random.bytes(length)));
  return [...text].map((c) => RIPPLE[BITCOIN.indexOf(c)]).join('');
}

/** Stark keys are below 2^251, and written with or without the leading zero. */
function starkKey(random: Random): string {
  return `0x${random.chance(0.3) ? '0' : ''}${random.int(1, 7)}${random.text(62, HEX)}`;
}

function starkAddress(random: Random): string {
  return `0x${random.int(1, 7)}${random.text(62, HEX)}`;
}

function suiKey(random: Random): string {
  return bech32.encode('suiprivkey', bech32.toWords(concat([random.int(0, 2)], random.bytes(32))), 90);
}

function r1Key(bytes: Uint8Array): string {
  const checksum = ripemd160(concat(bytes, Buffer.from('R1'))).subarray(0, 4);
  return base58.encode(concat(bytes, checksum));
}

function objectId(random: Random): string {
  return random.int(1_550_000_000, 1_760_000_000).toString(16) + random.text(16, HEX);
}

/** The last six characters are the base62 CRC-32 of the thirty before them. */
function checked(prefix: string, random: Random): string {
  const body = random.text(30, ALPHANUMERIC);
  let rest = crc32(body);
  let tail = '';
  for (let i = 0; i < 6; i++) {
    tail = ALPHANUMERIC[rest % 62]! + tail;
    rest = Math.floor(rest / 62);
  }
  return prefix + body + tail;
}

function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function snowflake(random: Random): string {
  return `${random.int(2, 9)}${random.text(17, DIGITS)}`;
}

function discordWebhook(random: Random): string {
  return `https://discord.com/api/webhooks/${snowflake(random)}/${random.text(68, `${ALPHANUMERIC}-_`)}`;
}

function discordToken(random: Random): string {
  const id = Buffer.from(snowflake(random)).toString('base64url');
  return `${id}.${random.text(6, `${ALPHANUMERIC}-_`)}.${random.text(38, `${ALPHANUMERIC}-_`)}`;
}

function moralisJwt(random: Random): string {
  const head = json64({ alg: 'HS256', typ: 'JWT' });
  const uuid = random.text(8, HEX);
  const body = json64({
    nonce: uuid,
    orgId: random.text(6, DIGITS),
    userId: random.text(6, DIGITS),
    typeId: random.text(24, HEX),
    type: 'PROJECT',
    iat: 1_700_000_000,
    exp: 4_800_000_000,
  });
  return `${head}.${body}.${createHmac('sha256', random.bytes(32)).update(body).digest('base64url')}`;
}

function jwt(random: Random, { alg, iss }: { alg: 'ES256' | 'HS256'; iss: string }): string {
  const body = json64({ iss, sub: random.text(12, DIGITS), exp: 4_800_000_000, iat: 1_700_000_000 });
  const signature = Buffer.from(random.bytes(alg === 'ES256' ? 64 : 32)).toString('base64url');
  return `${json64({ alg, typ: 'JWT' })}.${body}.${signature}`;
}

function longJwt(random: Random): string {
  const body = json64({
    scope: 'app.account.read app.orders.create app.funds.read',
    sub: random.text(36, HEX),
  });
  return `${json64({ alg: 'RS256', typ: 'JWT' })}.${body}.${Buffer.from(random.bytes(256)).toString('base64url')}`;
}

function blockchainJwt(random: Random): string {
  const head = json64({ alg: 'ES256', typ: 'API' });
  const body = json64({
    aud: 'mercury',
    uid: random.text(8, HEX),
    iss: 'blockchain',
    rdo: random.chance(0.3),
    iat: 1_700_000_000,
    jti: random.text(20, HEX),
    seq: random.int(1, 9e6),
    wdl: false,
  });
  return `${head}.${body}.${Buffer.from(random.bytes(64)).toString('base64url')}`;
}

function fernet(random: Random): string {
  const time = [0, 0, 0, 0, ...Buffer.from(random.int(1_600_000_000, 1_760_000_000).toString(16), 'hex')];
  return Buffer.from(concat([0x80], time, random.bytes(16 + 80 + 32)))
    .toString('base64url')
    .concat('==')
    .slice(0, 184);
}

/** Hummingbot keeps each value as the hex of a version 3 keystore. */
function encryptedHex(random: Random): string {
  const store = {
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: random.text(32, HEX) },
      ciphertext: random.text(128, HEX),
      kdf: 'pbkdf2',
      kdfparams: { c: 1_000_000, dklen: 32, prf: 'hmac-sha256', salt: random.text(32, HEX) },
      mac: random.text(64, HEX),
    },
    version: 3,
    alias: '',
  };
  const text = JSON.stringify(store)
    .replace(/([:,])"/g, '$1 "')
    .replace(/":(?=[{\d])/g, '": ');
  return Buffer.from(text).toString('hex');
}
