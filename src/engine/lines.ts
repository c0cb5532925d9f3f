import type { Span } from '../findings/model.ts';

/** Lines, looked up in a bounded stretch of text: a minified file is one line of megabytes. */

/** No line that a person writes is longer; beyond it a line is taken to begin or end. */
const REACH = 4096;
/** Most lines begin so near; where others do is known of each text once. */
const NEAR = 256;

/** Index of the first character of the line that holds `at`, at most `reach` characters back. */
export function lineStart(text: string, at: number, reach = REACH): number {
  const floor = Math.max(0, at - reach);
  const near = Math.max(floor, at - NEAR);
  const found = text.slice(near, at).lastIndexOf('\n');
  return found >= 0 || near === floor ? near + found + 1 : Math.max(floor, longLineStart(text, near));
}

/** Index of the line break that ends the line that holds `at`, or `reach` characters on, or the end. */
export function lineEnd(text: string, at: number, reach = REACH): number {
  const found = text.slice(at, at + reach).indexOf('\n');
  return found < 0 ? Math.min(text.length, at + reach) : at + found;
}

const BLOCK_BITS = 8;
const BLOCK = 1 << BLOCK_BITS;

/** Where the line begins that goes on at the beginning of each block of a text, known up to a block. */
interface LineStarts {
  text: string;
  starts: Int32Array;
  known: number;
}

const NO_TEXT: LineStarts = { text: '', starts: new Int32Array(1), known: 0 };
let kept = NO_TEXT;

/** Lets go of the text that was read last. */
export function forgetLines(): void {
  kept = NO_TEXT;
}

function longLineStart(text: string, at: number): number {
  const block = at >> BLOCK_BITS;
  const found = text.slice(block << BLOCK_BITS, at).lastIndexOf('\n');
  return found >= 0 ? (block << BLOCK_BITS) + found + 1 : startsOf(text, block)[block]!;
}

function startsOf(text: string, block: number): Int32Array {
  if (kept.text !== text) kept = { text, starts: new Int32Array((text.length >> BLOCK_BITS) + 1), known: 0 };
  // The same content may come again as another string, which would be compared as a whole each time.
  kept.text = text;
  const { starts } = kept;
  for (; kept.known < block; kept.known++) {
    const from = kept.known << BLOCK_BITS;
    const found = text.slice(from, from + BLOCK).lastIndexOf('\n');
    starts[kept.known + 1] = found < 0 ? starts[kept.known]! : from + found + 1;
  }
  return starts;
}

/** The lines around a place up to the next blank ones, at most `PARAGRAPH` characters on either side. */
export function paragraphAround(text: string, { start, end }: Span): Span {
  const before = text
    .slice(Math.max(0, start - PARAGRAPH), start)
    .split(BLANK)
    .at(-1)!;
  const after = text.slice(end, end + PARAGRAPH).split(BLANK)[0]!;
  return { start: start - before.length, end: end + after.length };
}

const PARAGRAPH = 600;
const BLANK = /\n[ \t\r]*\n/;
