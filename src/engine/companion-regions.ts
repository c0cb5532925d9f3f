import { sharedScopes } from './binding.ts';
import type { Binding, Label, Scope } from './binding-types.ts';
import type { Match } from './build-match.ts';
import { isValueName } from './label.ts';
import { lineStart } from './lines.ts';
import { type Block, blockEnd } from './outline.ts';
import { closingBracket } from './siblings.ts';
import { nameOfScope } from './structure.ts';

/** Where the other parts of a credential are looked for, and where not. */

const REACH_BEFORE = 900;
const REACH_AFTER = 1200;
/** A call longer than this takes the whole credential: nothing outside belongs to it. */
const CALL = 260;

export interface Region {
  start: number;
  end: number;
}

/**
 * The brackets and blocks that hold the match and more, innermost first, then the lines around it. An object is a
 * credential of its own, so the search ends there; the parentheses of a setter and the braces around one entry are
 * not.
 */
export function regionsOf(text: string, match: Match, known: readonly Match[]): Region[] {
  const floor = Math.max(0, match.start - REACH_BEFORE);
  const ceiling = Math.min(text.length, match.end + REACH_AFTER);
  const regions: Region[] = [];
  for (const scope of sharedScopes(text, match.binding, match.start, match.end).slice(0, 4)) {
    if (scope.open < floor) break;
    const end = closingBracket(text, match.end, match.binding.scopes.indexOf(scope), ceiling);
    if (match.label !== null && match.label !== match.binding.near[0] && match.label.start < scope.open)
      continue;
    if (isEntry(text, scope, end, match)) continue;
    regions.push({ start: scope.open + 1, end });
    if (scope.bracket !== '(' || end - scope.open > CALL) return regions;
  }
  for (const block of match.binding.outline()) {
    if (block.kind === 'heading' || block.start < floor) continue;
    const region = { start: block.start, end: blockEnd(text, block, match.end, REACH_AFTER) };
    regions.push(region);
    const isRecord = known.some(
      (other) => other !== match && other.start > region.start && other.end < region.end,
    );
    if (isRecord && block.kind !== 'document') return regions;
  }
  return [...regions, { start: lineStart(text, floor, 200), end: ceiling }];
}

/** What stands in brackets, with the names that were read around it. */
interface Bound {
  binding: Binding;
  label: Label | null;
}

/** Braces around a single field or call: `{ api.setUid("12"); }`, `{ "uid", "12" }`, `{ name: 'API_UID', value: '12' }`, `apiUid: { value: '12' }`. */
function isEntry(text: string, { open, bracket }: Scope, end: number, { binding, label }: Bound): boolean {
  if (bracket === '(' || end - open > LONG_ENTRY) return false;
  const inside = text.slice(open + 1, end).replace(/(["'`])(?:(?!\1)(?:[^\\\n]|\\.))*\1/g, '');
  if (inside.length > ENTRY) return false;
  if (label !== null && (label.via === 'sibling' || label.via === 'argument-name')) return true;
  const [own] = binding.near;
  if (own?.via === 'assignment' && isValueName(own.name) && own.start > open) return true;
  return /^[^,;\n]*[:=][^,;\n]*[,;]?\s*$|^\s*[\w.$>-]+\(\s*\);?\s*$/.test(inside);
}

/** An entry is no longer than this, but for what stands in quotes. */
const ENTRY = 400;
const LONG_ENTRY = 5000;

/** Each stands in a block with a name of its own, neither of which holds the other: `kaiko:` over one, `okx:` over the other. */
function areInDifferentBlocks(text: string, match: Binding, { binding, label }: Bound): boolean {
  if (label === null || binding.bracket !== null || match.bracket !== null) return false;
  const [own, others] = [namedBlocks(text, binding), namedBlocks(text, match)];
  const [block, other] = [own[0], others[0]];
  return (
    block !== undefined &&
    other !== undefined &&
    !others.some(({ start }) => start === block.start) &&
    !own.some(({ start }) => start === other.start)
  );
}

function namedBlocks(text: string, binding: Binding): Block[] {
  return binding.outline().filter(({ kind, start }) => kind === 'scope' && nameOfScope(text, start) !== '');
}

/** True where the word stands in an object of its own, beside the match's. */
export function isElsewhere(text: string, match: Match, word: Region, bound: Bound): boolean {
  const { binding } = bound;
  if (areInDifferentBlocks(text, match.binding, bound)) return true;
  const own = sharedScopes(text, binding, word.start, word.end).find((scope) => {
    const level = binding.scopes.indexOf(scope);
    return !isEntry(text, scope, closingBracket(text, word.end, level, word.end + ENTRY), bound);
  });
  return (
    own !== undefined && own.bracket !== '(' && !match.binding.scopes.some((scope) => scope.open === own.open)
  );
}
