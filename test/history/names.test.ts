import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNames } from '../../src/history/names.ts';

describe('names in little memory', () => {
  it('have the number that they were given first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 5, unit: fc.constantFrom('a', 'b', 'é') })), (texts) => {
        const names = createNames(1);
        const numbers = new Map<string, number>();
        for (const text of texts) {
          expect(names.find(Buffer.from(text))).toBe(numbers.get(text) ?? -1);
          if (!numbers.has(text)) numbers.set(text, numbers.size);
          expect(names.add(Buffer.from(text))).toBe(numbers.get(text));
        }
        expect(names.count()).toBe(numbers.size);
        for (const [text, number] of numbers) {
          expect(Buffer.from(names.at(number)).toString()).toBe(text);
          expect(names.find(Buffer.from(text))).toBe(number);
        }
      }),
    );
  });

  it('take few bytes beside their own', () => {
    const names = createNames();
    for (let number = 0; number < 50_000; number++) names.add(Buffer.from(`some/folder/file-${number}.txt`));
    expect(names.held()).toBeLessThan(2 * names.length() + 32 * names.count());
  });
});
