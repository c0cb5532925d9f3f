import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, randomText, scan } from './made.ts';

/** Values of shapes that credentials of the issuers named in every file below have. */
const HEX_64 = madeValue('gate', 'api-secret', 'look-alike');
const HEX_32 = madeValue('gate', 'api-key', 'look-alike');
const HEX_40 = HEX_64.slice(0, 40);
const MIXED_64 = madeValue('binance', 'hmac-secret', 'look-alike');
const BASE64_88 = madeValue('kraken', 'private-key', 'look-alike');

/** What it is, the file, the lines. Every file names the issuers in its first line. */
const SILENT: [string, string, string][] = [
  ['a checksum', 'a.yaml', `sha256: ${HEX_64}`],
  ['an integrity string', 'package-lock.json', `"integrity": "sha512-${BASE64_88}"`],
  ['a hash by name', 'a.py', `binance_hash = "${HEX_64}"`],
  ['a transaction', 'a.py', `gate_tx_hash = "0x${HEX_64}"`],
  ['a transaction in a link', 'a.md', `https://etherscan.io/tx/0x${HEX_64}`],
  ['a commit', 'a.txt', `commit ${HEX_40}`],
  ['a pinned action', 'a.yml', `uses: acme/binance-action@${HEX_40}`],
  ['a listen key', 'a.py', `binance_listen_key = "${MIXED_64}"`],
  ['an order id', 'a.py', `gate_order_id = "${HEX_32}"`],
  ['a token address', 'a.py', `gate_token_address = "0x${HEX_40}"`],
  [
    'a signature in a query',
    'a.sh',
    `curl "https://api.binance.com/api/v3/order?symbol=X&signature=${HEX_64}"`,
  ],
  ['a handshake', 'a.txt', `Sec-WebSocket-Key: ${MIXED_64.slice(0, 22)}==`],
  ['encrypted by SOPS', 'a.yaml', `binance_secret: "ENC[AES256_GCM,data:${MIXED_64},type:str]"`],
  ['a sealed secret', 'a.yaml', `sealed:\n  secret: ${MIXED_64}`],
  ['an encrypted name', 'a.yaml', `encrypted_binance_secret: ${MIXED_64}`],
  ['an Ansible vault', 'a.yaml', `secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${HEX_64}\n  ${HEX_64}`],
  [
    'a picture',
    'a.html',
    `<img src="data:image/png;base64,${BASE64_88.slice(0, 80)}${BASE64_88.slice(0, 80)}">`,
  ],
  [
    'a certificate',
    'a.pem',
    `-----BEGIN CERTIFICATE-----\n${BASE64_88.slice(0, 64)}\n-----END CERTIFICATE-----`,
  ],
  [
    'a public key',
    'a.pem',
    `-----BEGIN PUBLIC KEY-----\n${BASE64_88.slice(0, 64)}\n-----END PUBLIC KEY-----`,
  ],
  ['a key of SSH', 'a.txt', `ssh-ed25519 ${MIXED_64} me@host`],
  ['a made-up name', 'a.py', `fake_binance_secret = "${MIXED_64}"`],
  ['a reference to the environment', 'a.js', 'const binanceSecret = process.env.BINANCE_SECRET_KEY_64;'],
  ['a template', 'a.yaml', `binance_secret: ${'$'}{{ secrets.BINANCE_API_SECRET_64 }}`],
  [
    'a placeholder in words',
    'a.py',
    'binance_secret = "your_binance_api_secret_goes_right_here_please_thanks"',
  ],
  ['a placeholder in brackets', 'a.py', 'binance_secret = "<YOUR-BINANCE-API-SECRET-1234567890>"'],
  ['one character over and over', 'a.py', `binance_secret = "${'x'.repeat(64)}"`],
  [
    'what somebody wrote over',
    'a.py',
    `binance_secret = "${MIXED_64.slice(0, 20)}XXX${MIXED_64.slice(20, 50)}XXX${MIXED_64.slice(50, 58)}"`,
  ],
  ['a few characters over and over', 'a.py', `binance_secret = "${'a1b2c3d4'.repeat(8)}"`],
  ['digits in order', 'a.py', `gate_secret = "${'0123456789abcdef'.repeat(4)}"`],
  ['the alphabet', 'a.py', `binance_secret = "${[...LETTERS_AND_DIGITS].join('')}12"`],
  [
    'an address of Bitcoin',
    'a.py',
    `address = "bc1q${randomText('023456789acdefghjklmnpqrstuvwxyz', 38, 'address')}"`,
  ],
  ['an identifier in code', 'a.py', 'binance_secret = getBinanceSecretFromVault2(config.secretName1)'],
];

describe('what looks like a credential and is none', () => {
  it.each(SILENT)('%s', (_, path, lines) => {
    expect(scan(`# binance, gate, kraken\n${lines}\n`, path)).toEqual([]);
  });

  it.each([
    ['64 hex digits', HEX_64, 'gate'],
    ['64 letters and digits', MIXED_64, 'binance'],
    ['88 of base64', BASE64_88, 'kraken'],
  ])('but under a name that says so it is found: %s', (_, value, issuer) => {
    expect(scan(`${issuer}_secret = "${value}"\n`, 'a.py').map((credential) => credential.issuer)).toEqual([
      issuer,
    ]);
  });

  it('a mark of something else does not hide what comes after it', () => {
    const text = [
      `binance_hash = "${HEX_64}"`,
      `-----BEGIN CERTIFICATE-----\n${BASE64_88.slice(0, 64)}\n-----END CERTIFICATE-----`,
      `binance_secret = "${MIXED_64}"`,
      `other = "${MIXED_64.slice(0, 30)}" # dummy`,
    ].join('\n');
    expect(scan(text, 'a.py').map(({ parts }) => parts[0]!.value.expose())).toEqual([MIXED_64]);
  });
});
