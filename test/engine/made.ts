import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import { CHECKS } from '../../src/engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../src/engine/checks/samples.ts';
import { createEngine } from '../../src/engine/create.ts';
import type { Credential, CredentialPart, PartRole } from '../../src/findings/model.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { pick, seededRandom } from '../../src/rules/random.ts';
import { sampleValue } from '../../src/rules/sample.ts';

/** Made-up values and a short way to scan them: no test of the engine writes a value out. */

export const RULES = builtinCatalog().rules;
export const engine = createEngine(RULES);

const tools = { samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS, checks: CHECKS };

/** A made-up value of one kind of one issuer; the same seed gives the same value. */
export function madeValue(issuer: string, kind: string, seed: string | number = 1): string {
  const found = RULES.find(({ id }) => id === issuer)?.credentials.find(({ id }) => id === kind);
  if (found === undefined) throw new Error(`no kind ${issuer}/${kind}`);
  return sampleValue({ kind: found, seed: `engine ${seed}`, tools });
}

/** Two made-up values that belong together, by the name of their pair check. */
export function pairOf(check: string, seed: string | number = 1): [string, string] {
  return PAIR_SAMPLERS.get(check)!(seededRandom(`engine ${seed}`));
}

/** Random characters of an alphabet. */
export function randomText(alphabet: string, length: number, seed: string | number): string {
  const random = seededRandom(`text ${seed}`);
  return Array.from({ length }, () => pick(random, [...alphabet])).join('');
}

export const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function scan(content: string | Uint8Array, path = 'settings.txt'): Credential[] {
  return engine.scan({ bytes: typeof content === 'string' ? Buffer.from(content) : content, path })
    .credentials;
}

/** What was found, without places: the issuer, and the values by role. */
export interface Seen {
  issuer: string;
  values: Partial<Record<PartRole, string>>;
}

export function seen(credentials: readonly Credential[]): Seen[] {
  return credentials.map(({ issuer, parts }) => ({
    issuer,
    values: Object.fromEntries(parts.map((part) => [part.role, part.value.expose()])),
  }));
}

/** The issuer of each value that was found. */
export function owners(credentials: readonly Credential[]): Map<string, string> {
  return new Map(
    credentials.flatMap(({ issuer, parts }) => parts.map((part) => [part.value.expose(), issuer] as const)),
  );
}

/** The text that a part's region names: lines broken by line feeds, columns in UTF-16 code units. */
export function textAt(text: string, { region }: CredentialPart): string {
  const lines = text.split('\n').slice(region.startLine - 1, region.endLine);
  lines[lines.length - 1] = lines.at(-1)!.slice(0, region.endColumn - 1);
  lines[0] = lines[0]!.slice(region.startColumn - 1);
  return lines.join('\n');
}

/** The bytes that a part's span names, as text. */
export function bytesAt(
  bytes: Uint8Array,
  { span }: CredentialPart,
  encoding: BufferEncoding = 'utf8',
): string {
  return Buffer.from(bytes.subarray(span.start, span.end)).toString(encoding);
}

/** Milliseconds that `work` takes. */
function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Below this a clock tells nothing. */
const SHORT = 20;

/**
 * How many times longer the doubled input takes, from the shortest of several times each: what disturbs a run only
 * makes it longer. Stops early where the answer is clear; 2 where both runs are too short to measure.
 */
export function growth(work: (scale: 1 | 2) => unknown, rounds = 8): number {
  let once = Number.POSITIVE_INFINITY;
  let twice = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    once = Math.min(
      once,
      timeOf(() => work(1)),
    );
    twice = Math.min(
      twice,
      timeOf(() => work(2)),
    );
    if (twice < SHORT) return 2;
    if (round >= 1 && twice / once < 2.6) break;
  }
  return twice / once;
}
