import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closeQueue,
  countFiles,
  createTreeQueue,
  openLog,
  pathAt,
  takeRange,
  takeRest,
} from '../../src/scan/tree-queue.ts';

describe('a tree queue', () => {
  it('keeps every path as it is, text or bytes', () => {
    const path = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constant(Uint8Array.of(0x61, 0xff, 0x2f, 0xfe)),
    );
    fc.assert(
      fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
        const queue = createTreeQueue(paths, 2);
        expect(paths.map((_, index) => Buffer.from(pathAt(queue, index)))).toEqual(
          paths.map((entry) => Buffer.from(entry)),
        );
      }),
    );
  });

  it('hands out each file once, few at a time towards the end', () => {
    const queue = createTreeQueue(
      Array.from({ length: 1_000 }, (_, index) => `f${index}`),
      3,
    );
    const taken: number[] = [];
    let last = 0;
    for (let range = takeRange(queue); range !== null; range = takeRange(queue)) {
      for (let index = range.start; index < range.end; index++) taken.push(index);
      last = range.end - range.start;
    }
    expect(taken).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
    expect(last).toBe(1);
  });

  it('hands out nothing once it is closed or taken whole', () => {
    const queue = createTreeQueue(['a', 'b', 'c'], 1);
    expect(takeRange(queue)).toEqual({ start: 0, end: 1 });
    expect(takeRest(queue)).toEqual({ start: 1, end: 3 });
    expect(takeRange(queue)).toBeNull();
    const other = createTreeQueue(['a'], 1);
    closeQueue(other);
    expect([takeRange(other), countFiles(other)]).toEqual([null, 1]);
  });

  it('keeps the logs of threads apart', () => {
    const queue = createTreeQueue(['a'], 2);
    const [one, two] = [openLog(queue, 0), openLog(queue, 1)];
    one.take({ start: 3, end: 9 });
    one.enter(4);
    one.beat();
    two.rest();
    expect(one.read()).toEqual({ range: { start: 3, end: 9 }, current: 4, beats: 1 });
    expect(two.read()).toMatchObject({ current: -1, beats: 0 });
  });
});
