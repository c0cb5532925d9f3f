import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { MatchingRule } from '../../src/rules/rule.ts';
import { CROWDS, type Whole, whole } from './crowds.ts';
import { engine, LETTERS_AND_DIGITS, madeValue, RULES, randomText } from './made.ts';

/**
 * Four times as many credentials in a file take about four times as long, whoever gave them out and however they are
 * written. What compares each value with each other one is faster than everything else for a hundred values, and takes
 * minutes for ten thousand.
 */

/** Processor time, of which four times as much is linear and sixteen times as much is quadratic. */
const MOST = 6;
/** Milliseconds below which a clock tells nothing. */
const ALLOWANCE = 60;
const ROUNDS = 5;

interface Made {
  path: string;
  write(count: number): string;
  count: number;
}

/** Whether the file with four times as many is as cheap as it should be; what disturbs a run only makes it longer. */
function isLinear(scan: (scale: 1 | 4) => unknown): boolean {
  let once = Number.POSITIVE_INFINITY;
  let fourTimes = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    once = Math.min(
      once,
      costOf(() => scan(1)),
    );
    fourTimes = Math.min(
      fourTimes,
      costOf(() => scan(4)),
    );
    if (fourTimes <= MOST * once + ALLOWANCE) return true;
  }
  return false;
}

/** Milliseconds that the processor works on it. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Asserts that the cost is linear; returns how many credentials were found in the larger file. */
function expectLinear({ path, write, count }: Made): number {
  const files = { 1: Buffer.from(write(count)), 4: Buffer.from(write(4 * count)) };
  let found = 0;
  expect(
    isLinear((scale) => {
      found = engine.scan({ bytes: files[scale], path }).credentials.length;
    }),
  ).toBe(true);
  return found;
}

const many = (count: number, write: (index: number) => string, separator = '\n'): string =>
  `${Array.from({ length: count }, (_, index) => write(index)).join(separator)}\n`;

/** So many issuers in one file: what they have in common weighs as much as what one of them has alone. */
const GROUP = 16;
const GROUPS: MatchingRule[][] = Array.from({ length: Math.ceil(RULES.length / GROUP) }, (_, at) =>
  RULES.filter((_, index) => index % Math.ceil(RULES.length / GROUP) === at),
);

describe('whole credentials of every issuer', () => {
  it.each(
    GROUPS.map(
      (rules, at) => [rules.map(({ id }) => id).join(' '), CROWDS[at % CROWDS.length]!, rules] as const,
    ),
  )('%s', (_, { path, write }, rules) => {
    const list: Whole[] = [];
    const listOf = (count: number) => {
      while (list.length < count) list.push(whole(rules[list.length % rules.length]!, list.length));
      return list.slice(0, count);
    };
    expect(expectLinear({ path, count: 300, write: (count) => write(listOf(count)) })).toBeGreaterThan(600);
  });
});

const binance = (index: number) => ({
  key: madeValue('binance', 'api-key', index),
  secret: madeValue('binance', 'hmac-secret', index),
});
const hex = (length: number, seed: string | number) => randomText('0123456789abcdef', length, seed);
const letters = (length: number, seed: string | number) => randomText(LETTERS_AND_DIGITS, length, seed);
const base64 = (text: string) => Buffer.from(text).toString('base64url');
const token = (index: number) =>
  `${base64('{"alg":"HS256","typ":"JWT"}')}.${base64(`{"sub":"${hex(20, index)}"}`)}.${letters(43, index)}`;

/** What stands in each file, how many times in the smaller one, and how often at least something is found in the larger one for each. */
const FILES: [string, Made, number][] = [
  [
    'keys of one issuer, then their secrets',
    {
      path: '.env',
      count: 1000,
      write: (count) =>
        many(count, (index) => `BINANCE_KEY_${index}=${binance(index).key}`) +
        many(count, (index) => `BINANCE_SECRET_${index}=${binance(index).secret}`),
    },
    1,
  ],
  [
    'values that nobody gave out',
    {
      path: 'a.py',
      count: 500,
      write: (count) =>
        many(count, (index) => `api_key = "${letters(40, index)}"\nsecret = "${letters(41, index)}"`),
    },
    1,
  ],
  [
    'look-alikes beside the name of an issuer',
    {
      path: 'trades.json',
      count: 500,
      write: (count) =>
        many(
          count,
          (index) =>
            `{"exchange":"kraken","hash":"${hex(64, index)}","id":"${hex(32, index)}","to":"0x${hex(40, index)}"},`,
        ),
    },
    0,
  ],
  [
    'names beside each value',
    {
      path: 'a.py',
      count: 600,
      write: (count) =>
        many(
          count,
          (index) => `binance_okx_kraken_secret_${index} = bybit_secret = htx_key = "${letters(64, index)}"`,
        ),
    },
    0.9,
  ],
  [
    'values under a header that issuers share, and names of others below',
    {
      path: 'a.py',
      count: 400,
      write: (count) =>
        many(
          count,
          (index) =>
            `get("https://api.coinbase.com", {"CB-ACCESS-KEY": "${hex(32, index)}", "CB-ACCESS-SIGN": "${letters(86, index)}=="})`,
        ) + many(count, () => `# ${'okx kraken '.repeat(120)}`),
    },
    1,
  ],
  [
    'PEM keys',
    {
      path: 'keys.txt',
      count: 400,
      write: (count) =>
        many(count, (index) => `# ${index}\n${madeValue('pem-private-key', 'ec-pem', index)}`),
    },
    0.9,
  ],
  [
    'mnemonics',
    {
      path: 'wallets.txt',
      count: 400,
      write: (count) =>
        many(count, (index) => `${index}: ${madeValue('bip39-mnemonic', 'mnemonic', index)}\n`),
    },
    0.9,
  ],
  [
    'addresses with credentials',
    {
      path: 'a.py',
      count: 500,
      write: (count) =>
        many(
          count,
          (index) =>
            `u = "https://u${index}:${letters(32, index)}@eth-mainnet.g.alchemy.com/v2/${letters(32, -index)}"`,
        ),
    },
    1,
  ],
  [
    'signed tokens among many words',
    {
      path: 'sessions.txt',
      count: 200,
      write: (count) => many(count, (index) => `token${index}: ${token(index)}\n${'a word '.repeat(3000)}`),
    },
    0,
  ],
  [
    'texts in base64',
    {
      path: 'secrets.yml',
      count: 300,
      write: (count) =>
        many(count, (index) => {
          const { key, secret } = binance(index);
          return `  file${index}: ${base64(`BINANCE_KEY=${key}\nBINANCE_SECRET=${secret}\n`)}`;
        }),
    },
    1,
  ],
  [
    'hexadecimal digits in notes',
    {
      path: 'notes.txt',
      count: 1500,
      write: (count) =>
        many(count, (index) => `${letters(5, index)} ${'note '.repeat(index % 7)}${hex(64, index)}`),
    },
    0,
  ],
  [
    'angle brackets that close nothing',
    {
      path: 'a.js',
      count: 1500,
      write: (count) =>
        many(count, (index) => `${letters(1 + (index % 9), index)} > "${letters(64, -index)}"`),
    },
    0,
  ],
];

describe('one after the other', () => {
  it.each(FILES)('%s', (_, made, each) => {
    const found = expectLinear(made);
    expect(found).toBeGreaterThanOrEqual(4 * made.count * each);
  });

  it('all on one line costs hardly more than on lines of their own', () => {
    const accounts = Array.from({ length: 1000 }, (_, index) => ({ exchange: 'binance', ...binance(index) }));
    const [line, lines] = [undefined, 2].map((indent) => Buffer.from(JSON.stringify(accounts, null, indent)));
    const scan = (bytes: Buffer) => () => engine.scan({ bytes, path: 'accounts.json' });
    const costs = [lines!, line!].map((bytes) => Math.min(costOf(scan(bytes)), costOf(scan(bytes))));
    expect(costs[1]).toBeLessThanOrEqual(3 * costs[0]! + ALLOWANCE);
  });
});
