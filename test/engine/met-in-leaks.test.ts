import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, pairOf, randomText, type Seen, scan, seen } from './made.ts';

/** Forms met where keys of small bots were leaked, and what stood beside them and was none. */

const HEX = '0123456789abcdef';
const only = (text: string, path: string): Seen[] => seen(scan(text, path));

function uuid(seed: number): string {
  const hex = randomText(HEX, 32, seed);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

describe('names', () => {
  const apiKey = madeValue('binance', 'api-key');
  const secret = madeValue('binance', 'hmac-secret');

  it.each(['secreteKey', 'secertKey', 'SECRECT_KEY', 'seceret', 'api_sercet'])('%s is a secret', (name) => {
    const text = `enum BinanceApiKey {\n  static let apiKey = "${apiKey}"\n  static let ${name} = "${secret}"\n}\n`;
    expect(only(text, 'Keys.swift')).toEqual([{ issuer: 'binance', values: { apiKey, secret } }]);
  });

  it.each(['CHAVEAPI', 'clave_api', 'chiaveApi', 'claveDeApi'])('%s is an API key', (name) => {
    const text = `EXCHANGE=binance\n${name}=${apiKey}\nBINANCE_SECRET=${secret}\n`;
    expect(only(text, '.env')).toEqual([{ issuer: 'binance', values: { apiKey, secret } }]);
  });

  it('the name of an API key is its id', () => {
    const id = madeValue('bitmex', 'api-key');
    const key = madeValue('bitmex', 'api-secret');
    const text = `class BitmexTest {\n  String apiKeyName = "${id}";\n  String apiKey = "${key}";\n}\n`;
    expect(only(text, 'Test.java')).toEqual([{ issuer: 'bitmex', values: { apiKey: id, secret: key } }]);
  });
});

it('a wallet beside the address of a node stays a wallet', () => {
  const [privateKey, walletAddress] = pairOf('evm-address');
  const node = madeValue('infura', 'api-key');
  const text = `rpc: { main: 'https://mainnet.infura.io/v3/${node}' },\nwallet: {\n  address: "${walletAddress}",\n  privateKey: "${privateKey}",\n},\n`;
  expect(owners(scan(text, 'constants.ts')).get(privateKey)).toBe('evm-private-key');
});

describe('what is no credential', () => {
  const id = uuid(1);
  const random = randomText(HEX, 32, 2);
  const address = madeValue('solana-keypair', 'seed');

  it.each([
    [
      'an account to deposit from',
      'Specs.cs',
      `coinbase_response = Subject.DepositCoinbaseFundsAsync("${id}", 10, BTC);\n`,
    ],
    ['a wallet to withdraw to', 'helpers.rb', `rest_api.coinbase_withdraw(dollars, 'USD', "${id}")\n`],
    ['the id of a store of secrets', 'Program.cs', `builder.AddUserSecrets("${id}");\n`],
    [
      'an example\u2019s id',
      'iam.json',
      `{"ChangePassword": [{"input": {"NewPassword": ""}, "id": "${id}"}]}\n`,
    ],
    [
      'a cookie',
      'news.py',
      `headers = {'cookie': '_gid=GA1.2; ak_bmsc=${random}~0000; tz=9', 'coin': 'BTC'}\n`,
    ],
    [
      'the key of a page',
      'db.ts',
      `const config = { apiKey: "AIza${randomText(LETTERS_AND_DIGITS, 35, 3)}",\n  authDomain: "trade-b3a4c.firebaseapp.com",\n  projectId: "trade-b3a4c" };\n`,
    ],
    [
      'a link of a newspaper',
      'tweets.csv',
      `bitmex,https://news.example/a-1?emailToken=${randomText(LETTERS_AND_DIGITS, 48, 4)},bitmex\n`,
    ],
    ['an invitation', 'tweets.csv', `https://telegram.me/joinchat/${random},1\n`],
    [
      'an address in a table by addresses',
      'db.json',
      `{"${randomText('abcdef', 4, 1)}XSmrPK6azPJBDyCRixpj8y79tQRhmyt41nBRw": {"place": "${address}"}}\n`,
    ],
  ])('%s', (_, path, text) => {
    expect(only(text, path)).toEqual([]);
  });
});

it('what a JWT claims of its owner is no key', () => {
  const pk = madeValue('solana-keypair', 'seed');
  const claims = Buffer.from(JSON.stringify({ nb: 'W', pk, exp: 1893456000 })).toString('base64url');
  const jwt = `eyJhbGciOiJSUzI1NiJ9.${claims}.${randomText(LETTERS_AND_DIGITS, 43, 5)}`;
  expect(owners(scan(`// { access_token: '${jwt}' }\n`, 'waves.js')).has(pk)).toBe(false);
});

it('what stands in base85 has no name', () => {
  const noise = (seed: number, length: number) =>
    randomText(`${LETTERS_AND_DIGITS}~^?@|#$!<>*{}_-`, length, seed);
  const value = randomText(LETTERS_AND_DIGITS, 32, 2);
  const line = [noise(1, 20), '`sk=', value, '<*', noise(3, 20)].join('');
  expect(only(`DATA = b"""\n${noise(4, 76)}\n${line}\n"""\n`, 'get-pip.py')).toEqual([]);
});

describe('a passphrase is', () => {
  const apiKey = madeValue('okx', 'api-key');
  const secret = madeValue('okx', 'api-secret');

  it.each(['xlm_usdt', 'trx_eth', 'NEAR-USDT'])('no market: %s', (market) => {
    const text = `val params = OkexRequest.history("${apiKey}", "${secret}", "${market}", 1, 10)\n`;
    expect(only(text, 'Main.scala')).toEqual([{ issuer: 'okx', values: { apiKey, secret } }]);
  });

  it('no login of a service that nothing names', () => {
    const text = `WX_APP_ID = "wx${randomText(HEX, 16, 1)}";\nWX_APP_SECRET = "${randomText(HEX, 32, 2)}";\nACTION_LOGIN_WX = "wx.action_login";\n`;
    expect(only(text, 'App.java').map(({ values }) => values.passphrase)).toEqual([undefined]);
  });
});

it('the older address of a node of Ankr', () => {
  const token = madeValue('ankr', 'node-url');
  expect(only(`MAINNET_WEBSOCKET_BSC=${token}\n`, '.env')).toEqual([{ issuer: 'ankr', values: { token } }]);
});

it('a file that says when it ends is no payload of a token', () => {
  const secret = randomText(LETTERS_AND_DIGITS, 40, 'claims');
  expect(seen(scan(`{"user":"ann","exp":1700000000,"api_secret":"${secret}"}`, 'session.json'))).toEqual([
    { issuer: 'generic', values: { secret } },
  ]);
});
