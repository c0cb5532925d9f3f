import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_BYTES } from '../../src/engine/kernel.ts';
import { createSieve, type SuspectKind } from '../../src/engine/sieve.ts';
import { findMarks } from '../../src/history/marks.ts';
import { LETTERS_AND_DIGITS, RULES, randomText } from '../engine/made.ts';

const sieve = createSieve(RULES);

interface Place {
  start: number;
  end: number;
  kind: SuspectKind;
}

const keyOf = ({ start, end, kind }: Place) => `${kind} ${start} ${end}`;

function marksOf(bytes: Buffer): Place[] {
  const object = {
    id: 'a'.repeat(40),
    type: 'blob' as const,
    size: bytes.length,
    isKnown: false,
    delta: null,
    bytes: () => bytes,
    read: ({ start, end }: { start: number; end: number }) => bytes.subarray(start, end),
  };
  return findMarks(sieve, object, undefined);
}

function suspectsOf(bytes: Buffer): Place[] {
  const places: Place[] = [];
  sieve.find(bytes, (start, end, kind) => places.push({ start, end, kind }));
  return places;
}

const WORDS = 'abandon ability able about above absent absorb abstract absurd abuse access accident';

/** A text of several pieces, with something to find around every place where it might be cut. */
function textWith({ seed, pieces }: { seed: number; pieces: number }): Buffer {
  const lines: string[] = [];
  let size = 0;
  for (let line = 0; size < pieces * MOST_BYTES; line++) {
    const toPiece = Math.min(size % 1000, 100);
    const value = randomText(LETTERS_AND_DIGITS, 20 + ((seed + line) % 70), seed + line);
    const text =
      line % 50 === 0
        ? `seed = "${WORDS}"\n`
        : line % 4 === 0 || toPiece < 3
          ? `api_key_${line} = "${value}"\n`
          : `  call(argument, ${'other, '.repeat((seed + line) % 90)}last)\n`;
    lines.push(text);
    size += text.length;
  }
  return Buffer.from(lines.join(''));
}

describe('marks of a text that is read in pieces', () => {
  it('are those of the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 3 }), (seed, pieces) => {
        const bytes = textWith({ seed, pieces });
        expect(bytes.length).toBeGreaterThan(MOST_BYTES);
        const found = new Set(marksOf(bytes).map(keyOf));
        const missing = suspectsOf(bytes).filter((place) => !found.has(keyOf(place)));
        expect(missing).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('are those of one line without an end', () => {
    const bytes = Buffer.from(`x=["${randomText(LETTERS_AND_DIGITS, 2.5 * MOST_BYTES, 7)}"]`);
    expect(marksOf(bytes).map(keyOf)).toEqual(suspectsOf(bytes).map(keyOf));
  });
});
