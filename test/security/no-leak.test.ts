import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { type Exercise, exercise, FORMATS } from './exercise.ts';
import { findPieces, type Pieces, piecesOf, withoutKnown } from './pieces.ts';
import { type Garden, plantEverything } from './planted.ts';

/**
 * A canary for every kind of credential, through every command, format, log level and way to fail. The same is
 * done with other canaries of the same kinds: what both runs print comes from the program, not from a secret.
 */
let folder: string;
let garden: Garden;
let ran: Exercise;
let pieces: Pieces;
let usual: Set<string>;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'keysweep-canary-')));
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  for (const path of [one, other]) mkdirSync(path);
  garden = await plantEverything('canary');
  ran = await exercise(garden, one);
  const control = await exercise(await plantEverything('control'), other, 'well');
  pieces = piecesOf(garden.planted.map(({ value }) => value));
  usual = findPieces(programText(), pieces);
  for (const { line } of linesOf(control)) for (const run of findPieces(line, pieces)) usual.add(run);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the program is made of, rules included: all that it can say by itself. */
function programText(): string {
  const dist = join(import.meta.dirname, '..', '..', 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => /\.c?js$/.test(name) && !name.startsWith('action/'))
    .map((name) => readFileSync(join(dist, name), 'utf8'))
    .join('\n');
}

/** Where it stands, for whoever has to mend it; the canaries are made up. */
function around(line: string, run: string): string {
  const at = line.indexOf(run);
  return line.slice(Math.max(0, at - 60), at + 60);
}

/** Every different line, with one of the places where it stands. */
function linesOf({ traces, objects }: Exercise) {
  const places = new Map(
    traces.flatMap(({ what, text }) =>
      withoutKnown(text, objects)
        .split('\n')
        .map((line): [string, string] => [line, what]),
    ),
  );
  return [...places].map(([line, what]) => ({ line, what }));
}

describe('a canary of every kind', () => {
  it('is planted', () => {
    const kinds = builtinCatalog().rules.flatMap(({ id, credentials }) =>
      credentials.map((kind) => `${id}/${kind.id}`),
    );
    const planted = new Set(garden.planted.map(({ rule }) => rule));
    expect(kinds.filter((kind) => !planted.has(kind))).toEqual([]);
  });

  it('is found by the scans, so that they held it in their hands', () => {
    for (const command of ['scan', 'history', 'range', 'staged']) {
      const trace = ran.traces.find(({ what }) => what === `json of ${command}`);
      const { findings } = JSON.parse(trace?.text ?? '{}') as { findings: { issuer: string }[] };
      const found = new Set(findings.map(({ issuer }) => issuer));
      expect(builtinCatalog().rules.filter(({ id }) => !found.has(id)).length).toBeLessThan(8);
    }
  });

  it('betrays no run of five characters, plain, percent-encoded, in base64 or in hex', () => {
    const leaks = linesOf(ran).flatMap(({ what, line }) =>
      [...findPieces(line, pieces)]
        .filter((run) => !usual.has(run))
        .map((run) => ({ what, run, line: around(line, run) })),
    );
    expect(leaks).toEqual([]);
  });

  it('would be seen if it stood there in any of these forms', () => {
    const { value } = garden.planted.find(({ rule }) => rule.startsWith('binance/'))!;
    const part = value.slice(7, 13);
    const forms = [
      part,
      Buffer.from(part).toString('hex'),
      Buffer.from(value).toString('base64').slice(9, 20),
    ];
    for (const form of forms) expect(findPieces(`x ${form} y`, pieces).size).toBeGreaterThan(0);
  });
});

describe('the runs', () => {
  it('end as they should: with findings, with a usage error, and never because of a signal', () => {
    for (const [what, status] of ran.codes) expect([0, 1, 2, 3], what).toContain(status);
    for (const format of FORMATS) {
      expect(ran.codes.get(`main.js scan --verbose --jobs 2 --format ${format} `)).toBe(1);
    }
  });

  it('leave nothing in the repository and the temporary folder, and in the home only compiled code', () => {
    expect(ran.addedToGit).toEqual([]);
    const places = ran.traces.map(({ what }) => what).filter((what) => what.startsWith('/'));
    const kept = /^\/home\/\.cache\/keysweep\/[0-9a-f]{32}-v[\d.]+-\w+$/;
    expect(places.filter((what) => /^\/(tmp|home)\//.test(what) && !kept.test(what))).toEqual([]);
    expect(places.filter((what) => what.startsWith('/repository/')).sort()).toEqual([
      '/repository/.gitattributes',
      '/repository/.keysweep-baseline',
      '/repository/readme.txt',
    ]);
  });
});
