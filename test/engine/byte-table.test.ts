import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../../src/engine/byte-table.ts';

const FOLDER = 'src/engine';
const CALL = /tableOf\((\/(?:\[(?:\\.|[^\]\\])+\]|\\.)\/)\)/g;

/** Every pattern that the engine makes a table of, as it is written there. */
function patternsInUse(): string[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(join(FOLDER, name), 'utf8'));
  expect(texts.join('').match(/(?<!function )tableOf\(\//g)).toHaveLength(
    texts.join('').match(CALL)?.length ?? 0,
  );
  return [...new Set(texts.flatMap((text) => [...text.matchAll(CALL)].map(([, pattern]) => pattern!)))];
}

function byRunning(pattern: RegExp): number[] {
  return Array.from({ length: 256 }, (_, code) => Number(pattern.test(String.fromCharCode(code))));
}

describe('a table of a class of characters', () => {
  it.each([...patternsInUse(), '/[-a]/', '/[a-]/', '/[\\-\\]\\\\]/', '/[\\x00-\\xff]/'])(
    'is what running %s says',
    (literal) => {
      const pattern = new RegExp(literal.slice(1, -1));
      expect([...tableOf(pattern)]).toEqual(byRunning(pattern));
    },
  );
});
