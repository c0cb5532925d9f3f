import { decodeEscapes, unwrapBase64 } from './decode.ts';
import { piecesAround } from './pieces.ts';
import type { Token } from './token.ts';
import { wordEnd } from './words.ts';

/** Values that a program or a file gives in pieces. */

const MAX_PIECES = 120;

/** Joins the literal at [left, right) with those that are put together with it, or a word with the lines it goes on in. */
export function joinPieces(text: string, left: number, right: number): Token | null {
  const pieces = piecesAround(text, { start: left, end: right });
  return pieces === null ? joinContinued(text, left, right) : joined(text, pieces);
}

function joined(text: string, pieces: readonly { start: number; end: number }[]): Token | null {
  const value = pieces
    .map(({ start, end }) => decodeEscapes(text.slice(start, end)))
    .filter((piece) => !END_OF_STRING.test(piece))
    .join('');
  if (/\s/.test(value)) return null;
  const start = pieces[0]!.start;
  return unwrapBase64({ value, start, end: pieces.at(-1)!.end, bindAt: start, whole: true, before: '' });
}

/** How C ends a list of characters. */
const END_OF_STRING = /^\\(?:0|x00|u0000)$/;

/** A value broken by a backslash at the end of the line. */
function joinContinued(text: string, left: number, right: number): Token | null {
  let end = right;
  if (text[end] !== '\\') return null;
  let value = text.slice(left, right);
  for (let count = 0; count < MAX_PIECES; count++) {
    const gap = /^\\\r?\n[ \t]*/.exec(text.slice(end, end + 80));
    if (gap === null) break;
    const from = end + gap[0].length;
    const to = wordEnd(text, from);
    if (to === from) break;
    value += text.slice(from, to);
    end = to;
  }
  if (end === right) return null;
  const cut = Math.max(value.lastIndexOf('=', value.length - 4), value.lastIndexOf(':')) + 1;
  return unwrapBase64({
    value: value.slice(cut),
    start: left + cut,
    end,
    bindAt: left + cut,
    whole: true,
    before: text.slice(left, left + cut),
  });
}
