import { parseRegex, type RegexNode } from './regex.ts';

/**
 * Why a backtracking matcher may need far more time than its input is long, or null: every part of the pattern that
 * repeats or offers a choice is made into a long word, and the steps are counted that such a matcher takes to refuse it.
 * Sees what `ambiguity.ts` does not look for: lookaheads, loops over several characters, rows of parts that may be
 * missing. Throws RegexSyntaxError for a pattern outside the subset.
 */
export function backtrackingProblem(pattern: string): string | null {
  const root = parseRegex(pattern);
  for (const unit of unitsOf(root)) {
    const word = [...unit.repeat(LENGTH)].slice(0, LENGTH);
    if (TAILS.some((tail) => takesTooLong(root, [...word, ...tail])))
      return 'parts of it can share the same characters in too many ways; make them differ, or shorten it';
  }
  return null;
}

const LENGTH = 128;
/** Ends that patterns refuse, so that a matcher has to go back and try all else. */
const TAILS = ['', '\0', '\n', '~'];
const MOST_STEPS = 5_000;
const MOST_UNITS = 500;

/** Short texts for the parts that a matcher can have a choice in, each with the characters that other parts begin or end at. */
function unitsOf(root: RegexNode): string[] {
  const parts = partsOf(root);
  const letters = new Set(parts.flatMap((part) => (part.type === 'class' ? part.ranges.flat() : [])));
  const pumped = parts.flatMap((part) => {
    if (part.type === 'repeat') return [part.item];
    return part.type === 'choice' ? part.options : [];
  });
  const units = new Set<string>();
  for (const part of pumped) {
    for (const letter of letters) {
      const text = textOf(part, letter);
      if (text !== '' && units.size < MOST_UNITS) units.add(text);
    }
  }
  return [...units];
}

/** A node and everything in it. */
function partsOf(node: RegexNode): RegexNode[] {
  return [node, ...childrenOf(node).flatMap(partsOf)];
}

function childrenOf(node: RegexNode): RegexNode[] {
  if (node.type === 'choice') return node.options;
  if (node.type === 'sequence') return node.items;
  if (node.type === 'repeat') return [node.item];
  return node.type === 'lookahead' ? [node.inside] : [];
}

/** A short text that a part reads, of one letter where it may be. */
function textOf(node: RegexNode, letter: number): string {
  if (node.type === 'class') {
    return String.fromCodePoint(holds(node, letter) ? letter : (node.ranges[0]?.[0] ?? 0));
  }
  if (node.type === 'choice') return textOf(node.options[0]!, letter);
  if (node.type === 'repeat') {
    return textOf(node.item, letter)
      .repeat(Math.min(Math.max(node.min, 1), LENGTH))
      .slice(0, LENGTH);
  }
  return node.type === 'sequence' ? node.items.map((item) => textOf(item, letter)).join('') : '';
}

function holds({ ranges }: Extract<RegexNode, { type: 'class' }>, code: number): boolean {
  return ranges.some(([from, to]) => from <= code && code <= to);
}

/** What is left of a pattern, to be tried from a place on. */
type Rest = (at: number) => boolean;

class TooManySteps extends Error {}

/** Matches as a backtracking matcher does, and counts. */
function takesTooLong(root: RegexNode, word: readonly string[]): boolean {
  const codes = word.map((character) => character.codePointAt(0)!);
  let steps = 0;

  function reads(node: RegexNode, at: number, rest: Rest): boolean {
    if (++steps > MOST_STEPS) throw new TooManySteps();
    if (node.type === 'class') return at < codes.length && holds(node, codes[at]!) && rest(at + 1);
    if (node.type === 'choice') return node.options.some((option) => reads(option, at, rest));
    if (node.type === 'sequence') return readsItems(node.items, at, rest);
    if (node.type === 'repeat') return readsTimes(node, { count: 0, at, rest });
    return reads(node.inside, at, () => true) !== node.isNegative && rest(at);
  }

  function readsItems([first, ...others]: RegexNode[], at: number, rest: Rest): boolean {
    return first === undefined ? rest(at) : reads(first, at, (next) => readsItems(others, next, rest));
  }

  function readsTimes(
    node: Extract<RegexNode, { type: 'repeat' }>,
    { count, at, rest }: { count: number; at: number; rest: Rest },
  ): boolean {
    const again: Rest = (next) =>
      (next > at || count < node.min) && readsTimes(node, { count: count + 1, at: next, rest });
    return (count < node.max && reads(node.item, at, again)) || (count >= node.min && rest(at));
  }

  try {
    reads(root, 0, (at) => at === codes.length);
    return false;
  } catch (error) {
    if (error instanceof TooManySteps || error instanceof RangeError) return true;
    throw error;
  }
}
