import { describe, expect, it } from 'vitest';
import { columnLabel } from '../../src/engine/columns.ts';
import { LETTERS_AND_DIGITS, madeValue, randomText, scan, seen } from './made.ts';

const VALUE = randomText(LETTERS_AND_DIGITS, 40, 'column');

function columnOf(snippet: string, path: string): string | null {
  const text = snippet.replace('@', VALUE);
  return columnLabel({ text, path }, text.indexOf(VALUE))?.name ?? null;
}

describe('columnLabel', () => {
  it.each([
    ['CSV', 'a.csv', 'exchange,api_key,api_secret\nkraken,x,@\n', 'api_secret'],
    ['CSV, a later row', 'a.csv', 'exchange,api_key,api_secret\nokx,x,y\nokx,x,y\nkraken,@,z\n', 'api_key'],
    ['CSV with commas in quotes', 'a.csv', 'name,api_key,api_secret\n"Doe, Joe",x,@\n', 'api_secret'],
    ['semicolons', 'a.csv', 'exchange;api_key;api_secret\nkraken;x;@\n', 'api_secret'],
    ['tabs', 'a.tsv', 'exchange\tapi key\tapi secret\nkraken\tx\t@\n', 'api secret'],
    ['CSV with Windows line ends', 'a.csv', 'exchange,api_key,api_secret\r\nkraken,x,@\r\n', 'api_secret'],
    ['a Markdown table', 'a.md', '| Exchange | API secret |\n|---|---|\n| kraken | @ |\n', 'API secret'],
    [
      'a Markdown table with marks',
      'a.md',
      '| Exchange | **API secret** |\n|---|:---:|\n| okx | x |\n| kraken | `@` |\n',
      'API secret',
    ],
    [
      'a table of HTML',
      'a.html',
      '<table><tr><th>who</th><th>api key</th><th>secret</th></tr>\n<tr><td>ann</td><td>x</td><td dir="ltr"><code>@</code></td></tr></table>',
      'secret',
    ],
    [
      'a sheet whose first row has its names',
      'a.htm',
      '<TABLE>\n<TR>\n<TD><B>venue</B></TD>\n<TD>API secret</TD>\n</TR>\n<TR>\n<TD>okx</TD>\n<TD>x</TD>\n</TR>\n<TR>\n<TD>kraken</TD>\n<TD>@</TD>\n</TR>\n</TABLE>',
      'API secret',
    ],
    ['a dump', 'a.sql', 'COPY keys (id, api_key, api_secret) FROM stdin;\n1\tx\t@\n\\.\n', 'api_secret'],
    ['names and values side by side', 'a.py', 'api_key, api_secret = "x", "@"', 'api_secret'],
    ['the same in Go', 'a.go', 'apiKey, apiSecret := "x", "@"', 'apiSecret'],
  ])('%s', (_, path, snippet, name) => {
    expect(columnOf(snippet, path)).toBe(name);
  });

  it.each([
    ['a row of another width', 'a.csv', 'exchange,api_key,api_secret\na,b,c,d,e,f,@\n'],
    ['code', 'a.py', 'import a, b\nx = ["a", "@"]\n'],
    ['a row after the end of a dump', 'a.sql', 'COPY keys (id, api_key) FROM stdin;\n1\tx\n\\.\n1\t@\n'],
    ['a table without a header', 'a.md', '| kraken | @ |\n'],
    ['more names than values', 'a.py', 'api_key, api_secret = f("@")'],
    ['nothing', 'a.csv', '@'],
  ])('none in %s', (_, path, snippet) => {
    expect(columnOf(snippet, path)).toBeNull();
  });

  it('names the parts of every row, and never mixes rows', () => {
    const rows = Array.from({ length: 6 }, (_, row) => ({
      apiKey: madeValue('binance', 'api-key', row),
      secret: madeValue('binance', 'hmac-secret', row),
    }));
    const text = `exchange,api_key,api_secret\n${rows.map((row) => `binance,${row.apiKey},${row.secret}\n`).join('')}`;
    expect(seen(scan(text, 'keys.csv'))).toEqual(
      rows.map(({ apiKey, secret }) => ({ issuer: 'binance', values: { secret, apiKey } })),
    );
  });
});
