import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRuns, MIN_RUN } from '../../src/engine/runs.ts';
import { growth, LETTERS_AND_DIGITS, randomText } from './made.ts';

function runsIn(text: string): string[] {
  const bytes = Buffer.from(text, 'latin1');
  const found: string[] = [];
  findRuns(bytes, (start, end) => found.push(bytes.toString('latin1', start, end)));
  return found;
}

const HEX = '0123456789abcdef';
const ALPHABETS = [
  LETTERS_AND_DIGITS,
  HEX,
  HEX.toUpperCase(),
  `${LETTERS_AND_DIGITS}+/`,
  `${LETTERS_AND_DIGITS}-_`,
];

/** Any bytes that are no value characters. */
const around = fc
  .array(fc.constantFrom(...' \t\r\n"\'`(){}[]<>,;:!?@#$^&*|~.\x00\x80\xff'), { maxLength: 70 })
  .map((characters) => characters.join(''));

/** A random value of at least 24 characters: short ones may look like a word by chance. */
const value = fc
  .record({
    alphabet: fc.constantFrom(...ALPHABETS),
    length: fc.integer({ min: 24, max: 120 }),
    seed: fc.nat(),
  })
  .map(({ alphabet, length, seed }) => randomText(alphabet, length, seed))
  .filter((text) => (text.match(/\d[A-Za-z]|[A-Za-z]\d/g) ?? []).length >= 10);

describe('findRuns', () => {
  it('finds a random value wherever it stands and whatever surrounds it', () => {
    fc.assert(
      fc.property(around, value, around, (before, text, after) => {
        expect(runsIn(before + text + after)).toEqual([text]);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds every one of many values, in order, with one character between them', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 20 }),
        fc.constantFrom(' ', '"', ',', '\n'),
        (values, mark) => {
          expect(runsIn(values.join(mark))).toEqual(values);
        },
      ),
    );
  });

  it('finds nearly all values of the shortest length at every offset', () => {
    let missed = 0;
    for (let seed = 0; seed < 1600; seed++) {
      const short = randomText(LETTERS_AND_DIGITS, MIN_RUN, seed);
      if (!runsIn(' '.repeat(seed % 33) + short).includes(short)) missed++;
    }
    expect(missed).toBeLessThan(80);
  });

  it.each([
    ['a long word', 'internationalization'],
    ['a snake-case name', 'calculate_weighted_average_price_of_order'],
    ['a camel-case name', 'getAccountPositionInformation'],
    ['a constant', 'MAXIMUM_NUMBER_OF_OPEN_ORDERS'],
    ['a kebab-case name', 'my-trading-bot-with-a-long-name'],
    ['a ruler of dashes', '-'.repeat(80)],
    ['a ruler of equals signs', '='.repeat(80)],
    ['a plain number', '1234567890'.repeat(4)],
    ['a path', 'src/components/orders/order-table/index'],
    ['a short value', 'a1B2c3D4e5F6'],
    ['nothing', ''],
  ])('passes over %s', (_, text) => {
    expect(runsIn(`x ${text} y`)).toEqual([]);
    expect(runsIn(text)).toEqual([]);
  });

  it('reports runs that lie in the bytes, in order, and never overlap', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        let last = 0;
        findRuns(bytes, (start, end) => {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end - start).toBeGreaterThanOrEqual(MIN_RUN);
          expect(end).toBeLessThanOrEqual(bytes.length);
          last = end;
        });
      }),
    );
  });

  it.each([
    ['one run', 'a1B2'],
    ['runs that are just long enough', 'a1B2c3D4e5F6g7H8 '],
    ['runs that are just too short', 'a1B2c3D4e5F6g7H '],
    ['no run', '(((('],
  ])('takes time in proportion to the input: %s', (_, unit) => {
    const inputs = [1, 2].map((scale) => Buffer.from(unit.repeat((scale * 8_000_000) / unit.length)));
    expect(growth((scale) => findRuns(inputs[scale - 1]!, () => undefined))).toBeLessThan(3.5);
  });
});
