import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/history/commit-graph.ts';
import { createPackedCommits, packCommit } from '../../src/history/commit-records.ts';

/** Positions in the history of the commits that each is built on, and when it was made. */
interface Made {
  parents: number[];
  time: number;
}

function idOf(number: number): string {
  return createHash('sha1').update(`${number}`).digest('hex');
}

/** Commits as objects, in two lists as two threads would make them, those of odd numbers first. */
function graphOf(history: readonly Made[]) {
  const lists = [createPackedCommits(), createPackedCommits()];
  history.forEach(({ parents, time }, number) => {
    const headers = [
      `tree ${idOf(-1)}`,
      ...parents.map((parent) => `parent ${idOf(parent)}`),
      `author A <a@example.org> 1 +0000`,
      `committer A <a@example.org> ${time} +0000`,
    ];
    packCommit(lists[1 - (number % 2)]!, idOf(number), Buffer.from(`${headers.join('\n')}\n\nmessage\n`));
  });
  return buildGraph(lists, 20);
}

const HISTORY = fc
  .array(fc.record({ picks: fc.array(fc.nat(), { maxLength: 3 }), time: fc.nat(5) }), { maxLength: 60 })
  .map((list) =>
    list.map(({ picks, time }, number): Made => {
      return { parents: number === 0 ? [] : [...new Set(picks.map((pick) => pick % number))], time };
    }),
  );

/** Everything that a commit is built on, and itself. */
function ancestors(history: readonly Made[], number: number): Set<number> {
  const seen = new Set([number]);
  for (const one of seen) for (const parent of history[one]!.parents) seen.add(parent);
  return seen;
}

describe('the graph of commits', () => {
  it('has parents before children, and tells what reaches what', () => {
    fc.assert(
      fc.property(HISTORY, (history) => {
        const graph = graphOf(history);
        expect(graph.count).toBe(history.length);
        const positions = history.map((_, number) => graph.positionOf(idOf(number))!);
        expect([...positions].sort((a, b) => a - b)).toEqual(history.map((_, number) => number));
        history.forEach(({ parents }, number) => {
          expect(graph.idAt(positions[number]!)).toBe(idOf(number));
          for (const parent of parents) expect(positions[parent]).toBeLessThan(positions[number]!);
        });
        const built = new Set(history.flatMap(({ parents }) => parents));
        const ends = history.flatMap((_, number) => (built.has(number) ? [] : idOf(number)));
        expect([...graph.ends].sort()).toEqual(ends.sort());
        const tips = history.map((_, number) => idOf(number));
        const holders = graph.tipsContaining(positions, [...tips, '']);
        const reached = history.map((_, number) => ancestors(history, number));
        positions.forEach((position, number) => {
          const expected = reached.flatMap((set, tip) => (set.has(number) ? [tip] : []));
          expect(holders.get(position)).toEqual(expected);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('knows nothing of a commit that is not here, and passes over one that comes twice', () => {
    const list = createPackedCommits();
    const bytes = Buffer.from(`tree ${idOf(-1)}\nparent ${idOf(7)}\n\nmessage\n`);
    for (let times = 0; times < 2; times++) packCommit(list, idOf(1), bytes);
    const graph = buildGraph([list], 20);
    expect([graph.count, graph.positionOf(idOf(1)), graph.positionOf(idOf(7))]).toEqual([1, 0, undefined]);
    expect(graph.positionOf('HEAD')).toBeUndefined();
  });

  it('takes less than 80 bytes for a commit', () => {
    const count = 30_000;
    const history = Array.from({ length: count }, (_, number): Made => {
      return { parents: number === 0 ? [] : [number - 1, number >> 1], time: number };
    });
    expect(graphOf(history).held() / count).toBeLessThan(80);
  });
});
