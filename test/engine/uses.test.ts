import { describe, expect, it } from 'vitest';
import { createSieve } from '../../src/engine/sieve.ts';
import { madeValue, RULES, scan, seen } from './made.ts';

const KEY = madeValue('binance', 'api-key');
const SECRET = madeValue('binance', 'hmac-secret');
const BOTH = [{ issuer: 'binance', values: { apiKey: KEY, secret: SECRET } }];

describe('a value that is given to a variable whose name says nothing', () => {
  it.each([
    [
      'a constructor',
      'bot.js',
      `const { Spot } = require('@binance/connector');\nconst a = '${KEY}';\nconst b = '${SECRET}';\nnew Spot(a, b);`,
    ],
    [
      'named arguments',
      'bot.py',
      `import ccxt\nfirst = '${KEY}'\nsecond = '${SECRET}'\nex = ccxt.binance({'apiKey': first, 'secret': second})`,
    ],
    [
      'fields of an object',
      'bot.py',
      `from binance.client import Client\nclass Bot:\n    def __init__(self):\n        self.a = "${KEY}"\n        self.b = "${SECRET}"\n        self.client = Client(api_key=self.a, api_secret=self.b)`,
    ],
    [
      'members by their names in quotes',
      'bot.py',
      `from binance.client import Client\ncfg = {"a": "${KEY}", "b": "${SECRET}"}\nclient = Client(cfg["a"], cfg["b"])`,
    ],
    [
      'fields with types',
      'bot.py',
      `from binance.spot import Spot as Client\n@dataclass\nclass Settings:\n    a: str = "${KEY}"\n    b: str = "${SECRET}"\nclient = Client(settings.a, settings.b)`,
    ],
    [
      'conversions between',
      'bot.rs',
      `use binance::api::*;\nlet a = Some("${KEY}".into());\nlet b = Some("${SECRET}".into());\nlet account: Account = Binance::new(a, b);`,
    ],
    [
      'cells of a notebook',
      'bot.ipynb',
      JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            source: [
              'from binance.client import Client\n',
              `a = "${KEY}"\n`,
              `b = "${SECRET}"\n`,
              'c = Client(a, b)',
            ],
          },
        ],
      }),
    ],
  ])('is known by %s', (_, path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual(BOTH);
  });

  it('is known by a header, too', () => {
    const text = `import requests\nx = '${KEY}'\nrequests.get(url, headers={'X-MBX-APIKEY': x})\n`;
    expect(seen(scan(text, 'bot.py'))).toEqual([{ issuer: 'binance', values: { apiKey: KEY } }]);
  });

  it('is told apart from another exchange by where it is used', () => {
    const keys = ['bitfinex', 'bittrex'].map((issuer) => madeValue(issuer, 'api-key'));
    const text = [
      'import ccxt',
      `a = '${keys[0]}'`,
      `b = '${keys[1]}'`,
      "one = ccxt.bittrex({'apiKey': b})",
      "two = ccxt.bitfinex({'apiKey': a})",
    ].join('\n');
    expect(new Set(seen(scan(text, 'bot.py')).map(({ issuer }) => issuer))).toEqual(
      new Set(['bitfinex', 'bittrex']),
    );
  });

  it.each([
    ['is used where it says nothing', `image = '${SECRET}'\nupload(image)`],
    ['is given another value as well', `b = '${SECRET}'\nb = 'x'\nClient(a, b)`],
    ['is called a digest', `digest = '${SECRET}'\nClient(a, digest)`],
    ['is part of another name', `b = '${SECRET}'\nClient(a_b, b_a)`],
    ['is not used', `b = '${SECRET}'`],
  ])('is left alone where it %s', (_, text) => {
    expect(seen(scan(`from binance.client import Client\n${text}\n`, 'bot.py'))).toEqual([]);
  });

  it('counts as one that may matter where its use is not seen', () => {
    const bytes = Buffer.from(`a = '${SECRET}'\n`);
    const span = { start: 5, end: 5 + SECRET.length };
    expect(
      createSieve(RULES)
        .look(bytes)
        .mayMatter({ ...span, kind: 'run' }),
    ).toBe(true);
  });
});

describe('a value that a condition chooses', () => {
  const other = [madeValue('binance', 'api-key', 'other'), madeValue('binance', 'hmac-secret', 'other')];
  const all = [KEY, SECRET, ...other].sort();

  it.each([
    [
      'a question',
      'bot.js',
      `// binance\nconst apiKey = live ? '${KEY}' : '${other[0]}'\nconst apiSecret = live ? '${SECRET}' : '${other[1]}'\n`,
    ],
    [
      'a comparison over lines',
      'bot.ts',
      `const binance = {\n  apiKey: env === 'live'\n    ? '${KEY}'\n    : '${other[0]}',\n  secret: env === 'live' ? '${SECRET}' : '${other[1]}',\n}\n`,
    ],
    [
      'an if behind it',
      'bot.py',
      `binance_key = "${KEY}" if live else "${other[0]}"\nbinance_secret = "${SECRET}" if live else "${other[1]}"\n`,
    ],
    [
      'an if before it',
      'bot.rs',
      `let binance_key = if live { "${KEY}" } else { "${other[0]}" };\nlet binance_secret = if live { "${SECRET}" } else { "${other[1]}" };\n`,
    ],
    [
      'an if without braces',
      'Bot.kt',
      `val binanceKey = if (live) "${KEY}" else "${other[0]}"\nval binanceSecret = if (live) "${SECRET}" else "${other[1]}"\n`,
    ],
  ])('has the name before %s', (_, path, text) => {
    const found = scan(text, path);
    expect(found.flatMap(({ parts }) => parts.map(({ value }) => value.expose())).sort()).toEqual(all);
    expect(new Set(found.map(({ issuer }) => issuer))).toEqual(new Set(['binance']));
  });

  it('is none where that name says so', () => {
    expect(seen(scan(`// binance\nconst checksum = ok ? '${KEY}' : '${other[0]}'\n`, 'bot.js'))).toEqual([]);
  });
});

it('a macro has its name before its value', () => {
  const text = `-define(BINANCE_KEY, "${KEY}").\n-define(BINANCE_SECRET, "${SECRET}").\n`;
  expect(seen(scan(text, 'bot.erl'))).toEqual(BOTH);
});

it('the key of a client that takes a private key is one', () => {
  const key = madeValue('evm-private-key', 'private-key');
  const text = `client = ClobClient(HOST, key="${key}", chain_id=137)\n`;
  expect(seen(scan(text, 'bot.py'))).toEqual([{ issuer: 'evm-private-key', values: { privateKey: key } }]);
});
