import { tableOf } from './byte-table.ts';

/** Where words begin and end. */

/** Characters that end a word; the controls are those between the fields of an environment, a message or a record. */
export const BREAKS = tableOf(/[\s"'`<>(){}[\],;|\x80-\xff\0-\x08\x0e-\x1f\x7f]/);

const MAX_WORD = 6000;

/** A value that follows `at` as a continuation of a run cut by escapes is part of the same word. */
export function wordStart(text: string, start: number): number {
  const floor = Math.max(0, start - MAX_WORD);
  let left = start;
  while (left > floor && BREAKS[text.charCodeAt(left - 1)] !== 1) left--;
  return left;
}

export function wordEnd(text: string, end: number): number {
  const ceiling = Math.min(text.length, end + MAX_WORD);
  let right = end;
  while (right < ceiling && BREAKS[text.charCodeAt(right)] !== 1) right++;
  while (right > end && text[right - 1] === '\\') right--;
  return right;
}
