import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { render } from '../../src/reporters/markdown.ts';
import { cleanReport, context, finding, fingerprint, fullReport, occurrence } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

describe('markdown', () => {
  it('has a table for each issuer with its advice once', () => {
    const text = render(fullReport(), context());
    const tables = tokensOf(text).filter((token): token is Tokens.Table => token.type === 'table');
    expect(tables.map(({ rows }) => rows.length)).toEqual([2, 1, 1, 1]);
    expect(text.split('Revoke it at Nordex')).toHaveLength(2);
    expect(text).toContain('<https://nordex.example/account/api>');
  });

  it('is short where nothing was found', () => {
    expect(render(cleanReport(), context())).toBe(
      '### ✅ keysweep\n\n**No leaked credentials.**\n\nScanned 4 files, 31 KB, 9 ms (working tree).\n',
    );
  });

  it('leaves hostile names nowhere but in code spans', () => {
    const tokens = tokensOf(render(hostileReport(), context({ facts: new Map() })));
    const types = new Set(tokens.map(({ type }) => type));
    for (const type of ['link', 'image', 'def']) expect(types).not.toContain(type);
    const html = tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim());
    for (const tag of html)
      expect(tag).toMatch(/^(<details><summary>[A-Z][a-z, ]+<\/summary>|<\/details>|<br>)$/);
    for (const { text } of plainTexts(tokens)) {
      expect(text).not.toMatch(/evil|pwned|script|torvalds|@|#\d|GH-1|SUM|calc/);
    }
  });

  it('says every hostile name in full, made visible, in cells of its own', () => {
    const tokens = tokensOf(render(hostileReport(), context({ facts: new Map() })));
    const table = tokens.find((token): token is Tokens.Table => token.type === 'table');
    expect(table?.rows).toHaveLength(HOSTILE_NAMES.length);
    const cells = table?.rows.map((row) => row.length) ?? [];
    expect(new Set(cells)).toEqual(new Set([4]));
    const where = table?.rows.map((row) => row[2]?.text ?? '').join('\n') ?? '';
    for (const name of [
      '<script>window.pwned=1</script>',
      '\\x1b',
      '@torvalds and #1',
      '\\x60code\\x60 \\x7c cell',
    ]) {
      expect(where).toContain(name);
    }
  });

  it('fits into a comment and says how many findings do not', () => {
    const findings = Array.from({ length: 3000 }, (_finding, index) =>
      finding({
        fingerprint: fingerprint(index % 256),
        issuer: `issuer${index % 150}`,
        occurrences: [occurrence({ path: `${'x'.repeat(4000)}${index}`, line: 1 })],
      }),
    );
    const text = render({ ...fullReport(), findings }, context());
    expect(text.length).toBeLessThan(65_000);
    const shown = text.match(/critical \|/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(20);
    expect(text).toContain(`**${(3000 - shown).toLocaleString('en-US')} more credentials left out here`);
  });
});

/** Every token of a document, nested ones too, as a parser of GitHub's flavour sees them. */
function tokensOf(text: string): Token[] {
  const all: Token[] = [];
  marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => {
    all.push(token);
  });
  return all;
}

/** Text outside code: what GitHub looks through for mentions, references and links. */
function plainTexts(tokens: Token[]): Tokens.Text[] {
  return tokens.filter(
    (token): token is Tokens.Text => token.type === 'text' && !('tokens' in token && token.tokens),
  );
}
