import { describe, expect, it } from 'vitest';
import { scanBlob } from '../../src/scan/scan-blob.ts';
import type { Blob } from '../../src/sources/source.ts';
import { madeUp } from '../findings/make.ts';
import { fakeEngine } from './fake-engine.ts';

const MARK = ['keysweep', 'allow'].join(':');

function scan(text: string, more: Partial<Blob> = {}) {
  return scanBlob(fakeEngine(), { bytes: Buffer.from(text), provenance: { path: 'a.env' }, ...more });
}

describe('scanBlob', () => {
  it('hands out findings without any value', () => {
    const { sealed } = scan(`KEY=${madeUp(1)}\nSECRET=${madeUp(2)}\n`);
    expect(sealed.map(({ parts }) => parts[0]?.role)).toEqual(['apiKey', 'secret']);
    expect(JSON.stringify(sealed)).not.toContain(madeUp(2).slice(0, 5));
  });

  it('turns a defect of the engine into a limit that quotes nothing', () => {
    const result = scan(`BOOM SECRET=${madeUp(2)}`);
    expect(result).toEqual({ sealed: [], allows: [], limited: 'the scanner failed on it (TypeError)' });
  });

  it('passes on what the engine cut short', () => {
    expect(scan('LIMIT').limited).toBe('more than 5 values in one file');
  });

  it('shows nothing of a value that a reason quotes in pieces', () => {
    const value = madeUp(1);
    const pieces = [value.slice(0, 12), value.slice(12, 20), value.slice(20, 25), value.slice(30, 34)];
    const { sealed } = scan(`SECRET=${value} # ${MARK} was ${pieces.join(' ')} once\n`);
    expect(sealed.map(({ allowed }) => allowed)).toEqual([{ reason: `was … … … ${pieces[3]} once` }]);
  });

  it('marks what an inline allow covers, and which allows cover something', () => {
    const { sealed, allows } = scan(`SECRET=${madeUp(1)} # ${MARK} demo\nSECRET=${madeUp(2)}\n# ${MARK}\n`);
    expect(sealed.map(({ allowed }) => allowed)).toEqual([{ reason: 'demo' }, null]);
    expect(allows).toEqual([
      { line: 1, isUsed: true },
      { line: 3, isUsed: false },
    ]);
  });
});

describe('scanBlob on a window', () => {
  const window = { offset: 1000, line: 40, column: 7, last: false };

  it('tells places in the whole file', () => {
    const { sealed, allows } = scan(`KEY=${madeUp(1)} # ${MARK}\nSECRET=${madeUp(2)}\n`, { window });
    expect(sealed.map(({ parts }) => parts[0]?.region)).toEqual([
      { startLine: 40, startColumn: 11, endLine: 40, endColumn: 75 },
      { startLine: 41, startColumn: 8, endLine: 41, endColumn: 72 },
    ]);
    expect(allows).toEqual([{ line: 40, isUsed: true }]);
  });

  it('leaves a value that its end cuts off to the next window', () => {
    const text = `SECRET=${madeUp(1)}`;
    expect(scan(text, { window }).sealed).toHaveLength(0);
    expect(scan(text, { window: { ...window, last: true } }).sealed).toHaveLength(1);
  });
});
