import { describe, expect, it } from 'vitest';
import { standardInput } from '../../src/sources/stdin.ts';
import { collect } from './collect.ts';
import { SMALL_LIMITS } from './conformance.ts';

async function* chunksOf(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const read = (content: Buffer, size = 1000) =>
  collect(standardInput({ input: chunksOf(content, size), name: 'dir/.env', limits: SMALL_LIMITS }));

describe('standard input', () => {
  it.each([[0], [1], [999], [SMALL_LIMITS.wholeBytes]])(
    'is one blob of %d bytes under its name',
    async (size) => {
      const { blobs, texts, skips } = await read(Buffer.alloc(size, 'ab\n'));
      expect(blobs).toHaveLength(1);
      expect(blobs[0]?.window).toBeUndefined();
      expect(texts).toEqual({ 'dir/.env': Buffer.alloc(size, 'ab\n').toString() });
      expect(skips).toEqual([]);
    },
  );

  it.each([[1], [7], [2048], [4097], [50_000]])(
    'comes in windows when it is big, in chunks of %d',
    async (size) => {
      const content = Buffer.from(Array.from({ length: 2000 }, (_, index) => `line ${index}\n`).join(''));
      const { blobs, texts, skips } = await read(content, size);
      expect(texts).toEqual({ 'dir/.env': content.toString() });
      expect(skips).toEqual([]);
      for (const { window } of blobs) {
        const before = content.toString('utf8', 0, window!.offset).split('\n');
        expect(window).toMatchObject({ line: before.length, column: before.at(-1)!.length + 1 });
      }
      expect(blobs.filter(({ window }) => window!.last)).toEqual([blobs.at(-1)]);
    },
  );

  it('is cut at the limit, which counts, and scanned up to there', async () => {
    const { texts, skips } = await read(Buffer.alloc(SMALL_LIMITS.maxBytes + 1, 'x'));
    expect(texts['dir/.env']).toHaveLength(SMALL_LIMITS.maxBytes);
    expect(skips).toMatchObject([{ path: 'dir/.env', reason: 'too-large' }]);
  });

  it('takes nothing for binary: somebody piped it here', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect((await read(png)).blobs).toHaveLength(1);
  });
});
