import type { RuleList } from '../rules/rule.ts';
import { nameOf } from './name-table.ts';
import { isFree, ownNames, ruleFacts } from './tables.ts';

/** What a glance needs to know of the rules, found out by the build: reading more of them would take longer than the glance. */
export interface GlanceFacts {
  /** Of kinds that their shape or a check may prove. */
  shapes: readonly ShapeFacts[];
  /** Names that tell their value by themselves, as `nameOf` gives them: those that say the issuer. */
  own: readonly string[];
  /** Those that count only where the issuer is named, too. */
  common: readonly string[];
}

export interface ShapeFacts {
  min: number;
  /** Null: any length. */
  max: number | null;
  prefix: string;
  pattern: string;
  prefixed: boolean;
}

export function glanceFacts(rules: RuleList): GlanceFacts {
  const { kinds, tests } = ruleFacts(rules);
  const shapes = kinds()
    .filter(({ provable }) => provable)
    .map(({ min, max, prefix, prefixed, test }) => {
      const { pattern } = tests()[test]!;
      return { min, max, prefix, pattern, prefixed };
    });
  const free = rules.flatMap((rule) => rule.credentials.filter(isFree).map((kind) => ({ rule, kind })));
  const own = free.flatMap(({ rule, kind }) => ownNames(rule, kind.role).map(nameOf));
  const common = free.flatMap(({ kind }) => kind.names.map(nameOf));
  return { shapes: distinct(shapes), own: [...new Set(own)], common: [...new Set(common)] };
}

function distinct(shapes: readonly ShapeFacts[]): ShapeFacts[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}
