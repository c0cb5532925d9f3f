import { describe, expect, it } from 'vitest';
import { annotationsFor, type Shown } from '../../src/action/annotations.ts';
import {
  annotationCommand,
  MOST_ANNOTATIONS,
  outputLines,
  withoutCommands,
} from '../../src/action/commands.ts';
import { commentPage, summaryPage } from '../../src/action/pages.ts';
import type { Finding } from '../../src/findings/model.ts';
import { cleanReport, finding, occurrence } from '../reporters/fixture.ts';
import { HOSTILE_NAMES, hostileReport } from '../reporters/hostile.ts';
import { obeyed, parseOutputs } from './job.ts';

const MIB = 1024 * 1024;
const MOST_IN_COMMENT = 65_536;

function many(count: number, path = 'a'): Finding[] {
  return Array.from({ length: count }, (_, at) =>
    finding({
      fingerprint: `ks1-${at.toString(16).padStart(32, '0')}`,
      occurrences: [occurrence({ path: `${path}/${at}.env`, line: at + 1 })],
    }),
  );
}

function shownWith(change: Partial<Shown>): Shown {
  return { judged: cleanReport(), files: null, standing: [], facts: new Map(), folder: '', ...change };
}

const LONG = `${'ü'.repeat(3000)}`;

describe('annotations', () => {
  it.each([
    [0, 0],
    [1, 1],
    [10, 10],
    [11, 10],
    [5000, 10],
  ])('of %i findings are %i, and the last one counts the others', (count, expected) => {
    const shown = shownWith({
      judged: { ...cleanReport(), findings: many(count) },
      standing: many(count, 'b'),
    });
    const annotations = annotationsFor(shown);
    const errors = annotations.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(expected);
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(expected);
    if (count > MOST_ANNOTATIONS) {
      expect(errors.at(-1)!.message).toBe(
        `and ${(count - 9).toLocaleString('en-US')} more credentials: see the summary`,
      );
    }
  });

  it('say first that not everything could be scanned', () => {
    const shown = shownWith({ judged: { ...cleanReport({ incomplete: true }), findings: many(20) } });
    const annotations = annotationsFor(shown);
    expect(annotations).toHaveLength(MOST_ANNOTATIONS);
    expect(annotations[0]!.title).toContain('not everything could be scanned');
  });

  it('are read as what they are, whatever stands in them', () => {
    for (const { level, title, message, file, line } of annotationsFor(
      shownWith({ judged: hostileReport() }),
    )) {
      for (const name of HOSTILE_NAMES) {
        const text = annotationCommand({
          level,
          title: title + name,
          message: message + name,
          file: `${file}${name}`,
          line,
        });
        const [command, ...others] = obeyed(`\n${text}`);
        expect(others).toEqual([]);
        expect(command!.name).toBe('error');
        const place = line === null ? ['file'] : ['file', 'line'];
        expect(Object.keys(command!.properties)).toEqual([...place, 'title']);
        expect(text.trimEnd().split(/\r|\n/)).toHaveLength(1);
      }
    }
  });
});

describe('text for the log', () => {
  it('is obeyed by nobody, and ends with a word that cannot be guessed', () => {
    const text = '::error::a\n##[warning]b\n::stop-commands::x\n::x::\n::notice::c';
    expect(obeyed(`${withoutCommands(text)}::notice::after`)).toMatchObject([
      { name: 'notice', data: 'after' },
    ]);
    expect(withoutCommands('')).not.toBe(withoutCommands(''));
  });
});

describe('outputs', () => {
  it('hold any value, also one that looks like outputs', () => {
    const values = Object.fromEntries(HOSTILE_NAMES.map((name, at) => [`o${at}`, `${name}\nx<<EOF\ny\nEOF`]));
    const read = parseOutputs(outputLines(values));
    expect(read).toEqual(values);
  });
});

describe('the summary', () => {
  it('lists everything while there is room', () => {
    const page = summaryPage(
      shownWith({ judged: { ...cleanReport(), findings: many(500) }, standing: many(300, 'b') }),
    );
    for (const path of ['a/0.env:1', 'a/499.env:500', 'b/0.env:1', 'b/299.env:300'])
      expect(page).toContain(path);
    expect(page).toContain('Not new: 300 credentials that stood there before');
  });

  it('ends with a whole row below the limit, and says how many there are besides', () => {
    const judged = { ...cleanReport(), findings: many(20_000, LONG) };
    const page = summaryPage(shownWith({ judged, standing: many(20_000, 'b') }));
    expect(Buffer.byteLength(page)).toBeLessThan(MIB);
    expect(Buffer.byteLength(page)).toBeGreaterThan(MIB / 2);
    const rows = page.split('\n').filter((line) => line.startsWith('| critical |'));
    for (const row of rows) expect(row.endsWith(' |')).toBe(true);
    const own = rows.filter((row) => row.includes('ü'));
    expect(page.includes(`\nand ${20_000 - own.length} more\n`)).toBe(true);
    expect(page.includes('\ufffd')).toBe(false);
  });
});

describe('the comment', () => {
  it('begins with its mark and stays below what GitHub takes', () => {
    const mark = '<!-- keysweep:v1:0123456789ab -->';
    for (const path of ['a', LONG]) {
      const judged = { ...cleanReport(), findings: many(5000, path) };
      const page = commentPage(shownWith({ judged, standing: many(5000, 'b') }), mark);
      expect(page.startsWith(`${mark}\n`)).toBe(true);
      expect(page.length).toBeLessThan(MOST_IN_COMMENT);
    }
  });

  it('shows some of what stood there before and counts the rest', () => {
    const page = commentPage(shownWith({ standing: many(50, 'b') }), '<!-- x -->');
    expect(page.split('\n').filter((line) => line.startsWith('| critical |'))).toHaveLength(20);
    expect(page).toContain('and 30 more');
  });
});
