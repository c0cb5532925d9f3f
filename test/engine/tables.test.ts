import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/create.ts';
import { packNumbers, unpackNumbers } from '../../src/engine/packed.ts';
import { type RuleFacts, ruleFacts } from '../../src/engine/tables.ts';
import { parseLate } from '../../src/rules/parse-late.ts';
import { LETTERS_AND_DIGITS, RULES, randomText } from './made.ts';

const PARTS = [
  'phrases',
  'kinds',
  'tests',
  'names',
  'calls',
  'allowed',
] as const satisfies (keyof RuleFacts)[];

describe('what the build finds out about the rules', () => {
  it.each(PARTS)('is what would be found out at start: %s', (part) => {
    expect(RULES.tables?.[part]).toBeDefined();
    expect(ruleFacts(RULES)[part]()).toEqual(ruleFacts([...RULES])[part]());
  });

  it('makes the same engine', () => {
    const key = randomText(LETTERS_AND_DIGITS, 64, 'tables');
    const bytes = Buffer.from(`import binance\nBINANCE_API_SECRET = "${key}"\n`);
    for (const rules of [RULES, [...RULES]]) {
      const { credentials } = createEngine(rules).scan({ bytes, path: 'a.py' });
      expect(credentials.map(({ issuer }) => issuer)).toEqual(['binance']);
    }
  });
});

describe('packed numbers', () => {
  it('come back as they were', () => {
    const numbers = [0, 1, 255, 256, 65_535];
    expect([...unpackNumbers(packNumbers(numbers))]).toEqual(numbers);
  });

  it.each([-1, 65_536, 0.5])('are refused where they would not: %d', (number) => {
    expect(() => packNumbers([number])).toThrow(RangeError);
  });
});

it('parses rules one by one, each once', () => {
  const array = parseLate<{ id: string }>('{"id":"a"}\nnot JSON\n{"id":"c"}');
  expect(array.length).toBe(3);
  expect(array[0]).toEqual({ id: 'a' });
  expect(array[0]).toBe(array[0]);
  expect(array[2]?.id).toBe('c');
  expect(() => array[1]).toThrow(SyntaxError);
});
