import type { Span } from '../findings/model.ts';

/**
 * The byte ranges of lines that are in none of the older versions, neighbouring ones joined. Line endings do not
 * count, and neither does the order: a line that only moved is not new. A line that an older version has once is
 * old once.
 */
export function addedLines({ bytes, olds }: { bytes: Uint8Array; olds: readonly Uint8Array[] }): Span[] {
  if (bytes.length === 0) return [];
  if (olds.length === 0) return [{ start: 0, end: bytes.length }];
  const lines = linesOf(bytes);
  const isOld = new Uint8Array(lines.length);
  for (const old of olds) markOld({ lines, old, isOld });
  return spansOf({ lines, isOld });
}

interface Line extends Span {
  text: string;
}

function markOld(options: { lines: Line[]; old: Uint8Array; isOld: Uint8Array }): void {
  const { lines, old, isOld } = options;
  const counts = new Map<string, number>();
  for (const { text } of linesOf(old)) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const [index, { text }] of lines.entries()) {
    const left = counts.get(text) ?? 0;
    if (left === 0) continue;
    counts.set(text, left - 1);
    isOld[index] = 1;
  }
}

/** Latin-1 keeps one character for each byte, so equal texts are equal bytes whatever the encoding. */
function linesOf(bytes: Uint8Array): Line[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const lines: Line[] = [];
  for (let start = 0; start < buffer.length; ) {
    const feed = buffer.indexOf(0x0a, start);
    const end = feed === -1 ? buffer.length : feed + 1;
    const textEnd = feed === -1 ? end : feed;
    const hasReturn = textEnd > start && buffer[textEnd - 1] === 0x0d;
    lines.push({ start, end, text: buffer.toString('latin1', start, hasReturn ? textEnd - 1 : textEnd) });
    start = end;
  }
  return lines;
}

function spansOf({ lines, isOld }: { lines: Line[]; isOld: Uint8Array }): Span[] {
  const spans: Span[] = [];
  for (const [index, { start, end }] of lines.entries()) {
    if (isOld[index] === 1) continue;
    const last = spans.at(-1);
    if (last?.end === start) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}
