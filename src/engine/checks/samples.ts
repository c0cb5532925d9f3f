import type { Random } from '../../rules/random.ts';
import * as encodings from './samples/encodings.ts';
import * as keys from './samples/private-keys.ts';
import * as tokens from './samples/tokens.ts';
import * as wallets from './samples/wallets.ts';

/**
 * Makes up one value that a check accepts, from a seeded source of numbers. Checks that take several forms get one
 * of them by chance, so a caller with a narrower pattern tries again. Never a real credential.
 */
export type Sampler = (random: Random, parameter?: string) => string;

/** Makes up two values that belong together, in one of the forms that the pair check takes. */
export type PairSampler = (random: Random) => [string, string];

/** Samplers for the checks whose values a regular expression cannot make, by check name. */
export const SAMPLERS: ReadonlyMap<string, Sampler> = new Map<string, Sampler>([
  ['base64', encodings.base64],
  ['base64url', encodings.base64url],
  ['base58', encodings.base58],
  ['base64-hex', encodings.base64Hex],
  ['base64url-uuid', encodings.base64urlUuid],
  ['hex-text', encodings.hexText],
  ['objectid', encodings.objectId],
  ['uuid', encodings.uuid],
  ['bcrypt', encodings.bcrypt],
  ['pem-ed25519', keys.pemEd25519],
  ['pem-ec', keys.pemEc],
  ['pem-rsa', keys.pemRsa],
  ['pem-any', keys.pemAny],
  ['der-ed25519', keys.derEd25519],
  ['der-ec', keys.derEc],
  ['der-rsa', keys.derRsa],
  ['ed25519-keypair', keys.ed25519Keypair],
  ['solana-bytes', keys.solanaBytes],
  ['near', keys.near],
  ['tendermint', keys.tendermint],
  ['stark', keys.stark],
  ['eip55', keys.eip55],
  ['bip39', wallets.bip39],
  ['ton-mnemonic', wallets.tonMnemonic],
  ['wif', wallets.wif],
  ['bip32', wallets.bip32],
  ['xrp-seed', wallets.xrpSeed],
  ['eos', wallets.eos],
  ['stellar', wallets.stellar],
  ['sui', wallets.sui],
  ['bech32', wallets.bech32],
  ['jwt', tokens.jwt],
  ['jwt-claim', tokens.jwtClaim],
  ['github-crc32', tokens.githubCrc32],
  ['npm-crc32', tokens.npmCrc32],
  ['telegram', tokens.telegram],
  ['fernet', tokens.fernet],
  ['aws-key-id', tokens.awsKeyId],
  ['slack', tokens.slack],
  ['discord-bot', tokens.discordBot],
  ['keystore-v3', tokens.keystoreV3],
]);

/** Samplers for the pair checks, by check name. */
export const PAIR_SAMPLERS: ReadonlyMap<string, PairSampler> = new Map<string, PairSampler>([
  ['ed25519-public', keys.ed25519Public],
  ['evm-address', keys.evmAddress],
  ['stark-public', keys.starkPublic],
]);
