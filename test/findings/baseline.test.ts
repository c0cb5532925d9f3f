import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseBaseline, renderBaseline } from '../../src/findings/baseline.ts';

const fingerprint = fc.stringMatching(/^ks1-[0-9a-f]{32}$/);
const note = fc.option(fc.stringMatching(/^[a-z]+( [a-z,.]+){0,4}$/), { nil: null });
const entries = fc.uniqueArray(fc.tuple(fingerprint, note), { selector: ([id]) => id, maxLength: 20 });

const toMap = (list: [string, string | null][]) => new Map(list.map(([id, text]) => [id, { note: text }]));
const notes = (text: string) => [...parseBaseline(text, 'b')].map(([id, entry]) => [id, entry.note]);
const id = (digit: string) => `ks1-${digit.repeat(32)}`;

describe('a baseline', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(new Map(notes(renderBaseline(toMap(list))) as [string, string][])).toEqual(new Map(list));
      }),
    );
  });

  it('is the same text whatever the order of its entries', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(renderBaseline(toMap([...list].reverse()))).toBe(renderBaseline(toMap(list)));
      }),
    );
  });

  it('reads both sides of a merge, first note first, whatever order lines are in', () => {
    const text = `${id('b')} mine\n${id('a')}\r\n\n# comment\n${id('b')} yours\n${id('a')}   late note  \n`;
    expect(notes(text)).toEqual([
      [id('b'), 'mine'],
      [id('a'), 'late note'],
    ]);
  });

  it('keeps notes on one line', () => {
    const text = renderBaseline(new Map([[id('a'), { note: `x\n${id('b')}\u2028y\u202e` }]]));
    expect(notes(text)).toEqual([[id('a'), `x ${id('b')} y`]]);
  });

  it.each([
    ['a line that is no fingerprint', `${id('a')}\nks1-XYZ some\n`, 'not a fingerprint'],
    ['a pattern that would cover everything', '# x\n*\n', 'not a fingerprint'],
    ['a fingerprint that is cut short', `#\n${id('a').slice(0, -1)}\n`, 'not a fingerprint'],
    ['an open merge conflict', `${id('a')}\n<<<<<<< HEAD\n`, 'merge conflict'],
  ])('refuses %s and names the line only', (_what, text, reason) => {
    expect(() => parseBaseline(text, 'dir/base')).toThrow(
      expect.objectContaining({
        code: 'BASELINE',
        message: expect.stringMatching(`^dir/base:2: .*${reason}`),
      }),
    );
    expect(() => parseBaseline(text, 'b')).not.toThrow(/XYZ|HEAD|\*/);
  });
});

describe('a baseline on two branches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-baseline-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  const write = (list: string[]) =>
    writeFileSync(join(folder, 'base'), renderBaseline(toMap(list.map((entry) => [entry, 'n']))));
  const commit = (list: string[]) => {
    write(list);
    git('add', '-A');
    git('commit', '-qm', 'change');
  };

  it('merges by union without a conflict and keeps every entry', () => {
    git('init', '-q', '-b', 'main');
    writeFileSync(join(folder, '.gitattributes'), 'base merge=union\n');
    commit([id('5')]);
    git('checkout', '-qb', 'other');
    commit([id('5'), id('6'), id('7')]);
    git('checkout', '-q', 'main');
    commit([id('5'), id('6'), id('8')]);
    git('merge', '-q', '--no-edit', 'other');
    const merged = parseBaseline(readFileSync(join(folder, 'base'), 'utf8'), 'base');
    expect([...merged.keys()].sort()).toEqual([id('5'), id('6'), id('7'), id('8')]);
  });
});
