/** Lines, looked up in a bounded stretch of text: a minified file is one line of megabytes. */
import { breakBefore } from './layout.ts';

/** No line that a person writes is longer; beyond it a line is taken to begin or end. */
const REACH = 4096;

/** So far back it costs less to look than to know all lines before. */
const NEAR = 400;

/** Index of the first character of the line that holds `at`, at most `reach` characters back. */
export function lineStart(text: string, at: number, reach = REACH): number {
  const floor = Math.max(0, at - reach);
  if (reach > NEAR) return Math.max(floor, breakBefore(text, at) + 1);
  let start = at;
  while (start > floor && text.charCodeAt(start - 1) !== 10) start--;
  return start;
}

/** Index of the line break that ends the line that holds `at`, or `reach` characters on, or the end. */
export function lineEnd(text: string, at: number, reach = REACH): number {
  const found = text.slice(at, at + reach).indexOf('\n');
  return found < 0 ? Math.min(text.length, at + reach) : at + found;
}
