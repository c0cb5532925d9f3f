import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { type JsonNode, JsonSyntaxError, parseJson } from '../../src/config/json.ts';
import { KeysweepError } from '../../src/errors.ts';
import { parseBaseline, renderBaseline } from '../../src/findings/baseline.ts';
import { findInlineAllows } from '../../src/findings/inline-allow.ts';
import { ambiguityProblem } from '../../src/rules/ambiguity.ts';
import { backtrackingProblem } from '../../src/rules/backtracking.ts';
import { parseRuleDocument } from '../../src/rules/document.ts';
import { parseRegex, RegexSyntaxError } from '../../src/rules/regex.ts';
import { parsePushedRefs } from '../../src/sources/pushed.ts';
import { ALLOW } from '../cli/keysweep.ts';
import { PATIENCE, withDamaged } from './damage.ts';

vi.setConfig({ testTimeout: PATIENCE });

const buffers = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const ROOT = join(import.meta.dirname, '..', '..');

/** What the work gives, or null where it refuses its input in a person's words. */
function unlessRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(KeysweepError);
    return null;
  }
}

function plain({ value }: JsonNode): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return [...value].map(([key, { node }]) => [key, plain(node)]);
}

/** The platform's own reading, in the same shape; undefined where it refuses. */
function platformReading(text: string): unknown {
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shape);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value).map(([key, entry]) => [key, shape(entry)]);
  };
  try {
    return shape(JSON.parse(text.replace(/^\u{feff}/u, '')));
  } catch {
    return undefined;
  }
}

/** Order of an object's members, which the platform changes for names that are numbers. */
function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const items = value.map(sorted);
  const isObject = items.every(
    (item) => Array.isArray(item) && item.length === 2 && typeof item[0] === 'string',
  );
  return isObject ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
}

describe('configuration', () => {
  const corpus = buffers(
    '{ "exclude": ["docs/**", "a\\u0041"], "minSeverity": "high", "all": true, "jobs": 2 }',
    '{ "maxFileSize": "20 MB", "issuers": ["binance"], "rules": [] }',
    '{ "include": ["a"],\n  "baseline": "b", "x": { "y": [1.5e3, -0, null, false, { "z": "" }] } }',
  );

  it('is read as the platform reads JSON, or refused', () => {
    withDamaged(corpus, (bytes) => {
      const text = bytes.toString();
      try {
        expect(sorted(plain(parseJson(text)))).toEqual(sorted(platformReading(text)));
      } catch (error) {
        if (!(error instanceof JsonSyntaxError)) throw error;
        const lines = text.split('\n').length;
        expect(error.line).toBeGreaterThan(0);
        expect(error.line).toBeLessThanOrEqual(lines);
        const isStricter = /stands twice|too deeply/.test(error.message);
        if (!isStricter) expect(platformReading(text)).toBeUndefined();
      }
    });
  });

  it('is either settings or one clear error', () => {
    withDamaged(corpus, (bytes) => {
      const config = unlessRefused(() => parseConfig(bytes.toString(), 'c.json'));
      for (const pattern of config?.exclude ?? []) expect(pattern.trim()).not.toBe('');
    });
  });
});

describe('the baseline', () => {
  it('survives being read and written, or is refused', () => {
    const print = 'ks1-'.padEnd(36, '0a1b');
    const corpus = buffers(
      `# words\n${print} a note\n${print.replace('0', '7')}\n\n`,
      `${print}\t  two  words\r\n`,
    );
    withDamaged(corpus, (bytes) => {
      const entries = unlessRefused(() => parseBaseline(bytes.toString(), 'b'));
      if (entries === null) return;
      const again = parseBaseline(renderBaseline(entries), 'b');
      expect([...again.keys()].sort()).toEqual([...entries.keys()].sort());
    });
  });
});

describe('inline allows', () => {
  it('stand on lines that the file has', () => {
    const corpus = buffers(
      `a = "x" # ${ALLOW} a reason\n// ${ALLOW}\nb = 1\n<!-- ${ALLOW} words -->\n`,
      `\u{feff}/* ${ALLOW} */ ${ALLOW}`,
    );
    withDamaged([...corpus, Buffer.from(`\u{feff}# ${ALLOW} x\nb`, 'utf16le')], (bytes) => {
      for (const { line, column } of findInlineAllows(bytes)) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(bytes.length + 1);
        expect(column).toBeGreaterThanOrEqual(0);
      }
    });
  });
});

describe('refs that are pushed', () => {
  it('are ids, or refused', () => {
    const [a, b] = ['1a'.repeat(20), '2b'.repeat(32)];
    const corpus = buffers(`refs/heads/x ${a} refs/heads/y ${b}\n`, `${a} ${a} refs/heads/x\n`);
    withDamaged(corpus, (bytes) => {
      for (const hook of ['pre-push', 'pre-receive'] as const) {
        const refs = unlessRefused(() => parsePushedRefs(bytes.toString(), hook)) ?? [];
        for (const { id, old } of refs) expect(`${id} ${old}`).toMatch(/^[0-9a-f]{40,64} [0-9a-f]{40,64}$/);
      }
    });
  });
});

describe('rules', () => {
  const files = ['binance', 'kraken', 'solana-keypair'].map((id) =>
    readFileSync(join(ROOT, 'rules', `${id}.yaml`)),
  );
  const parts = files.flatMap((file) =>
    [0, 1, 2, 3].map((part) => file.subarray(part * 400, part * 400 + 400)),
  );

  it('are a document or a list of problems, never an exception', () => {
    withDamaged(parts, (bytes) => {
      const text = bytes.toString();
      const { value, problems } = parseRuleDocument({ file: 'r.yaml', text });
      if (value === undefined && text.trim() !== '') expect(problems.length).toBeGreaterThanOrEqual(0);
      for (const { line, column } of problems) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
    });
  });

  it('have patterns that are understood, or refused with a reason', () => {
    const corpus = buffers(
      '[A-Za-z0-9]{64}',
      '(?:mx0v|x-)[\\da-f]{8,12}(?!a)',
      '\\bA(B|C)*?D+\\x41\\u0041[^\\]a-]$',
    );
    withDamaged(corpus, (bytes) => {
      const pattern = bytes.toString();
      if (!compiles(pattern)) return;
      try {
        const tree = parseRegex(pattern);
        expect(tree.type).toMatch(/^(?:class|sequence|choice|repeat|lookahead)$/);
        ambiguityProblem(pattern);
        backtrackingProblem(pattern);
      } catch (error) {
        expect(error).toBeInstanceOf(RegexSyntaxError);
      }
    });
  });
});

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
