import { describe, expect, it } from 'vitest';
import { blockEnd, blocksAround } from '../../src/engine/outline.ts';
import { compileRuleset } from '../../src/engine/ruleset.ts';
import { compareStems, wordsBeside } from '../../src/engine/stem.ts';
import { nameOfScope } from '../../src/engine/structure.ts';
import { growth, RULES } from './made.ts';

const ruleset = compileRuleset(RULES);

/** The blocks around `@`, as kind and first line. */
function around(text: string): string[] {
  return blocksAround(text, text.indexOf('@')).map(({ kind, phrase }) => `${kind} ${phrase}`);
}

describe('blocks without brackets', () => {
  it.each([
    ['keys of less indentation', 'a:\n  b:\n    x: 1\n    y: @\n', ['scope b:', 'scope a:']],
    ['the item of a list', 'a:\n  - x: 1\n    y: @\n', ['item - x: 1', 'scope a:']],
    ['a list as far left as its key', 'a:\n- x: 1\n  y: @\n', ['item - x: 1', 'scope a:']],
    ['no other item', '- x: 1\n- x: 2\n  y: @\n', ['item - x: 2']],
    ['the last section', '[a]\nx = 1\n[b]\nx = @\n', ['section [b]']],
    ['the document', 'x: 1\n---\na:\n  x: @\n', ['scope a:', 'document ---']],
    ['branches', "if x == 'a':\n    k = 1\nelif x == 'b':\n    k = @\n", ["scope elif x == 'b':"]],
    ['elements', '<a name="b">\n  <c>1</c>\n  <d>@</d>\n</a>\n', ['scope <a name="b">']],
  ])('%s', (_, text, blocks) => {
    expect(around(text)).toEqual(blocks);
  });

  it('end where the next one begins', () => {
    const text = 'a:\n  - x: 1\n    y: @\n\n  - x: 2\nb: 3\n';
    const at = text.indexOf('@');
    const [item, scope] = blocksAround(text, at);
    expect(text.slice(item!.start, blockEnd(text, item!, at, 1000))).toBe('  - x: 1\n    y: @\n\n');
    expect(text.slice(scope!.start, blockEnd(text, scope!, at, 1000))).toBe(
      text.slice(0, text.indexOf('b:')),
    );
  });

  it('are read in constant time, however long the text', () => {
    const ratio = growth((scale) => {
      const text = `${'  - x: 1\n    y: 2\n'.repeat(20_000 * scale)}@`;
      for (let at = 0; at < 200; at++) blocksAround(text, text.length - 1 - at);
    });
    expect(ratio).toBeLessThanOrEqual(3);
  });
});

describe('names of scopes', () => {
  const name = (text: string) => nameOfScope(text, text.search(/[[({]$/)).trim();
  it.each([
    ['"main": {', 'main'],
    ['main = {', 'main'],
    ["'main' => [", 'main'],
    ['var main = Keys{', 'main'],
    ['class Main {', 'Main'],
    ['connect(', ''],
    ['{', ''],
  ])('%s', (text, expected) => {
    expect(
      name(text)
        .replace(/^(?:var |['"])/, '')
        .replace(/['"]$/, ''),
    ).toBe(expected);
  });

  it.each(['main:', '[main]', '- main:', "if account == 'main':"])('of the line %s', (line) => {
    expect(nameOfScope(`${line}\n`, 0)).toContain('main');
  });

  it('are none for functions', () => {
    expect(['def main():', 'func main() {', 'function main() {'].map((line) => nameOfScope(line, 0))).toEqual(
      ['', '', ''],
    );
  });

  it('are found at once, whatever stands before', () => {
    for (const piece of ['a.', 'a ', `"'`, ' :', 'a:', '::', '= ', '\\', '<a>', '&']) {
      const head = `${piece.repeat(100)}!`;
      expect(nameOfScope(`${head}{`, head.length).length).toBeLessThan(200);
      expect(nameOfScope(`${head}:`, 0).length).toBeLessThan(300);
    }
  });
});

describe('what names say besides issuer and role', () => {
  it.each([
    ['BINANCE_API_KEY_2', '2'],
    ['BINANCE_MAIN_API_SECRET', 'main'],
    ['binanceHedgeSecretKey', 'hedge'],
    ['bybit_testnet_api_key_main', 'testnet main'],
    ['API_SECRET', ''],
    ["config['binance']['accounts'][1]['secret']", '1'],
  ])('%s', (name, words) => {
    expect(wordsBeside(name, ruleset)).toBe(words);
  });

  it.each([
    ['main', 'main', 'same'],
    ['1', '2', 'apart'],
    ['main', '', 'near'],
    ['main', 'main spot', 'near'],
    ['main', 'hedge', 'apart'],
    ['testnet', 'my mainnet', 'apart'],
    ['grid', 'arbitrage', 'other'],
  ])('"%s" and "%s" are %s', (a, b, relation) => {
    expect(compareStems(a, b)).toBe(relation);
    expect(compareStems(b, a)).toBe(relation);
  });
});
