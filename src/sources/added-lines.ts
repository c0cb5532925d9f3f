import type { Span } from '../findings/model.ts';

/**
 * The byte ranges of lines that are in none of the older versions, neighbouring ones joined. Line endings do not
 * count, and neither does the order: a line that only moved is not new. A line that an older version has once is
 * old once.
 */
export function addedLines({ bytes, olds }: { bytes: Uint8Array; olds: readonly Uint8Array[] }): Span[] {
  const now = bufferOf(bytes);
  const everything = now.length === 0 ? [] : [{ start: 0, end: now.length }];
  return olds.reduce((spans, old) => intersection(spans, addedSince(now, bufferOf(old))), everything);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** What both versions begin and end with needs no lines, and most changes leave little between. */
function addedSince(now: Buffer, old: Buffer): Span[] {
  const from = lineStart(now, commonPrefix(now, old));
  const ending = commonSuffix(now.subarray(from), old.subarray(from));
  const until = nextLineStart(now, now.length - ending);
  const counts = new Map<string, number>();
  for (const { text } of linesOf({ bytes: old, from, until: old.length - (now.length - until) })) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const spans: Span[] = [];
  for (const { text, start, end } of linesOf({ bytes: now, from, until })) {
    const left = counts.get(text) ?? 0;
    if (left > 0) counts.set(text, left - 1);
    else if (spans.at(-1)?.end === start) spans.at(-1)!.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

/** Fewer bytes than these are looked at one by one. */
const FEW = 64;

function commonPrefix(one: Buffer, other: Buffer): number {
  const limit = Math.min(one.length, other.length);
  let equal = longest(limit, (from, to) => one.compare(other, from, to, from, to) === 0);
  while (equal < limit && one[equal] === other[equal]) equal++;
  return equal;
}

function commonSuffix(one: Buffer, other: Buffer): number {
  const limit = Math.min(one.length, other.length);
  const part = (bytes: Buffer, from: number, to: number): Buffer =>
    bytes.subarray(bytes.length - to, bytes.length - from);
  let equal = longest(limit, (from, to) => part(one, from, to).equals(part(other, from, to)));
  while (equal < limit && one.at(-1 - equal) === other.at(-1 - equal)) equal++;
  return equal;
}

/** A length up to `limit` that is equal, a few bytes below the greatest, by halving: comparing is far quicker than looking at bytes. */
function longest(limit: number, isEqual: (from: number, to: number) => boolean): number {
  if (isEqual(0, limit)) return limit;
  let equal = 0;
  let different = limit;
  while (different - equal > FEW) {
    const middle = (equal + different) >> 1;
    if (isEqual(equal, middle)) equal = middle;
    else different = middle;
  }
  return equal;
}

/** The beginning of the line that `at` is in. */
function lineStart(bytes: Buffer, at: number): number {
  return at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
}

/** The beginning of the first whole line from `at` on; the end where there is none. */
function nextLineStart(bytes: Buffer, at: number): number {
  const feed = bytes.indexOf(0x0a, at);
  return feed === -1 ? bytes.length : feed + 1;
}

interface Line extends Span {
  text: string;
}

/** Latin-1 keeps one character for each byte, so equal texts are equal bytes whatever the encoding. */
function linesOf({ bytes, from, until }: { bytes: Buffer; from: number; until: number }): Line[] {
  const lines: Line[] = [];
  for (let start = from; start < until; ) {
    const end = Math.min(nextLineStart(bytes, start), until);
    const text = bytes.toString('latin1', start, end).replace(/\r?\n$/, '');
    lines.push({ start, end, text });
    start = end;
  }
  return lines;
}

/** What is in both; each list is ordered and without overlap. */
function intersection(one: readonly Span[], other: readonly Span[]): Span[] {
  const result: Span[] = [];
  let at = 0;
  for (const { start, end } of one) {
    while (at < other.length && other[at]!.end <= start) at++;
    for (let next = at; next < other.length && other[next]!.start < end; next++) {
      result.push({ start: Math.max(start, other[next]!.start), end: Math.min(end, other[next]!.end) });
    }
  }
  return result;
}
