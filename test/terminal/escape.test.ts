import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLogText, escapeText } from '../../src/terminal/escape.ts';

const code = String.fromCodePoint;

describe('escapeText', () => {
  it.each([
    ['plain text, ümlauts, 漢字 and 🔑 stay', 'plain text, ümlauts, 漢字 and 🔑 stay'],
    [`red${code(0x1b)}[31m`, 'red\\x1b[31m'],
    [`title${code(0x1b)}]0;pwn${code(7)}`, 'title\\x1b]0;pwn\\x07'],
    [`c1 ${code(0x9b)}31m`, 'c1 \\x9b31m'],
    ['two\r\nlines\tand a tab', 'two\\x0d\\x0alines\\x09and a tab'],
    [`del${code(0x7f)}`, 'del\\x7f'],
    [`${code(0x202e)}gpj.exe`, '\\u{202e}gpj.exe'],
    [`iso${code(0x2066)}late${code(0x2069)}`, 'iso\\u{2066}late\\u{2069}'],
    [`zero${code(0x200b)}width${code(0xfeff)}`, 'zero\\u{200b}width\\u{feff}'],
    [`soft${code(0xad)}hyphen`, 'soft\\xadhyphen'],
    [`line${code(0x2028)}separator${code(0x2029)}`, 'line\\u{2028}separator\\u{2029}'],
    [`tag${code(0xe0041)}`, 'tag\\u{e0041}'],
    [`filler${code(0x3164)}`, 'filler\\u{3164}'],
    ['lone \ud800 and \udfff', 'lone \\u{d800} and \\u{dfff}'],
  ])('%j becomes %j', (input, output) => {
    expect(escapeText(input)).toBe(output);
  });

  it('leaves nothing in any string that could steer a terminal, and loses no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(withoutEscapes(escaped)).toBe(withoutEscapes(text));
      }),
    );
  });
});

describe('escapeLogText', () => {
  it.each([
    ['::error::pwned', '\\x3a:error::pwned'],
    ['  ::set-output name=a::b', '  \\x3a:set-output name=a::b'],
    ['name ::error::', 'name \\x3a:error::'],
    ['x\n::error::', 'x\\x0a::error::'],
    ['a##[add-mask]e', 'a#\\x23[add-mask]e'],
    ['###[x', '##\\x23[x'],
    ['a##vso[task.setvariable variable=b]c', 'a#\\x23vso[task.setvariable variable=b]c'],
    ['##teamcity[x]##', '#\\x23teamcity[x]##'],
    ['Foo::Bar is C++', 'Foo::Bar is C++'],
    [':::', '\\x3a::'],
  ])('%j becomes %j', (input, output) => {
    expect(escapeLogText(input)).toBe(output);
  });

  it('never lets a line of a log begin with a command, wherever it is broken at spaces', () => {
    const piece = fc.constantFrom(
      '::',
      ':',
      '#',
      '[',
      '##[',
      '##vso[',
      ' ',
      'a',
      '\n',
      '\r',
      '\u200b',
      '\u00a0',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const escaped = escapeLogText(pieces.join(''));
        expect(escaped).not.toMatch(/##\w*\[/);
        for (const word of escaped.split(/\s/)) expect(word.startsWith('::')).toBe(false);
      }),
    );
  });
});

/** Undoes the visible escapes, as a reader would. */
function withoutEscapes(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})|\\u\{([0-9a-f]+)\}/g, (_all, short, long) =>
    code(Number.parseInt(short ?? long, 16)),
  );
}
