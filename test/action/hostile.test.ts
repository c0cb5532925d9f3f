import { execFileSync } from 'node:child_process';
import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { leak, secretPieces } from '../cli/keysweep.ts';
import { testEnvironment } from '../git/scratch.ts';
import { board } from './board.ts';
import { checkout, hosted, pullPayload, runJob, testMerge } from './job.ts';

/** Names that git takes, each an attack on the runner or on a page of GitHub's. */
const NAMES = [
  'two\nlines\n::error::pwned',
  '::error file=a::pwned',
  ' ::add-mask::binance',
  'x##[error]pwned',
  'x##[add-mask]binance',
  '%0A::set-output name=verdict::clean',
  'a,line=1,title=pwned::b',
  'verdict<<EOF\nclean\nEOF',
  'red\u001b[31m\u009b31m.py',
  '\u202egnp.exe',
  '<img src=x onerror=pwned>',
  '`code` | cell | <b>bold',
  '[click](https:evil.example) ![p](https:evil.example)',
  '@torvalds and #1',
  '<!-- keysweep:v1:000000000000 -->',
];

/** In names of people git takes neither line breaks nor angle brackets. */
const PEOPLE = NAMES.filter((name) => !/[<>\n]/.test(name)).map((name) => `x${name}x`);

/** What a terminal or a page could take for something else; line breaks are the formats' own. */
const INERT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

async function hostilePull() {
  const host = await hosted();
  const { source } = host;
  const base = source.git('rev-parse', 'HEAD');
  source.git('checkout', '-q', '-b', 'side');
  for (const [at, name] of NAMES.entries()) {
    const person = PEOPLE[at % PEOPLE.length]!;
    source.stage({ [`bots/${name}`]: leak(10 + at) });
    execFileSync('git', ['commit', '-q', '--no-verify', '--cleanup=verbatim', '-m', name], {
      cwd: source.folder,
      env: testEnvironment({ GIT_AUTHOR_NAME: person, GIT_AUTHOR_EMAIL: person }),
    });
  }
  const head = source.commit({}, `${NAMES.join('\n')}\n${leak(3)}`);
  source.git('checkout', '-q', 'main');
  const merge = testMerge(source, { base, head });
  host.publish();
  return { ...host, base, head, merge };
}

/** Everything that a parser of GitHub's Markdown sees. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => void tokens.push(token));
  return tokens;
}

describe('names of files, people and commits', () => {
  it('steer neither the runner nor a page', async () => {
    const pull = await hostilePull();
    const to = await board();
    const result = await runJob({
      event: 'pull_request',
      payload: {
        ...pullPayload(pull),
        ...{ sender: { login: NAMES[0] }, before: NAMES[5] },
      },
      ref: 'refs/pull/7/merge',
      sha: pull.merge,
      workspace: checkout(pull, { ref: 'refs/pull/7/merge', sha: pull.merge, depth: 1 }),
      serverUrl: pull.serverUrl,
      apiUrl: to.apiUrl,
    });
    expect(result.status).toBe(1);

    expect(Object.keys(result.outputs).sort()).toEqual([
      'exit-code',
      'new-findings',
      'report-file',
      'sarif-file',
      'standing-findings',
      'verdict',
    ]);
    expect(result.outputs).toMatchObject({ verdict: 'findings', 'new-findings': String(NAMES.length + 1) });

    expect(result.commands.map(({ name }) => name)).toEqual(Array(10).fill('error'));
    for (const { properties, data } of result.commands) {
      expect(Object.keys(properties).filter((key) => !['file', 'line', 'title'].includes(key))).toEqual([]);
      expect(properties.title).toMatch(/^(?:critical: Binance|keysweep)$/);
      expect(data).not.toMatch(INERT);
    }
    expect(result.log.replaceAll('\n', '')).not.toMatch(INERT);

    for (const page of [result.summary, to.comments[0]!.body]) {
      expect(page.replaceAll('\n', '')).not.toMatch(INERT);
      const tokens = tokensOf(page.replace(/^<!-- keysweep:v1:[0-9a-f]{12} -->\n/, ''));
      const links = tokens.filter(({ type }) => type === 'link') as Tokens.Link[];
      expect(
        links.map(({ href }) => href).filter((href) => !/^https?:\/\/\w+\.binance\.com(?:\/|$)/.test(href)),
      ).toEqual([]);
      expect(tokens.filter(({ type }) => type === 'image' || type === 'def')).toEqual([]);
      const html = tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim());
      for (const tag of html)
        expect(tag).toMatch(/^(?:<details><summary>[\w ,]+<\/summary>|<\/details>|<br>)$/);
      const leaves = tokens.filter((token) => token.type === 'text' && !('tokens' in token && token.tokens));
      const texts = leaves.map(({ raw }) => raw);
      for (const text of texts) expect(text).not.toMatch(/pwned|torvalds|evil|onerror/);
    }

    const told = result.log + result.summary + to.comments[0]!.body;
    const pieces = [3, ...NAMES.keys()].flatMap((at) => secretPieces(at === 3 ? 3 : 10 + at));
    expect(pieces.filter((piece) => told.includes(piece))).toEqual([]);
  });
});
