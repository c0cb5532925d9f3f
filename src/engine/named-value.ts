import type { PartRole } from '../findings/model.ts';
import type { Binding, Label } from './binding.ts';
import type { LabelMeaning } from './label.ts';

/** What the names around a value, or its place, say about it. */

export interface Named {
  binding: Binding;
  label: Label | null;
  meaning: LabelMeaning;
  strength: number;
  /** How surely something must name the issuer (see `Attribution.weight`); 0 where the name is enough. */
  least: number;
}

export interface Position {
  label: Label | null;
  role: PartRole | null;
  strength: number;
  least: number;
}

export function bare(binding: Binding, { label, role, strength, least }: Position): Named {
  return { binding, label, meaning: { role, strength: 1, other: false, dummy: false }, strength, least };
}
