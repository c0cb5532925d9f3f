import { KeysweepError } from '../errors.ts';
import type { PartRole } from '../findings/model.ts';
import { findPlaceholders, kindNamed, type Placeholder } from './placeholder.ts';
import { seededRandom } from './random.ts';
import type { MatchingKind, PairCheck } from './rule.ts';
import { meetsKind, type SampleTools, sampleValue } from './sample.ts';

/** The fields of an issuer that an example is filled from; an `Issuer` and a `MatchingRule` both do. */
export interface ExampleIssuer {
  id: string;
  credentials: MatchingKind[];
  pairChecks: PairCheck[];
}

export interface FillRequest {
  /** An example of a rule file, or any text with its placeholders. */
  example: { text: string };
  issuer: ExampleIssuer;
  /** The same seed gives the same text. */
  seed: string;
  tools: SampleTools;
}

/** A made-up value in a filled example; offsets are in UTF-16 code units of the filled text. */
export interface ExpectedPart {
  issuer: string;
  role: PartRole;
  /** Id of the credential kind. */
  kind: string;
  start: number;
  end: number;
  /** The number after `#`, else 1: parts with the same number are one credential. */
  credential: number;
}

export interface FilledExample {
  text: string;
  /** In text order, one for each placeholder. */
  parts: ExpectedPart[];
}

/**
 * Puts made-up values in the place of `{{role}}`, `{{kind-id}}` and `{{secret#2}}`. The same placeholder always
 * stands for the same value; parts that a pair check ties together get values that belong together.
 * Throws KeysweepError (RULE) for a placeholder that means nothing or a kind that no value can meet.
 */
export function fillExample(request: FillRequest): FilledExample {
  const { example, issuer } = request;
  const placeholders = findPlaceholders(example.text).map((found) => ({
    ...found,
    kind: kindOf(found, issuer),
  }));
  const values = valuesFor(request, placeholders);
  const parts: ExpectedPart[] = [];
  let text = '';
  let copied = 0;
  for (const { kind, ordinal, start, end } of placeholders) {
    text += example.text.slice(copied, start);
    const value = values.get(valueKey(kind.id, ordinal)) ?? '';
    parts.push({
      issuer: issuer.id,
      role: kind.role,
      kind: kind.id,
      start: text.length,
      end: text.length + value.length,
      credential: ordinal,
    });
    text += value;
    copied = end;
  }
  return { text: text + example.text.slice(copied), parts };
}

type Slot = Placeholder & { kind: MatchingKind };

function kindOf(placeholder: Placeholder, issuer: ExampleIssuer): MatchingKind {
  const id = kindNamed(issuer.credentials, placeholder.name);
  const kind = issuer.credentials.find((candidate) => candidate.id === id);
  if (kind === undefined)
    throw new KeysweepError('RULE', `{{${placeholder.name}}} is neither a kind's id nor a kind's role`);
  return kind;
}

function valuesFor({ issuer, seed, tools }: FillRequest, slots: Slot[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const check of issuer.pairChecks) {
    for (const first of slots.filter(({ kind }) => kind.role === check.of[0])) {
      const second = slots.find(
        ({ kind, ordinal }) => kind.role === check.of[1] && ordinal === first.ordinal,
      );
      if (second !== undefined) addPair({ values, check, first, second, seed, tools });
    }
  }
  for (const { kind, ordinal } of slots) {
    const key = valueKey(kind.id, ordinal);
    if (!values.has(key))
      values.set(key, sampleValue({ kind, seed: `${issuer.id}\0${seed}\0${ordinal}`, tools }));
  }
  return values;
}

interface PairOf {
  values: Map<string, string>;
  check: PairCheck;
  first: Slot;
  second: Slot;
  seed: string;
  tools: SampleTools;
}

const PAIR_ATTEMPTS = 20;

/** Adds two values that belong together, where the check has a sampler and both kinds take what it makes. */
function addPair({ values, check, first, second, seed, tools }: PairOf): void {
  const sampler = tools.pairSamplers.get(check.check);
  const random = seededRandom(`${check.check}\0${seed}\0${first.ordinal}`);
  for (let attempt = 0; sampler !== undefined && attempt < PAIR_ATTEMPTS; attempt += 1) {
    const [one, other] = sampler(random);
    const fits =
      meetsKind({ value: one, kind: first.kind, tools }) &&
      meetsKind({ value: other, kind: second.kind, tools });
    if (!fits) continue;
    values.set(valueKey(first.kind.id, first.ordinal), one);
    values.set(valueKey(second.kind.id, second.ordinal), other);
    return;
  }
}

function valueKey(kind: string, ordinal: number): string {
  return `${kind}#${ordinal}`;
}
