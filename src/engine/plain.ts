import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { isWordy } from './randomness.ts';
import type { Ruleset } from './ruleset.ts';
import { BREAKS, mayDecodeToText, tableOf } from './token.ts';

/**
 * True for a run that is a mere name of code, such as `getV2HistoryOrders`: a word of its own that reads as words,
 * that no shape proves and that is no piece of a longer value. Most runs are, and the text that holds nothing else
 * is never made.
 */
export function isPlainName(ruleset: Ruleset, bytes: Uint8Array, run: Span): boolean {
  if (!isWordOfItsOwn(bytes, run)) return false;
  const value = Buffer.from(bytes.buffer, bytes.byteOffset + run.start, run.end - run.start).toString(
    'latin1',
  );
  return (
    isWordy(value) &&
    !mayDecodeToText(value) &&
    !ruleset.mayHoldPrefix(value) &&
    !ruleset
      .provable(value.length)
      .some((kind) => value.startsWith(kind.prefix) && kind.test(value) !== 'fail')
  );
}

/** Letters, digits and underscores between characters that end a word, and no string or assignment around them. */
function isWordOfItsOwn(bytes: Uint8Array, { start, end }: Span): boolean {
  if (end < bytes.length && BREAKS[bytes[end]!] !== 1) return false;
  for (let at = start; at < end; at++) if (NAME[bytes[at]!] !== 1) return false;
  return start === 0 || (BREAKS[bytes[start - 1]!] === 1 && !mayBeLiteral(bytes, start));
}

/** How far a literal may begin before the word. */
const REACH = 200;

/** Whether a quote, `=` or `:` stands before the word without a blank between, or `=` or `:` before the blanks. */
function mayBeLiteral(bytes: Uint8Array, start: number): boolean {
  const floor = start - REACH;
  let at = start - 1;
  for (; at >= 0 && BLANK[bytes[at]!] !== 1; at--) if (at < floor || OPENING[bytes[at]!] === 1) return true;
  while (at >= 0 && BLANK[bytes[at]!] === 1) at--;
  return at >= 0 && (bytes[at] === 58 || bytes[at] === 61);
}

const NAME = tableOf(/\w/);
const BLANK = tableOf(/\s/);
const OPENING = tableOf(/["'`=:]/);
