import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../src/terminal/bytes.ts';
import { createPaint } from '../../src/terminal/colors.ts';
import { formatCount, plural } from '../../src/terminal/counts.ts';
import { formatDuration } from '../../src/terminal/duration.ts';

describe('formatDuration', () => {
  it.each([
    [0.4, '0 ms'],
    [9.2, '9 ms'],
    [1000, '1.0 s'],
    [1234, '1.2 s'],
    [59_960, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('%d is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [31_000, '31 KB'],
    [999_900, '1.0 MB'],
    [2_100_000_000, '2.1 GB'],
    [5e15, '5000 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('counts', () => {
  it('separates thousands and agrees with its noun', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(plural(1, 'file')).toBe('1 file');
    expect(plural(52_000, 'blob')).toBe('52,000 blobs');
    expect(plural(2, 'branch', 'branches')).toBe('2 branches');
  });
});

describe('createPaint', () => {
  it('colours only if the caller says so, whatever the environment says', () => {
    const before = process.env.NO_COLOR;
    process.env.NO_COLOR = '1';
    try {
      expect(createPaint(true)('red', 'x')).toBe('\u001b[31mx\u001b[39m');
      expect(createPaint(false)(['red', 'bold'], 'x')).toBe('x');
    } finally {
      if (before === undefined) delete process.env.NO_COLOR;
      else process.env.NO_COLOR = before;
    }
  });
});
