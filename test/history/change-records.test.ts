import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangeRecords } from '../../src/history/change-records.ts';

const DIGITS = fc.constantFrom(...'0123456789abcdef');

function changesOf(width: number) {
  return fc.array(
    fc.record({
      commit: fc.nat(3),
      id: fc.string({ unit: DIGITS, minLength: width, maxLength: width }),
      path: fc.constantFrom('a', 'a/b.env', 'ключ/é.txt', 'weird\nname', 'a'.repeat(300)),
    }),
    { maxLength: 3000 },
  );
}

describe('changes of commits in little memory', () => {
  it.each([40, 64])('come back as they were, ids of %i digits', (width) => {
    fc.assert(
      fc.property(changesOf(width), fc.constantFrom('0', '7', 'f'), (changes, digit) => {
        const records = createChangeRecords();
        for (const { commit, id, path } of changes)
          expect(records.add({ commit, id, path: Buffer.from(path) })).toBe(true);
        const isWanted = (id: string) => id.endsWith(digit);
        expect([...records.select(isWanted)]).toEqual(changes.filter(({ id }) => isWanted(id)));
      }),
      { numRuns: 20 },
    );
  });

  it('take less than 40 bytes each', () => {
    const records = createChangeRecords();
    const count = 100_000;
    for (let number = 0; number < count; number++) {
      const id = number.toString(16).padStart(40, '0');
      records.add({ commit: number >> 2, id, path: Buffer.from(`src/module-${number % 5000}.ts`) });
    }
    expect(records.held() / count).toBeLessThan(40);
  });

  it('are bounded', () => {
    const records = createChangeRecords();
    const path = (n: number) => Buffer.from(`${n}/${'long/'.repeat(200)}`);
    let count = 0;
    while (count < 100_000 && records.add({ commit: 0, id: '0'.repeat(40), path: path(count) })) count++;
    expect(count).toBeGreaterThan(1000);
    expect(count).toBeLessThan(100_000);
  });
});
