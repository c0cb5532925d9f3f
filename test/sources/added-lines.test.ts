import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedLines } from '../../src/sources/added-lines.ts';

const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\r\n', 'longer line\n', '\n'), { maxLength: 12 });
const bytesOf = (parts: string[]): Buffer => Buffer.from(parts.join(''));
const newText = (now: string[], olds: string[][]): string[] => {
  const bytes = bytesOf(now);
  const spans = addedLines({ bytes, olds: olds.map(bytesOf) });
  return spans.map(({ start, end }) => bytes.toString('latin1', start, end));
};

describe('addedLines', () => {
  it('finds nothing new in the same lines, in any order', () => {
    fc.assert(
      fc.property(lines, (now) => {
        expect(newText(now, [now.toReversed()])).toEqual([]);
      }),
    );
  });

  it('finds exactly the inserted lines, wherever they stand', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const now = [...before, 'inserted\n', ...after];
        expect(newText(now, [[...before, ...after]])).toEqual(['inserted\n']);
      }),
    );
  });

  it('finds as many of each line as there are more of it than before', () => {
    const bare = (parts: string[]) =>
      parts
        .join('')
        .split('\n')
        .slice(0, -1)
        .map((line) => line.replace('\r', ''));
    fc.assert(
      fc.property(lines, lines, (now, old) => {
        const left = bare(old);
        const expected = bare(now).filter(
          (line) => !left.includes(line) || !left.splice(left.indexOf(line), 1),
        );
        expect(bare(newText(now, [old])).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('finds with several versions no more than with one of them', () => {
    fc.assert(
      fc.property(lines, lines, lines, (now, one, other) => {
        const size = (olds: string[][]) => newText(now, olds).join('').length;
        expect(size([one, other])).toBeLessThanOrEqual(Math.min(size([one]), size([other])));
      }),
    );
  });

  it('gives ranges that are ordered, apart and within the bytes', () => {
    fc.assert(
      fc.property(lines, lines, (now, old) => {
        const bytes = bytesOf(now);
        let last = -1;
        for (const { start, end } of addedLines({ bytes, olds: [bytesOf(old)] })) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('takes everything for new without an older version', () => {
    expect(newText(['a\n', 'b'], [])).toEqual(['a\nb']);
    expect(addedLines({ bytes: Buffer.alloc(0), olds: [] })).toEqual([]);
  });
});
