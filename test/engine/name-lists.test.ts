import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, randomText, scan, seen } from './made.ts';

/** Values in one list or string, with their names in another. */

const apiKey = madeValue('kraken', 'api-key');
const secret = madeValue('kraken', 'private-key');
const united = [{ issuer: 'kraken', values: { apiKey, secret } }];

describe('a list of names beside a list of values', () => {
  it.each([
    ['a.py', `creds = dict(zip(("api_key", "secret"), ("${apiKey}", "${secret}")))\nimport krakenex\n`],
    ['b.py', `KRAKEN = dict(zip(["secret", "key"], ["${secret}", "${apiKey}"]))\n`],
    [
      'c.js',
      `const cols = ['apiKey', 'secret'];\nconst vals = [\n  '${apiKey}',\n  '${secret}',\n];\nconst kraken = _.zipObject(cols, vals);\n`,
    ],
    [
      'd.go',
      `var names = []string{"KRAKEN_SECRET", "KRAKEN_KEY"}\nvar values = []string{"${secret}", "${apiKey}"}\n`,
    ],
  ])('in %s', (path, text) => {
    expect(seen(scan(text, path))).toEqual(united);
  });

  it('gives each value to whom its name names', () => {
    const [key, other] = ['k', 's'].map((part) => randomText(LETTERS_AND_DIGITS, 64, part));
    const text = `NAMES = ["KRAKEN_KEY", "KRAKEN_SECRET", "BINANCE_KEY", "BINANCE_SECRET"]\nVALUES = ["${apiKey}", "${secret}", "${key}", "${other}"]\n`;
    expect(seen(scan(text, 'a.py'))).toEqual([
      ...united,
      { issuer: 'binance', values: { apiKey: key, secret: other } },
    ]);
  });
});

describe('one string that holds a pair', () => {
  it.each([
    `KRAKEN = "${apiKey} ${secret}".split()\n`,
    `KRAKEN_KEY, KRAKEN_SECRET = "${apiKey}:${secret}".split(":")\n`,
    `KRAKEN = '${apiKey},${secret}'\n`,
  ])('%s', (text) => {
    expect(seen(scan(text, 'bot.py'))).toEqual(united);
  });
});

describe('initials of the parts', () => {
  const [key, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
  const passphrase = ['Tr4ding', 'Pass9'].join('!');
  const values = { apiKey: key, secret: other, passphrase };

  it.each([
    ['notes.txt', `okx sub acc\nK: ${key} S: ${other} P: ${passphrase}\n`],
    ['notes.txt', `okx\nK=${key}\nS=${other}\nP=${passphrase}\n`],
    ['a.yaml', `- {name: okx, creds: {k: ${key}, s: ${other}, p: ${passphrase}}}\n`],
    ['notes.txt', `OKX\nkey ${key}\nsec ${other}\nphrase ${passphrase}\n`],
  ])('in %s', (path, text) => {
    expect(seen(scan(text, path))).toEqual([{ issuer: 'okx', values }]);
  });

  it('say nothing of a value that stands alone', () => {
    expect(scan(`okx\nK: ${madeValue('okx', 'api-secret')}\n`, 'notes.txt')).toEqual([]);
  });
});

describe('names of one issuer', () => {
  const hash = madeValue('telegram', 'api-hash');

  it.each([
    ['bot.py', `api_id = 2040123\napi_hash = "${hash}"\n`],
    ['.env', `TG_API_ID=2040123\nTG_API_HASH=${hash}\n`],
    ['config.ini', `[pyrogram]\napi_id = 2040123\napi_hash = ${hash}\n`],
  ])('the hash of an application of Telegram in %s', (path, text) => {
    expect(seen(scan(text, path))).toEqual([{ issuer: 'telegram', values: { secret: hash } }]);
  });

  const made = ['api-key', 'api-secret'].map((kind) => madeValue('coinbaseexchange', kind));
  const phrase = ['k3v9x', '2m7qp'].join('');
  const parts = { apiKey: made[0], secret: made[1], passphrase: phrase };
  it.each([
    ['.env', `COINBASE_KEY=${made[0]}\nCOINBASE_SECRET=${made[1]}\nCOINBASE_PASS=${phrase}\n`],
    ['a.json', JSON.stringify({ coinbase: { key: made[0], secret: made[1], passphrase: phrase } })],
  ])('the parts of Coinbase Exchange under the name of Coinbase in %s', (path, text) => {
    expect(seen(scan(text, path))).toEqual([{ issuer: 'coinbaseexchange', values: parts }]);
  });

  it('Gate by two letters behind its name', () => {
    const [key, other] = [madeValue('gate', 'api-key'), madeValue('gate', 'api-secret')];
    const text = `gate ak: ${key}\ngate sk: ${other}\n\nbitmart is next\n`;
    expect(seen(scan(text, 'notes.txt'))).toEqual([
      { issuer: 'gate', values: { apiKey: key, secret: other } },
    ]);
  });
});
