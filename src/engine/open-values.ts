import type { Surroundings } from './attribution.ts';
import { isCode } from './files.ts';
import { lineStart } from './lines.ts';
import { isLookalike } from './lookalike.ts';
import { fits } from './match-kind.ts';
import { isFiller, isWordy } from './randomness.ts';
import type { Token } from './token.ts';

/** What a value itself leaves open, before anything around it is asked. */

/** Whether the value may be a credential at all: no words, no host, no filler, no look-alike, no name of code. */
export function isOpenValue(around: Surroundings, token: Token): boolean {
  const { value } = token;
  if (isWordy(value) || HOST.test(value) || isFiller(value)) return false;
  return !isLookalike(around, token) && !isIdentifierInCode(around, token) && !isParted(around, token);
}

/** `"KEY:SECRET".split(":")`: what the program takes apart is no value. */
function isParted({ text }: Surroundings, { value, end }: Token): boolean {
  const mark = /^["'`]\.(?:r?split|partition)\(\s?["'`]([:|;~.])["'`]/.exec(text.slice(end, end + 24))?.[1];
  return mark !== undefined && value.includes(mark);
}

/** Words joined by dots: a host, a module. */
const HOST = /^[a-z-]{1,30}(?:\.[a-z-]{1,30})+$/;

/** A bare word of code: a name, not a value. */
function isIdentifierInCode({ text, path }: Surroundings, token: Token): boolean {
  if (!/^[A-Za-z_$][\w$]*$/.test(token.value) || /^0x/.test(token.value)) return false;
  if (/["'`]/.test(text[token.start - 1] ?? '')) return false;
  if (/^(?:\(|[ \t]*[*&]+[ \t]*[A-Za-z_]\w*\s*[,)])/.test(text.slice(token.end, token.end + 80))) return true;
  if (!/\d/.test(token.value) && token.value.length < 24) return true;
  if (!isCode(path) || (token.value.match(/\d/g)?.length ?? 0) >= 4) return false;
  const line = text.slice(lineStart(text, token.start, 400), token.start);
  const quotes = (line.match(/["'`]/g) ?? []).length;
  return quotes % 2 === 0 && !/^\s*(?:#|\/\/|\*|--|;|%)|(?:\/\/|#|--)\s/.test(line);
}

/** Part of a URL, but not the value of one of its parameters. */
export function isInAddress(token: Token): boolean {
  return /:\/\//.test(token.before) && !/[?&#;][\w.-]+=$/.test(token.before);
}

/** Some issuer's values look like it. */
export function hasShape({ ruleset }: Surroundings, { value }: Token): boolean {
  return ruleset
    .byLength(value.length)
    .some((kind) => kind.kind.evidence !== 'name' && fits(kind, value) !== 'fail');
}
