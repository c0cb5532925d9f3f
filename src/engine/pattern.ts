/**
 * Facts about a rule's pattern that can be read off its text: how long its matches are and how they begin. They
 * index the rules, so that a candidate meets only the few patterns that could match it.
 */
export interface PatternFacts {
  min: number;
  max: number;
  /** Characters that every match begins with. */
  prefix: string;
}

/** Reads the subset of regular expressions that rules use. Unknown constructs widen the answer, never narrow it. */
export function patternFacts(source: string): PatternFacts {
  const reader: Reader = { source, at: 0 };
  const { min, max } = readAlternation(reader);
  return { min, max, prefix: literalPrefix(source) };
}

interface Reader {
  source: string;
  at: number;
}

interface Range {
  min: number;
  max: number;
}

function readAlternation(reader: Reader): Range {
  let whole: Range | null = null;
  do {
    if (reader.source[reader.at] === '|') reader.at++;
    const branch = readSequence(reader);
    whole =
      whole === null
        ? branch
        : { min: Math.min(whole.min, branch.min), max: Math.max(whole.max, branch.max) };
  } while (reader.source[reader.at] === '|');
  return whole;
}

function readSequence(reader: Reader): Range {
  const total = { min: 0, max: 0 };
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
    const atom = readAtom(reader);
    const times = readQuantifier(reader);
    total.min += atom.min * times.min;
    total.max += atom.max === 0 ? 0 : atom.max * times.max;
  }
  return total;
}

function readAtom(reader: Reader): Range {
  const { source } = reader;
  const character = source[reader.at]!;
  if (character === '(') return readGroup(reader);
  if (character === '[') {
    reader.at++;
    if (source[reader.at] === ']') reader.at++;
    while (reader.at < source.length && source[reader.at] !== ']')
      reader.at += source[reader.at] === '\\' ? 2 : 1;
    reader.at++;
    return { min: 1, max: 1 };
  }
  if (character === '\\') {
    const kind = source[reader.at + 1];
    reader.at += kind === 'x' ? 4 : kind === 'u' ? 6 : 2;
    return kind === 'b' || kind === 'B' ? { min: 0, max: 0 } : { min: 1, max: 1 };
  }
  reader.at++;
  return character === '^' || character === '$' ? { min: 0, max: 0 } : { min: 1, max: 1 };
}

function readGroup(reader: Reader): Range {
  const look = /^\((?:\?(?:<?[=!]|:|<[^>]*>))?/.exec(reader.source.slice(reader.at))!;
  reader.at += look[0].length;
  const inner = readAlternation(reader);
  reader.at++;
  return /[=!]$/.test(look[0]) ? { min: 0, max: 0 } : inner;
}

function readQuantifier(reader: Reader): Range {
  const match = /^(?:\*|\+|\?|\{(\d+)(,(\d*))?\})\??/.exec(reader.source.slice(reader.at, reader.at + 16));
  if (match === null) return { min: 1, max: 1 };
  reader.at += match[0].length;
  if (match[0].startsWith('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (match[0].startsWith('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (match[0].startsWith('?')) return { min: 0, max: 1 };
  const min = Number(match[1]);
  if (match[2] === undefined) return { min, max: min };
  return { min, max: match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]) };
}

/** Literal characters at the start, up to the first thing that could vary; empty when the top level has branches. */
function literalPrefix(source: string): string {
  if (hasTopLevelBranch(source)) return '';
  let prefix = '';
  let at = 0;
  while (at < source.length) {
    const escaped = source[at] === '\\' && /[^A-Za-z0-9]/.test(source[at + 1] ?? '');
    const character = escaped ? source[at + 1]! : source[at]!;
    if (!escaped && '[(.\\^$*+?{|'.includes(character)) break;
    const next = source[at + (escaped ? 2 : 1)] ?? '';
    if ('*?{'.includes(next) && next !== '') break;
    prefix += character;
    at += escaped ? 2 : 1;
  }
  return prefix;
}

function hasTopLevelBranch(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '[') {
      while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
    } else if (source[at] === '(') depth++;
    else if (source[at] === ')') depth--;
    else if (source[at] === '|' && depth === 0) return true;
  }
  return false;
}
