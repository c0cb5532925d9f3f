import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { NO_REDIS, startRedis } from '../sweep/queue/servers.ts';
import { exerciseAction, exerciseGitHub, exerciseQueue, type Online } from './online.ts';
import { findPieces, type Pieces, piecesOf, withoutKnown } from './pieces.ts';
import { type Garden, plantEverything } from './planted.ts';

/**
 * A canary for every kind of credential on a GitHub of the test's own, through everything that reads from there. As
 * in `no-leak.test.ts`, what is said of other canaries, too, comes from the program and not from a secret.
 */
async function leaksOf(
  exercise: (garden: Garden, how: 'well' | 'any') => Promise<Online>,
): Promise<{ ran: Online; leaks: object[] }> {
  const garden = await plantEverything('canary');
  const ran = await exercise(garden, 'any');
  const control = await exercise(await plantEverything('control'), 'well');
  const pieces = piecesOf(garden.planted.map(({ value }) => value));
  const usual = findPieces(programText(), pieces);
  for (const line of linesOf(control).keys()) for (const run of findPieces(line, pieces)) usual.add(run);
  const leaks = [...linesOf(ran)].flatMap(([line, what]) => leaksIn({ line, what, pieces, usual }));
  return { ran, leaks };
}

function programText(): string {
  const dist = join(import.meta.dirname, '..', '..', 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => readFileSync(join(dist, name), 'utf8'))
    .join('\n');
}

/** Every different line, with one of the places where it stands. */
function linesOf({ traces, objects }: Online): Map<string, string> {
  return new Map(
    traces.flatMap(({ what, text }) =>
      withoutKnown(text, objects)
        .split('\n')
        .map((line): [string, string] => [line, what]),
    ),
  );
}

interface Line {
  line: string;
  what: string;
  pieces: Pieces;
  usual: ReadonlySet<string>;
}

function leaksIn({ line, what, pieces, usual }: Line): object[] {
  return [...findPieces(line, pieces)]
    .filter((run) => !usual.has(run))
    .map((run) => ({
      what,
      run,
      line: line.slice(Math.max(0, line.indexOf(run) - 60), line.indexOf(run) + 60),
    }));
}

/** How many issuers a report in one of the traces does not name. */
function unnamedIn({ traces }: Online, what: string): number {
  const text = traces.find((trace) => trace.what === what)?.text ?? '{}';
  const { findings } = JSON.parse(text) as { findings: { issuer: string }[] };
  const named = new Set(findings.map(({ issuer }) => issuer));
  return builtinCatalog().rules.filter(({ id }) => !named.has(id)).length;
}

describe('a canary of every kind on GitHub', { timeout: 600_000 }, () => {
  it('is found by repository, pull request, user and sweep, and betrayed by none of them', async () => {
    const { ran, leaks } = await leaksOf(exerciseGitHub);
    for (const what of ['repo-json', 'pull-json', 'sweep-json']) {
      expect(unnamedIn(ran, `/out/${what}`), what).toBeLessThan(8);
    }
    expect(leaks).toEqual([]);
  });

  it.skipIf(NO_REDIS !== null)('is found through a queue, which is not told', async () => {
    const server = await startRedis();
    onTestFinished(() => server.remove());
    const { ran, leaks } = await leaksOf(async (garden) => {
      await server.clear();
      return exerciseQueue(garden, server);
    });
    expect(unnamedIn(ran, 'json of sweep')).toBeLessThan(8);
    expect(leaks).toEqual([]);
  });

  it('is found by the Action, and in nothing that it writes', async () => {
    const { ran, leaks } = await leaksOf(exerciseAction);
    expect(unnamedIn(ran, 'json of the Action')).toBeLessThan(8);
    expect(leaks).toEqual([]);
  });
});
