import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { decodeEscapes, unwrapBase64 } from './decode.ts';
import { joinPieces, joinWrapped } from './joined.ts';
import { jwtAround } from './jwt-places.ts';
import { lineStart } from './lines.ts';
import { serializedString } from './serialized.ts';
import { wordEnd, wordStart } from './words.ts';

/** A value as it may have been meant, with the place it was read from. */
export interface Token {
  /** Unwrapped: escapes resolved, pieces joined, base64 of text decoded. */
  value: string;
  start: number;
  end: number;
  /** Where the reading of names begins: the first character inside the quotes, or the start of the value. */
  bindAt: number;
  /** Stands alone in its quotes, or alone between blanks: nothing of a longer text. */
  whole: boolean;
  /** What stands before it in the same word: `https://host/v2/`, `KEY=`, `Bearer:`. */
  before: string;
  /** Set where the value is base64 of a longer text, which is to be scanned by itself. */
  embedded?: string;
  /** Set where `value` was decoded from base64: the value as it stands, which may be what was meant. */
  raw?: string;
}

/** What a word may be cut at; most words hold none of it. */
const MARKS = tableOf(/[=&?#:@~^/.!]/);

/** Every way to read the run at [start, end), the likeliest first. */
export function tokensOf(text: string, start: number, end: number): Token[] {
  const left = afterSign(text, wordStart(text, start), start);
  const right = wordEnd(text, end);
  const joined = joinPieces(text, left, right);
  const wrapped = joinWrapped(text, left, right);
  const tokens: Token[] = [joined, wrapped].filter((token) => token !== null);
  const serialized = serializedString(text, start, end);
  if (serialized !== null) tokens.push(token(text, serialized.start, serialized.end, serialized.start, true));
  if (isWordDiff(text, left, right)) tokens.push(token(text, left + 1, right - 1, left + 1, true));
  const literal = literalAround(text, left, right);
  if (literal !== null) tokens.push(token(text, literal.start, literal.end, literal.start, true));
  const jwt = gluedJwt(text, start, end);
  if (jwt !== null) tokens.push(jwt);
  for (const piece of splitEscapes(text, left, right)) {
    if (piece.end <= start || piece.start >= end) continue;
    tokens.push(...readings(text, piece, { left, right, run: { start, end } }));
  }
  return tokens;
}

/** `ключ=V`: letters beyond ASCII are no part of a word, and the sign behind them is none of a value. */
function afterSign(text: string, left: number, start: number): number {
  const isSign = left <= start && (text[left] === '=' || text[left] === ':');
  return isSign && text.charCodeAt(left - 1) > 127 ? left + 1 : left;
}

/** `{+V+}` and `[-V-]`, as word diffs mark what came and went. */
function isWordDiff(text: string, left: number, right: number): boolean {
  const sign = text[left];
  if (sign !== text[right - 1] || right - left < 3) return false;
  return sign === '+'
    ? isBetween(text, left, right, '{}')
    : sign === '-' && isBetween(text, left, right, '[]');
}

function isBetween(text: string, left: number, right: number, brackets: string): boolean {
  return text[left - 1] === brackets[0] && text[right] === brackets[1];
}

/** The whole text between quotes, or after the name on a line of its own, where it holds marks that end a word. */
function literalAround(text: string, left: number, right: number): { start: number; end: number } | null {
  const from = lineStart(text, left, REACH);
  const quote = openingQuote(text, from, left);
  const start = quote >= 0 ? quote + 1 : valueStart(text, from, left);
  if (start < 0) return null;
  const end = quote >= 0 ? closingMark(text, right, text[quote]!) : endOfWord(text, right);
  const isWord = start === left && end === right;
  return end < 0 || isWord || /\s/.test(text.slice(start, end)) ? null : { start, end };
}

const REACH = 200;

/** The quote in [from, left) that opens a string which holds `left`, or -1; none after a backslash. */
function openingQuote(text: string, from: number, left: number): number {
  let found = -1;
  let single = true;
  let double = true;
  for (let at = left - 1; at >= from && (single || double); at--) {
    const code = text.charCodeAt(at);
    if (code === 92) break;
    if (code !== 34 && code !== 39) continue;
    const isLast = code === 34 ? double : single;
    if (code === 34) double = false;
    else single = false;
    if (isLast && (at === from || /[=:(,[{>\s]/.test(text[at - 1]!))) found = at;
  }
  return found;
}

/** Where the value begins on a line that is a name, `=` or `:`, and a value up to `left`; -1 on any other line. */
function valueStart(text: string, from: number, left: number): number {
  const named = /^\s*(?:export\s+|set\s+|-\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*([^\s"'`]*)$/.exec(
    text.slice(from, left),
  );
  return named === null ? -1 : left - named[1]!.length;
}

/** The quote from `right` on that closes the string on the same line, or -1. */
function closingMark(text: string, right: number, quote: string): number {
  const ceiling = Math.min(text.length, right + REACH);
  for (let at = right; at < ceiling; at++) {
    if (text[at] === quote) return at;
    if (text[at] === '\n') return -1;
  }
  return -1;
}

function endOfWord(text: string, right: number): number {
  const ceiling = Math.min(text.length, right + REACH);
  let end = right;
  while (end < ceiling && !/[\s"'`]/.test(text[end]!)) end++;
  return end;
}

/** `_access_token_:_eyJ…`: a JWT stands out from whatever it is glued to. */
function gluedJwt(text: string, start: number, end: number): Token | null {
  const jwt = jwtAround(text, { start, end });
  if (jwt === null) return null;
  const glue = /[_-]*$/.exec(text.slice(Math.max(0, jwt.start - 4), jwt.start))![0].length;
  const found = token(text, jwt.start, jwt.end, wordStart(text, start), false);
  return { ...found, bindAt: jwt.start - glue };
}

/** Cuts a word at escaped line breaks, tabs and quotes. */
function splitEscapes(text: string, left: number, right: number): { start: number; end: number }[] {
  const word = text.slice(left, right);
  if (!word.includes('\\')) return [{ start: left, end: right }];
  const pieces: { start: number; end: number }[] = [];
  const cut = /\\+(?:r\\+n|n|r|t|["'`])|\\+$|^\\+(?![ux/])/g;
  let from = 0;
  for (const match of word.matchAll(cut)) {
    if (match.index > from) pieces.push({ start: left + from, end: left + match.index });
    from = match.index + match[0].length;
  }
  if (from < word.length) pieces.push({ start: left + from, end: right });
  return pieces;
}

/** The word itself, then its part after each `=`, `:` and the like, then its path segments. */
function readings(text: string, { start, end }: Span, word: Word): Token[] {
  const { left, right } = word;
  const raw = text.slice(start, end);
  const tokens = [token(text, start, end, left, start === left && end === right)];
  if (!holdsMark(raw)) return tokens;
  const trimmed = raw.replace(/[.,:;!?&]+$/, '').length;
  if (trimmed < raw.length && trimmed > 0) tokens.push(token(text, start, start + trimmed, left, false));
  if (/^\.[\w+/=-]{20}/.test(raw))
    tokens.push({ ...token(text, start + 1, start + trimmed, left, false), bindAt: start });
  const cuts = [...raw.slice(0, trimmed).matchAll(SEPARATORS)].map((match) => ({
    at: match.index,
    next: match.index + match[0].length,
    rank: RANKS.findIndex((marks) => marks.includes(match[0][0]!)),
  }));
  if (cuts.length > MOST_CUTS) {
    const run = { start: word.run.start - start, end: word.run.end - start };
    const near = aroundRun(cuts, { run, length: trimmed });
    if (near === null) return tokens;
    return [...tokens, ...readings(text, { start: start + near.start, end: start + near.end }, word)];
  }
  addBotToken(tokens, text, start, start + trimmed, left);
  for (let rank = 0; rank < RANKS.length; rank++) {
    if (cuts.some((cut) => cut.rank === rank)) {
      addParts(
        tokens,
        text,
        start,
        start + trimmed,
        left,
        cuts.filter((cut) => cut.rank <= rank),
      );
    }
  }
  return tokens;
}

/** The word in [left, right), and the run in it that is to be read. */
interface Word {
  left: number;
  right: number;
  run: Span;
}

/** Parts that a word is read in; what has more is base64, or all but a few of them have nothing to do with the run. */
const MOST_CUTS = 60;
/** Parts on either side of a run that are read with it. */
const BESIDE = 6;

/** The part of a word with many cuts that a run and its next neighbours stand in; null where the run alone has too many. */
function aroundRun(
  cuts: readonly { at: number; next: number }[],
  { run, length }: { run: Span; length: number },
): Span | null {
  const first = cuts.findIndex(({ next }) => next > run.start);
  const last = cuts.findLastIndex(({ at }) => at < run.end);
  const from = first < 0 ? cuts.length : first;
  if (last - from + 2 * BESIDE + 2 > MOST_CUTS) return null;
  const before = cuts[from - BESIDE];
  const behind = cuts[last + BESIDE];
  if (before === undefined && behind === undefined) return null;
  return { start: before?.next ?? 0, end: behind?.at ?? length };
}

function holdsMark(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (MARKS[word.charCodeAt(at)] === 1) return true;
  return false;
}

/** Telegram writes a bot's token behind the word "bot" in a path (core.telegram.org/bots/api, 2026-11), others without it. */
function addBotToken(tokens: Token[], text: string, start: number, end: number, left: number): void {
  const path = /\/(?:bot)?(\d{6,12}:[\w-]{30,40})(?=[/?]|$)/.exec(text.slice(start, end));
  if (path === null) return;
  const from = start + path.index + path[0].length - path[1]!.length;
  tokens.push(token(text, from, from + path[1]!.length, left, false));
}

const SEPARATORS = /[=&?#]+(?=[^=:&?#@~^])|[:@~^]+-?(?=[^=:&?#@~^])|\/(?=[^/])|(?<=\w)\.(?=\w)/g;

/** Marks by how surely they separate: a query before a colon, a colon before a path, a path before a dot. */
const RANKS = ['=&?#', ':@~^', '/', '.'];

function addParts(
  tokens: Token[],
  text: string,
  start: number,
  end: number,
  left: number,
  cuts: { at: number; next: number }[],
): void {
  let from = 0;
  for (const cut of [...cuts, { at: end - start, next: end - start }]) {
    if (cut.at - from >= 10 && !(from === 0 && cut.at === end - start)) {
      const part = token(text, start + from, start + cut.at, left, false);
      if (!tokens.some((other) => other.start === part.start && other.end === part.end)) tokens.push(part);
    }
    from = cut.next;
  }
}

function token(text: string, start: number, end: number, left: number, whole: boolean): Token {
  const raw = text.slice(start, end);
  return unwrapBase64({
    value: decodeEscapes(raw),
    start,
    end,
    bindAt: start,
    whole,
    before: text.slice(left, start),
  });
}
