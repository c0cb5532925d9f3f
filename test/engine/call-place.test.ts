import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, randomText, scan, seen } from './made.ts';

const KEY = madeValue('binance', 'api-key', 'call');
const SECRET = madeValue('binance', 'hmac-secret', 'call');
const ADDRESS = `0x${randomText('0123456789abcdef', 40, 'call')}`;

/** Calls of a client by the name that the issuer's own libraries have, by one that says whose it is, by another's. */
const CALLS = [
  'from binance.client import Client\nc = Client(ARGUMENTS)\n',
  'const { Spot } = require("@binance/connector");\nconst c = new Spot(ARGUMENTS);\n',
  'const c = new BinanceClient(ARGUMENTS);\n',
  '# binance\nc = Client(ARGUMENTS)\n',
  'exchange = create_exchange("binance", ARGUMENTS)\n',
];

describe('arguments before the key are not the key', () => {
  const strangers = [
    `"${ADDRESS}"`,
    "'https://api.binance.com'",
    '"wss://stream.example.org:9443/ws"',
    '"somebody@example.org"',
    '"the account that trades, at night"',
    `"${ADDRESS}", "https://api.binance.com"`,
    '{ testnet: true, timeout: 30 }',
    '30',
    '"main"',
    'context',
  ];

  it.each(CALLS.flatMap((call) => strangers.map((before) => ({ call, before }))))(
    '$before in $call',
    ({ call, before }) => {
      const text = call.replace('ARGUMENTS', `${before}, "${KEY}", "${SECRET}"`);
      expect(seen(scan(text, 'bot.py'))).toEqual([
        { issuer: 'binance', values: { apiKey: KEY, secret: SECRET } },
      ]);
    },
  );
});

describe('arguments that may be the key keep their place', () => {
  const random = (length: number) => randomText(LETTERS_AND_DIGITS, length, length);
  it.each(['key', 'API_KEY', 'config.apiKey', 'os.environ["API_KEY"]', 'None', '""'])('%s', (before) => {
    const text = `from kucoin.client import Client\nc = Client(${before}, "SECRET", "${random(18)}")\n`;
    const secret = madeValue('kucoin', 'api-secret', 'call');
    const found = seen(scan(text.replace('SECRET', secret), 'bot.py'));
    expect(found.map(({ values }) => values.secret)).toEqual([secret]);
  });

  it.each(['"https://api.example.org", api_key,', '"https://api.example.org",'])('after %s', (before) => {
    const found = seen(scan(`c = BinanceClient(${before} "${SECRET}")\n`, 'bot.py'));
    expect(found.map(({ values }) => values.secret)).toEqual([SECRET]);
  });
});

it('reads calls in linear time', () => {
  const call = `BinanceClient("${'a '.repeat(400)}", ${`"${KEY}", `.repeat(3000)})\n`;
  const start = performance.now();
  scan(call.repeat(4), 'bot.py');
  expect(performance.now() - start).toBeLessThan(5_000);
});
