import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { loadSweepReporter, SWEEP_FORMATS } from '../../src/reporters/sweep/index.ts';
import { context } from './fixture.ts';
import { HOSTILE_NAMES } from './hostile.ts';
import { cleanSweep, fullSweep, hostileSweep } from './sweep-fixture.ts';

const render = async (format: (typeof SWEEP_FORMATS)[number], sweep = fullSweep()) =>
  (await loadSweepReporter(format))(sweep, context({ facts: new Map() }));

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const WORKFLOW_COMMAND = /^\s*::[a-z-]+|##\[/m;

describe.each(SWEEP_FORMATS)('a report on a sweep as %s', (format) => {
  it('says what was found, where, what is new, what has gone and what could not be scanned', async () => {
    const text = await render(format);
    for (const words of ['acme/bot-0', 'acme/shared', 'acme/huge', 'it has 31 GB, more than 10 GB']) {
      expect(text).toContain(words);
    }
    if (format !== 'csv') expect(text).toContain('acme/old');
  });

  it('makes hostile names harmless', async () => {
    const text = await render(format, hostileSweep());
    const signs = [...text.matchAll(INVISIBLE)].map(String);
    expect(signs.filter((sign) => sign !== '\n' && !(sign === '\r' && format === 'csv'))).toEqual([]);
    expect(WORKFLOW_COMMAND.exec(text)).toBeNull();
  });
});

describe('the text report on a sweep', () => {
  it('counts by severity, exchange, repository, age and author', async () => {
    const text = await render('text');
    for (const title of ['By severity', 'By exchange', 'By repository', 'By age', 'By author']) {
      expect(text).toContain(`\n${title}\n`);
    }
    expect(text).toMatch(/^ {2}over a year +1 {2}1 live and dangerous$/m);
    expect(text).toMatch(/^ {2}Ada Lovelace +1/m);
    expect(text).toContain('Since the sweep of 2026-11-14: 1 new, 1 gone.');
    expect(text).not.toContain('\n\n\n');
  });

  it('is short where nothing was found', async () => {
    expect(await render('text', cleanSweep())).toBe(
      [
        'No leaked credentials.',
        'Sweep of acme',
        '1 repository: 1 scanned. Their histories hold 4 objects, 31 KB.',
        '',
        '',
      ].join('\n'),
    );
  });
});

describe('the JSON report on a sweep', () => {
  const read = (name: string) => JSON.parse(readFileSync(`src/reporters/${name}`, 'utf8'));
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  ajv.addSchema(read('report.schema.json'), 'report.schema.json');
  const validate = ajv.compile(read('sweep.schema.json'));

  it.each([
    ['full', fullSweep()],
    ['clean', cleanSweep()],
    ['hostile', hostileSweep()],
  ])('fits the shipped schema: %s', async (_name, sweep) => {
    validate(JSON.parse(await render('json', sweep)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('gives back hostile names whole', async () => {
    const { repositories } = JSON.parse(await render('json', hostileSweep()));
    expect(repositories.map(({ name }: { name: string }) => name)).toEqual(HOSTILE_NAMES);
  });
});

describe('the sheet of a sweep', () => {
  it('has no cell that a spreadsheet would compute', async () => {
    expect(await render('csv', hostileSweep())).not.toMatch(/(^|,)"?[\t ]*[=+@＝]/m);
  });

  it('has a row for what could not be scanned', async () => {
    const lines = (await render('csv')).split('\r\n');
    expect(lines[0]).toMatch(/^repository,severity,.*,first_seen,new,not_scanned_because$/);
    expect(lines.at(-2)).toMatch(/^acme\/huge,,+"it has 31 GB, more than 10 GB"$/);
  });
});

describe('the Markdown report on a sweep', () => {
  it('leaves hostile names nowhere but in code spans', async () => {
    const tokens: Token[] = [];
    const text = await render('markdown', hostileSweep());
    marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => {
      tokens.push(token);
    });
    for (const type of ['link', 'image', 'def'])
      expect(tokens.map((token) => token.type)).not.toContain(type);
    const plain = tokens.filter(
      (token): token is Tokens.Text => token.type === 'text' && !('tokens' in token && token.tokens),
    );
    for (const one of plain) expect(one.text).not.toMatch(/evil|pwned|script|torvalds|@|#\d|GH-1|SUM|calc/);
  });
});
