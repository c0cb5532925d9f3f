import process from 'node:process';
import { beforeAll, describe, expect, test } from 'vitest';
import { encode } from '../../bench/accuracy/encode.ts';
import { readFacts } from '../../bench/accuracy/facts.ts';
import { type FileScore, isSecret, scoreFile } from '../../bench/accuracy/score.ts';
import { createGenerator, type TreeFile } from '../../bench/accuracy/tree.ts';
import { createEngine } from '../../src/engine/create.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';

/** A seed of its own, so that what is measured here was not looked at while the engine was written. */
const SEED = 90_210;
const LEAKS = 1200;
const LOOK_ALIKES = 300;

let leaks: FileScore[];
let lookAlikes: FileScore[];

beforeAll(() => {
  const generator = createGenerator(readFacts('rules'), SEED);
  const engine = createEngine(builtinCatalog().rules);
  const score = (file: TreeFile): FileScore => {
    const { credentials } = engine.scan({ bytes: encode(file.text, file.encoding), path: file.path });
    const results = credentials.map(({ issuer, confidence, parts }) => ({
      issuer,
      confidence,
      places: parts.map(({ region }) => ({ path: file.path, region })),
    }));
    return scoreFile(file, results);
  };
  leaks = Array.from({ length: LEAKS }, (_, number) => score(generator.leak(number)));
  lookAlikes = Array.from({ length: LOOK_ALIKES }, (_, number) => score(generator.lookAlike(number)));
});

function sum(count: (score: FileScore) => number): number {
  return leaks.reduce((total, score) => total + count(score), 0);
}

/** A share in percent, printed with what it is a share of. */
function share(what: string, part: number, whole: number): number {
  const percent = (100 * part) / whole;
  process.stdout.write(`${what}: ${percent.toFixed(1)} % (${part}/${whole})\n`);
  return percent;
}

describe('generated leaks', () => {
  test('secrets are found where they stand', () => {
    const secrets = leaks
      .flatMap(({ outcomes }) => outcomes)
      .filter(({ truth }) => isSecret(truth) && truth.role !== 'passphrase');
    const found = secrets.filter((outcome) => outcome.found).length;
    expect(share('secrets found, passphrases aside', found, secrets.length)).toBeGreaterThanOrEqual(95);
  });

  test('the issuer is named where the file says it', () => {
    const told = leaks.flatMap(({ outcomes }) => outcomes).filter(({ named }) => named !== null);
    const right = told.filter(({ named }) => named).length;
    expect(share('issuers named', right, told.length)).toBeGreaterThanOrEqual(97);
  });

  test('what belongs together is one credential', () => {
    const pairs = sum((score) => score.pairs);
    expect(
      share(
        'credentials united',
        sum((score) => score.united),
        pairs,
      ),
    ).toBeGreaterThanOrEqual(88);
  });

  test('credentials are not mixed', () => {
    expect(sum(({ mixed }) => mixed)).toBeLessThanOrEqual(1);
  });
});

test('no look-alike is taken for a leak', () => {
  const reported = lookAlikes
    .filter(({ stray }) => stray.length > 0)
    .map(({ file }) => `${file.placement} ${file.path}`);
  expect(reported).toEqual([]);
});
