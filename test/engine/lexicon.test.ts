import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../src/engine/lexicon.ts';
import { phraseTable } from '../../src/engine/phrases.ts';
import { growth, RULES } from './made.ts';

const lexicon = createLexicon(phraseTable(RULES));

function issuersIn(text: string): string[] {
  const found = lexicon.find(text).flatMap(({ issuers }) => issuers.map((issuer) => RULES[issuer]!.id));
  return [...new Set(found)].sort();
}

describe('words', () => {
  it.each([
    'binance',
    'Binance',
    'BINANCE_API_KEY',
    'binanceApiKey',
    'myBinanceKey',
    'binance2',
    'ccxt.binance(',
    '"binance"',
    'mybinancekey',
    'exchange/binance/',
    'binance-futures',
    'the Binance account',
  ])('are found in %s', (text) => {
    expect(issuersIn(text)).toContain('binance');
  });

  it.each(['htx', 'okx', 'HTX_KEY', 'okxApiKey', 'new OkxClient('])(
    'that are short are found in %s',
    (text) => {
      expect(issuersIn(text).length).toBeGreaterThan(0);
    },
  );

  it.each(['bookxray', 'mokxa', 'wehtxo', 'lookxy'])('that are short are not found inside %s', (text) => {
    expect(issuersIn(text)).toEqual([]);
  });

  it('stand where they say, in order, without overlap', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('binance', 'Kraken', 'OKX', 'api.bybit.com', 'KuCoin'),
            fc.string({ maxLength: 8 }),
          ),
        ),
        (pieces) => {
          const text = pieces.join(' ');
          let last = 0;
          for (const { start, end, issuers } of lexicon.find(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(issuers.length).toBeGreaterThan(0);
            last = end;
          }
        },
      ),
    );
  });
});

describe('common words', () => {
  it.each([
    'GATE_API_KEY',
    'gate_secret',
    'gateApiKey',
    '"gate"',
    'ccxt.gate({',
    'exchanges/gate/config.py',
    '[gate]',
    'gate:\n',
    'gate = {',
    '# gate\n',
    'gate.io',
    'new gate(',
  ])('count in structure: %s', (text) => {
    expect(issuersIn(text)).toContain('gate');
  });

  it.each([
    'open the gate before you go',
    'a gate is a door',
    'The gate opens, slowly',
    'investigate',
    'aggregate',
    'the gates of',
  ])('do not count in running text: %s', (text) => {
    expect(issuersIn(text)).not.toContain('gate');
  });
});

describe('hosts', () => {
  it('name the issuer below its domain', () => {
    expect(issuersIn('https://api3.binance.com/api/v3/order')).toContain('binance');
    expect(issuersIn('wss://stream.bybit.com/v5/private')).toContain('bybit');
  });

  it('of strangers under a shared domain name nobody', () => {
    for (const host of ['bot.herokuapp.com', 'docs.readthedocs.io'])
      expect(issuersIn(`https://${host}/`), host).toEqual([]);
  });

  it('that several issuers share name every one of them', () => {
    const mentions = RULES.flatMap(({ hosts }) => hosts).flatMap((host) => lexicon.find(`https://${host}/`));
    const shared = mentions.filter(({ issuers }) => issuers.length > 1);
    for (const { issuers } of shared) expect(new Set(issuers).size).toBe(issuers.length);
  });

  it('of every rule name its issuer', () => {
    const mute = RULES.flatMap((rule) =>
      rule.hosts
        .filter((host) => !issuersIn(`x "https://${host}/v1" y`).includes(rule.id))
        .map((host) => `${rule.id} ${host}`),
    );
    expect(mute).toEqual([]);
  });
});

it('finds in a whole file what it finds in a line, where words begin', () => {
  const text = 'import binance\nKRAKEN_KEY=x\nx = ccxt.gate({})\nurl = "https://api.bybit.com"\n';
  const whole = lexicon.findIn(text, Buffer.from(text, 'latin1'));
  const part = lexicon.find(text);
  expect(whole.map(({ start, end }) => text.slice(start, end))).toEqual(
    part.map(({ start, end }) => text.slice(start, end)),
  );
});

it.each(['binance ', 'binanc', 'okx', 'a', '_-', 'gate '])('is linear in repeats of "%s"', (unit) => {
  const texts = [1, 2].map((scale) => unit.repeat((scale * 250_000) / unit.length));
  expect(growth((scale) => lexicon.find(texts[scale - 1]!), 5)).toBeLessThan(3.5);
});

describe('words of other scripts', () => {
  const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  const issuersOf = (text: string) => {
    const whole = latin1(text);
    const found = lexicon.findIn(whole, Buffer.from(whole, 'latin1'));
    return [...new Set(found.flatMap(({ issuers }) => issuers.map((issuer) => RULES[issuer]!.id)))];
  };

  it.each([
    ['# 업비트 API 키', 'upbit'],
    ['빗썸_API_KEY = ', 'bithumb'],
    ['코빗: secret', 'korbit'],
    ['币安主账户密钥', 'binance'],
    ['这是欧易的密钥', 'okx'],
    ['ビットフライヤーのキー', 'bitflyer'],
    ['ключ бинанс', 'binance'],
  ])('are found in %s', (text, issuer) => {
    expect(issuersOf(text)).toEqual([issuer]);
    expect(issuersIn(latin1(text))).toEqual([issuer]);
  });

  it.each(['wx', 'tw', '"wx"', 'wx_key', 'TW_SECRET', '비밀 키', '主账户', 'ключ'])(
    'are not taken for %s',
    (text) => {
      expect(issuersOf(text)).toEqual([]);
      expect(issuersIn(latin1(text))).toEqual([]);
    },
  );
});

describe('words in values', () => {
  it.each([
    'passphrase = CopperThunder6247@',
    '"password": "winter-copper-19"',
    "setPassphrase('KrakenBot#2021')",
    '<passphrase>CopperHarbor1220_</passphrase>',
    ['secret: LmoqPYxMBxj', 'Ml3iahwopXH', 'cGZm-LIprM9', 'YuNEnONmifL', 'q3-Txi-xT9z', 'kaycAZR'].join(''),
    'aws.String("value")',
  ])('name nobody: %s', (text) => {
    expect(issuersIn(text)).toEqual([]);
  });

  it.each([
    ['copper_passphrase = x', 'copper'],
    ['kraken:\n  password: x', 'kraken'],
    ['XT_SECRET_KEY = x', 'xt'],
    ['password_for_okx = x', 'okx'],
  ])('are told from names: %s', (text, issuer) => {
    expect(issuersIn(text)).toContain(issuer);
  });
});
