import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutWindows } from '../../src/sources/windows.ts';
import { collect } from './collect.ts';

const LIMITS = { windowBytes: 256, overlapBytes: 64 };

async function cut(content: Buffer, chunk: number) {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < content.length; at += chunk) yield content.subarray(at, at + chunk);
  }
  async function* blobs() {
    for await (const { bytes, place } of cutWindows(chunks(), LIMITS)) {
      yield { blob: { bytes: new Uint8Array(bytes), provenance: { path: 'x' }, window: place } };
    }
  }
  return collect(blobs());
}

describe('windows', () => {
  it.each(['utf8', 'utf16le'] as const)('know line and column in UTF-16 units in %s', async (encoding) => {
    const word = fc.constantFrom('key ', 'ü', '日本', '😀', 'x'.repeat(90), '\n', '\n', ' = ');
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 100, maxLength: 200 }),
        fc.integer({ min: 1, max: 500 }),
        async (words, chunk) => {
          const mark = encoding === 'utf8' ? '' : '\uFEFF';
          const content = Buffer.from(mark + words.join(''), encoding);
          const { blobs, texts } = await cut(content, chunk);
          expect(texts.x).toBe(content.toString('latin1'));
          for (const { window } of blobs) {
            const before = content.toString(encoding, 0, window!.offset).split('\n');
            expect(window).toMatchObject({ line: before.length, column: before.at(-1)!.length + 1 });
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('share enough with their neighbours that no short value is cut in both', async () => {
    const content = Buffer.from(
      Array.from({ length: 3000 }, (_, index) => (index % 37 === 0 ? '\n' : 'x')).join(''),
    );
    const { blobs } = await cut(content, 100);
    for (const [index, { window }] of blobs.slice(1).entries()) {
      const before = blobs[index]!;
      const shared = before.window!.offset + before.bytes.length - window!.offset;
      expect(shared).toBeGreaterThanOrEqual(LIMITS.overlapBytes / 2);
      expect(shared).toBeLessThanOrEqual(LIMITS.overlapBytes + 3);
    }
  });
});
