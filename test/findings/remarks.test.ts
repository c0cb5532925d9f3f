import { describe, expect, it } from 'vitest';
import { applyRemarks } from '../../src/findings/remarks.ts';
import { madeUp, region, sealed } from './make.ts';

/** Whether a remark covers the value on the first line that holds `VALUE`. */
function isCovered(text: string, bytes: Uint8Array = Buffer.from(text)): boolean {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes('VALUE'));
  const finding = sealed({ secret: madeUp(1) });
  finding.parts[0]!.region = region(index + 1, lines[index]!.indexOf('VALUE') + 1, 5);
  applyRemarks([finding], bytes);
  return finding.allowed !== null;
}

describe('a remark that a value is made up', () => {
  it.each([
    ['Python', 'secret = "VALUE"  # noqa: mock'],
    ['C', 'const char *secret = "VALUE"; // dummy'],
    ['SQL', "insert 'VALUE'; -- not a real one"],
    ['HTML', '<b>VALUE</b> <!-- placeholder -->'],
    ['a later line', 'one\ntwo\nSECRET=VALUE # well-known\n'],
  ])('covers it in %s', (_language, text) => {
    expect(isCovered(text)).toBe(true);
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(isCovered(text, utf16)).toBe(true);
  });

  it.each([
    ['a remark about something else', 'secret = "VALUE"  # mockingbird'],
    ['another line', 'secret = "VALUE"\n# mock'],
    ['the line before', '# mock\nsecret = "VALUE"'],
    ['what an editor shows on another line', 'secret = "VALUE"\r# mock'],
    ['a remark before it', 'secret = /* mock */ "VALUE"'],
    ['no comment', 'secret = "VALUE" + mock'],
    ['a remark far away', `secret = "VALUE"${' '.repeat(200)}# mock`],
  ])('does not cover it with %s', (_, text) => {
    expect(isCovered(text)).toBe(false);
  });
});
