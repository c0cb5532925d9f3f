import { describe, expect, it } from 'vitest';
import { madeValue, type Seen, scan, seen } from './made.ts';

interface Account {
  issuer: string;
  apiKey: string;
  secret: string;
  passphrase?: string;
}

function account(issuer: 'binance' | 'bybit' | 'kucoin', seed: string): Account {
  const kinds = {
    binance: ['api-key', 'hmac-secret'],
    bybit: ['api-key', 'hmac-secret'],
    kucoin: ['api-key', 'api-secret'],
  };
  const [key, secret] = kinds[issuer] as [string, string];
  return {
    issuer,
    apiKey: madeValue(issuer, key, seed),
    secret: madeValue(issuer, secret, seed),
    ...(issuer === 'kucoin' ? { passphrase: madeValue(issuer, 'passphrase', seed) } : {}),
  };
}

const binance = account('binance', 'one');
const other = account('binance', 'two');
const third = account('binance', 'three');
const bybit = account('bybit', 'one');
const kucoin = account('kucoin', 'one');

function expected(accounts: readonly Account[]): Seen[] {
  return accounts.map(({ issuer, ...values }) => ({ issuer, values }));
}

function sorted(list: readonly Seen[]): Seen[] {
  return [...list].sort((a, b) => ((a.values.apiKey ?? '') < (b.values.apiKey ?? '') ? -1 : 1));
}

/** A file, its name, and the credentials in it. */
const SHAPES: [string, string, string, Account[]][] = [
  [
    'a list whose items name the exchange last, secrets first',
    'accounts.yaml',
    `accounts:\n${[binance, bybit, kucoin]
      .map(
        (one) =>
          `  - secret: ${one.secret}\n    key: ${one.apiKey}\n${one.passphrase ? `    passphrase: ${one.passphrase}\n` : ''}    exchange: ${one.issuer}\n`,
      )
      .join('')}`,
    [binance, bybit, kucoin],
  ],
  [
    'tables of TOML that name the exchange last',
    'bots.toml',
    [binance, bybit]
      .map((one) => `[[bots]]\nsecret = "${one.secret}"\nkey = "${one.apiKey}"\nvenue = "${one.issuer}"\n`)
      .join(''),
    [binance, bybit],
  ],
  [
    'documents of YAML',
    'k8s/secrets.yaml',
    [binance, bybit]
      .map(
        (one) =>
          `kind: Secret\nmetadata:\n  name: ${one.issuer}-keys\nstringData:\n  SECRET: ${one.secret}\n  API_KEY: ${one.apiKey}\n`,
      )
      .join('---\n'),
    [binance, bybit],
  ],
  [
    'sections of one exchange, secrets first',
    'binance.ini',
    [binance, other].map((one, n) => `[account${n}]\nsecret = ${one.secret}\nkey = ${one.apiKey}\n`).join(''),
    [binance, other],
  ],
  [
    'an index in the path',
    'application.properties',
    [binance, other]
      .map(
        (one, n) =>
          `binance.accounts[${n}].secret=${one.secret}\nbinance.accounts[${n}].api-key=${one.apiKey}\n`,
      )
      .join(''),
    [binance, other],
  ],
  [
    'lists side by side',
    'binance.py',
    `API_KEYS = [${[binance, other, third].map((one) => `"${one.apiKey}"`).join(', ')}]\nSECRETS = [${[binance, other, third].map((one) => `"${one.secret}"`).join(', ')}]\n`,
    [binance, other, third],
  ],
  [
    'an old pair in comments between the new one',
    'binance.py',
    `api_key = "${binance.apiKey}"\n# api_key = "${other.apiKey}"\napi_secret = "${binance.secret}"\n# api_secret = "${other.secret}"\n`,
    [binance, other],
  ],
  [
    'members of two clients, in turns',
    'arbitrage.py',
    `binance.apiKey = '${binance.apiKey}'\nbybit.apiKey = '${bybit.apiKey}'\nbinance.secret = '${binance.secret}'\nbybit.secret = '${bybit.secret}'\n`,
    [binance, bybit],
  ],
  [
    'branches',
    'keys.go',
    `switch name {\n${[binance, bybit].map((one) => `case exchange.${one.issuer.toUpperCase()}:\n\tconfig.Secret = "${one.secret}"\n\tconfig.ApiKey = "${one.apiKey}"\n`).join('')}}\n`,
    [binance, bybit],
  ],
  [
    'tuples by exchange',
    'keys.py',
    `KEYS = {\n${[binance, bybit].map((one) => `    '${one.issuer}': ('${one.apiKey}', '${one.secret}'),\n`).join('')}}\n`,
    [binance, bybit],
  ],
  [
    'tuples that are returned',
    'keys.py',
    [binance, bybit]
      .map((one) => `if name == '${one.issuer}':\n    return "${one.apiKey}", "${one.secret}"\n`)
      .join(''),
    [binance, bybit],
  ],
  [
    'a tuple as auth',
    'binance.py',
    `requests.get(url, auth=("${binance.apiKey}", "${binance.secret}"))\n`,
    [binance],
  ],
  [
    'arrays taken apart',
    'binance.js',
    `const [apiKey, apiSecret] = ['${binance.apiKey}', '${binance.secret}'];\n`,
    [binance],
  ],
  [
    'notes in paragraphs',
    'api keys.txt',
    [binance, bybit].map((one) => `${one.issuer}\n${one.apiKey}\n${one.secret}\n`).join('\n'),
    [binance, bybit],
  ],
  [
    'functions for each part',
    'binance.py',
    `def get_key():\n    return '${binance.apiKey}'\n\ndef get_secret():\n    return '${binance.secret}'\n`,
    [binance],
  ],
  [
    'an entry for each part',
    'kucoin.js',
    `set({ apiKey: '${kucoin.apiKey}' });\nset({ apiSecret: '${kucoin.secret}' });\nset({ apiPassphrase: '${kucoin.passphrase}' });\n`,
    [kucoin],
  ],
];

describe('credentials that stand close together', () => {
  it.each(SHAPES)('%s', (_, path, text, accounts) => {
    expect(sorted(seen(scan(text, path)))).toEqual(sorted(expected(accounts)));
  });

  it('a key between two secrets stays alone, unless a gap tells whose it is', () => {
    const [first, second] = [binance, other] as [Account, Account];
    const text = (gap: string) =>
      `secret = ${first.secret}\nkey = ${first.apiKey}\n${gap}secret = ${second.secret}\n`;
    expect(scan(text(''), 'binance.ini').every(({ parts }) => parts.length === 1)).toBe(true);
    expect(seen(scan(text('\n'), 'binance.ini'))).toContainEqual({
      issuer: 'binance',
      values: { secret: first.secret, apiKey: first.apiKey },
    });
  });

  it('a passphrase belongs to its own section', () => {
    const text = `[bybit]\nkey = ${bybit.apiKey}\nsecret = ${bybit.secret}\n[kucoin]\nkey = ${kucoin.apiKey}\nsecret = ${kucoin.secret}\npass = ${kucoin.passphrase}\n`;
    expect(sorted(seen(scan(text, 'a.ini')))).toEqual(sorted(expected([bybit, kucoin])));
  });

  it('a value whose name says another exchange is not given to the neighbour', () => {
    const text = `okx_secret = "${binance.secret}"\nbinance_key = "${binance.apiKey}"\n`;
    expect(
      scan(text, 'a.py').filter(({ issuer, parts }) => issuer === 'binance' && parts.length > 1),
    ).toEqual([]);
  });
});
