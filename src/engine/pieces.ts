import type { Span } from '../findings/model.ts';

/** Strings that a program puts together from literals: `['a', 'b'].join('')`, `"a".concat("b")`, `x += "b"`. */

const MAX_PIECES = 120;
const MAX_PIECE = 2000;
/** How far from a piece the call that joins its list may stand. */
const NEAR = 600;

/** The literals of the statement that the literal at [start, end) is a piece of, in order; null where it stands alone. */
export function piecesAround(text: string, piece: Span): Span[] | null {
  const after = follow(text, piece, mayFollow(text, piece) ? literalAfter : nothing);
  const before = follow(text, piece, mayPrecede(text, piece) ? literalBefore : nothing).toReversed();
  const pieces = [...before, piece, ...after];
  return pieces.length < 2 ? null : pieces;
}

function mayFollow(text: string, { start, end }: Span): boolean {
  if (text[end + 1] === ',') return isJoinedList(text, start, end);
  return APPENDED.test(text.slice(end, end + 80));
}

function mayPrecede(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 24), start - 1).trimEnd();
  if (before.endsWith(',')) return isJoinedList(text, start, end);
  return /(?:\.(?:concat|append)\(|[+.]=)$/.test(before);
}

const APPENDED = /^["'`](?:\)?\s*\.(?:concat|append)\(|;?\s*\$?[\w.]{1,40}\s*[+.]=)/;

/** A list counts only as what a call joins without anything between. */
function isJoinedList(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - NEAR), start);
  const tail = text.slice(end, end + NEAR);
  return (/join|paste0|strcat|concat|implode/i.test(head) && JOINING.test(head)) || JOINED.test(tail);
}

const JOINING =
  /(?:["'`]{2}\.join\(\s*[[(]|\b(?:paste0|strcat|concat!?)\(|\.concat\(|\bstrings\.Join\(\s*\[\]string\{|\bString\.(?:Concat|join)\((?:"",)?|\bimplode\((?:'',|"",)\s*\W)[^()[\]{};]*$/i;

const JOINED = /^[^()[\]{};]{0,600}[\])}]\s{0,40}(?:\.join\(\s*(?:""|''|``)?\s*\)|,\s*(?:""|'')\s*\))/;

function nothing(): null {
  return null;
}

function follow(text: string, from: Span, next: (text: string, piece: Span) => Span | null): Span[] {
  const found: Span[] = [];
  for (let count = 0; count < MAX_PIECES; count++) {
    const piece = next(text, found.at(-1) ?? from);
    if (piece === null) break;
    found.push(piece);
  }
  return found;
}

const GAP =
  /^(["'`])(?:\s*,\s*\w?|\s*\)?\s*\.(?:concat|append)\(\s*|\s*;?\s*\$?[\w.]{1,40}\s*[+.]=\s*)(["'`])/;

/** The literal behind a comma, `.append(` or `name +=`. */
function literalAfter(text: string, { end }: Span): Span | null {
  const gap = GAP.exec(text.slice(end, end + 160));
  if (gap === null || gap[1] !== gap[2]) return null;
  const start = end + gap[0].length;
  const close = closeOf(text, start, gap[1]!);
  return close < 0 ? null : { start, end: close };
}

const GAP_BEFORE =
  /["'`](?:\s*,\s*\w?|\s*\)?\s*\.(?:concat|append)\(\s*|\s*;?\s*\$?[\w.]{1,40}\s*[+.]=\s*)["'`]$/;

/** The literal that `start` follows in one of these ways. */
function literalBefore(text: string, { start }: Span): Span | null {
  const quote = text[start - 1]!;
  const gap = GAP_BEFORE.exec(text.slice(Math.max(0, start - 160), start));
  if (gap === null || gap[0][0] !== quote) return null;
  const end = start - gap[0].length;
  for (let at = end - 1; at >= Math.max(0, end - MAX_PIECE); at--) {
    if (text[at] === quote) return { start: at + 1, end };
    if (/[\s(){}]/.test(text[at]!)) return null;
  }
  return null;
}

function closeOf(text: string, start: number, quote: string): number {
  for (let at = start; at < Math.min(text.length, start + MAX_PIECE); at++) {
    if (text[at] === quote) return at;
    if (/\s/.test(text[at]!)) return -1;
  }
  return -1;
}
