import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, padEnd, truncateMiddle, wrap } from '../../src/terminal/columns.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['config.py', 9],
    ['設定.py', 7],
    ['ｆｕｌｌ', 8],
    ['한글', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['🔑key', 5],
    ['…', 1],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('padding', () => {
  it('aligns text of any script', () => {
    expect(padEnd('設定', 6)).toBe('設定  ');
    expect(padEnd('too long', 3)).toBe('too long');
  });
});

describe('truncateMiddle', () => {
  it('keeps a path that fits', () => {
    expect(truncateMiddle('src/a.ts', 8)).toBe('src/a.ts');
  });

  it('keeps the file name and the top folder', () => {
    expect(truncateMiddle('strategies/2024/archive/very/deep/config.json', 24)).toBe(
      'strateg…deep/config.json',
    );
  });

  it('is never wider than asked, and keeps both ends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 8, max: 40 }),
        (text, width) => {
          expect(displayWidth(truncateMiddle(text, width))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('wrap', () => {
  it('breaks at spaces and keeps a URL whole', () => {
    const url = 'https://exchange.example/a/very/long/page/that/fits/nowhere';
    expect(wrap(`open ${url} and press Delete`, 20)).toEqual(['open', url, 'and press Delete']);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (words) => {
        expect(wrap(words.join(' '), 15).join(' ')).toBe(words.join(' '));
      }),
    );
  });
});
