import { describe, expect, it } from 'vitest';
import { createPathFilter } from '../../src/sources/path-filter.ts';

const wanted = async (patterns: { include?: string[]; exclude?: string[] }, path: string) =>
  (await createPathFilter({ include: [], exclude: [], ...patterns }))(path);

describe('a path filter', () => {
  it.each([
    ['*.min.js', 'a/b/x.min.js', true],
    ['*.min.js', 'x.min.js.txt', false],
    ['node_modules', 'a/node_modules/b/c.js', true],
    ['node_modules', 'node_modules2/c.js', false],
    ['node_modules/', 'node_modules/c.js', true],
    ['/build', 'build/x', true],
    ['/build', 'src/build/x', false],
    ['./build', 'build/x', true],
    ['src/gen', 'src/gen/deep/x', true],
    ['src/gen', 'other/src/gen/x', false],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/deep/a.ts', false],
    ['src/**/*.ts', 'src/very/deep/a.ts', true],
    ['.env*', 'config/.env.local', true],
    ['*', '.hidden', true],
    ['*.{js,ts}', 'a.ts', true],
    ['[[:constructor:]]', 'a', false],
    ['.', 'anything/at/all', true],
    ['!a', 'b', false],
    ['app/(group)', 'app/(group)/page.ts', true],
    ['app/(group)', 'app/group/page.ts', false],
    ['c++', 'src/c++/main.cc', true],
    ['a|b', 'b', false],
    ['{a+,b}.ts', 'a+.ts', true],
  ])('matches %s against %s: %s', async (pattern, path, isMatch) => {
    expect(await wanted({ exclude: [pattern] }, path)).toBe(!isMatch);
    expect(await wanted({ include: [pattern] }, path)).toBe(isMatch);
  });

  it('lets exclude win over include', async () => {
    expect(await wanted({ include: ['src'], exclude: ['*.md'] }, 'src/a.md')).toBe(false);
    expect(await wanted({ include: ['src'], exclude: ['*.md'] }, 'src/a.ts')).toBe(true);
  });

  it.each([
    ['x'.repeat(1100)],
    [''],
    [' '],
    ['*a*b*c*d'],
    ['**/a/**/b/**/x'],
    ['a\\b'],
    ['{a,b}'.repeat(7)],
    ['{a,{b,{c,d}}}'.repeat(3)],
    ['{a,b}*a*a*b'],
  ])('refuses %j', async (pattern) => {
    await expect(wanted({ exclude: [pattern] }, 'a')).rejects.toMatchObject({ code: 'CONFIG' });
  });

  it('refuses more patterns than anybody has', async () => {
    const exclude = Array.from({ length: 501 }, (_, at) => `folder-${at}`);
    await expect(wanted({ exclude }, 'a')).rejects.toMatchObject({ code: 'CONFIG' });
  });

  it.each([
    ['a group that repeats', '(a+)+b'],
    ['a choice that repeats', '(a|a)+b'],
    ['braces that repeat', '{a,aa}+b'],
    ['groups that repeat one another', '((((a)+)+)+)+b'],
    ['a repeated class', '[a-z]+[a-z]+[a-z]+[a-z]+b'],
    ['braces without a difference', `${'{a,a}'.repeat(6)}b`],
    ['braces beside stars', `${'{a,a}'.repeat(5)}*a*b`],
  ])('takes no more time than stars may for %s', async (_, pattern) => {
    const isWanted = await createPathFilter({ include: [], exclude: [pattern] });
    const started = performance.now();
    expect(isWanted('a'.repeat(40))).toBe(true);
    expect(isWanted('a'.repeat(255))).toBe(true);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('stays quick on names made for it', async () => {
    const isWanted = await createPathFilter({ include: [], exclude: ['*a*a*b', '**/a/**/a/b'] });
    const started = performance.now();
    for (let index = 0; index < 20; index++) {
      isWanted('a'.repeat(255));
      isWanted(Array.from({ length: 100 }, () => 'a').join('/'));
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
