import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/create.ts';
import { checkRules, type ExampleScan, formatFault } from '../../src/rules/check.ts';
import { parseRule } from '../../src/rules/schema.ts';
import { matchingOf } from '../../src/rules/split.ts';
import { known, ruleTexts, tools } from './known.ts';

const issuers = ruleTexts().flatMap(({ file, text }) => parseRule({ file, text, known }).issuer ?? []);
const engine = createEngine(issuers.map(matchingOf));

/** Offsets in bytes become offsets in the text: examples hold more than ASCII. */
const scan: ExampleScan = (path, text) => {
  const bytes = Buffer.from(text);
  const offset = (end: number) => bytes.subarray(0, end).toString().length;
  return engine.scan({ bytes, path }).credentials.flatMap(({ issuer, parts }, credentialIndex) =>
    parts.map(({ role, span }) => ({
      issuer,
      role,
      start: offset(span.start),
      end: offset(span.end),
      credentialIndex,
    })),
  );
};

describe('the examples of the rules', () => {
  it.each(issuers.map((issuer) => [issuer.id, issuer] as const))('%s', (_id, issuer) => {
    expect(checkRules({ issuers: [issuer], scan, tools }).map(formatFault)).toEqual([]);
  });
});
