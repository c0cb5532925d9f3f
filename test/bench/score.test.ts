import { expect, test } from 'vitest';
import { createLocator, overlaps } from '../../bench/accuracy/regions.ts';
import { type Result, readResults } from '../../bench/accuracy/scanner.ts';
import { scoreFile } from '../../bench/accuracy/score.ts';
import type { TreeFile } from '../../bench/accuracy/tree.ts';

const text = 'key = AAAA\nsecret = BBBB\nkey = CCCC\nsecret = DDDD\n';
const at = (value: string): { start: number; end: number }[] => [
  { start: text.indexOf(value), end: text.indexOf(value) + 4 },
];
const file: TreeFile = {
  path: 'a/b.ini',
  text,
  encoding: 'utf8',
  placement: 'ini/section',
  said: 'name',
  truth: [
    { issuer: 'one', drawnFrom: 'one', role: 'apiKey', credential: 0, spans: at('AAAA') },
    { issuer: 'one', drawnFrom: 'one', role: 'secret', credential: 0, spans: at('BBBB') },
    { issuer: 'two', drawnFrom: 'two', role: 'apiKey', credential: 1, spans: at('CCCC') },
    { issuer: 'two', drawnFrom: 'two', role: 'secret', credential: 1, spans: at('DDDD') },
  ],
};

function result(issuer: string, ...values: string[]): Result {
  const locate = createLocator(text);
  return {
    issuer,
    confidence: 'likely',
    places: values.map((value) => ({ path: file.path, region: locate(at(value)[0]!) })),
  };
}

test('a credential is united when one result holds all its parts', () => {
  const score = scoreFile(file, [result('one', 'BBBB', 'AAAA'), result('two', 'DDDD')]);
  expect(score).toMatchObject({ pairs: 2, united: 1, mixed: 0, stray: [] });
  expect(score.outcomes.map((o) => o.found)).toEqual([true, true, false, true]);
});

test('a result over two credentials is mixed, one over none is stray', () => {
  const nowhere: Result = {
    issuer: 'x',
    confidence: '',
    places: [{ path: file.path, region: { startLine: 9, startColumn: 1, endLine: 9, endColumn: 5 } }],
  };
  const score = scoreFile(file, [result('one', 'BBBB', 'CCCC'), nowhere]);
  expect(score.mixed).toBe(1);
  expect(score.stray).toEqual([nowhere]);
});

test('the name counts only where the file says it', () => {
  const silent = { ...file, truth: file.truth.map((truth) => ({ ...truth, issuer: null })) };
  expect(scoreFile(silent, [result('other', 'BBBB')]).outcomes[1]!.named).toBeNull();
  expect(scoreFile(file, [result('other', 'BBBB')]).outcomes[1]!.named).toBe(false);
});

test('neighbouring regions do not overlap', () => {
  const region = (startColumn: number, endColumn: number) => ({
    startLine: 1,
    startColumn,
    endLine: 1,
    endColumn,
  });
  expect(overlaps(region(1, 5), region(5, 9))).toBe(false);
  expect(overlaps(region(1, 6), region(5, 9))).toBe(true);
});

test('SARIF and plain JSON give the same place', () => {
  const region = { startLine: 2, startColumn: 10, endLine: 2, endColumn: 14 };
  const location = { physicalLocation: { artifactLocation: { uri: 'a/b%20c.ini' }, region } };
  const sarif = JSON.stringify({
    runs: [{ results: [{ ruleId: 'one/secret', locations: [location], properties: { issuer: 'one' } }] }],
  });
  const plain = JSON.stringify([
    { File: '/tmp/x/a/b c.ini', StartLine: 2, EndLine: 2, StartColumn: 10, EndColumn: 13, RuleID: 'one' },
  ]);
  const places = [{ path: 'a/b c.ini', region }];
  expect(readResults(sarif, '/tmp/x')).toMatchObject([{ issuer: 'one', places }]);
  expect(readResults(plain, '/tmp/x')).toMatchObject([{ issuer: 'one', places }]);
});
