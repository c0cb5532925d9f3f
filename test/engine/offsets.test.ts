import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsIn } from '../../src/engine/offsets.ts';
import { growth } from './made.ts';

/** Counted from the beginning. */
function plainly(text: string, units: number): { line: number; column: number; units: number } {
  const before = text.slice(0, units);
  const begin = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: units - begin + 1, units };
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r\n', 'é', '🚀', '\u{fffd}', '密钥', 'x = 1'),
      fc
        .tuple(fc.constantFrom('a', 'é', '🚀', 'line\n'), fc.nat({ max: 3000 }))
        .map(([unit, count]) => unit.repeat(count)),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('lines and columns', () => {
  it('are those that counting from the beginning gives, in any order, with and without a mark', () => {
    fc.assert(
      fc.property(text, fc.boolean(), fc.array(fc.nat(), { maxLength: 15 }), (made, hasMark, places) => {
        const bytes = Buffer.from(hasMark ? `\u{feff}${made}` : made);
        const position = positionsIn(bytes);
        const characters = [...made];
        for (const place of places) {
          const before = characters.slice(0, place % (characters.length + 1)).join('');
          const at = (hasMark ? 3 : 0) + Buffer.byteLength(before);
          expect(position(at)).toEqual(plainly(made, before.length));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cost no more however often and in whatever order they are asked for', () => {
    const line = Buffer.alloc(1 << 21, 'k');
    const ask = (scale: number) => {
      const position = positionsIn(line);
      for (let turn = 0; turn < 20_000 * scale; turn++) position(turn % 2 === 0 ? line.length - 50 : 700_000);
    };
    expect(growth(ask, 3)).toBeLessThanOrEqual(3.5);
  });
});
