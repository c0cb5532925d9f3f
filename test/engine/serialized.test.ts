import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { engine, LETTERS_AND_DIGITS, madeValue, randomText, seen } from './made.ts';

/** How Python writes a string: pickle of protocol 1 to 3, of 4 and 5, and marshal. */
const WRITERS: Record<string, (text: string, index: number) => Buffer> = {
  'pickle 2': (text, index) =>
    Buffer.concat([Buffer.from('X'), number(text.length), Buffer.from(text), Buffer.from([0x71, index])]),
  'pickle 2 with many strings': (text, index) =>
    Buffer.concat([
      Buffer.from('X'),
      number(text.length),
      Buffer.from(text),
      Buffer.from('r'),
      number(300 + index),
    ]),
  'pickle 4': (text) =>
    Buffer.concat([Buffer.from([0x8c, text.length]), Buffer.from(text), Buffer.from([0x94])]),
  marshal: (text) => Buffer.concat([Buffer.from([0xfa, text.length]), Buffer.from(text)]),
};

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function dictionary(write: (text: string, index: number) => Buffer, strings: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from([0x80, 2, 0x7d, 0x28]), ...strings.map(write), Buffer.from('u.')]);
}

const KEY = madeValue('binance', 'api-key', 'pickled');
const SECRET = madeValue('binance', 'hmac-secret', 'pickled');

describe.each(Object.entries(WRITERS))('an object as %s', (_, write) => {
  it.each([
    [['exchange', 'binance', 'api_key', KEY, 'api_secret', SECRET]],
    [['binance', 'key', KEY, 'secret', SECRET]],
    [['BINANCE_API_SECRET', SECRET, 'BINANCE_API_KEY', KEY]],
  ])('tells the values of its strings: %#', (strings) => {
    const bytes = dictionary(write, strings);
    const found = engine.scan({ bytes, path: 'state.pkl' }).credentials;
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { apiKey: KEY, secret: SECRET } }]);
    for (const { span, value } of found.flatMap(({ parts }) => parts))
      expect(bytes.toString('latin1', span.start, span.end)).toBe(value.expose());
  });

  it('whatever character its length is', () => {
    for (let length = 32; length <= 100; length++) {
      const secret = randomText(LETTERS_AND_DIGITS, length, length);
      const bytes = dictionary(write, ['name', 'bot', 'api_secret', secret]);
      const { credentials } = engine.scan({ bytes, path: 'state.pkl' });
      expect(credentials.flatMap(({ parts }) => parts.map(({ value }) => value.expose()))).toEqual([secret]);
    }
  });

  it('and calls none a credential that has another name', () => {
    const bytes = dictionary(write, ['order_id', KEY, 'block_hash', SECRET]);
    expect(engine.scan({ bytes, path: 'state.pkl' }).credentials).toEqual([]);
  });
});
