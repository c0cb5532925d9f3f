import { bech32, stellar, sui } from './base32.ts';
import { bip32, eos, wif, xrpSeed } from './base58check.ts';
import type { Check, PairCheckFunction } from './check.ts';
import { githubCrc32, npmCrc32 } from './crc-tokens.ts';
import { eip55, evmAddress, secp256k1, stark, starkPublic } from './curves.ts';
import { aptos, ed25519Keypair, ed25519Public, near, solanaBytes, tendermint } from './ed25519.ts';
import { base58, base64, base64Hex, base64url, base64urlUuid, hexDistinct } from './encodings.ts';
import { jwt, jwtClaim } from './jwt.ts';
import { keystoreV3 } from './keystore.ts';
import { bip39, tonMnemonic } from './mnemonics.ts';
import { derEc, derEd25519, derRsa, pemAny, pemEc, pemEd25519, pemRsa } from './pem.ts';
import { awsKeyId, discordBot, fernet, slack, telegram } from './service-tokens.ts';
import { bcrypt, hasDigit, hexText, mixedCase, objectId, uuid } from './text.ts';

/** Every check that a rule may name, by name; the rule writes a parameter after a colon (`base64:64`). */
export const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['base64', base64],
  ['base64url', base64url],
  ['base64-hex', base64Hex],
  ['base64url-uuid', base64urlUuid],
  ['base58', base58],
  ['hex-distinct', hexDistinct],
  ['hex-text', hexText],
  ['objectid', objectId],
  ['uuid', uuid],
  ['mixed-case', mixedCase],
  ['has-digit', hasDigit],
  ['bcrypt', bcrypt],
  ['pem-ed25519', pemEd25519],
  ['pem-ec', pemEc],
  ['pem-rsa', pemRsa],
  ['pem-any', pemAny],
  ['der-ed25519', derEd25519],
  ['der-ec', derEc],
  ['der-rsa', derRsa],
  ['ed25519-keypair', ed25519Keypair],
  ['solana-bytes', solanaBytes],
  ['near', near],
  ['aptos', aptos],
  ['tendermint', tendermint],
  ['secp256k1', secp256k1],
  ['stark', stark],
  ['eip55', eip55],
  ['bip39', bip39],
  ['ton-mnemonic', tonMnemonic],
  ['wif', wif],
  ['bip32', bip32],
  ['xrp-seed', xrpSeed],
  ['eos', eos],
  ['stellar', stellar],
  ['sui', sui],
  ['bech32', bech32],
  ['jwt', jwt],
  ['jwt-claim', jwtClaim],
  ['github-crc32', githubCrc32],
  ['npm-crc32', npmCrc32],
  ['telegram', telegram],
  ['fernet', fernet],
  ['aws-key-id', awsKeyId],
  ['slack', slack],
  ['discord-bot', discordBot],
  ['keystore-v3', keystoreV3],
]);

/** Every check between two parts of one credential, by name. */
export const PAIR_CHECKS: ReadonlyMap<string, PairCheckFunction> = new Map<string, PairCheckFunction>([
  ['ed25519-public', ed25519Public],
  ['evm-address', evmAddress],
  ['stark-public', starkPublic],
]);
