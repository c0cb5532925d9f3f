import { describe, expect, it } from 'vitest';
import { render } from '../../src/reporters/csv.ts';
import { cleanReport, context, fullReport } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

describe('csv', () => {
  it('has a row for each place of each finding, suppressed ones last', () => {
    const rows = records(render(fullReport(), context()));
    expect(rows).toHaveLength(12);
    expect(rows[0]).toMatchObject({
      severity: 'critical',
      issuer: 'nordex',
      credential: 'API key Kq3v…x7Pd + secret key + passphrase',
      path: 'bots/live/config.py',
      line: '12',
      column: '18',
      place: '1 of 6',
      commit: '3f9c1d7a55e0b2c4d6f8a1b3c5d7e9f0a2b4c6d8',
      days_exposed: '412',
      at_head: 'false',
      branches: 'main develop feature/grid',
      revoke_page: 'https://nordex.example/account/api',
      suppressed_by: '',
    });
    expect(rows[1]).toMatchObject({ path: 'notebooks/pnl.ipynb', place: '2 of 6', commit: '' });
    expect(rows.at(-2)).toMatchObject({ suppressed_by: 'inline', suppression_reason: 'dead since May' });
  });

  it('is a heading alone where there are no findings', () => {
    const text = render(cleanReport(), context());
    expect(text.split('\r\n')).toHaveLength(2);
  });

  it('ends every line with CRLF and gives every line as many cells as the heading', () => {
    const text = render(hostileReport(), context());
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows = parseCsv(text);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows).toHaveLength(1 + 4 * HOSTILE_NAMES.length);
  });

  it('leaves no cell that a spreadsheet takes for a formula, and none that steers a terminal', () => {
    for (const row of parseCsv(render(hostileReport(), context()))) {
      for (const value of row) {
        expect(value).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/u);
        expect(value).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
    }
  });

  it('keeps text that is not hostile as it is, quotes and commas included', () => {
    const paths = records(render(hostileReport(), context())).map(({ path }) => path);
    expect(paths).toContain('comma,quote"semi;');
    expect(paths).toContain("'=cmd|'/c calc'!A1");
    expect(paths).toContain('<script>window.pwned=1</script>');
  });
});

function records(text: string): Record<string, string>[] {
  const [heading = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(heading.map((name, index) => [name, row[index] ?? ''])));
}

/** RFC 4180, read strictly: a quote only at the start of a cell, doubled inside, every record ended by CRLF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new Error(`not RFC 4180 at ${at}: ${text.slice(at, at + 40)}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
