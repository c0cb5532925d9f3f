import type { Evidence, PartRole } from '../findings/model.ts';
import type { Attribution } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import { fitPenalty, fits, valueRarity } from './match-kind.ts';
import type { Named } from './named-value.ts';
import type { Kind } from './ruleset.ts';
import type { Token } from './token.ts';

/** A value that the engine takes for a part of a credential. */
export interface Match {
  kind: Kind;
  role: PartRole;
  value: string;
  start: number;
  end: number;
  binding: Binding;
  /** The name that told the role; null for values told by their shape or position. */
  label: Label | null;
  attribution: Attribution | null;
  proof: boolean;
  /** How much speaks for it; see `ACCEPT`. */
  points: number;
  evidence: Evidence[];
}

/** Points from which a value alone is a finding; a value with its partner needs less. */
export const ACCEPT = 3.5;

export const ACCEPT_PAIRED = 2.8;

/** Points from which two values that stand together are one where neither has more. */
export const ACCEPT_BOTH = 2.5;

export function build(token: Token, kind: Kind, named: Named, attribution: Attribution | null): Match {
  const proof = fits(kind, token.value) === 'proof';
  const weight = attribution?.weight ?? 0;
  const evidence: Evidence[] = [];
  if (proof) evidence.push({ kind: 'proof', text: 'its checksum or key relation is right' });
  if (attribution !== null) evidence.push({ kind: attribution.kind, text: attribution.text });
  if (named.label !== null) evidence.push({ kind: 'label', text: calledText(kind) });
  return {
    kind,
    role: kind.role,
    value: token.value,
    start: token.start,
    end: token.end,
    binding: named.binding,
    label: named.label,
    attribution,
    proof,
    points:
      named.strength +
      weight +
      fitPenalty(named, kind) +
      Math.max(kind.rarity, valueRarity(token.value)) +
      (proof ? 3 : 0),
    evidence,
  };
}

/** The evidence that a name gives: "it is called an API key". */
export function calledText({ kind }: Kind): string {
  return `it is called ${/^(?:[aeiou]|RSA|L1)/i.test(kind.label) ? 'an' : 'a'} ${kind.label}`;
}
