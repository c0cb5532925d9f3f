import { KeysweepError } from '../errors.ts';
import { informationBits } from '../findings/entropy.ts';
import { compilePattern } from './pattern.ts';
import { pick, type Random, seededRandom } from './random.ts';
import { sampleRegex } from './regex-sample.ts';
import type { CredentialKind } from './rule.ts';

/** The engine's offline checks and what makes values that pass them; the rules themselves know neither. */
export interface SampleTools {
  /** By check name; `parameter` is what follows the colon in the rule. */
  samplers: ReadonlyMap<string, (random: Random, parameter?: string) => string>;
  /** By pair check name. */
  pairSamplers: ReadonlyMap<string, (random: Random) => [string, string]>;
  checks: ReadonlyMap<string, (value: string, parameter: string | undefined) => 'fail' | 'pass' | 'proof'>;
}

/** The fields of a kind that a sample has to meet. */
export type SampledKind = Pick<CredentialKind, 'id' | 'pattern' | 'checks' | 'entropy'>;

export interface SampleRequest {
  kind: SampledKind;
  /** The same seed gives the same value. */
  seed: string;
  tools: SampleTools;
}

const ATTEMPTS = 400;

/**
 * Makes up a value of this kind: it matches the pattern, passes the kind's checks and reaches its entropy.
 * Throws KeysweepError (RULE) when no attempt does, which means that pattern, checks and entropy contradict each other.
 */
export function sampleValue({ kind, seed, tools }: SampleRequest): string {
  const random = seededRandom(`${kind.id}\0${seed}`);
  const sampled = kind.checks.map(splitCheck).filter(({ name }) => tools.samplers.has(name));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const fromCheck = sampled.length > 0 && attempt % 4 !== 3 ? pick(random, sampled) : undefined;
    const value =
      fromCheck === undefined
        ? sampleRegex(kind.pattern, random)
        : tools.samplers.get(fromCheck.name)!(random, fromCheck.parameter);
    if (meetsKind({ value, kind, tools })) return value;
  }
  throw new KeysweepError(
    'RULE',
    `no made-up value of ${kind.id} meets its pattern, checks and entropy together`,
    {
      hint: 'Make the pattern wider, or the entropy lower, or give the check a sampler.',
    },
  );
}

/** True when the value could be of this kind: pattern, offline checks and entropy. */
export function meetsKind({
  value,
  kind,
  tools,
}: {
  value: string;
  kind: SampledKind;
  tools: SampleTools;
}): boolean {
  if (!compilePattern(kind.pattern).test(value)) return false;
  if (kind.entropy !== null && informationBits(value) / value.length < kind.entropy) return false;
  return kind.checks
    .map(splitCheck)
    .every(({ name, parameter }) => (tools.checks.get(name)?.(value, parameter) ?? 'pass') !== 'fail');
}

function splitCheck(check: string): { name: string; parameter: string | undefined } {
  const colon = check.indexOf(':');
  if (colon === -1) return { name: check, parameter: undefined };
  return { name: check.slice(0, colon), parameter: check.slice(colon + 1) };
}
