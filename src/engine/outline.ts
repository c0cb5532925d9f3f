import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';

/**
 * Blocks without brackets: keys of less indentation, items of a list, sections, documents, headings. Read upwards from
 * a place, line by line, whatever the language.
 */

/** What a line above a place says of the lines below it. */
export interface Block {
  kind: 'scope' | 'item' | 'section' | 'document' | 'heading';
  /** Where its first line begins. */
  start: number;
  /** Width of the indentation of what stands in it directly; -1 where indentation says nothing. */
  inner: number;
  /** Its first line, trimmed. */
  phrase: string;
}

const MAX_BACK = 6000;
const MAX_LINES = 80;
/** Longer lines are no headings. */
const MAX_LINE = 300;

/** The blocks around `at`, innermost first; headings are those passed on the way. Bounded, whatever the text. */
export function blocksAround(text: string, at: number): Block[] {
  const from = lineStart(text, at);
  const floor = Math.max(0, at - MAX_BACK);
  const reading: Reading = { blocks: [], inner: -1, indent: Number.POSITIVE_INFINITY, closed: false };
  enterLine(reading, lineAt(text, from, Math.min(text.length, from + MAX_LINE)));
  let end = from - 1;
  for (let line = 0; line < MAX_LINES && end > floor && !reading.closed; line++) {
    const begin = lineStart(text, end, Math.max(MAX_LINE, end - floor));
    if (end - begin < MAX_LINE && maySay(text, begin, end, reading.indent)) {
      readLine(reading, lineAt(text, begin, end));
    }
    end = begin - 1;
  }
  return reading.blocks;
}

/** Whether a line is outside of what was read so far, or begins like an item, a section or a heading. */
function maySay(text: string, begin: number, end: number, indent: number): boolean {
  let at = begin;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (at === end) return false;
  if (at - begin < indent) return true;
  const first = text.charCodeAt(at);
  return (
    first > 127 ||
    first === 91 ||
    first === 35 ||
    first === 61 ||
    first === 45 ||
    first === 34 ||
    first === 39
  );
}

/** Where a block ends that `at` stands in: at the next line that is no longer in it, at most `reach` characters on. */
export function blockEnd(text: string, block: Block, at: number, reach: number): number {
  const limit = Math.min(text.length, at + reach);
  let begin = lineEnd(text, at, reach) + 1;
  while (begin < limit) {
    const end = Math.min(limit, lineEnd(text, begin, reach));
    const line = lineAt(text, begin, Math.min(end, begin + MAX_LINE));
    if (line.content !== '' && isBeyond(block, line)) return begin;
    begin = end + 1;
  }
  return limit;
}

function isBeyond({ kind, inner }: Block, { width, content, dashed }: Line): boolean {
  const other = kindOf(content, false, width);
  if (kind === 'document') return other === 'document';
  if (kind === 'section') return other === 'section' || other === 'document';
  return width < inner && !(kind === 'scope' && dashed && width === inner);
}

/** Width of the indentation of the line that holds `at`, with the dash of a list. */
export function widthAt(text: string, at: number): number {
  const start = lineStart(text, at, MAX_LINE);
  const { width, dashed } = lineAt(text, start, Math.min(text.length, start + MAX_LINE));
  return dashed ? width + 2 : width;
}

interface Reading {
  blocks: Block[];
  /** Indentation of the contents of the block that was entered last, its dash counted in. */
  inner: number;
  /** Lines of less indentation are outside. */
  indent: number;
  closed: boolean;
}

interface Line {
  start: number;
  /** Columns before the first character that is no blank. */
  width: number;
  /** A dash of a list stands first. */
  dashed: boolean;
  content: string;
}

function lineAt(text: string, start: number, end: number): Line {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  const dashed = text[at] === '-' && text[at + 1] === ' ';
  return { start, width: at - start, dashed, content: text.slice(at, end).trimEnd() };
}

/** The line of the place itself: with a dash it begins an item. */
function enterLine(reading: Reading, line: Line): void {
  reading.indent = line.width;
  reading.inner = line.dashed ? line.width + 2 : line.width;
  if (line.dashed) enterItem(reading, line);
}

function enterItem(reading: Reading, { start, width, content }: Line): void {
  reading.blocks.push({ kind: 'item', start, inner: width + 2, phrase: content });
  // The key above a list may be as far to the left as its dashes.
  reading.indent = width + 0.5;
  reading.inner = width;
}

function readLine(reading: Reading, line: Line): void {
  const { width, content, start, dashed } = line;
  if (content === '') return;
  if (dashed && width + 2 === reading.inner && width < reading.indent) {
    enterItem(reading, line);
    return;
  }
  const isOutside = width < reading.indent && !(dashed && width + 0.5 === reading.indent);
  const kind = kindOf(content, isOutside, width);
  if (kind === null) return;
  reading.blocks.push({ kind, start, inner: reading.inner, phrase: content });
  if (kind === 'scope') {
    reading.indent = dashed ? width + 2 : width;
    reading.inner = reading.indent;
    if (dashed) enterItem(reading, line);
  } else reading.closed = kind !== 'heading';
}

const OPENS = /(?:[:{([]|\b(?:then|do|begin)|^<\w[^<>]*[^/<>]>)$/;
const OPENING_WORD =
  /^(?:class|def|func|fn|impl|module|namespace|if|else|elif|elsif|when|case|switch|begin)\b/;

function kindOf(content: string, isOutside: boolean, width: number): Block['kind'] | null {
  if (/^["']?\[+\s*[^\]"'{}]{1,80}?\s*\]+["']?$/.test(content) || isNotesHead(content)) return 'section';
  if (width === 0 && /^---\s*$/.test(content)) return 'document';
  if (isOutside) {
    const bare = / [#/&!]/.test(content)
      ? content.replace(/\s+(?:#|\/\/).*$/, '').replace(/\s+[&!]\w+$/, '')
      : content;
    if (OPENS.test(bare) || OPENING_WORD.test(bare) || NUMBERED.test(bare)) return 'scope';
  }
  return /^#{1,6} \S|^=+ \S/.test(content) ? 'heading' : null;
}

/** `■ Kraken`, `【Kraken】main`, `[Kraken] old, read only`: what people put over the lines of a note, and no part of a credential. */
function isNotesHead(content: string): boolean {
  const head = MARKED.test(content) || REMARKED.test(content);
  return head && !/[=:]|[\w+/-]{16}/.test(content) && meaningOf(content).role === null;
}

/** Squares, circles, triangles, stars and brackets of East Asian texts. */
const MARKED =
  /^(?:\xe2(?:\x96[\xa0-\xbf]|\x97[\x80-\xbf]|\x98[\x85\x86])|\xe3\x80[\x88\x8a\x8c\x8e\x90\x94]).{2,90}$/;
const REMARKED =
  /^\[(?!(?:x|info|debug|warn\w*|error|trace|notice|fatal|todo)\]|\d)[^\]"'{}[,]{2,60}\] (?!(?:public|private|protected|internal|static|async|return|class|struct|enum|fn|def|let|const|var)\b)[^(){}"'<>;|]{1,80}$/i;

/** `2) Kraken` over lines of more indentation. */
const NUMBERED = /^(?:\d{1,2}[.)]|\xe2\x91[\xa0-\xb3]) ?(?![^\n]*[=:][ \t]*\S)[^\n]{2,80}$/;
