import type { Random } from './random.ts';

/**
 * Draws a text that a regular expression matches. Written for this benchmark alone, so that a mistake in the
 * product's own sampler cannot hide behind itself. Understands classes, groups, alternation and quantifiers;
 * look-arounds are skipped, and the caller's pattern is tried on the outcome.
 */
export function sampleRegex({ pattern, random }: { pattern: string; random: Random }): string {
  const whole = new RegExp(`^(?:${pattern})$`);
  for (let attempt = 0; attempt < 200; attempt++) {
    const text = draw(parse(pattern), random);
    if (whole.test(text)) return text;
  }
  throw new Error(`no text found for the pattern ${pattern}`);
}

type Node =
  | { type: 'any'; characters: string }
  | { type: 'sequence'; nodes: Node[] }
  | { type: 'choice'; nodes: Node[] }
  | { type: 'repeat'; node: Node; low: number; high: number };

interface Reader {
  text: string;
  at: number;
}

const cache = new Map<string, Node>();
const PRINTABLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('');
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_';
/** How far an open quantifier goes beyond its lower bound. */
const OPEN_ENDED = 12;

function parse(pattern: string): Node {
  const known = cache.get(pattern);
  if (known) return known;
  const node = choice({ text: pattern, at: 0 });
  cache.set(pattern, node);
  return node;
}

function draw(node: Node, random: Random): string {
  switch (node.type) {
    case 'any':
      return node.characters[random.int(0, node.characters.length - 1)] ?? '';
    case 'sequence':
      return node.nodes.map((inner) => draw(inner, random)).join('');
    case 'choice':
      return draw(random.pick(node.nodes), random);
    case 'repeat':
      return Array.from({ length: random.int(node.low, node.high) }, () => draw(node.node, random)).join('');
  }
}

function choice(reader: Reader): Node {
  const nodes = [sequence(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at++;
    nodes.push(sequence(reader));
  }
  return nodes.length === 1 ? nodes[0]! : { type: 'choice', nodes };
}

function sequence(reader: Reader): Node {
  const nodes: Node[] = [];
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at]!)) {
    const node = quantified(atom(reader), reader);
    if (node) nodes.push(node);
  }
  return { type: 'sequence', nodes };
}

function atom(reader: Reader): Node | null {
  const character = reader.text[reader.at++]!;
  if (character === '(') return group(reader);
  if (character === '[') return { type: 'any', characters: bracket(reader) };
  if (character === '.') return { type: 'any', characters: PRINTABLE };
  if (character === '\\') return escaped(reader);
  if (character === '^' || character === '$') return null;
  return { type: 'any', characters: character };
}

function group(reader: Reader): Node | null {
  const look = /^\?(?:[=!]|<[=!])/.exec(reader.text.slice(reader.at));
  const open = /^\?(?::|<\w+>|[=!]|<[=!])/.exec(reader.text.slice(reader.at));
  reader.at += open ? open[0].length : 0;
  const inner = choice(reader);
  reader.at++;
  return look ? null : inner;
}

function escaped(reader: Reader): Node | null {
  const character = reader.text[reader.at++]!;
  return character === 'b' || character === 'B' ? null : { type: 'any', characters: classOf(character) };
}

function classOf(character: string): string {
  const classes: Record<string, string> = {
    d: '0123456789',
    w: WORD,
    s: ' ',
    n: '\n',
    r: '\n',
    t: '\t',
    S: WORD,
  };
  return classes[character] ?? character;
}

function bracket(reader: Reader): string {
  const negated = reader.text[reader.at] === '^';
  if (negated) reader.at++;
  let characters = '';
  while (reader.text[reader.at] !== ']') {
    const low = member(reader);
    if (reader.text[reader.at] === '-' && reader.text[reader.at + 1] !== ']' && low.length === 1) {
      reader.at++;
      characters += range(low, member(reader));
    } else characters += low;
  }
  reader.at++;
  return negated ? [...PRINTABLE].filter((c) => !characters.includes(c)).join('') : characters;
}

function member(reader: Reader): string {
  const character = reader.text[reader.at++]!;
  return character === '\\' ? classOf(reader.text[reader.at++]!) : character;
}

function range(low: string, high: string): string {
  const from = low.charCodeAt(0);
  return Array.from({ length: high.charCodeAt(0) - from + 1 }, (_, i) => String.fromCharCode(from + i)).join(
    '',
  );
}

function quantified(node: Node | null, reader: Reader): Node | null {
  const match = /^(?:[*+?]|\{(\d+)(,)?(\d+)?\})\??/.exec(reader.text.slice(reader.at));
  if (!match) return node;
  reader.at += match[0].length;
  if (!node) return null;
  const [low, high] = bounds(match);
  return { type: 'repeat', node, low, high };
}

function bounds(match: RegExpExecArray): [number, number] {
  if (match[0].startsWith('?')) return [0, 1];
  if (match[0].startsWith('*')) return [0, 2];
  if (match[0].startsWith('+')) return [1, OPEN_ENDED];
  const low = Number(match[1]);
  if (!match[2]) return [low, low];
  return [low, match[3] ? Number(match[3]) : low + OPEN_ENDED];
}
