import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDelta, createProgram, parseDelta } from '../../../src/git/objects/delta.ts';
import { addedSpans, inheritedSpans, novelWindows } from '../../../src/git/objects/novelty.ts';
import { buildDelta, type Op } from './packs.ts';

/** Text where words of value characters, separators and long words all occur. */
const text = fc
  .array(fc.oneof(fc.stringMatching(/^[ab=" ]{0,12}$/), fc.stringMatching(/^[abc]{12,30}$/)), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** A base and instructions on it that are valid. */
const edits = text.chain((base) =>
  fc
    .array(
      fc.oneof(
        text.filter((inserted) => inserted.length > 0),
        fc.tuple(fc.nat(Math.max(0, base.length - 1)), fc.nat(base.length)).map(([from, length]): Op => {
          return { from, length: Math.max(1, Math.min(length, base.length - from)) };
        }),
      ),
      { maxLength: 8 },
    )
    .map((ops) => ({ base, ops: ops.filter((op) => typeof op === 'string' || base.length > 0) })),
);

function resultOf(base: string, ops: Op[]): string {
  return ops.map((op) => (typeof op === 'string' ? op : base.slice(op.from, op.from + op.length))).join('');
}

/** Lays base, delta and room for the result out as the reader does, and parses. */
function prepare(base: string, delta: Buffer, limit = 1 << 20) {
  const program = createProgram();
  const bytes = Buffer.concat([Buffer.from(base, 'latin1'), delta, Buffer.alloc(1 << 12)]);
  const from = base.length;
  const fault = parseDelta({ bytes, from, to: from + delta.length, baseSize: base.length, limit }, program);
  return { program, fault, places: { bytes, base: 0, delta: from, to: from + delta.length } };
}

function textOf(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes).toString('latin1', start, start + length);
}

describe('deltas', () => {
  test('give what their instructions say, whole and in any part', () => {
    fc.assert(
      fc.property(edits, fc.nat(), fc.nat(), ({ base, ops }, a, b) => {
        const result = resultOf(base, ops);
        const { program, fault, places } = prepare(base, buildDelta(base.length, result.length, ops));
        expect(fault).toBeNull();
        applyDelta(program, places, { start: 0, end: result.length });
        expect(textOf(places.bytes, places.to, result.length)).toBe(result);
        const [start, end] = [a % (result.length + 1), b % (result.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        places.bytes.fill(0, places.to);
        applyDelta(program, places, { start, end });
        expect(textOf(places.bytes, places.to, end - start)).toBe(result.slice(start, end));
      }),
    );
  });

  test('are refused when malformed, never anything else', () => {
    const base = 'x'.repeat(300);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (noise, valid) => {
        const head = valid ? buildDelta(300, 40, []) : Buffer.alloc(0);
        const { program, fault } = prepare(base, Buffer.concat([head, noise]));
        let done = 0;
        for (let i = 0; i < program.count; i++) {
          const [at, length, origin] = program.code.subarray(3 * i, 3 * i + 3) as unknown as [
            number,
            number,
            number,
          ];
          expect(at).toBe(done);
          if (origin >= 0) expect(origin + length).toBeLessThanOrEqual(300);
          done += length;
        }
        if (fault === null) expect(done).toBe(program.size);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [
      'an instruction that is reserved',
      buildDelta(3, 1, ['a']),
      (delta: Buffer) => delta.fill(0, 2, 3),
      'corrupt-object',
    ],
    ['a base of another size', buildDelta(4, 1, ['a']), (delta: Buffer) => delta, 'corrupt-object'],
    [
      'a copy from outside the base',
      buildDelta(3, 3, [{ from: 1, length: 3 }]),
      (delta: Buffer) => delta,
      'corrupt-object',
    ],
    [
      'a copy from 4 GB',
      buildDelta(3, 3, [{ from: 2 ** 32 - 1, length: 3 }]),
      (delta: Buffer) => delta,
      'corrupt-object',
    ],
    ['less than announced', buildDelta(3, 9, ['a']), (delta: Buffer) => delta, 'corrupt-object'],
    ['more than announced', buildDelta(3, 1, ['abc']), (delta: Buffer) => delta, 'corrupt-object'],
    [
      'an insertion that is cut off',
      buildDelta(3, 3, ['abc']),
      (delta: Buffer) => delta.subarray(0, 4),
      'corrupt-object',
    ],
    [
      'a copy that is cut off',
      buildDelta(3, 1, [{ from: 0, length: 1 }]),
      (delta: Buffer) => delta.subarray(0, 5),
      'corrupt-object',
    ],
    ['a result of 4 GB', buildDelta(3, 2 ** 32, ['abc']), (delta: Buffer) => delta, 'too-large'],
    ['a result of 2 ** 60 bytes', buildDelta(3, 2 ** 52, ['abc']), (delta: Buffer) => delta, 'too-large'],
    ['nothing at all', Buffer.alloc(0), (delta: Buffer) => delta, 'corrupt-object'],
  ])('with %s are refused', (_, delta, spoil, reason) => {
    expect(prepare('abc', spoil(delta)).fault?.reason).toBe(reason);
  });
});

describe('novelty', () => {
  /** Runs of ten value characters or more, between others: a stand-in for any local property. */
  const runs = (content: string) =>
    [...content.matchAll(/(?<![abc])[abc]{10,}(?![abc])/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
  const keys = (spans: { start: number; end: number }[]) =>
    new Set(spans.map(({ start, end }) => `${start}-${end}`));

  test('every candidate is inherited or lies in a window', () => {
    fc.assert(
      fc.property(edits, ({ base, ops }) => {
        const result = resultOf(base, ops);
        const { program } = prepare(base, buildDelta(base.length, result.length, ops));
        const found = inheritedSpans(program, runs(base));
        for (const window of novelWindows(program, 400)) {
          const inWindow = runs(result).filter(
            ({ start, end }) => start >= window.start && end <= window.end,
          );
          found.push(...inWindow);
        }
        expect(keys(found)).toEqual(keys(runs(result)));
      }),
      { numRuns: 2000 },
    );
  });

  test('windows stay in the result, are apart and surround everything added', () => {
    fc.assert(
      fc.property(edits, fc.nat(20), ({ base, ops }, context) => {
        const result = resultOf(base, ops);
        const { program } = prepare(base, buildDelta(base.length, result.length, ops));
        const windows = novelWindows(program, context);
        let before = -1;
        for (const { start, end } of windows) {
          expect(start).toBeGreaterThan(before);
          expect(end).toBeLessThanOrEqual(result.length);
          before = end;
        }
        for (const added of addedSpans(program)) {
          const around = {
            start: Math.max(0, added.start - context),
            end: Math.min(result.length, added.end + context),
          };
          expect(windows.some(({ start, end }) => start <= around.start && end >= around.end)).toBe(true);
        }
      }),
    );
  });

  test('what is only removed leaves a window too', () => {
    const base = 'key = abcabcabcabc # not real\nnext\n';
    const cases: [Op[], { start: number; end: number }[]][] = [
      [
        [
          { from: 0, length: 18 },
          { from: 29, length: 6 },
        ],
        [{ start: 14, end: 22 }],
      ],
      [[{ from: 6, length: 29 }], [{ start: 0, end: 4 }]],
      [[{ from: 0, length: 18 }], [{ start: 14, end: 18 }]],
      [
        [
          { from: 0, length: 20 },
          { from: 20, length: 15 },
        ],
        [],
      ],
    ];
    for (const [ops, windows] of cases) {
      const { program, fault } = prepare(base, buildDelta(base.length, resultOf(base, ops).length, ops));
      expect(fault).toBeNull();
      expect(novelWindows(program, 4)).toEqual(windows);
    }
  });
});
