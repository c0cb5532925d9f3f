import { describe, expect, test } from 'vitest';
import { encode } from '../../bench/accuracy/encode.ts';
import { readFacts } from '../../bench/accuracy/facts.ts';
import { isOneLine, type Leak, type Placement } from '../../bench/accuracy/leak.ts';
import { eachValue, mark, unmark, whole } from '../../bench/accuracy/marks.ts';
import { bytes } from '../../bench/accuracy/placements/bytes.ts';
import { PLACEMENTS } from '../../bench/accuracy/placements/index.ts';
import { joinedPieces } from '../../bench/accuracy/placements/joined-pieces.ts';
import { pieces } from '../../bench/accuracy/placements/pieces.ts';
import { createRandom } from '../../bench/accuracy/random.ts';
import { sampleRegex } from '../../bench/accuracy/regex-sampler.ts';

const BINANCE = readFacts('rules').find((issuer) => issuer.id === 'binance')!;

/** A made-up pair of plain words: whatever a placement does to it can be undone by eye. */
function plainLeak(): Leak {
  const random = createRandom('spans');
  const kinds = {
    apiKey: BINANCE.credentials.find((kind) => kind.role === 'apiKey')!,
    secret: BINANCE.credentials.find((kind) => kind.role === 'secret')!,
  };
  const parts = (['apiKey', 'secret'] as const).map((role, index) => {
    const raw = `${role}Value0123456789abcdefghijklmnopqrstuvwxyz`;
    return { role, kind: kinds[role], raw, value: mark(raw, index) };
  });
  return {
    issuer: BINANCE,
    parts,
    said: 'name',
    word: 'binance',
    scheme: 1,
    affix: { before: '', after: '' },
    random,
  };
}

const IN_PARTS = [...pieces, ...joinedPieces, ...bytes];

/** Placements that write the value as it is, at least when it is one plain word. */
function literal(placement: Placement): boolean {
  if (IN_PARTS.includes(placement)) return false;
  return !/^encoding\/|kubernetes-data|unicode-escapes|concatenation|continuation|array-join|adjacent|concat-macro|pem\/|wallet\/|solana\/|^entities\/|^mail\//.test(
    placement.id,
  );
}

describe('spans', () => {
  const leak = plainLeak();
  const fitting = PLACEMENTS.filter(
    (placement) =>
      literal(placement) &&
      placement.says.length > 0 &&
      !placement.others &&
      placement.fits(leak) &&
      isOneLine(leak),
  );

  test('most placements take a plain pair', () => {
    expect(fitting.length).toBeGreaterThan(200);
  });

  test.each(fitting.map((placement) => [placement.id, placement] as const))(
    '%s: each span is exactly the value',
    (_id, placement) => {
      const said = placement.says.includes('name') ? 'name' : placement.says[0]!;
      const { text, spans } = unmark(placement.write({ ...leak, said }, []).text);
      for (const { part, start, end } of spans) expect(text.slice(start, end)).toBe(leak.parts[part]!.raw);
      expect(new Set(spans.map((span) => span.part))).toEqual(new Set([0, 1]));
    },
  );
});

describe('values in pieces and in bytes', () => {
  const leak = plainLeak();

  test.each(
    IN_PARTS.filter((placement) => placement.fits(leak)).map(
      (placement) => [placement.id, placement] as const,
    ),
  )('%s: each span holds the value and not its name', (_id, placement) => {
    const { text, spans } = unmark(placement.write({ ...leak, said: 'name' }, []).text);
    expect(new Set(spans.map((span) => span.part))).toEqual(new Set([0, 1]));
    for (const { start, end } of spans) {
      expect(text.slice(start, Math.min(end, start + 10))).not.toMatch(/binance/i);
      expect(text.slice(0, start)).toMatch(/binance/i);
    }
  });
});

describe('marks', () => {
  test('survive being encoded as a whole: the outcome is the span', () => {
    const encoded = `x=${whole(`{"a":"${mark('one', 0)}","b":"${mark('two', 1)}"}`, (text) => Buffer.from(text).toString('base64'))};`;
    const { text, spans } = unmark(encoded);
    expect(text).toBe(`x=${Buffer.from('{"a":"one","b":"two"}').toString('base64')};`);
    expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([
      text.slice(2, -1),
      text.slice(2, -1),
    ]);
  });

  test('a value in pieces is one span from the first piece to the last', () => {
    const { text, spans } = unmark(
      `k = ${eachValue(mark('abcdef', 3), (value) => `"${value.slice(0, 3)}" + "${value.slice(3)}"`)}`,
    );
    expect(text).toBe('k = "abc" + "def"');
    expect(spans).toEqual([{ part: 3, start: 4, end: text.length }]);
  });
});

test.each([
  ['[0-9a-f]{8}-[0-9a-f]{4}'],
  ['(?:account|master)-[0-9A-Za-z]{20}'],
  ['AK(?!IA)[A-Z0-9]{18}'],
  ['[^\\s\'"]{6,20}'],
  ['\\$2[aby]\\$10\\$[./A-Za-z0-9]{53}'],
  ['[A-Za-z0-9!#$%&()*+,./:;<=>?@^_{|}~\\[\\]]{5}'],
])('the sampler meets %s', (pattern) => {
  for (let seed = 0; seed < 20; seed++)
    expect(sampleRegex({ pattern, random: createRandom(seed) })).toMatch(new RegExp(`^(?:${pattern})$`));
});

test.each([
  ['utf8', 'a'],
  ['utf8-bom', '\ufeffa'],
  ['utf16le', 'a'],
  ['utf16le-bom', '\ufeffa'],
] as const)('%s bytes read back', (encoding, text) => {
  const bytes = Buffer.from(encode('a', encoding));
  expect(bytes.toString(encoding.startsWith('utf8') ? 'utf8' : 'utf16le')).toBe(text);
});
