import { type CodeRange, invert, LINE_ENDS, SHORTHANDS, union } from './code-ranges.ts';

/**
 * The subset of regular expressions that rules are written in, as a tree: literals, escapes, classes, groups,
 * choices, quantifiers and assertions of no width. For the sampler and the ambiguity check; matching itself is
 * left to the platform.
 */
export type RegexNode =
  | { type: 'class'; ranges: CodeRange[] }
  | { type: 'sequence'; items: RegexNode[] }
  | { type: 'choice'; options: RegexNode[] }
  | { type: 'repeat'; item: RegexNode; min: number; max: number }
  | { type: 'lookahead'; inside: RegexNode; isNegative: boolean };

/** Thrown for a pattern outside the subset; the message says what is not allowed. */
export class RegexSyntaxError extends Error {}

const CONTROLS: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, '0': 0 };

/**
 * Parses a pattern that already compiles. Borders (`\b`, `^`) become empty sequences.
 * Throws RegexSyntaxError for back references, lookbehinds and Unicode properties.
 */
export function parseRegex(pattern: string): RegexNode {
  const reader: Reader = { characters: [...pattern], at: 0 };
  return readChoice(reader);
}

interface Reader {
  characters: string[];
  at: number;
}

function readChoice(reader: Reader): RegexNode {
  const options = [readSequence(reader)];
  while (take(reader, '|')) options.push(readSequence(reader));
  return options.length === 1 ? options[0]! : { type: 'choice', options };
}

function readSequence(reader: Reader): RegexNode {
  const items: RegexNode[] = [];
  while (reader.at < reader.characters.length && !'|)'.includes(peek(reader))) {
    items.push(readQuantifier(reader, readAtom(reader)));
  }
  return items.length === 1 ? items[0]! : { type: 'sequence', items };
}

function readAtom(reader: Reader): RegexNode {
  const character = next(reader);
  if (character === '(') return readGroup(reader);
  if (character === '[') return { type: 'class', ranges: readClass(reader) };
  if (character === '.') return { type: 'class', ranges: invert(LINE_ENDS) };
  if (character === '^' || character === '$') return empty();
  if (character !== '\\') return literal(character);
  if (peek(reader) === 'b' || peek(reader) === 'B') {
    reader.at += 1;
    return empty();
  }
  return { type: 'class', ranges: readEscape(reader) };
}

function readGroup(reader: Reader): RegexNode {
  const isNegative = startsWith(reader, '?!');
  const isAssertion = isNegative || startsWith(reader, '?=');
  if (startsWith(reader, '?<=') || startsWith(reader, '?<!')) {
    throw new RegexSyntaxError('lookbehind is not allowed');
  }
  if (isAssertion || startsWith(reader, '?:')) reader.at += 2;
  else if (startsWith(reader, '?<')) while (next(reader) !== '>');
  const inside = readChoice(reader);
  next(reader);
  return isAssertion ? { type: 'lookahead', inside, isNegative } : inside;
}

function readQuantifier(reader: Reader, item: RegexNode): RegexNode {
  const limits = readLimits(reader);
  if (limits === null) return item;
  take(reader, '?');
  return { type: 'repeat', item, ...limits };
}

function readLimits(reader: Reader): { min: number; max: number } | null {
  if (take(reader, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (take(reader, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (take(reader, '?')) return { min: 0, max: 1 };
  if (!take(reader, '{')) return null;
  let body = '';
  for (let character = next(reader); character !== '}'; character = next(reader)) body += character;
  const [least = '', most] = body.split(',');
  const min = Number(least);
  return { min, max: most === undefined ? min : most === '' ? Number.POSITIVE_INFINITY : Number(most) };
}

function readClass(reader: Reader): CodeRange[] {
  const inverted = take(reader, '^');
  const ranges: CodeRange[] = [];
  while (!take(reader, ']')) {
    const first = readClassAtom(reader);
    const isRange = peek(reader) === '-' && reader.characters[reader.at + 1] !== ']';
    if (!isRange) {
      ranges.push(...first);
      continue;
    }
    reader.at += 1;
    ranges.push([first[0]![0], readClassAtom(reader)[0]![1]]);
  }
  const sorted = union(ranges);
  return inverted ? invert(sorted) : sorted;
}

function readClassAtom(reader: Reader): CodeRange[] {
  const character = next(reader);
  if (character !== '\\') return single(character.codePointAt(0)!);
  return take(reader, 'b') ? single(0x08) : readEscape(reader);
}

/** Reads what follows a backslash. */
function readEscape(reader: Reader): CodeRange[] {
  const character = next(reader);
  const shorthand = SHORTHANDS[character];
  if (shorthand !== undefined) return shorthand;
  if (/[1-9k]/.test(character)) throw new RegexSyntaxError('back references are not allowed');
  if (/[pP]/.test(character)) throw new RegexSyntaxError('Unicode properties are not allowed');
  if (character === 'x') return single(readHex(reader, 2));
  if (character === 'u' && take(reader, '{'))
    return single(readHex(reader, reader.characters.indexOf('}', reader.at) - reader.at, 1));
  if (character === 'u') return single(readHex(reader, 4));
  if (character === 'c') return single(next(reader).codePointAt(0)! % 32);
  return single(CONTROLS[character] ?? character.codePointAt(0)!);
}

function readHex(reader: Reader, digits: number, closing = 0): number {
  const value = Number.parseInt(reader.characters.slice(reader.at, reader.at + digits).join(''), 16);
  reader.at += digits + closing;
  return value;
}

function literal(character: string): RegexNode {
  return { type: 'class', ranges: single(character.codePointAt(0)!) };
}

function single(code: number): CodeRange[] {
  return [[code, code]];
}

function empty(): RegexNode {
  return { type: 'sequence', items: [] };
}

function peek(reader: Reader): string {
  return reader.characters[reader.at] ?? '';
}

function startsWith(reader: Reader, text: string): boolean {
  return reader.characters.slice(reader.at, reader.at + text.length).join('') === text;
}

function take(reader: Reader, character: string): boolean {
  if (peek(reader) !== character) return false;
  reader.at += 1;
  return true;
}

function next(reader: Reader): string {
  const character = reader.characters[reader.at];
  if (character === undefined) throw new RegexSyntaxError('ends too early');
  reader.at += 1;
  return character;
}
