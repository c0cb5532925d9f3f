/** The arguments of a call, as they are written. */

export interface Argument {
  text: string;
  start: number;
  end: number;
}

/** No key stands further behind the parenthesis, and none behind more arguments. */
const REACH = 900;
const MOST = 8;

/** The first arguments of the call whose parenthesis opens at `open`; the last of them may be cut off. */
export function argumentsOf(text: string, open: number): Argument[] {
  const found: Argument[] = [];
  const limit = Math.min(text.length, open + REACH);
  for (let at = open + 1; at < limit && found.length < MOST; ) {
    const end = argumentEnd(text, at, limit);
    found.push({ text: text.slice(at, end).trim(), start: at, end });
    if (text[end] !== ',') break;
    at = end + 1;
  }
  return found;
}

function argumentEnd(text: string, from: number, limit: number): number {
  let depth = 0;
  let at = from;
  for (; at < limit; at++) {
    const sign = text[at]!;
    if (QUOTES.includes(sign)) at = stringEnd(text, at, limit);
    else if (OPENING.includes(sign)) depth++;
    else if (depth === 0 && (sign === ',' || CLOSING.includes(sign))) break;
    else if (CLOSING.includes(sign)) depth--;
  }
  return Math.min(at, limit);
}

const QUOTES = '"\'`';
const OPENING = '([{';
const CLOSING = ')]}';

/** Where the string ends that begins at `from`; an apostrophe that nothing closes on its line is none. */
function stringEnd(text: string, from: number, limit: number): number {
  const quote = text[from]!;
  for (let at = from + 1; at < limit; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n' && quote !== '`') return from;
  }
  return from;
}
