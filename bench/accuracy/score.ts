import type { PartRole } from '../../src/findings/model.ts';
import type { Region } from './regions.ts';
import { createLocator, overlaps } from './regions.ts';
import type { Result } from './scanner.ts';
import type { TreeFile, Truth } from './tree.ts';

/** What became of one value. */
export interface Outcome {
  file: TreeFile;
  truth: Truth;
  /** Numbers of the results that touch the value. */
  results: number[];
  found: boolean;
  /** Null where the file does not say the issuer, or nothing was found. */
  named: boolean | null;
  /** What was said instead. */
  saidIssuers: string[];
}

/** What became of one file. */
export interface FileScore {
  file: TreeFile;
  outcomes: Outcome[];
  /** Credentials with more than one part: how many, and how many are one result each. */
  pairs: number;
  united: number;
  /** Results that touch parts of more than one credential. */
  mixed: number;
  /** Results that touch no value at all. */
  stray: Result[];
}

/** Roles whose value alone does harm; keys and identifiers are counted apart. */
const HARMFUL: ReadonlySet<PartRole> = new Set<PartRole>([
  'privateKey',
  'secret',
  'token',
  'webhook',
  'passphrase',
]);

export function isSecret(truth: Truth): boolean {
  return HARMFUL.has(truth.role);
}

/** Compares a file's truth with the results that name its path. */
export function scoreFile(file: TreeFile, results: Result[]): FileScore {
  const locate = createLocator(file.text);
  const own = results.map((result) =>
    result.places.filter((place) => place.path === file.path).map((place) => place.region),
  );
  const outcomes = file.truth.map((truth) =>
    outcome({ file, truth, results, own, regions: truth.spans.map(locate) }),
  );
  const touched = new Set(outcomes.flatMap((o) => o.results));
  return { file, outcomes, ...pairing(outcomes), stray: results.filter((_, index) => !touched.has(index)) };
}

function outcome(from: {
  file: TreeFile;
  truth: Truth;
  results: Result[];
  own: Region[][];
  regions: Region[];
}): Outcome {
  const { file, truth, results, own, regions } = from;
  const touching = own.flatMap((places, index) =>
    places.some((place) => regions.some((region) => overlaps(place, region))) ? [index] : [],
  );
  const saidIssuers = [...new Set(touching.map((index) => results[index]!.issuer))];
  const named = truth.issuer === null || touching.length === 0 ? null : saidIssuers.includes(truth.issuer);
  return { file, truth, results: touching, found: touching.length > 0, named, saidIssuers };
}

function pairing(outcomes: Outcome[]): { pairs: number; united: number; mixed: number } {
  const groups = grouped(outcomes);
  const several = [...groups.values()].filter((group) => group.length > 1);
  const united = several.filter((group) =>
    group[0]!.results.some((result) => group.every((o) => o.results.includes(result))),
  );
  const credentials = new Map<number, Set<number>>();
  for (const o of outcomes)
    for (const result of o.results)
      credentials.set(result, (credentials.get(result) ?? new Set()).add(o.truth.credential));
  return {
    pairs: several.length,
    united: united.length,
    mixed: [...credentials.values()].filter((set) => set.size > 1).length,
  };
}

function grouped(outcomes: Outcome[]): Map<number, Outcome[]> {
  const groups = new Map<number, Outcome[]>();
  for (const o of outcomes) groups.set(o.truth.credential, [...(groups.get(o.truth.credential) ?? []), o]);
  return groups;
}
