import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { pages, ROOT, read } from './documents.ts';

function linksOf(page: string): string[] {
  const links: string[] = [];
  marked.walkTokens(marked.lexer(page), (token: Token) => {
    if (token.type === 'link') links.push((token as Tokens.Link).href);
  });
  return links.filter((href) => !/^[a-z]+:/i.test(href));
}

/** The anchors that GitHub gives a page's headings. */
function anchorsOf(page: string): string[] {
  const headings = marked.lexer(page).filter((token): token is Tokens.Heading => token.type === 'heading');
  return headings.map(({ text }) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(page: string, href: string): boolean {
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return true;
  return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
}

describe('links', () => {
  it('are read from real pages', () => {
    expect(linksOf(read('README.md'))).toContain('docs/design.md');
    expect(isBroken('README.md', 'docs/no-such-page.md')).toBe(true);
    expect(isBroken('README.md', '#no-such-heading')).toBe(true);
  });

  it.each(pages())('of %s lead somewhere', (page) => {
    expect(linksOf(read(page)).filter((href) => isBroken(page, href))).toEqual([]);
  });
});
