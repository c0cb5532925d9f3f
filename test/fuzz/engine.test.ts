import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Span } from '../../src/findings/model.ts';
import { addedLines } from '../../src/sources/added-lines.ts';
import { cutWindows, type Window } from '../../src/sources/windows.ts';
import { engine, RULES } from '../engine/made.ts';
import { plantEverything } from '../security/planted.ts';
import { damaged, inPieces, PATIENCE, RUNS, withDamaged } from './damage.ts';

vi.setConfig({ testTimeout: PATIENCE });

const issuers = new Set(RULES.map(({ id }) => id));

describe('the engine', () => {
  it('reads damaged leaks of every issuer without an error, and finds only what stands there', async () => {
    const { files } = await plantEverything('fuzz');
    const texts = Object.entries(files).map(([path, text]) => Buffer.from(`${path}\0${text}`));
    withDamaged([...texts, ...texts.slice(0, 40).map(toUtf16)], (bytes) => {
      const name = bytes.indexOf(0);
      const path = bytes.subarray(0, Math.max(0, name)).toString('latin1');
      const content = bytes.subarray(name + 1);
      for (const { issuer, parts } of engine.scan({ bytes: content, path }).credentials) {
        expect(issuers.has(issuer)).toBe(true);
        for (const { span, region } of parts) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(content.length);
          expect(region.startLine).toBeLessThanOrEqual(region.endLine);
          expect(region.endLine).toBeLessThanOrEqual(content.length + 1);
        }
      }
    });
  });
});

function toUtf16(file: Buffer): Buffer {
  const name = file.indexOf(0);
  const text = `\u{feff}${file.subarray(name + 1).toString()}`;
  return Buffer.concat([file.subarray(0, name + 1), Buffer.from(text, 'utf16le')]);
}

async function windowsOf(
  pieces: Buffer[],
  limits: { windowBytes: number; overlapBytes: number },
): Promise<Window[]> {
  const windows: Window[] = [];
  for await (const { bytes, place } of cutWindows(streamOf(pieces), limits)) {
    windows.push({ bytes: Buffer.from(bytes), place });
  }
  return windows;
}

async function* streamOf(pieces: Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** Compared in one go: looking at every byte on its own takes longer than all the rest. */
function isSame(some: Window[], others: Window[]): boolean {
  const places = (windows: Window[]) => JSON.stringify(windows.map(({ place }) => place));
  const isEqual = ({ bytes }: Window, at: number) => Buffer.from(bytes).equals(others[at]!.bytes);
  return places(some) === places(others) && some.every(isEqual);
}

/** Line and column of a place, counted anew; columns in UTF-16 code units as the engine's regions are. */
function positionAt(bytes: Buffer, offset: number): { line: number; column: number } {
  const before = bytes.subarray(0, offset);
  const lineStart = before.lastIndexOf(0x0a) + 1;
  return {
    line: before.filter((byte) => byte === 0x0a).length + 1,
    column: before.subarray(lineStart).toString().length + 1,
  };
}

describe('windows of a large file', () => {
  const words = 'a key = "value" ; \u{e9}\u{20ac}\u{1f511} words\n'.repeat(20);
  const corpus = [words, words.replaceAll('\n', ' '), 'x'.repeat(500)].map((text) => Buffer.from(text));
  const limits = fc
    .tuple(fc.integer({ min: 64, max: 300 }), fc.integer({ min: 8, max: 30 }))
    .map(([windowBytes, overlapBytes]) => ({ windowBytes, overlapBytes }));
  const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 });

  it('are the same however the bytes come, and together they are the file', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(corpus), limits, sizes, async (bytes, limit, pieces) => {
        const windows = await windowsOf(inPieces(bytes, pieces), limit);
        expect(isSame(windows, await windowsOf([bytes], limit))).toBe(true);
        let end = 0;
        for (const { bytes: part, place } of windows) {
          expect(place.offset).toBeLessThanOrEqual(end);
          expect(bytes.subarray(place.offset, place.offset + part.length).equals(part)).toBe(true);
          end = place.offset + part.length;
        }
        expect(end).toBe(bytes.length);
        expect(windows.map(({ place }) => place.last)).toEqual(
          windows.map((_, i) => i === windows.length - 1),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('know the line and the column they begin at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...corpus), limits, async (bytes, limit) => {
        for (const { place } of await windowsOf([bytes], limit)) {
          expect({ line: place.line, column: place.column }).toEqual(positionAt(bytes, place.offset));
        }
      }),
      { numRuns: Math.min(RUNS, 2000) },
    );
  });
});

/** Lines that the older versions have not, by counting, in order of their text. */
function addedByCounting(now: Buffer, old: Buffer): string[] {
  const lines = (bytes: Buffer) =>
    (bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => line.replace(/\r?\n$/, ''));
  const left = new Map<string, number>();
  for (const line of lines(old)) left.set(line, (left.get(line) ?? 0) + 1);
  const added = lines(now).filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
  return added.sort();
}

const textsIn = (bytes: Buffer, spans: Span[]) =>
  spans.flatMap(({ start, end }) => addedByCounting(bytes.subarray(start, end), Buffer.alloc(0))).sort();

describe('added lines', () => {
  it('are those that counting finds', () => {
    const versions = ['a\nb\nc\n', 'a\r\nb\r\n\r\nb\r\n', 'x\n\n\nx\ny', 'key = 1\nkey = 2\n# end'];
    const corpus = versions.map((text) => Buffer.from(text));
    fc.assert(
      fc.property(damaged(corpus), damaged(corpus), (now, old) => {
        expect(textsIn(now, addedLines({ bytes: now, olds: [old] }))).toEqual(addedByCounting(now, old));
      }),
      { numRuns: RUNS },
    );
  });
});
