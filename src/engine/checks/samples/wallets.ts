import { Buffer } from 'node:buffer';
import { base32nopad, base58, base58xrp, bech32 as bech32Coder } from '@scure/base';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { pick, type Random } from '../../../rules/random.ts';
import { crc16Xmodem } from '../base32.ts';
import { tonMnemonic as checkTonMnemonic } from '../mnemonics.ts';
import { ripemd160, sha256Twice } from '../native.ts';
import type { Sampler } from '../samples.ts';
import { randomBytes } from './random.ts';

export const bip39: Sampler = (random) =>
  entropyToMnemonic(randomBytes(random, pick(random, [16, 16, 20, 24, 28, 32, 32])), wordlist);

/** One random phrase in 128 is one. */
export const tonMnemonic: Sampler = (random) => {
  let phrase: string;
  do {
    phrase = Array.from({ length: 24 }, () => pick(random, wordlist)).join(' ');
  } while (checkTonMnemonic(phrase, undefined) === 'fail');
  return phrase;
};

export const wif: Sampler = (random) => {
  const version = pick(random, [0x80, 0x80, 0xef]);
  const compressed = pick(random, [[1], []]);
  return base58.encode(withSum(Uint8Array.of(version, ...secretKey(random), ...compressed)));
};

const EXTENDED = ['0488ade4', '0488ade4', '049d7878', '04b2430c', '04358394', '044a4e28', '045f18bc'];

export const bip32: Sampler = (random) => {
  const origin = Uint8Array.of(3, ...randomBytes(random, 8));
  const chainCode = randomBytes(random, 32);
  const version = Buffer.from(pick(random, EXTENDED), 'hex');
  return base58.encode(withSum(Uint8Array.of(...version, ...origin, ...chainCode, 0, ...secretKey(random))));
};

export const xrpSeed: Sampler = (random) => {
  const version = pick(random, [[0x21], [0x01, 0xe1, 0x4b]]);
  return base58xrp.encode(withSum(Uint8Array.of(...version, ...randomBytes(random, 16))));
};

export const eos: Sampler = (random) => {
  const curve = pick(random, ['K1', 'R1']);
  const key = secretKey(random);
  const sum = ripemd160(key, Buffer.from(curve)).subarray(0, 4);
  return `PVT_${curve}_${base58.encode(Uint8Array.of(...key, ...sum))}`;
};

export const stellar: Sampler = (random) => {
  const payload = Uint8Array.of(0x90, ...randomBytes(random, 32));
  const sum = crc16Xmodem(payload);
  return base32nopad.encode(Uint8Array.of(...payload, sum & 0xff, sum >> 8));
};

export const sui: Sampler = (random) => {
  const bytes = Uint8Array.of(pick(random, [0, 1, 2]), ...secretKey(random));
  return pick(random, [encodeBech32('suiprivkey', bytes), Buffer.from(bytes).toString('base64')]);
};

export const bech32: Sampler = (random, prefix = '') => encodeBech32(prefix, randomBytes(random, 20));

function encodeBech32(prefix: string, bytes: Uint8Array): string {
  return bech32Coder.encode(prefix as 'x', bech32Coder.toWords(bytes), 180);
}

/** Below the order of secp256k1 and of P-256 whatever it is. */
function secretKey(random: Random): Buffer {
  const key = randomBytes(random, 32);
  key[0] = key[0]! & 0x7f;
  return key;
}

function withSum(payload: Uint8Array): Uint8Array {
  return Uint8Array.of(...payload, ...sha256Twice(payload).subarray(0, 4));
}
