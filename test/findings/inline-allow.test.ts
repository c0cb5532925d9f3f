import { describe, expect, it } from 'vitest';
import { applyInlineAllows, findInlineAllows } from '../../src/findings/inline-allow.ts';
import type { SealedFinding } from '../../src/findings/seal.ts';
import { madeUp, region, sealed } from './make.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const MARK = ['keysweep', 'allow'].join(':');

/** A finding whose secret stands on the first line that holds `VALUE`. */
function findingIn(text: string): SealedFinding {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes('VALUE'));
  const finding = sealed({ secret: madeUp(1) });
  finding.parts[0]!.region = region(index + 1, (lines[index] ?? '').indexOf('VALUE') + 1, 5);
  return finding;
}

function judge(text: string) {
  const finding = findingIn(text);
  const unused = applyInlineAllows([finding], findInlineAllows(bytes(text)));
  return { allowed: finding.allowed, unused: unused.map((allow) => allow.line) };
}

describe('inline allows', () => {
  it.each([
    ['shell', `SECRET=VALUE # ${MARK}`],
    ['C', `auto secret = "VALUE"; // ${MARK}`],
    ['SQL', `insert 'VALUE'; -- ${MARK}`],
    ['a block comment', `secret /* ${MARK} */ = "VALUE"`],
    ['HTML on the line before', `<!-- ${MARK} -->\n<b>VALUE</b>`],
    ['Lisp on the line before', `;; ${MARK}\n(def secret "VALUE")`],
    ['Basic on the line before', `REM ${MARK}\nLET S = "VALUE"`],
    ['m4 on the line before', `dnl ${MARK}\ndefine(S, VALUE)`],
    ['JSON on the line before', `{\n  "//": "${MARK}",\n  "secret": "VALUE"\n}`],
    ['Windows line breaks', `one\r\n# ${MARK}\r\nS=VALUE\r\n`],
    ['a doc block on the line before', `/**\n * ${MARK}\nVALUE`],
  ])('cover a value in %s', (_language, text) => {
    expect(judge(text)).toEqual({ allowed: { reason: null }, unused: [] });
  });

  it.each([
    ['behind a value on the line before', `A=other # ${MARK}\nB=VALUE`],
    ['two lines before', `# ${MARK}\n\nB=VALUE`],
    ['on the line after', `B=VALUE\n# ${MARK}`],
    ['as the beginning of another word', `B=VALUE # ${MARK}list`],
  ])('do not cover a value when they stand %s', (_where, text) => {
    expect(judge(text).allowed).toBeNull();
  });

  it.each([
    ['CR', '\r'],
    ['vertical tab', '\v'],
    ['form feed', '\f'],
    ['NEL', '\u{85}'],
    ['line separator', '\u{2028}'],
    ['paragraph separator', '\u{2029}'],
  ])('do not reach over a %s, which some editors take for the end of a line', (_name, end) => {
    const allowed = (text: string) => judge(text).allowed;
    expect(allowed(`# ${MARK}${end}S=VALUE`)).toBeNull();
    expect(allowed(`S=VALUE${end}# ${MARK}`)).toBeNull();
    expect(allowed(`# ${MARK}${end}x = 1\nS=VALUE`)).toBeNull();
    expect(allowed(`x = 1${end}# ${MARK}\nS=VALUE`)).toBeNull();
    expect(allowed(`# ${MARK}\nx = 1${end}S=VALUE`)).toBeNull();
    expect(allowed(`x = 1${end}S=VALUE # ${MARK} fine${end}y = 2`)).toEqual({ reason: 'fine' });
    expect(allowed(`${end}\n# ${MARK}\nS=VALUE${end}\n`)).toEqual({ reason: null });
  });

  it('cover one value only where they begin its line', () => {
    const text = `/* ${MARK} */ "VALUE"\n"OTHER"`;
    const other = sealed({ secret: madeUp(2) });
    other.parts[0]!.region = region(2, 2, 5);
    const findings = [findingIn(text), other];
    applyInlineAllows(findings, findInlineAllows(bytes(text)));
    expect(findings.map(({ allowed }) => allowed)).toEqual([{ reason: null }, null]);
  });

  it('do not count where bytes can be read in two ways', () => {
    const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
    const unseen = Buffer.from(`# ${MARK}`).toString('utf16le');
    expect(findInlineAllows(utf16(`S=VALUE ${unseen}`))).toEqual([]);
    const mixed = Buffer.concat([utf16(`\u{feff}# ${MARK}\n`), bytes(`S=${madeUp(1)}`)]);
    expect(findInlineAllows(mixed)).toEqual([]);
  });

  it('count from behind the mark of UTF-8', () => {
    const [allow] = findInlineAllows(bytes(`\u{feff}S=VALUE # ${MARK}`));
    expect(allow).toMatchObject({ line: 1, column: 11 });
  });

  it.each([
    ['a comment', `x = 1 # ${MARK}\nB=VALUE`, [1]],
    ['a comment of its own', `<!-- ${MARK} -->\n\nB=VALUE`, [1]],
    ['a sentence', `Comments with ${MARK} count.\nB=VALUE`, []],
    ['code in a sentence', `A \`${MARK}\` comment\nB=VALUE`, []],
    ['a string', `const MARK = '${MARK}';\nB=VALUE`, []],
  ])('that cover nothing are told if they stand in %s', (_where, text, unused) => {
    expect(judge(text)).toEqual({ allowed: null, unused });
  });

  it('are read in UTF-16 files', () => {
    const text = `\ufeffS=VALUE # ${MARK} demo`;
    const finding = findingIn(text);
    applyInlineAllows([finding], findInlineAllows(new Uint8Array(Buffer.from(text, 'utf16le'))));
    expect(finding.allowed).toEqual({ reason: 'demo' });
  });

  it.each([
    [`S=VALUE # ${MARK} test account`, 'test account'],
    [`S=VALUE # ${MARK}: revoked in May, see #12`, 'revoked in May, see #12'],
    [`/* ${MARK} - made up */\nS=VALUE`, 'made up'],
    [`<!-- ${MARK} sample -->\nVALUE`, 'sample'],
    [`# ${MARK} "quoted" code\nVALUE`, null],
    [`# ${MARK} ${madeUp(3, 20)} is dead\nVALUE`, '… is dead'],
    [`f(1, /* ${MARK} why, "VALUE")`, null],
  ])('give their reason, never a value: %#', (text, reason) => {
    expect(judge(text).allowed).toEqual({ reason });
  });

  it('are reported when they cover nothing', () => {
    expect(judge(`# ${MARK}\nnothing\nS=VALUE\nmore # ${MARK}`)).toEqual({ allowed: null, unused: [1, 4] });
  });

  it('cost linear time on a hostile line', () => {
    const start = performance.now();
    const allows = findInlineAllows(bytes(`${MARK} `.repeat(1_000_000)));
    expect(allows.length).toBeLessThanOrEqual(10_000);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
