import { describe, expect, it } from 'vitest';
import { isValueName, meaningOf, wordsOf } from '../../src/engine/label.ts';
import type { PartRole } from '../../src/findings/model.ts';

describe('wordsOf', () => {
  it.each([
    ['apiKey', 'api key'],
    ['API_KEY', 'api key'],
    ['api-key', 'api key'],
    ['APIKey', 'api key'],
    ['apiKey2', 'api key 2'],
    ['$config["exchange"]["api_secret"]', 'config exchange api secret'],
    ['com.acme.kraken.private-key', 'com acme kraken private key'],
    ['  Binance API key  ', 'binance api key'],
    ['', ''],
  ])('%s: %s', (name, words) => {
    expect(wordsOf(name)).toBe(words);
  });
});

const CREDENTIALS: [PartRole, 1 | 2 | 3, string[]][] = [
  [
    'secret',
    3,
    [
      'apiSecret',
      'API_SECRET',
      'secretKey',
      'SECRET_KEY',
      'client_secret',
      'api-secret-key',
      'BinanceApiSecret',
      'hmacKey',
      'vault operator unseal',
    ],
  ],
  ['secret', 2, ['secret', 'KRAKEN_SECRET', 'sk', 'mySecret2', 'rahasia', 'TOKO_RAHASIA', 'himitsu']],
  ['secret', 1, ['BN_SEC', 'BN_SEC_SUB1', 'okx_main_sec_2']],
  [
    'privateKey',
    3,
    [
      'privateKey',
      'PRIVATE_KEY',
      'priv_key',
      'mnemonic',
      'MNEMONIC',
      'seedPhrase',
      'recovery phrase',
      'DEPLOYER_KEY',
      'pk',
      'wif',
      'keypair',
    ],
  ],
  ['privateKey', 2, ['seed']],
  [
    'passphrase',
    2,
    ['passphrase', 'API_PASSPHRASE', 'password', 'passwd', 'OKX_PASSWORD', 'apiPass', 'senha'],
  ],
  [
    'apiKey',
    3,
    [
      'apiKey',
      'API_KEY',
      'api-key',
      'accessKey',
      'ACCESS_KEY',
      'consumerKey',
      'binanceApiKey',
      'apiKey1',
      'appKey',
    ],
  ],
  ['apiKey', 2, ['keyId', 'KEY_ID', 'private_key_id']],
  ['apiKey', 1, ['key', 'KRAKEN_KEY', 'publicKey', 'signing_pub_key', 'clientId']],
  ['token', 3, ['botToken', 'TELEGRAM_TOKEN', 'access_token', 'authToken', 'bearer', 'Authorization']],
  ['token', 2, ['token', 'slackToken']],
  ['webhook', 2, ['webhook', 'DISCORD_WEBHOOK_URL', 'hookUrl']],
  ['uid', 2, ['uid', 'userId', 'customer_id', 'accountId', 'memo']],
  ['walletAddress', 2, ['walletAddress', 'address', 'WALLET_ADDR']],
];

const OTHERS = [
  'sha256',
  'fileHash',
  'checksum',
  'integrity',
  'etag',
  'nonce',
  'signature',
  'txid',
  'transactionId',
  'blockHash',
  'commit',
  'clientOrderId',
  'order_id',
  'listenKey',
  'brokerId',
  'referralCode',
  'csrfToken',
  'captchaToken',
  'recaptchaSiteKey',
  'fingerprint',
  'tokenAddress',
  'contract',
  'cacheKey',
  'primary_key',
  'idempotencyKey',
  'nextPageToken',
  'sessionId',
  'encryptedKey',
  'cipherText',
  'Sec-WebSocket-Key',
  'firebaseApiKey',
  'sentryDsn',
  'migration',
  'conditionId',
  'programId',
  'bytecode',
  'merkleRoot',
  'keyHash',
  'apiKeyHeader',
  'keyPath',
  'salt',
];

describe('meaningOf', () => {
  it.each(
    CREDENTIALS.flatMap(([role, strength, names]) => names.map((name) => [name, role, strength] as const)),
  )('%s is a %s of strength %i', (name, role, strength) => {
    expect(meaningOf(name)).toEqual({ role, strength, other: false, dummy: false });
  });

  it.each(OTHERS)('%s is something else', (name) => {
    expect(meaningOf(name)).toMatchObject({ role: null, strength: 0, other: true });
  });

  it.each(['symbol', 'price', 'ticker', 'x', 'comment', '', 'balance', 'url'])('%s says nothing', (name) => {
    expect(meaningOf(name)).toMatchObject({ role: null, strength: 0 });
  });

  it.each([
    'dummySecret',
    'FAKE_API_KEY',
    'mock_api_secret',
    'exampleApiKey',
    'placeholder',
    'SAMPLE_SECRET',
    'invalidToken',
  ])('%s is made up', (name) => {
    expect(meaningOf(name).dummy).toBe(true);
  });

  it('means the same in every style and with a number', () => {
    for (const words of [
      ['api', 'key'],
      ['api', 'secret'],
      ['private', 'key'],
      ['listen', 'key'],
      ['tx', 'hash'],
    ]) {
      const styles = [
        words.join('_'),
        words.join('-'),
        words.join('_').toUpperCase(),
        words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join(''),
        `${words.join('_')}_2`,
        `kraken.${words.join('_')}`,
      ];
      const meanings = styles.map((style) => JSON.stringify(meaningOf(style)));
      expect(new Set(meanings).size, words.join(' ')).toBe(1);
    }
  });

  it('asks the wording around where the name is mute', () => {
    expect(meaningOf('is', 'my Kraken api secret is')).toMatchObject({ role: 'secret', strength: 3 });
    expect(meaningOf('account', 'order id of the account')).toMatchObject({ role: null });
  });
});

it('knows the names that only say that a value stands here', () => {
  for (const name of ['value', 'default', 'stringValue', 'plaintext', 'data'])
    expect(isValueName(name), name).toBe(true);
  for (const name of ['secret', 'apiKey', 'kraken']) expect(isValueName(name), name).toBe(false);
});
