import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_CHECKS } from '../../src/engine/checks/formats.ts';
import { CHECKS } from '../../src/engine/checks/registry.ts';
import { SAMPLERS } from '../../src/engine/checks/samples.ts';
import { createGlance } from '../../src/engine/glance.ts';
import { glanceFacts } from '../../src/engine/glance-facts.ts';
import type { Span } from '../../src/findings/model.ts';
import { builtinCatalog, loadIssuers } from '../../src/rules/catalog.ts';
import { glance as shipped } from '../../src/rules/generated/glance.ts';
import { seededRandom } from '../../src/rules/random.ts';
import { engine, madeValue, RULES } from './made.ts';

const glance = createGlance(glanceFacts(RULES));

/** The lines of a text that a span touches, each with its end. */
function linesAt(bytes: Buffer, span: Span): Span[] {
  const lines: Span[] = [];
  for (let at = span.start; at < span.end; at = lines.at(-1)!.end) {
    const start = at === 0 ? 0 : bytes.lastIndexOf('\n', at - 1) + 1;
    const feed = bytes.indexOf('\n', at);
    lines.push({ start, end: feed < 0 ? bytes.length : feed + 1 });
  }
  return lines;
}

/** Lines that a value of a credential stands in and that a glance takes for clean, were they alone new. */
function overlooked(bytes: Buffer, path: string): string[] {
  const { credentials } = engine.scan({ bytes, path });
  return credentials.flatMap(({ issuer, parts }) =>
    parts.flatMap(({ role, span }) =>
      linesAt(bytes, span)
        .filter((line) => !glance({ bytes, path, within: [line] }))
        .map(() => `${path}: ${issuer} ${role}`),
    ),
  );
}

function kindOf(issuer: string): string {
  return RULES.find(({ id }) => id === issuer)!.credentials[0]!.id;
}

const CODE = Array.from(
  { length: 60 },
  (_, at) => `  const level${at} = await getOrderBookLevelsOfSymbolV2(symbol, { depth: 'full' });\n`,
).join('');

/** As somebody chooses a password. */
const CHOSEN = ['Seven7', 'horses!'].join('');

describe('a glance at new lines', () => {
  it('takes no line of a credential for clean, whichever alone is new', async () => {
    const issuers = await loadIssuers(builtinCatalog());
    const examples = issuers.flatMap(({ examples: { positive } }) => positive);
    expect(examples.length).toBeGreaterThan(300);
    expect(examples.flatMap(({ path, text }) => overlooked(Buffer.from(text), path))).toEqual([]);
  });

  it('does so in the midst of other lines', async () => {
    const issuers = await loadIssuers(builtinCatalog());
    const texts = issuers.flatMap(({ examples: { positive } }) => positive.slice(0, 1));
    const around = texts.map(({ path, text }) => ({ path, bytes: Buffer.from(`${CODE}${text}\n${CODE}`) }));
    expect(around.flatMap(({ path, bytes }) => overlooked(bytes, path))).toEqual([]);
  });

  it('says no only where the engine finds nothing', () => {
    const line = fc.constantFrom(
      'import ccxt',
      'exchange: kucoin',
      '[okx]',
      `api_key = "${madeValue('okx', kindOf('okx'))}"`,
      ...RULES.slice(0, 80).flatMap(({ id, credentials }) =>
        credentials.slice(0, 3).map((kind) => `${id}_${kind.role}: ${madeValue(id, kind.id, 'glance')}`),
      ),
      `OKX_PASSPHRASE=${CHOSEN}`,
      `passphrase: "${CHOSEN}"`,
      'api_memo = "trading"',
      '  "uid": 4837261,',
      'client = Client(key, secret,',
      '  // the order is placed again when the book moves',
      '&quot;token&quot;',
      '}',
      '',
    );
    const paths = fc.constantFrom('.env', 'bot/okx.py', 'src/a.ts', 'config.yaml', 'notes.md', 'x.unknown');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), paths, fc.array(fc.nat(29)), (lines, path, added) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const starts = lines.map((_, at) => lines.slice(0, at).join('\n').length + (at > 0 ? 1 : 0));
        const within = [...new Set(added)]
          .filter((at) => at < lines.length)
          .sort((a, b) => a - b)
          .map((at) => ({ start: starts[at]!, end: starts[at]! + lines[at]!.length + 1 }));
        if (!glance({ bytes, path, within })) {
          expect(engine.scan({ bytes, path, within }).credentials).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('says no to code, and to new lines far from a credential', () => {
    const key = `API_SECRET = "${madeValue('binance', kindOf('binance'))}"\n`;
    const bytes = Buffer.from(key + CODE);
    expect(glance({ bytes: Buffer.from(CODE), path: 'a.ts', within: [{ start: 0, end: CODE.length }] })).toBe(
      false,
    );
    expect(glance({ bytes, path: 'a.ts', within: [{ start: 0, end: key.length }] })).toBe(true);
    expect(glance({ bytes, path: 'a.ts', within: [{ start: bytes.length - 200, end: bytes.length }] })).toBe(
      false,
    );
    expect(glance({ bytes, path: 'a.ts', within: [] })).toBe(false);
  });

  it('knows the rules that are shipped', () => {
    expect(JSON.parse(shipped)).toEqual(glanceFacts(RULES));
  });

  it('may leave out kinds that their checks cannot prove', () => {
    for (const name of FORMAT_CHECKS) {
      const check = CHECKS.get(name);
      expect(check, name).toBeDefined();
      const sampler = SAMPLERS.get(name);
      for (let seed = 0; sampler !== undefined && seed < 20; seed++)
        expect(check!(sampler(seededRandom(`${name} ${seed}`), undefined), undefined)).not.toBe('proof');
    }
  });
});
