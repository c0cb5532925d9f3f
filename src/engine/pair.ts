import { adoptedBy, BESIDE_A_PRIVATE_KEY } from './adopt.ts';
import { ACCEPT, ACCEPT_BOTH, ACCEPT_PAIRED, type Match } from './build-match.ts';
import { type Bundles, bundlesOf } from './bundles.ts';
import { PAIR_CHECKS } from './checks/registry.ts';
import { type Draft, unite } from './drafts.ts';
import { harmonise } from './harmonise.ts';
import { isIdentifier } from './match-kind.ts';
import type { Ruleset } from './ruleset.ts';
import { stemOf, wordsBeside } from './stem.ts';
import { isCommentedOut, nameOfScope, type Placed, pathOf } from './structure.ts';

/** Parts that make one credential. */
export interface Unit {
  issuer: number;
  parts: Match[];
  proof: boolean;
}

/** What pairing reads besides the matches. */
interface Around {
  text: string;
  ruleset: Ruleset;
  bundles: Bundles;
}

/**
 * Unites matches into credentials, one to one, from the innermost bracket or block outwards: what an object holds is
 * united before anything outside of it is looked at. Among several in one scope their names decide, then the order in
 * which the file repeats its fields. What could belong to two stays alone.
 */
export function pairMatches(text: string, matches: readonly Match[], ruleset: Ruleset): Unit[] {
  const placed = matches.map((match) => ({ match, path: pathOf(text, match) }));
  const settled = harmonise({ text, ruleset }, placed);
  const adopted = adoptedBy({ text, ruleset }, settled);
  const byIssuer = new Map<number, Placed[]>();
  for (const one of settled) {
    const issuer = adopted.get(one.match) ?? one.match.kind.issuer;
    const list = byIssuer.get(issuer);
    if (list === undefined) byIssuer.set(issuer, [one]);
    else list.push(one);
  }
  return [...byIssuer]
    .flatMap(([issuer, own]) => pairIssuer({ text, ruleset }, own, issuer))
    .filter(isAccepted);
}

function isAccepted(unit: Unit): boolean {
  if (unit.parts.every((part) => isIdentifier(part.role))) return false;
  if (unit.proof || unit.parts.some((part) => part.points >= ACCEPT)) return true;
  const points = unit.parts.map((part) => part.points);
  if (points.length < 2) return false;
  const [least, most] = [Math.min(...points), Math.max(...points)];
  return (most >= ACCEPT_PAIRED && least >= 1.5) || least >= ACCEPT_BOTH;
}

function pairIssuer(
  { text, ruleset }: Omit<Around, 'bundles'>,
  placed: readonly Placed[],
  issuer: number,
): Unit[] {
  const { bundles } = ruleset.rules[issuer]!;
  const isOpen = placed.some(({ match }) => match.kind.issuer !== issuer);
  const allowed = bundlesOf(isOpen ? [...bundles, [...BESIDE_A_PRIVATE_KEY]] : bundles);
  const drafts = settle({ text, ruleset, bundles: allowed }, treeOf(placed));
  return uniteProven(drafts, issuer, ruleset).map(({ parts }) => {
    const owner = parts.some((part) => part.kind.issuer === issuer) ? issuer : parts[0]!.kind.issuer;
    const proof = parts.some((part) => part.proof && !isIdentifier(part.role));
    return { issuer: owner, parts, proof: proof || hasPairProof(owner, parts, ruleset) };
  });
}

/** A bracket or block, with what stands in it directly. */
interface Scope {
  at: number;
  matches: Match[];
  inner: Map<number, Scope>;
}

function treeOf(placed: readonly Placed[]): Scope {
  const root: Scope = { at: -1, matches: [], inner: new Map() };
  for (const { match, path } of placed) {
    let scope = root;
    for (const at of [...path].reverse()) {
      const inner = scope.inner.get(at) ?? { at, matches: [], inner: new Map() };
      scope.inner.set(at, inner);
      scope = inner;
    }
    scope.matches.push(match);
  }
  return root;
}

/** The credentials in a scope: those of the scopes inside first, then what is left of them beside what stands here. */
function settle(around: Around, scope: Scope): Draft[] {
  const here = scope.matches.map((match) => draftOf(around, match));
  const inside = [...scope.inner.values()].flatMap((inner) => {
    const drafts = settle(around, inner);
    const words = wordsBeside(nameOfScope(around.text, inner.at), around.ruleset);
    return words === ''
      ? drafts
      : drafts.map((draft) => ({ ...draft, stem: `${words} ${draft.stem}`.trim() }));
  });
  return unite(around.text, [...here, ...inside], around.bundles);
}

function draftOf({ text, ruleset }: Around, match: Match): Draft {
  return {
    parts: [match],
    start: match.start,
    end: match.end,
    stem: stemOf({ text, ruleset }, match),
    commented: isCommentedOut(text, match),
  };
}

/** Parts that are left alone, of which the one is computed from the other, wherever they stand. */
function uniteProven(drafts: readonly Draft[], issuer: number, ruleset: Ruleset): Draft[] {
  if (ruleset.rules[issuer]!.pairChecks.length === 0) return [...drafts];
  const alone = drafts.filter(({ parts }) => parts.length === 1).slice(0, MOST_ALONE);
  const taken = new Map<Draft, Draft>();
  for (const draft of alone) {
    if (taken.has(draft)) continue;
    const other = alone.find(
      (one) =>
        one !== draft && !taken.has(one) && hasPairProof(issuer, [...draft.parts, ...one.parts], ruleset),
    );
    if (other === undefined) continue;
    taken.set(draft, other);
    taken.set(other, draft);
  }
  return drafts.flatMap((draft) => {
    const other = taken.get(draft);
    if (other === undefined) return [draft];
    return draft.start < other.start
      ? [{ ...draft, parts: [...draft.parts, ...other.parts], end: other.end }]
      : [];
  });
}

/** Each is compared with each. */
const MOST_ALONE = 12;

function hasPairProof(issuer: number, parts: readonly Match[], ruleset: Ruleset): boolean {
  return ruleset.rules[issuer]!.pairChecks.some(({ check, of }) => {
    const first = parts.find((part) => part.role === of[0]);
    const second = parts.find((part) => part.role === of[1]);
    const run = PAIR_CHECKS.get(check);
    return first !== undefined && second !== undefined && run?.(first.value, second.value) === 'proof';
  });
}
