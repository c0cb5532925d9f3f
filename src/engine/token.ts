import { Buffer } from 'node:buffer';
import { lineStart } from './lines.ts';
import { piecesAround } from './pieces.ts';

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

/** Characters that end a word. */
export const BREAKS = tableOf(/[\s"'`<>(){}[\],;|\x80-\xff]/);
/** What a word may be cut at; most words hold none of it. */
const MARKS = tableOf(/[=&?#:@~^/.!]/);
const MAX_WORD = 6000;
const MAX_PIECES = 120;

/** Every way to read the run at [start, end), the likeliest first. */
export function tokensOf(text: string, start: number, end: number): Token[] {
  const left = wordStart(text, start);
  const right = wordEnd(text, end);
  const joined = joinPieces(text, left, right);
  const tokens: Token[] = joined === null ? [] : [joined];
  const literal = literalAround(text, left, right);
  if (literal !== null) tokens.push(token(text, literal.start, literal.end, literal.start, true));
  for (const piece of splitEscapes(text, left, right)) {
    if (piece.end <= start || piece.start >= end) continue;
    tokens.push(...readings(text, piece.start, piece.end, left, right));
  }
  return tokens;
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

/** A value that follows `at` as a continuation of a run cut by escapes is part of the same word. */
function wordStart(text: string, start: number): number {
  const floor = Math.max(0, start - MAX_WORD);
  let left = start;
  while (left > floor && BREAKS[text.charCodeAt(left - 1)] !== 1) left--;
  return left;
}

function wordEnd(text: string, end: number): number {
  const ceiling = Math.min(text.length, end + MAX_WORD);
  let right = end;
  while (right < ceiling && BREAKS[text.charCodeAt(right)] !== 1) right++;
  while (right > end && text[right - 1] === '\\') right--;
  return right;
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
function readings(text: string, start: number, end: number, left: number, right: number): Token[] {
  const raw = text.slice(start, end);
  const tokens = [token(text, start, end, left, start === left && end === right)];
  if (!holdsMark(raw)) return tokens;
  const trimmed = raw.replace(/[.,:;!?&]+$/, '').length;
  if (trimmed < raw.length && trimmed > 0) tokens.push(token(text, start, start + trimmed, left, false));
  const cuts = [...raw.slice(0, trimmed).matchAll(SEPARATORS)].map((match) => ({
    at: match.index,
    next: match.index + match[0].length,
    rank: RANKS.findIndex((marks) => marks.includes(match[0][0]!)),
  }));
  if (cuts.length > 60) return tokens;
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

function holdsMark(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (MARKS[word.charCodeAt(at)] === 1) return true;
  return false;
}

/** Telegram writes a bot's token behind the word "bot" in a path (core.telegram.org/bots/api, 2026-11). */
function addBotToken(tokens: Token[], text: string, start: number, end: number, left: number): void {
  const path = /\/bot(\d{6,12}:[\w-]{30,40})(?=\/|$)/.exec(text.slice(start, end));
  if (path === null) return;
  const from = start + path.index + 4;
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

/** Resolves `\/`, `\u002b`, `\x2b`, `\-` and `%2B` in a value. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes('\\') && !raw.includes('%')) return raw;
  return raw
    .replace(/\\+u\{?00([0-9a-fA-F]{2})\}?|\\+x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})/g, (all, u, x, p) => {
      const code = Number.parseInt(u ?? x ?? p, 16);
      return code >= 33 && code < 127 ? String.fromCharCode(code) : all;
    })
    .replace(/\\+([/=+\-_.:])/g, '$1');
}

/** Base64 of printable text: a single word replaces the value, anything longer is scanned as a text of its own. */
function unwrapBase64(token: Token): Token {
  const hex = hexText(token.value);
  if (hex !== null) return { ...token, value: hex, raw: token.value };
  const text = decodedText(token.value);
  if (text === null) return token;
  const word = text.trim();
  if (!/\s/.test(word) && !/^[^=:]{2,40}[=:]\S{6,}$/.test(word) && !/^[{[]/.test(word))
    return { ...token, value: word, raw: token.value };
  return { ...token, embedded: text };
}

/** The one word that `value` is in hexadecimal digits: hardly any random digits are. */
function hexText(value: string): string | null {
  if (value.length < 32 || !/^(?:[2-7][0-9a-f])+$/i.test(value)) return null;
  const text = Buffer.from(value, 'hex').toString('latin1');
  return /^[!-~]+$/.test(text) ? text : null;
}

/** The text that `value` is base64 of, or null where it decodes to bytes that no text holds. */
function decodedText(value: string): string | null {
  if (value.length < 16 || !mayDecodeToText(value) || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return null;
  const head = Buffer.from(value.slice(0, 64), 'base64');
  if (!isPrintable(head)) return null;
  const all = Buffer.from(value, 'base64');
  return isPrintable(all) && all.length >= 10 ? all.toString('latin1') : null;
}

/** False where one of the first characters is not of the alphabet, or decodes to a byte that no text holds. */
export function mayDecodeToText(value: string): boolean {
  for (let at = 0; at + 4 <= value.length && at < 48; at += 4) {
    const bits =
      (sextet(value, at) << 18) |
      (sextet(value, at + 1) << 12) |
      (sextet(value, at + 2) << 6) |
      sextet(value, at + 3);
    if (bits < 0) return at + 5 >= value.length;
    if (!(isText(bits >> 16) && isText((bits >> 8) & 255) && isText(bits & 255))) return false;
  }
  return true;
}

const SEXTETS = buildSextets();

/** Negative where the character is not of the alphabet. */
function sextet(value: string, at: number): number {
  return SEXTETS[value.charCodeAt(at) & 255]!;
}

function buildSextets(): Int32Array {
  const sextets = new Int32Array(256).fill(-1);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let index = 0; index < 64; index++) sextets[alphabet.charCodeAt(index)] = index;
  sextets[45] = 62;
  sextets[95] = 63;
  return sextets;
}

function isPrintable(bytes: Uint8Array): boolean {
  for (const code of bytes) {
    if (!isText(code)) return false;
  }
  return true;
}

function isText(code: number): boolean {
  return (code >= 32 && code <= 126) || (code >= 9 && code <= 13);
}

/** Joins a literal with the literals that are concatenated to it, on this line or the next ones. */
function joinPieces(text: string, left: number, right: number): Token | null {
  const open = openQuote(text, left);
  if (open === null || text[right] === '\\') return joinContinued(text, left, right);
  const listed = piecesAround(text, { start: left, end: right });
  if (listed !== null) return joined(text, listed);
  const pieces = [{ start: left, end: right }];
  for (let count = 0; count < MAX_PIECES; count++) {
    const next = nextLiteral(text, pieces.at(-1)!.end);
    if (next === null) break;
    pieces.push(next);
  }
  for (let count = 0; count < MAX_PIECES; count++) {
    const previous = previousLiteral(text, pieces[0]!.start);
    if (previous === null) break;
    pieces.unshift(previous);
  }
  return pieces.length === 1 ? null : joined(text, pieces);
}

function joined(text: string, pieces: readonly { start: number; end: number }[]): Token | null {
  const value = pieces.map((piece) => decodeEscapes(text.slice(piece.start, piece.end))).join('');
  if (/\s/.test(value)) return null;
  const start = pieces[0]!.start;
  return unwrapBase64({ value, start, end: pieces.at(-1)!.end, bindAt: start, whole: true, before: '' });
}

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

function openQuote(text: string, left: number): string | null {
  const character = text[left - 1];
  return character === '"' || character === "'" || character === '`' ? character : null;
}

/** The literal that follows the one ending at `end`, with only an operator or blanks between them. */
function nextLiteral(text: string, end: number): { start: number; end: number } | null {
  if (!mayJoin(text, end)) return null;
  const gap =
    /^\\*(["'`])[ \t]*(?:\+|\.{1,2}|&|<>|<<|~|\|\|)?[ \t]*[\\_]?(?:\r?\n[ \t]*(?:\+|\.{1,2}|&|<>|<<|~)?[ \t]*)?(?:[rbfuL]{1,2})?\\*\1/.exec(
      text.slice(end, end + 200),
    );
  if (gap === null || gap[0].replace(/\\/g, '').length < 3) return null;
  const start = end + gap[0].length;
  const close = closingQuote(text, start, gap[1]!);
  return close === null ? null : { start, end: close };
}

/** Whether anything that can stand between two pieces of a string follows the quote at `end`. */
function mayJoin(text: string, end: number): boolean {
  let at = end;
  while (text[at] === '\\') at++;
  return BETWEEN[text.charCodeAt(at + 1)] === 1;
}

/** Blanks, operators, line ends, prefixes and quotes: all that joins pieces of a string. */
const BETWEEN = tableOf(/[ \t+.&<>~|\\\r\nrbfuL"'`]/);

function closingQuote(text: string, start: number, quote: string): number | null {
  const ceiling = Math.min(text.length, start + 2000);
  for (let at = start; at < ceiling; at++) {
    if (text[at] === quote) return text[at - 1] === '\\' ? at - 1 : at;
    if (/\s/.test(text[at]!)) return null;
  }
  return null;
}

function previousLiteral(text: string, start: number): { start: number; end: number } | null {
  if (BETWEEN[text.charCodeAt(start - 2)] !== 1) return null;
  const before = text.slice(Math.max(0, start - 200), start);
  const gap =
    /\\*(["'`])[ \t]*(?:\+|\.{1,2}|&|<>|<<|~|\|\|)?[ \t]*[\\_]?(?:\r?\n[ \t]*(?:\+|\.{1,2}|&|<>|<<|~)?[ \t]*)?(?:[rbfuL]{1,2})?\\*\1$/.exec(
      before,
    );
  if (gap === null || gap[0].replace(/\\/g, '').length < 3) return null;
  const end = start - gap[0].length;
  const floor = Math.max(0, end - 2000);
  for (let at = end - 1; at >= floor; at--) {
    if (text[at] === gap[1]) return { start: at + 1, end };
    if (/[\s,;(){}]/.test(text[at]!)) return null;
  }
  return null;
}

/** 1 for every character below 256 that the pattern matches. */
export function tableOf(pattern: RegExp): Uint8Array {
  const table = new Uint8Array(256);
  const characters = String.fromCharCode(...table.keys());
  for (const { index } of characters.matchAll(new RegExp(pattern, 'g'))) table[index] = 1;
  return table;
}
