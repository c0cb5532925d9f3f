import type { CodeRange } from './code-ranges.ts';
import { between, pick, type Random } from './random.ts';
import { parseRegex, type RegexNode } from './regex.ts';

/** How many more than its least an open repeat gets. */
const EXTRA = 24;
const ALPHANUMERIC = charactersIn('0', '9') + charactersIn('A', 'Z') + charactersIn('a', 'z');
const HEX = '0123456789abcdef';
const PRINTABLE = charactersIn(' ', '~');

/**
 * Makes text that a pattern (of the subset in `regex.ts`) describes, assertions aside. Wide classes give the
 * characters that issued values are made of: letters and digits first, hex in lower case, line feeds for white
 * space; no character three times in a row where the class has others.
 */
export function sampleRegex(pattern: string, random: Random): string {
  const output: string[] = [];
  write(parseRegex(pattern), random, output);
  return output.join('');
}

function write(node: RegexNode, random: Random, output: string[]): void {
  if (node.type === 'class') output.push(pickCharacter(alphabetOf(node.ranges), random, output));
  else if (node.type === 'lookahead') return;
  else if (node.type === 'choice') write(pick(random, node.options), random, output);
  else if (node.type === 'sequence') for (const item of node.items) write(item, random, output);
  else for (let left = countOf(node, random); left > 0; left -= 1) write(node.item, random, output);
}

function countOf(node: Extract<RegexNode, { type: 'repeat' }>, random: Random): number {
  if (node.item.type === 'class' && alphabetOf(node.item.ranges)[0] === '\n') return Math.max(node.min, 1);
  return between(random, node.min, Math.min(node.max, node.min + EXTRA));
}

function pickCharacter(alphabet: readonly string[], random: Random, before: readonly string[]): string {
  const last = before.at(-1);
  const isRun = alphabet.length > 1 && last === before.at(-2);
  let character = pick(random, alphabet);
  while (isRun && character === last) character = pick(random, alphabet);
  return character;
}

const alphabets = new WeakMap<readonly CodeRange[], string[]>();

function alphabetOf(ranges: readonly CodeRange[]): string[] {
  const known = alphabets.get(ranges);
  if (known !== undefined) return known;
  const alphabet = [...usualCharacters(ranges)];
  alphabets.set(ranges, alphabet);
  return alphabet;
}

function usualCharacters(ranges: readonly CodeRange[]): string {
  const has = (character: string): boolean => {
    const code = character.codePointAt(0)!;
    return ranges.some(([from, to]) => from <= code && code <= to);
  };
  const plain = [...ALPHANUMERIC].filter(has).join('');
  if (/^0123456789ABCDEFabcdef$/.test(plain)) return HEX;
  const isBase64 = has('+') && has('/') && !has('-') && !has('_');
  const isBase64Url = !has('+') && !has('/') && has('_') && has('-');
  if (plain.length > 1) return plain + (isBase64 ? '+/' : isBase64Url ? '_-' : '');
  if (has('\n') && plain === '') return '\n';
  return [...PRINTABLE].filter(has).join('') || String.fromCodePoint(ranges[0]![0]);
}

function charactersIn(from: string, to: string): string {
  const first = from.charCodeAt(0);
  return String.fromCharCode(
    ...Array.from({ length: to.charCodeAt(0) - first + 1 }, (_, index) => first + index),
  );
}
