import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoRecords, type Item } from '../../src/engine/records.ts';

const anything = () => true;

/** One item for each letter; a blank before a letter is a gap before it. */
function items(row: string): Item[] {
  return [...row.matchAll(/( *)(\w)/g)].map(([, blanks, field]) => ({
    fields: [field!],
    gap: 0.1 + blanks!.length,
  }));
}

function cut(row: string): string[] {
  const list = items(row);
  return cutIntoRecords(list, anything).map((record) =>
    record.map((index) => list[index]!.fields[0]).join(''),
  );
}

const ROWS: [string, string, string[]][] = [
  ['keys first', 'ksksks', ['ks', 'ks', 'ks']],
  ['secrets first', 'sksksk', ['sk', 'sk', 'sk']],
  ['three fields', 'pskpskpsk', ['psk', 'psk', 'psk']],
  ['a key is missing in the middle', 'sksksssk', ['sk', 'sk', 's', 's', 'sk']],
  ['the first secret is missing', 'k ks ks', ['k', 'ks', 'ks']],
  ['each record in an order of its own, apart from the next', 'ks sk ks', ['ks', 'sk', 'ks']],
  ['columns', 'kkksss', ['ks', 'ks', 'ks']],
  ['columns of three', 'kkssss', ['k', 'ks', 's', 's', 's']],
  ['a key that belongs to either neighbour as well', 'sks', ['s', 'k', 's']],
  ['a gap tells whose it is', 'sk s', ['sk', 's']],
  ['one field only', 'sss', ['s', 's', 's']],
];

describe('records', () => {
  it.each(ROWS)('%s: %s', (_, row, records) => {
    expect(cut(row)).toEqual(records);
  });

  it('hold every item once, and no field twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('k', 's', 'p', ' '), maxLength: 30 }), (row) => {
        const list = items(row);
        const records = cutIntoRecords(list, anything);
        expect(records.flat().sort((a, b) => a - b)).toEqual(list.map((_, index) => index));
        for (const record of records) {
          const fields = record.flatMap((index) => list[index]!.fields);
          expect(new Set(fields).size).toBe(fields.length);
        }
      }),
    );
  });

  it('are those that were written, whatever the order of the fields', () => {
    const orders = fc.shuffledSubarray(['k', 's', 'p', 'u'], { minLength: 2 });
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 12 }), (order, count) => {
        const record = order.join('');
        expect(cut(record.repeat(count))).toEqual(Array.from({ length: count }, () => record));
      }),
    );
  });

  it('hold nothing that may not stand together', () => {
    const list = items('ksks');
    expect(cutIntoRecords(list, () => false).every((record) => record.length === 1)).toBe(true);
  });
});
