import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Enclosing, enclosing, forgetLayouts } from '../../src/engine/layout.ts';

/** Read from the beginning, one character after the other. */
function plainly(text: string, at: number, limit: number): Enclosing | null {
  const stack: Enclosing[] = [];
  for (const [index, character] of [...text.slice(0, at)].entries()) {
    if ('([{'.includes(character)) stack.push({ open: index, commas: 0 });
    else if (')]}'.includes(character)) stack.pop();
    else if (character === ',' && stack.length > 0) stack.at(-1)!.commas++;
    else if (character === '\x01') stack.length = 0;
  }
  const found = stack.at(-1);
  return found === undefined || found.open < limit ? null : found;
}

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('(', ')', '[', ']', '{', '}', ',', ',,', '\x01'),
      fc.nat({ max: 1500 }).map((length) => 'x'.repeat(length)),
      fc.constantFrom('(a,b)', '{[', ']}', '({[').map((piece) => piece.repeat(40)),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

describe('the bracket around a place', () => {
  it('is the same wherever reading began, and in whatever order places are asked for', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6000 })), { maxLength: 12 }),
        (made, places) => {
          for (const [place, back] of places) {
            const at = place % (made.length + 1);
            const limit = Math.max(0, at - back);
            expect(enclosing(made, at, limit)).toEqual(plainly(made, at, limit));
          }
          forgetLayouts();
        },
      ),
      { numRuns: 400 },
    );
  });
});
