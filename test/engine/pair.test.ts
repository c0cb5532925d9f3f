import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeValue, pairOf, scan, seen } from './made.ts';

interface Account {
  apiKey: string;
  secret: string;
}

function accounts(count: number): Account[] {
  return Array.from({ length: count }, (_, number) => ({
    apiKey: madeValue('binance', 'api-key', `pair ${number}`),
    secret: madeValue('binance', 'hmac-secret', `pair ${number}`),
  }));
}

/** The pairs that were made, in the order of their keys; anything else that was found shows up too. */
function pairsIn(text: string, path: string): Account[] {
  return seen(scan(text, path))
    .map(({ values }) => values as unknown as Account)
    .sort((a, b) => (a.apiKey < b.apiKey ? -1 : 1));
}

function sorted(list: readonly Account[]): Account[] {
  return [...list].sort((a, b) => (a.apiKey < b.apiKey ? -1 : 1));
}

const LAYOUTS: [string, string, (list: readonly Account[]) => string][] = [
  [
    'numbered variables, account by account',
    '.env',
    (list) =>
      list
        .map(
          (one, n) => `BINANCE_API_KEY_${n + 1}=${one.apiKey}\nBINANCE_API_SECRET_${n + 1}=${one.secret}\n`,
        )
        .join(''),
  ],
  [
    'numbered variables, keys first, then secrets',
    '.env',
    (list) =>
      list.map((one, n) => `BINANCE_API_KEY_${n + 1}=${one.apiKey}\n`).join('') +
      list.map((one, n) => `BINANCE_API_SECRET_${n + 1}=${one.secret}\n`).join(''),
  ],
  [
    'numbered variables, secrets first, then keys backwards',
    '.env',
    (list) =>
      list.map((one, n) => `BINANCE_API_SECRET_${n + 1}=${one.secret}\n`).join('') +
      list
        .map((one, n) => `BINANCE_API_KEY_${n + 1}=${one.apiKey}\n`)
        .reverse()
        .join(''),
  ],
  [
    'objects in a list',
    'accounts.json',
    (list) => JSON.stringify({ exchange: 'binance', accounts: list }, null, 2),
  ],
  [
    'objects in one line',
    'accounts.json',
    (list) => JSON.stringify(list.map((one) => ({ exchange: 'binance', ...one }))),
  ],
  [
    'named blocks',
    'accounts.yaml',
    (list) =>
      `binance:\n${list.map((one, n) => `  account${n + 1}:\n    api_key: ${one.apiKey}\n    secret: ${one.secret}\n`).join('')}`,
  ],
  [
    'sections',
    'accounts.ini',
    (list) =>
      list
        .map((one, n) => `[binance.${n + 1}]\napi_key = ${one.apiKey}\nsecret = ${one.secret}\n\n`)
        .join(''),
  ],
  [
    'calls',
    'bot.py',
    (list) =>
      `from binance.client import Client\n${list.map((one, n) => `client_${n} = Client("${one.apiKey}", "${one.secret}")\n`).join('')}`,
  ],
];

describe('accounts beside each other', () => {
  it.each(LAYOUTS)('are never mixed: %s', (_, path, write) => {
    for (const count of [1, 2, 3, 5]) {
      const list = accounts(count);
      expect(pairsIn(write(list), path), `${count} accounts`).toEqual(sorted(list));
    }
  });

  it('are told apart by their names', () => {
    const [main, hedge] = accounts(2) as [Account, Account];
    const text = [
      `MAIN_BINANCE_API_KEY=${main.apiKey}`,
      `HEDGE_BINANCE_API_KEY=${hedge.apiKey}`,
      `HEDGE_BINANCE_API_SECRET=${hedge.secret}`,
      `MAIN_BINANCE_API_SECRET=${main.secret}`,
    ].join('\n');
    expect(pairsIn(text, '.env')).toEqual(sorted([main, hedge]));
  });

  it('of different issuers keep to their own', () => {
    const binance = accounts(1)[0]!;
    const bybit = {
      apiKey: madeValue('bybit', 'api-key', 'own'),
      secret: madeValue('bybit', 'hmac-secret', 'own'),
    };
    const text = `api_key: ${binance.apiKey} # binance\nother: ${bybit.apiKey}\n`;
    expect(scan(text, 'x.yaml').every(({ parts }) => parts.length === 1)).toBe(true);
    const blocks = `binance:\n  key: ${binance.apiKey}\n  secret: ${binance.secret}\nbybit:\n  key: ${bybit.apiKey}\n  secret: ${bybit.secret}\n`;
    expect(seen(scan(blocks, 'x.yaml'))).toEqual([
      { issuer: 'binance', values: { secret: binance.secret, apiKey: binance.apiKey } },
      { issuer: 'bybit', values: { secret: bybit.secret, apiKey: bybit.apiKey } },
    ]);
  });
});

describe('one to one', () => {
  it('no value belongs to two credentials, and no credential has a role twice', () => {
    const list = accounts(12);
    const lines = list.flatMap((one, n) => [
      `binance_key${n} = "${one.apiKey}"`,
      `binance_secret${n} = "${one.secret}"`,
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(lines), (kept) => {
        const found = scan(kept.join('\n'), 'a.py');
        const values = found.flatMap(({ parts }) => parts.map((part) => part.value.expose()));
        expect(new Set(values).size).toBe(values.length);
        for (const { parts } of found) expect(new Set(parts.map(({ role }) => role)).size).toBe(parts.length);
      }),
      { numRuns: 60 },
    );
  });

  it('a secret without a key is a credential of its own, and so is a key', () => {
    const [one, other] = accounts(2) as [Account, Account];
    expect(seen(scan(`BINANCE_API_SECRET=${one.secret}\n`, '.env'))).toEqual([
      { issuer: 'binance', values: { secret: one.secret } },
    ]);
    const text = `BINANCE_API_KEY_1=${one.apiKey}\nBINANCE_API_SECRET_1=${one.secret}\nBINANCE_API_SECRET_2=${other.secret}\n`;
    expect(seen(scan(text, '.env'))).toEqual([
      { issuer: 'binance', values: { secret: one.secret, apiKey: one.apiKey } },
      { issuer: 'binance', values: { secret: other.secret } },
    ]);
  });

  it('values at both ends of a long file do not belong together', () => {
    const one = accounts(1)[0]!;
    const text = `binance_key = "${one.apiKey}"\n${'x = 1\n'.repeat(4000)}binance_secret = "${one.secret}"\n`;
    expect(scan(text, 'a.py').map(({ parts }) => parts.length)).toEqual([1, 1]);
  });
});

it('unites key, secret and passphrase', () => {
  const values = {
    secret: madeValue('kucoin', 'api-secret', 'three'),
    passphrase: madeValue('kucoin', 'passphrase', 'three'),
    apiKey: madeValue('kucoin', 'api-key', 'three'),
  };
  const text = `KUCOIN_API_KEY=${values.apiKey}\nKUCOIN_API_SECRET=${values.secret}\nKUCOIN_API_PASSPHRASE=${values.passphrase}\n`;
  expect(seen(scan(text, '.env'))).toEqual([{ issuer: 'kucoin', values }]);
});

it('proves a private key by its address, and not by another one', () => {
  const [key, address] = pairOf('evm-address');
  const other = pairOf('evm-address', 'other')[1];
  const confidence = (second: string) =>
    scan(`PRIVATE_KEY=${key}\nWALLET_ADDRESS=${second}\n`, '.env')[0]!.confidence;
  expect(confidence(address)).toBe('certain');
  expect(confidence(other)).not.toBe('certain');
});
