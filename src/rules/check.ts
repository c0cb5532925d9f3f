import type { PartRole } from '../findings/model.ts';
import { type ExpectedPart, type FilledExample, fillExample } from './example.ts';
import type { Issuer } from './rule.ts';
import { type SampleTools, sampleValue } from './sample.ts';

/** One part that a scan found; offsets are in UTF-16 code units of the text that was scanned. */
export interface FoundPart {
  issuer: string;
  role: PartRole;
  start: number;
  end: number;
  /** Parts with the same number belong to one credential. */
  credentialIndex: number;
}

/** The engine, as far as the rules care: everything found in one text. */
export type ExampleScan = (path: string, text: string) => FoundPart[];

export interface CheckRequest {
  issuers: readonly Issuer[];
  scan: ExampleScan;
  tools: SampleTools;
}

/** One thing that is wrong with a rule, seen by trying it. */
export interface RuleFault {
  issuer: string;
  /** Path in the rule document: `examples.positive[0]`, `credentials[2]`; empty for the issuer as a whole. */
  path: string;
  reason: string;
}

/** Two fillings of every example, so that no rule passes by the luck of one value. */
const SEEDS = ['first', 'second'];

/**
 * Tries every rule: each kind can be sampled, each positive example is found whole and as this issuer's, no
 * negative example is. Reasons name roles and lines, never values.
 */
export function checkRules({ issuers, scan, tools }: CheckRequest): RuleFault[] {
  return issuers.flatMap((issuer) => {
    const kinds = sampleFaults(issuer, tools);
    return kinds.length > 0 ? kinds : exampleFaults({ issuer, scan, tools });
  });
}

/** Kinds for which no value can be made up: their pattern, checks and entropy contradict each other. */
export function sampleFaults(issuer: Issuer, tools: SampleTools): RuleFault[] {
  return issuer.credentials.flatMap((kind, index) => {
    try {
      sampleValue({ kind, seed: 'check', tools });
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'cannot be sampled';
      return [{ issuer: issuer.id, path: `credentials[${index}]`, reason }];
    }
  });
}

interface Trial {
  issuer: Issuer;
  scan: ExampleScan;
  tools: SampleTools;
}

function exampleFaults({ issuer, scan, tools }: Trial): RuleFault[] {
  const { positive, negative } = issuer.examples;
  const fault = (path: string, reasons: string[]): RuleFault[] =>
    [...new Set(reasons)].map((reason) => ({ issuer: issuer.id, path, reason }));
  return [
    ...positive.flatMap((example, index) => {
      const reasons = SEEDS.flatMap((seed) => {
        const filled = fillExample({ example, issuer, seed, tools });
        return missed({ filled, found: scan(example.path, filled.text), separate: example.separate });
      });
      return fault(`examples.positive[${index}]`, reasons);
    }),
    ...negative.flatMap((example, index) => {
      const reasons = SEEDS.flatMap((seed) => {
        const { text } = fillExample({ example, issuer, seed, tools });
        const own = scan(example.path, text).filter((part) => part.issuer === issuer.id);
        return own.map(
          (part) => `${part.role} found in line ${lineAt(text, part.start)}, but ${example.why}`,
        );
      });
      return fault(`examples.negative[${index}]`, reasons);
    }),
  ];
}

interface Outcome {
  filled: FilledExample;
  found: FoundPart[];
  separate: boolean;
}

function missed({ filled, found, separate }: Outcome): string[] {
  const matches = filled.parts.map((part) => ({ part, match: matchOf(part, found) }));
  const wrong = matches.flatMap(({ part, match }) => {
    const reason = reasonAgainst({ part, match, found });
    return reason === null ? [] : [`${part.role} in line ${lineAt(filled.text, part.start)} ${reason}`];
  });
  const extra = found
    .filter((candidate) => !filled.parts.some((part) => overlap(part, candidate)))
    .map((part) => `${part.issuer} ${part.role} found in line ${lineAt(filled.text, part.start)} besides`);
  if (wrong.length > 0 || extra.length > 0) return [...wrong, ...extra];
  return separate
    ? []
    : unpaired(matches.map(({ part, match }) => ({ part, index: match?.credentialIndex })));
}

function matchOf(part: ExpectedPart, found: readonly FoundPart[]): FoundPart | undefined {
  const there = found.filter(({ start, end }) => start === part.start && end === part.end);
  return there.find(({ issuer, role }) => issuer === part.issuer && role === part.role) ?? there[0];
}

interface Comparison {
  part: ExpectedPart;
  match: FoundPart | undefined;
  found: readonly FoundPart[];
}

function reasonAgainst({ part, match, found }: Comparison): string | null {
  if (match === undefined) {
    return found.some((other) => overlap(part, other)) ? 'found with other borders' : 'not found';
  }
  if (match.issuer !== part.issuer) return `given to ${match.issuer}`;
  return match.role === part.role ? null : `found as ${match.role}`;
}

function unpaired(parts: { part: ExpectedPart; index: number | undefined }[]): string[] {
  const indexes = new Map<number, Set<number | undefined>>();
  for (const { part, index } of parts) {
    indexes.set(part.credential, (indexes.get(part.credential) ?? new Set()).add(index));
  }
  const groups = [...indexes.values()];
  if (groups.some((group) => group.size > 1)) return ['the parts were not united into one credential'];
  const distinct = new Set(groups.flatMap((group) => [...group]));
  return distinct.size < groups.length ? ['parts of different credentials were united'] : [];
}

function overlap(one: { start: number; end: number }, other: { start: number; end: number }): boolean {
  return one.start < other.end && other.start < one.end;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** One line for people: `ISSUER: path: reason`. */
export function formatFault({ issuer, path, reason }: RuleFault): string {
  return path === '' ? `${issuer}: ${reason}` : `${issuer}: ${path}: ${reason}`;
}
