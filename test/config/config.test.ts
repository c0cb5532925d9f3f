import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CONFIG_KEYS, parseConfig } from '../../src/config/config.ts';
import { findUpward, loadConfig } from '../../src/config/find.ts';
import { parseJson } from '../../src/config/json.ts';
import { nearestName } from '../../src/config/nearest.ts';
import { parseSize } from '../../src/config/size.ts';

const COMPLETE = {
  include: ['src/**'],
  exclude: ['**/*.svg'],
  minSeverity: 'medium',
  minConfidence: 'likely',
  issuers: ['binance', 'okx'],
  rules: ['our-rules/desk.yaml'],
  baseline: '.keysweep-baseline',
  maxFileSize: '20 MB',
  all: true,
  jobs: 2,
};

describe('parseConfig', () => {
  it('reads every key', () => {
    expect(Object.keys(COMPLETE).sort()).toEqual([...CONFIG_KEYS].sort());
    expect(parseConfig(JSON.stringify(COMPLETE), 'c')).toEqual({ ...COMPLETE, maxFileSize: 20_000_000 });
  });

  it.each([
    ['an unknown key', '{\n  "excludes": []\n}', 2, 'unknown key "excludes"', 'Did you mean "exclude"?'],
    ['a key that pollutes', '{ "__proto__": {} }', 1, 'unknown key', 'Known keys'],
    ['a key that could be a value', '{ "a1b2c3d4e5": {} }', 1, 'unknown key$', 'Known keys'],
    ['a wrong type', '{\n"all":\n"yes"}', 3, '"all" must be true or false', undefined],
    ['a wrong name', '{"minSeverity": "hgih"}', 1, 'must be one of low, medium', undefined],
    ['a number of jobs that is none', '{\n\n"jobs": 0.5}', 3, '"jobs" must be a whole number', undefined],
    ['a list that holds no text', '{"rules": [\n"a.yaml",\n7]}', 3, 'must be a text', undefined],
    ['a size that is none', '{"maxFileSize": "-1"}', 1, '"maxFileSize" must be a size', undefined],
    ['a comment', '{\n// why\n}', 2, 'expected a key in double quotes', 'no comments'],
    ['a comma too many', '{"all": true,\n}', 2, 'expected a key', 'no comma after'],
    ['a key twice', '{"all": true,\n"all": false}', 2, 'this key stands twice', undefined],
    ['a list', '[]', 1, 'expected an object', undefined],
    ['nothing', '', 1, 'expected a value', undefined],
    ['more behind the end', '{}\n{}', 2, 'expected the end', undefined],
    ['endless nesting', '['.repeat(100_000), 1, 'nested too deeply', undefined],
  ])('refuses %s', (_what, text, line, message, hint) => {
    expect(() => parseConfig(text, 'dir/c.json')).toThrow(
      expect.objectContaining({
        code: 'CONFIG',
        message: expect.stringMatching(`^dir/c.json:${line}: .*${message}`),
        ...(hint === undefined ? {} : { hint: expect.stringContaining(hint) }),
      }),
    );
  });
});

describe('parseJson', () => {
  const plain = (node: ReturnType<typeof parseJson>): unknown => {
    if (Array.isArray(node.value)) return node.value.map(plain);
    if (!(node.value instanceof Map)) return node.value;
    return Object.fromEntries([...node.value].map(([key, member]) => [key, plain(member.node)]));
  };

  it('agrees with JSON.parse on everything that is JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\0-1.eEtrufalsn\n ') }), (text) => {
        if (parses(() => parseJson(text))) expect(parses(() => JSON.parse(text))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    function parses(attempt: () => unknown): boolean {
      try {
        attempt();
        return true;
      } catch {
        return false;
      }
    }
  });
});

describe('finding files upward', () => {
  const root = mkdtempSync(join(tmpdir(), 'keysweep-config-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const deep = join(root, 'repo', 'a', 'b');
  mkdirSync(join(root, 'repo', '.git'), { recursive: true });
  mkdirSync(deep, { recursive: true });
  const name = 'found.json';

  it('goes to the root of the git work tree and no further', () => {
    writeFileSync(join(root, name), '{}');
    expect(findUpward(deep, name)).toBeNull();
    writeFileSync(join(root, 'repo', name), '{}');
    expect(findUpward(deep, name)).toBe(join(root, 'repo', name));
    expect(findUpward(root, name)).toBe(join(root, name));
  });

  it('takes the nearest, but neither folders nor links', () => {
    mkdirSync(join(deep, name));
    symlinkSync('/etc/hostname', join(root, 'repo', 'a', name));
    expect(findUpward(deep, name)).toBe(join(root, 'repo', name));
  });

  it('says which configuration cannot be read', () => {
    expect(() => loadConfig(join(root, 'missing.json'))).toThrow(
      expect.objectContaining({ code: 'CONFIG', message: `${join(root, 'missing.json')}: cannot be read` }),
    );
  });
});

it.each([
  ['exlude', 'exclude'],
  ['EXCLUDE', 'exclude'],
  ['inlcude', 'include'],
  ['min-severity', 'minSeverity'],
  ['colour', null],
  ['x'.repeat(10_000), null],
])('takes %s for %s', (name, meant) => {
  expect(nearestName(name, CONFIG_KEYS)).toBe(meant);
});

it.each([
  ['1', 1],
  ['1024 B', 1024],
  ['500k', 500_000],
  ['1.5 MB', 1_500_000],
  ['2GB', 2_000_000_000],
  ['0', null],
  ['-1', null],
  ['1 TB', null],
  ['ten', null],
  ['', null],
])('reads the size %j', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

it('documents every key', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
  for (const key of CONFIG_KEYS) expect(page).toContain(`| \`${key}\` |`);
});
