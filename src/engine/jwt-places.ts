import type { Span } from '../findings/model.ts';
import { isLikeJwt } from './checks/jwt.ts';
import { wordEnd, wordStart } from './words.ts';

/**
 * The JWT in the word at [start, end) that touches it, as far as its parts are there; null where there is none. What only
 * an underscore or a dash separates from it belongs to its signature.
 */
export function jwtAround(text: string, { start, end }: Span): Span | null {
  const left = wordStart(text, start);
  const word = text.slice(left, wordEnd(text, end));
  if (!word.includes('eyJ')) return null;
  for (const { 0: parts, index } of word.matchAll(JWT)) {
    const jwt = { start: left + index, end: left + index + parts.length };
    if (jwt.start < end && jwt.end > start && isLikeJwt(parts)) return jwt;
  }
  return null;
}

/** A header is short, so that a word of many beginnings is read in linear time. */
const JWT = /(?<![A-Za-z0-9])eyJ[\w-]{10,600}\.[\w-]*(?:\.[\w-]*)?/g;
