import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/sources/source.ts';
import type { ReadLimits } from '../../src/sources/tree.ts';
import { scratchFolder, writeFiles } from '../git/scratch.ts';
import { collect } from './collect.ts';

/** One source under test: opens it on a folder that holds the files of the case. */
export interface Subject {
  open(folder: string, limits: ReadLimits): Promise<Source>;
  /** Whether a link, whose target is content, is counted as not followed, too. */
  countsLinks: boolean;
}

export const SMALL_LIMITS: ReadLimits = {
  wholeBytes: 4096,
  windowBytes: 2048,
  overlapBytes: 256,
  maxBytes: 100_000,
};

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`;

/** What every source of files promises, whatever it reads from. */
export function describeSource(name: string, { open, countsLinks }: Subject): void {
  const read = async (files: Record<string, string | Uint8Array>, more?: (folder: string) => void) => {
    const folder = scratchFolder();
    writeFiles(folder, files);
    more?.(folder);
    return collect(await open(folder, SMALL_LIMITS));
  };

  describe(`${name} keeps what every source promises`, () => {
    it.each([
      ['plain.txt'],
      ['deep/er/and deeper/file'],
      ['with space'],
      ['-starts-with-dash'],
      ['--output=x'],
      ['tab\tand\nline break'],
      ['"quoted" \'name\''],
      ['back\\slash'],
      ['ünïcödé ☃ 日本'],
      ['.hidden'],
      [':(glob)magic*[x]'],
      ['.github/workflows/x.yml'],
    ])('yields the content of %j once', async (path) => {
      const { texts, blobs, skips } = await read({ [path]: 'some text\n' });
      expect(texts).toEqual({ [path]: 'some text\n' });
      expect(blobs).toHaveLength(1);
      expect(skips).toEqual([]);
    });

    it.each([
      ['an empty file', Buffer.alloc(0)],
      ['UTF-16 with a mark', Buffer.from('\uFEFFkey = value\n', 'utf16le')],
      ['UTF-16 without', Buffer.from('key = value, key = value\n', 'utf16le')],
      ['NUL bytes in text', Buffer.from('key\0value\n')],
      ['thousands of NUL bytes first', Buffer.concat([Buffer.alloc(3000), Buffer.from('key')])],
      ['bytes that are no UTF-8', Buffer.from([0x6b, 0xff, 0xfe, 0x80, 0x0a])],
      ['a readable file that begins like a PDF', Buffer.from('%PDF-1.7 is a format\nkey = value\n')],
      ['no line break at the end', Buffer.from('a\nb')],
    ])('takes %s as text', async (_, content) => {
      expect((await read({ 'a.png': content })).texts).toEqual({ 'a.png': content.toString('latin1') });
    });

    it('skips binary content by its signature, whatever its name', async () => {
      const { texts, reasons } = await read({ 'a.txt': PNG });
      expect(texts).toEqual({});
      expect(reasons).toEqual({ 'a.txt': 'binary' });
    });

    it('scans an LFS pointer and counts it', async () => {
      const { texts, reasons } = await read({ 'model.bin': POINTER });
      expect(texts).toEqual({ 'model.bin': POINTER });
      expect(reasons).toEqual({ 'model.bin': 'lfs-pointer' });
    });

    it('reads a big file in windows that overlap and know their place', async () => {
      const lines = Array.from({ length: 600 }, (_, index) => `line ${index + 1} ünï 😀\n`);
      const content = Buffer.from(lines.join(''));
      const { texts, blobs } = await read({ 'big.txt': content });
      expect(texts).toEqual({ 'big.txt': content.toString('latin1') });
      expect(blobs.length).toBeGreaterThan(5);
      for (const { bytes, window } of blobs) {
        const before = content.toString('utf8', 0, window!.offset).split('\n');
        expect(window).toMatchObject({ line: before.length, column: before.at(-1)!.length + 1 });
        expect(content.subarray(window!.offset, window!.offset + bytes.length)).toEqual(Buffer.from(bytes));
      }
      expect(blobs.map(({ window }) => window!.last)).toEqual(
        blobs.map((_, index) => index === blobs.length - 1),
      );
      for (const [index, blob] of blobs.slice(1).entries()) {
        const end = blobs[index]!.window!.offset + blobs[index]!.bytes.length;
        expect(end - blob.window!.offset).toBeGreaterThanOrEqual(SMALL_LIMITS.overlapBytes / 2);
      }
    });

    it('skips what is too large, and says so', async () => {
      const { texts, reasons } = await read({ huge: 'x'.repeat(SMALL_LIMITS.maxBytes + 1), small: 'x' });
      expect(texts).toEqual({ small: 'x' });
      expect(reasons).toEqual({ huge: 'too-large' });
    });

    it('never follows a link', async () => {
      const outside = scratchFolder();
      writeFiles(outside, { secret: 'outside\n' });
      const { texts, reasons } = await read({ a: 'a\n' }, (folder) => {
        symlinkSync(join(outside, 'secret'), join(folder, 'link'));
        symlinkSync('.', join(folder, 'loop'));
      });
      const targets = { link: join(outside, 'secret'), loop: '.' };
      expect(texts).toEqual({ a: 'a\n', ...targets });
      expect(reasons).toEqual(countsLinks ? { link: 'symlink', loop: 'symlink' } : {});
    });
  });
}
