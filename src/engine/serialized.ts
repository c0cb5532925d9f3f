import type { Span } from '../findings/model.ts';

/**
 * Strings in objects that Python pickled or marshalled, as bots keep their state: a code, the length, the text.
 * Pickle writes 0x8c and one byte of length, or `X` and four (docs.python.org/3/library/pickletools.html, 2026-11);
 * marshal writes 0xda or 0xfa and one byte (Python/marshal.c, 2026-11).
 */

const PICKLED = 0x8c;
const MARSHALLED: ReadonlySet<number> = new Set([0xda, 0xfa]);

/** The string of which the run at [start, end) is a part, without the length before it or the code behind; else null. */
export function serializedString(text: string, start: number, end: number): Span | null {
  return shortString(text, start, end) ?? shortString(text, start + 1, end) ?? longString(text, start, end);
}

/** The code that follows what is marshalled may be a letter; bytes of other scripts look like these codes, so no more may. */
function shortString(text: string, start: number, end: number): Span | null {
  const code = text.charCodeAt(start - 2);
  const length = text.charCodeAt(start - 1);
  const rest = end - start - length;
  return (rest === 0 && isShort(code)) || (rest === 1 && MARSHALLED.has(code))
    ? { start, end: start + length }
    : null;
}

function isShort(code: number): boolean {
  return code === PICKLED || MARSHALLED.has(code);
}

function longString(text: string, start: number, end: number): Span | null {
  if (!isLong(text, start)) return null;
  const length = text.charCodeAt(start - 4) + 256 * text.charCodeAt(start - 3);
  return length >= 8 && start + length <= end ? { start, end: start + length } : null;
}

/** Nobody's keys are longer than 65,535 characters. */
function isLong(text: string, start: number): boolean {
  return text[start - 1] === '\0' && text[start - 2] === '\0' && text[start - 5] === 'X';
}

/** The string before the one that begins at `start`, where it reads like a name: the key of a dictionary. */
export function serializedName(text: string, start: number, limit: number): Name | null {
  if (!isShort(text.charCodeAt(start - 2)) && !isLong(text, start)) return null;
  const floor = Math.max(limit, start - REACH);
  const found = NAME_BEFORE.exec(text.slice(floor, start));
  return found === null ? null : { name: found[1]!, phrase: found[1]!, start: floor + found.index };
}

interface Name {
  name: string;
  phrase: string;
  start: number;
}

const REACH = 80;
/** A name, what pickle writes to remember it by, and how the next string begins. */
const NAME_BEFORE =
  /(?<!\w)([A-Za-z_][\w.-]{1,50})(?:\x94?[\x8c\xda\xfa][\s\S]|(?:q[\s\S]|r[\s\S]{4})?X[\s\S][\s\S]\0\0)$/;
