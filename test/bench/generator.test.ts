import { beforeAll, describe, expect, test } from 'vitest';
import { readFacts } from '../../bench/accuracy/facts.ts';
import { LOOK_ALIKES } from '../../bench/accuracy/lookalikes/index.ts';
import { PLACEMENTS } from '../../bench/accuracy/placements/index.ts';
import { createGenerator, type TreeFile } from '../../bench/accuracy/tree.ts';
import { hasValues } from '../../bench/accuracy/values.ts';

const FACTS = readFacts('rules');
const ROUNDS = 3;
let files: TreeFile[];

beforeAll(() => {
  const generator = createGenerator(FACTS, 7);
  files = Array.from({ length: PLACEMENTS.length * ROUNDS }, (_, number) => generator.leak(number));
});

describe('the generated leaks', () => {
  test('every placement is written', () => {
    const written = new Set(files.map((file) => file.placement));
    expect(PLACEMENTS.map((placement) => placement.id).filter((id) => !written.has(id))).toEqual([]);
  });

  test('no two placements share an id', () => {
    const ids = PLACEMENTS.map((placement) => placement.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('every issuer that hands out values is met', () => {
    const met = new Set(files.flatMap((file) => file.truth.map((truth) => truth.drawnFrom)));
    const missing = FACTS.filter((issuer) => hasValues(issuer) && !met.has(issuer.id)).map(
      (issuer) => issuer.id,
    );
    expect(missing).toEqual([]);
  });

  test('every way of saying the issuer is met', () => {
    const said = new Set(files.map((file) => file.said));
    for (const way of [
      'name',
      'import',
      'key',
      'host',
      'header',
      'file',
      'folder',
      'comment',
      'sibling',
      'class',
      'nowhere',
    ])
      expect(said, way).toContain(way);
  });

  test('no mark stays in a file, and no path leaves the tree', () => {
    for (const file of files) {
      expect(/[\ue000\ue001\ue100-\uf8ff]/.test(file.text), file.placement).toBe(false);
      expect(file.path).not.toMatch(/(?:^|\/)\.\.(?:\/|$)|^\//);
    }
  });

  test('every file holds at least one value, and each span is within the text', () => {
    for (const file of files) {
      expect(file.truth.length, file.placement).toBeGreaterThan(0);
      for (const { start, end } of file.truth.flatMap((truth) => truth.spans)) {
        expect(end, file.placement).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(file.text.length);
      }
    }
  });

  test('no value belongs to two credentials of a file', () => {
    const generator = createGenerator(FACTS, 7);
    const period = files.findIndex(
      ({ placement }, number) => number > 0 && placement === files[0]!.placement,
    );
    const several = files
      .slice(0, period)
      .flatMap(({ placement }, at) => (/^several/.test(placement) ? [at] : []));
    const many = several.flatMap((at) =>
      Array.from({ length: 24 }, (_, round) => generator.leak(at + round * period)),
    );
    for (const { placement, text, truth } of many) {
      const values = truth.map(({ credential, spans }) => ({
        credential,
        text: spans.map(({ start, end }) => text.slice(start, end)).join(' '),
      }));
      const twice = values.filter((value) =>
        values.some((other) => other.credential !== value.credential && other.text === value.text),
      );
      expect(twice, placement).toEqual([]);
    }
  }, 60_000);

  test('paths are all different', () => {
    expect(new Set(files.map((file) => file.path)).size).toBe(files.length);
  });
});

describe('one seed', () => {
  test('makes the same tree again, and another seed another one', () => {
    const texts = (seed: number): string[] => {
      const generator = createGenerator(FACTS, seed);
      return [0, 50, 101, 202, 303]
        .flatMap((n) => [generator.leak(n), generator.lookAlike(n)])
        .map((f) => `${f.path}\n${f.text}`);
    };
    expect(texts(3)).toEqual(texts(3));
    expect(texts(4)).not.toEqual(texts(3));
  });

  test('makes any file alone as it makes it among others', () => {
    const alone = createGenerator(FACTS, 7).leak(123);
    expect(alone).toEqual(files[123]);
  });
});

test('every look-alike has an id of its own and writes text', () => {
  const generator = createGenerator(FACTS, 1);
  const ids = LOOK_ALIKES.map((_, number) => {
    const file = generator.lookAlike(number);
    expect(file.truth).toEqual([]);
    expect(file.text.length, file.placement).toBeGreaterThan(0);
    return file.placement;
  });
  expect(new Set(ids).size).toBe(LOOK_ALIKES.length);
});
