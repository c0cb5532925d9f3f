import { describe, expect, it } from 'vitest';
import { bindingOf } from '../../src/engine/binding.ts';
import type { Via } from '../../src/engine/binding-types.ts';
import { growth, LETTERS_AND_DIGITS, randomText } from './made.ts';

const VALUE = randomText(LETTERS_AND_DIGITS, 40, 'binding');

function read(snippet: string) {
  const text = snippet.replace('@', VALUE);
  const start = text.indexOf(VALUE);
  return bindingOf(text, start, start + VALUE.length);
}

/** A snippet with `@` for the value: the first name on the way out, and how it is bound. */
const SNIPPETS: [string, Via, string][] = [
  ['API_KEY=@', 'assignment', 'API_KEY'],
  ['export API_KEY="@"', 'assignment', 'API_KEY'],
  ['const apiKey: string = "@";', 'assignment', 'apiKey'],
  ['let apiSecret = String::from("@");', 'call', 'from'],
  ['self.api_secret = "@"', 'assignment', 'api_secret'],
  ["config['api_key'] = '@'", 'assignment', 'api_key'],
  ['{"apiKey": "@"}', 'assignment', 'apiKey'],
  ["{ 'apiKey' => '@' }", 'assignment', 'apiKey'],
  ['apiKey := "@"', 'assignment', 'apiKey'],
  ['static const char* API_KEY = "@";', 'assignment', 'API_KEY'],
  ['private static final String API_SECRET = "@";', 'assignment', 'API_SECRET'],
  ['let apiKey: &str = "@";', 'assignment', 'apiKey'],
  ['public string ApiKey { get; set; } = "@";', 'assignment', 'ApiKey'],
  ['api_key: "@"', 'assignment', 'api_key'],
  ['  - api_key: @', 'assignment', 'api_key'],
  ['connect(api_key="@")', 'assignment', 'api_key'],
  ['key = process.env.KRAKEN_SECRET || "@"', 'assignment', 'KRAKEN_SECRET'],
  ['key = os.environ.get("KRAKEN_SECRET") or "@"', 'assignment', 'KRAKEN_SECRET'],
  ['# secret = "@"', 'assignment', 'secret'],
  ['if key == "@":', 'assignment', 'key'],
  ['os.getenv("API_SECRET", "@")', 'argument-name', 'API_SECRET'],
  ['params.put("apiKey", "@");', 'argument-name', 'apiKey'],
  ['["--api-secret", "@"]', 'argument-name', 'api-secret'],
  ['strcpy(config.api_key, "@");', 'argument-name', 'api_key'],
  ['exchange.setApiKey("@")', 'call', 'setApiKey'],
  ['new Client("x", "@")', 'argument-name', 'x'],
  ['Client("@")', 'call', 'Client'],
  ['<apiKey>@</apiKey>', 'tag', 'apiKey'],
  ['<string name="api_key">@</string>', 'tag', 'api_key'],
  ['<key>ApiSecret</key>\n<string>@</string>', 'tag', 'ApiSecret'],
  ['<add key="ApiSecret" value="@"/>', 'assignment', 'ApiSecret'],
  ['ENV API_KEY @', 'words', 'API_KEY'],
  ['bot --api-key @', 'words', 'api-key'],
  ['#define API_KEY "@"', 'words', 'API_KEY'],
  ['API secret:\n@', 'line-above', 'secret'],
  ['My API secret\n@', 'line-above', 'secret'],
  ["INSERT INTO keys (owner, api_secret) VALUES (17, '@')", 'column', 'api_secret'],
];

describe('bindingOf', () => {
  it.each(SNIPPETS)('%s: by %s to %s', (snippet, via, name) => {
    const binding = read(snippet);
    const { via: how, name: what } = binding.near[0] ?? binding.labels[0]!;
    expect({ how, what }).toEqual({ how: via, what: name });
  });

  it.each([
    ['{"name": "API_SECRET", "value": "@"}', 'API_SECRET'],
    ['- name: API_SECRET\n  value: "@"', 'API_SECRET'],
    ['{"value": "@", "key": "API_SECRET"}', 'API_SECRET'],
  ])('%s: the name beside the value is %s', (snippet, name) => {
    expect(read(snippet).near.map((label) => [label.via, label.name])).toContainEqual(['sibling', name]);
  });

  it('does not take the name of the next entry for a name beside the value', () => {
    const names = read('[{"value": "@"}, {"name": "API_SECRET", "value": "x"}]').near.map(
      (label) => label.name,
    );
    expect(names).not.toContain('API_SECRET');
  });

  it('reads outwards, innermost first, through brackets', () => {
    const labels = read('exchanges = {"kraken": {"live": {"secret": "@"}}}').labels.map(
      (label) => label.name,
    );
    expect(labels).toEqual(['secret', 'live', 'kraken', 'exchanges']);
  });

  it('reads outwards through indentation', () => {
    const blocks = read('exchanges:\n  okx:\n    key: x\n  kraken:\n    live:\n      secret: @\n').blocks();
    expect(blocks.map((label) => label.name)).toEqual(['live', 'kraken', 'exchanges']);
  });

  it('reads the section, not the one before', () => {
    const blocks = read('[okx]\nkey = x\n[kraken]\nother = y\nsecret = @\n').blocks();
    expect(blocks.map((label) => [label.via, label.name])).toEqual([['section', 'kraken']]);
  });

  it('tells the position in a call, past nested brackets and strings', () => {
    const label = read('connect(url, [1, 2], {"a": 1, "b": 2}, "@", 5)').labels.find(
      ({ via }) => via === 'call',
    )!;
    expect({ name: label.name, position: label.position }).toEqual({ name: 'connect', position: 3 });
  });

  it('takes no value for a name', () => {
    const other = randomText(LETTERS_AND_DIGITS, 40, 'other');
    const labels = read(`${other}\n@\n${other}`).labels;
    expect(labels.map((label) => label.name)).not.toContain(other);
  });

  it.each(['(', '{"a":', '[', '"', '\\', '=', ' ', '\n', '<a>', 'a.b(', '#', '||'])(
    'is bounded by constants before a megabyte of %s',
    (unit) => {
      const texts = [1, 2].map((scale) => unit.repeat((scale * 500_000) / unit.length) + VALUE);
      const work = (scale: 1 | 2) => {
        const text = texts[scale - 1]!;
        for (let round = 0; round < 20; round++) {
          const binding = bindingOf(text, text.length - VALUE.length, text.length);
          expect(binding.labels.length + binding.scopes.length + binding.blocks().length).toBeLessThan(200);
        }
      };
      expect(growth(work, 4)).toBeLessThan(3);
    },
  );
});
