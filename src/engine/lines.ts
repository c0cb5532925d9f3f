/** Lines, looked up in a bounded stretch of text: a minified file is one line of megabytes. */

/** No line that a person writes is longer; beyond it a line is taken to begin or end. */
const REACH = 4096;

/** Index of the first character of the line that holds `at`, at most `reach` characters back. */
export function lineStart(text: string, at: number, reach = REACH): number {
  const floor = Math.max(0, at - reach);
  return floor + text.slice(floor, at).lastIndexOf('\n') + 1;
}

/** Index of the line break that ends the line that holds `at`, or `reach` characters on, or the end. */
export function lineEnd(text: string, at: number, reach = REACH): number {
  const found = text.slice(at, at + reach).indexOf('\n');
  return found < 0 ? Math.min(text.length, at + reach) : at + found;
}
