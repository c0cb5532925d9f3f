import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, randomText, scan, seen } from './made.ts';

/** Forms met in histories of trading bots: what was missed there, given to nobody, torn apart, or was none. */

const HEX = '0123456789abcdef';

describe('a mere key of what says whose key it is', () => {
  const apiKey = madeValue('upbit', 'access-key');
  const secret = madeValue('upbit', 'secret-key');
  const united = [{ issuer: 'upbit', values: { apiKey, secret } }];

  it.each([
    ['blocks', 'a.yml', `upbit:\n  access:\n    key: ${apiKey}\n  secret:\n    key: ${secret}\n`],
    [
      'objects',
      'a.json',
      `{ "upbit": { "access": { "key": "${apiKey}" }, "secret": { "key": "${secret}" } } }`,
    ],
    ['one line each', 'a.properties', `upbit.access.key=${apiKey}\nupbit.secret.key=${secret}\n`],
  ])('in %s', (_, path, text) => {
    expect(seen(scan(text, path))).toEqual(united);
  });

  it('leaves a key beside its secret what it is', () => {
    const text = `upbit:\n  secrets:\n    key: ${apiKey}\n    secret: ${secret}\n`;
    expect(seen(scan(text, 'a.yml'))).toEqual(united);
  });
});

describe('an exchange between words without a sign between them', () => {
  const apiKey = madeValue('bybit', 'api-key');
  const secret = madeValue('bybit', 'hmac-secret');
  const pair = (account: string) => `API_KEY_${account} = '${apiKey}'\nAPI_SECRET_${account} = '${secret}'\n`;

  it.each(['MYBYBITACCOUNT', 'MAINBYBIT', 'BYBITACCOUNT', 'mybybit', 'SUBBYBITACCOUNT'])('%s', (account) => {
    expect(seen(scan(pair(account), 'config.py'))).toEqual([{ issuer: 'bybit', values: { apiKey, secret } }]);
  });

  it.each(['DUMMYBYBITTEN', 'ALIBYBITORE'])('no word of %s', (account) => {
    expect([...new Set(owners(scan(pair(account), 'config.py')).values())]).not.toContain('bybit');
  });
});

it.each(['https', 'wss'])('finds a Speedy Node of Moralis by its address over %s', (scheme) => {
  const url = `${scheme}://speedy-nodes-nyc.moralis.io/${randomText(HEX, 24, 'speedy')}/polygon/mainnet`;
  expect([...owners(scan(`const provider = new JsonRpcProvider('${url}');\n`, 'general.ts'))]).toEqual([
    [url, 'moralis'],
  ]);
});

describe('the session of a user of Telegram that gotd keeps', () => {
  const key = madeValue('telegram', 'auth-key');
  const session = (around: string) =>
    `{"Version":1,"Data":{${around}"DC":1,"Addr":"","AuthKey":"${key}","AuthKeyID":"${key.slice(0, 11)}="}}`;

  it.each([
    ['session.json', session('"Config":{"DCOptions":[]},')],
    ['config/telegram/session.json', session('')],
  ])('in %s', (path, text) => {
    expect(owners(scan(text, path)).get(key)).toBe('telegram');
  });

  it('is nothing without Telegram', () => {
    expect(owners(scan(session(''), 'session.json')).get(key)).not.toBe('telegram');
  });
});

describe('what is no credential', () => {
  const password = randomText(LETTERS_AND_DIGITS, 16, 'database');
  const digest = randomText(HEX, 64, 'printed');

  it.each([
    [
      'the password of a database beside an exchange',
      'BitgetBot/appsettings.json',
      `{ "Docker": "Server=db;Database=Bot;User=sa;Password=${password};Encrypt=true;" }`,
    ],
    [
      'a variable of a shell between quotes',
      'README.md',
      `TradingView\ncurl -d '{\n  "passphrase":"'$WEBHOOK_PASSPHRASE_V2'"\n}' https://host.example/webhook\n`,
    ],
    [
      'what an example prints',
      'crypto.d.ts',
      ` * const hmac = createHmac('sha256', 'a secret');\n *   // Prints:\n *     //   ${digest}\n`,
    ],
    ['a value whose rest is dots', 'usage.md', `The secret:\n    api_secret: ${digest}...\n`],
  ])('%s', (_, path, text) => {
    expect(scan(text, path)).toEqual([]);
  });

  it('but a password of the exchange is, beside a database', () => {
    const [apiKey, secret] = [madeValue('bitget', 'api-key'), madeValue('bitget', 'api-secret')];
    const text = `{ "db": "Server=db;Password=x", "bitget": { "apiKey": "${apiKey}", "secret": "${secret}", "passphrase": "${password}" } }`;
    expect(seen(scan(text, 'appsettings.json'))).toEqual([
      { issuer: 'bitget', values: { apiKey, secret, passphrase: password } },
    ]);
  });
});
