import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enclosing, forgetLayouts } from '../../src/engine/layout.ts';
import { forgetLines, lineStart } from '../../src/engine/lines.ts';

/** Lines of any length, most of them short or very long. */
const text = fc
  .array(fc.oneof(fc.nat(30), fc.integer({ min: 200, max: 6000 })), { minLength: 1, maxLength: 12 })
  .map((lengths) => lengths.map((length) => 'x'.repeat(length)).join('\n'));

test('a line begins behind the last line break, or as far back as is looked', () => {
  fc.assert(
    fc.property(text, fc.array(fc.tuple(fc.nat(), fc.nat(5000)), { maxLength: 20 }), (lines, places) => {
      for (const [place, reach] of places) {
        const at = place % (lines.length + 1);
        const begin = at === 0 ? 0 : lines.lastIndexOf('\n', at - 1) + 1;
        expect(lineStart(lines, at, reach)).toBe(Math.max(begin, at - reach, 0));
      }
      forgetLines();
    }),
  );
});

test('no bracket reaches over the control characters of binary data, near or far', () => {
  for (const gap of [1, 100, 3000]) {
    const inside = `${'x'.repeat(gap)},`;
    const plain = `call(${inside}`;
    const binary = `call(${inside}\x01${inside}`;
    const coloured = `call(${inside}\x1b[31m${inside}`;
    expect(enclosing(plain, plain.length, 0)).toEqual({ open: 4, commas: 1 });
    expect(enclosing(binary, binary.length, 0)).toBeNull();
    expect(enclosing(coloured.replace('[', ''), coloured.length - 1, 0)).toEqual({ open: 4, commas: 2 });
    forgetLayouts();
  }
});
