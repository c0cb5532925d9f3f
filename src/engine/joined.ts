import { decodeEscapes, mayDecodeToText, unwrapBase64 } from './decode.ts';
import { lineStart } from './lines.ts';
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

/** Shorter lines are no base64 of a text over several lines. */
const LEAST_LINE = 32;
const MAX_WRAPPED = 1_000_000;

/** Base64 of a text over several lines of one length, as `base64` prints it, from its first line on; else null. */
export function joinWrapped(text: string, left: number, right: number): Token | null {
  const width = right - left;
  if (width < LEAST_LINE || width % 4 !== 0 || !isLineEnd(text, right)) return null;
  if (!mayDecodeToText(text.slice(left, left + LEAST_LINE))) return null;
  const from = lineStart(text, left, width);
  const indent = text.slice(from, left);
  if (!/^[ \t]*$/.test(indent) || endsWithLine(text.slice(Math.max(0, from - width - 2), from), width))
    return null;
  const lines = [text.slice(left, right)];
  let end = right;
  for (let size = 0; lines.at(-1)!.length === width && size < MAX_WRAPPED; size += width) {
    const next = end + (text[end] === '\r' ? 2 : 1) + indent.length;
    const to = wordEnd(text, next);
    if (to === next || to - next > width || !isLineEnd(text, to)) break;
    lines.push(text.slice(next, to));
    end = to;
  }
  const token = { value: lines.join(''), start: left, end, bindAt: left, whole: true, before: '' };
  return lines.length === 1 ? null : unwrapBase64(token);
}

/** Whether a text ends with a line of base64 that is as long. */
function endsWithLine(text: string, width: number): boolean {
  return /[A-Za-z0-9+/]+$/.exec(text.trimEnd())?.[0].length === width;
}

function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');
}
