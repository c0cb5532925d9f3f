import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { MatchingRule } from '../../src/rules/rule.ts';
import { engine, growth, LETTERS_AND_DIGITS, madeValue, RULES, randomText } from './made.ts';

const KILOBYTE = 1024;
/** A doubled input may take this many times longer: 2 is linear, 4 is quadratic. */
const LINEAR = 3.5;

function growthOf(unit: string, size: number, path = 'config.py'): number {
  const inputs = [1, 2].map((scale) => Buffer.from(unit.repeat(Math.ceil((scale * size) / unit.length))));
  return growth((scale) => engine.scan({ bytes: inputs[scale - 1]!, path }), 5);
}

/** Values of every kind of the rule with something wrong at the end: what a pattern reads in full before it refuses. */
function nearMisses(rule: MatchingRule): string[] {
  return rule.credentials.map(({ id }) => {
    const value = madeValue(rule.id, id, 'near miss');
    return `${value.slice(0, -1)}${/\w/.test(value.at(-1)!) ? '~' : 'Q'}`;
  });
}

/** The rules some at a time: every one of their patterns meets its own near misses, and its neighbours'. */
const GROUP = 24;
const GROUPS = Array.from({ length: Math.ceil(RULES.length / GROUP) }, (_, group) =>
  RULES.slice(group * GROUP, (group + 1) * GROUP),
);

describe('near misses of every rule, over and over', () => {
  it.each(GROUPS.map((rules) => [`${rules[0]!.id} to ${rules.at(-1)!.id}`, rules] as const))(
    '%s',
    (_, rules) => {
      const named = rules.flatMap((rule) =>
        nearMisses(rule).map((miss) => `${rule.id}_secret = "${miss}"\n`),
      );
      const bare = rules.flatMap(nearMisses);
      expect(growthOf(named.join(''), 64 * KILOBYTE), 'under names').toBeLessThanOrEqual(LINEAR);
      expect(growthOf(bare.join(''), 64 * KILOBYTE), 'in one run').toBeLessThanOrEqual(LINEAR);
    },
    180_000,
  );
});

const LONG_HEX = randomText('0123456789abcdef', 64, 'storm');
const MIXED = randomText(LETTERS_AND_DIGITS, 64, 'storm');

const STORMS: [string, string][] = [
  ['double quotes', '"'],
  ['single quotes', "'"],
  ['backticks', '`'],
  ['opening braces', '{'],
  ['closing braces', '}'],
  ['opening brackets', '['],
  ['parentheses', '('],
  ['calls in calls', 'f('],
  ['backslashes', '\\'],
  ['backslashes before quotes', '\\"'],
  ['percent signs', '%'],
  ['percent escapes', '%22'],
  ['equals signs', '='],
  ['colons', ':'],
  ['commas', ','],
  ['angle brackets', '<'],
  ['tags', '<a>'],
  ['entities', '&quot;'],
  ['zero-width spaces', '\u{200b}'],
  ['colour codes', '\u{1b}[31m'],
  ['beginnings of colour codes', '\u{1b}['],
  ['one long run', 'a1B2'],
  ['runs that are just long enough', 'a1B2c3D4e5F6g7H8 '],
  ['base64', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo='],
  ['beginnings of PEM keys', '-----BEGIN PRIVATE KEY-----\n'],
  ['beginnings of certificates', '-----BEGIN CERTIFICATE-----\n'],
  ['data URIs', 'data:image/png;base64,'],
  ['vaults', '$ANSIBLE_VAULT;1.1;AES256\n'],
  ['issuers', 'binance '],
  ['list words', 'abandon ability able '],
  ['numbers', '12, 250, 7, '],
  ['beginnings of arrays', '[12, 250, 7, 99, 12, 250, 7, 99, 12, 250, 7, 99, 12, 250, '],
  ['empty strings added up', '"" + '],
  ['unicode escapes', '\\u0041'],
  ['line feeds', '\n'],
  ['carriage returns', '\r'],
  ['blanks', ' '],
  ['table rows', '| a | b |\n'],
  ['values in one line', `x="${MIXED}",`],
  ['letters that look like Latin ones', '\u0410_\u0440a'],
  ['values in quotes in pieces', `"${LONG_HEX}" + `],
  ['beginnings of tokens', '_eyJhbGciOiJIUzI1'],
  ['beginnings of tokens in parts', '_eyJhbGciOiJIUzI1.'],
];

describe('storms', () => {
  it.each(STORMS)('%s', (_, unit) => {
    expect(growthOf(unit, 64 * KILOBYTE)).toBeLessThanOrEqual(LINEAR);
  });

  it.each(STORMS.slice(0, 18))('a value at the end of %s', (_, unit) => {
    const secret = madeValue('binance', 'hmac-secret', 'storm');
    const inputs = [1, 2].map((scale) =>
      Buffer.from(
        `${unit.repeat(Math.ceil((scale * 64 * KILOBYTE) / unit.length))}\nbinance_secret = "${secret}"\n`,
      ),
    );
    const found: number[] = [];
    const ratio = growth((scale) => {
      found.push(engine.scan({ bytes: inputs[scale - 1]!, path: 'config.py' }).credentials.length);
    }, 5);
    expect(ratio).toBeLessThanOrEqual(LINEAR);
    expect(found.length).toBeGreaterThan(0);
  });

  it('PEM keys that all end as others do', () => {
    const unit = `-----BEGIN PRIVATE KEY-----\n${MIXED}\n-----END EC PRIVATE KEY-----\n`;
    expect(growthOf(unit, 1024 * KILOBYTE)).toBeLessThanOrEqual(LINEAR);
  });

  it('tens of thousands of different runs in one line', () => {
    const runs = Array.from(
      { length: 40_000 },
      (_, seed) => `"k${seed}":"${randomText('0123456789abcdef', 32, seed)}",`,
    );
    const inputs = [runs.slice(0, 20_000), runs].map((list) => Buffer.from(`{${list.join('')}}`));
    expect(
      growth((scale) => engine.scan({ bytes: inputs[scale - 1]!, path: 'a.json' }), 3),
    ).toBeLessThanOrEqual(LINEAR);
  });

  it.each([
    ['hexadecimal digits', '0123456789abcdef'],
    ['letters and digits', LETTERS_AND_DIGITS],
    ['base64', `${LETTERS_AND_DIGITS}+/`],
  ])('a run of 8 MB of %s hides nothing beside it', (_, alphabet) => {
    const run = randomText(alphabet, 64 * KILOBYTE, 'long run').repeat(128);
    const secret = madeValue('binance', 'hmac-secret', 'beside a run');
    const bytes = Buffer.from(`binance_secret = "${secret}"\n${run}\nbinance_secret = "${run}"\n`);
    const { credentials, limited } = engine.scan({ bytes, path: 'config.py' });
    expect(credentials.length).toBeGreaterThan(0);
    expect(limited).toBeNull();
  });

  it('a word of very many values is given up in time, and told', { timeout: 240_000 }, () => {
    const header = Buffer.from('{"alg":"HS256"}').toString('base64url');
    const bytes = Buffer.from(`${header}.`.repeat(200_000));
    const start = performance.now();
    expect(engine.scan({ bytes, path: 'a.txt' }).limited).toBe('very long words of very many values');
    expect(performance.now() - start).toBeLessThan(120_000);
  });
});
