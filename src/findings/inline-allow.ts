import { oddLineEnds } from './line-ends.ts';
import type { SealedFinding, SealedPart } from './seal.ts';
import { utf16Encoding } from './utf16.ts';

/** A `keysweep:allow` in a scanned file. Lines end as for git: at LF and CRLF. */
export interface InlineAllow {
  /** 1-based. */
  line: number;
  /** The UTF-16 columns (1-based) that it covers: all of its line, unless an editor may see several lines there. */
  from: number;
  until: number;
  /** The same for the next line, where nothing but comment signs stands before it; otherwise 0. */
  nextUntil: number;
  /** False where it is spoken of, in a sentence or a string: then nobody minds that it covers nothing. */
  isComment: boolean;
  /** Where it starts. */
  column: number;
  reason: string | null;
}

const MARKER = 'keysweep:allow';

/**
 * Finds the inline allows of a file. Cheap where there are none: one search for the marker's bytes. None count in
 * bytes that can be read in two ways: there a person may see nothing of them, or see them elsewhere.
 */
export function findInlineAllows(bytes: Uint8Array): InlineAllow[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = utf16Encoding(bytes);
  if (encoding === null) {
    const isPlain = buffer.includes(MARKER, 0, 'latin1') && !buffer.includes(0);
    return isPlain ? findInBuffer(withoutMark(buffer)) : [];
  }
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes(MARKER) && !holdsPlainText(buffer) ? findInBuffer(Buffer.from(text)) : [];
}

/**
 * Marks the findings of one file that an inline allow covers: the allow stands on the line of the finding's
 * most dangerous part, or alone, also without a finding, on the line before. Returns the comments that cover nothing.
 */
export function applyInlineAllows(findings: SealedFinding[], allows: InlineAllow[]): InlineAllow[] {
  if (allows.length === 0) return [];
  const byLine = groupByLine(allows);
  const lastColumns = lastColumnByLine(findings);
  const isAlone = ({ line }: InlineAllow) => !lastColumns.has(line);
  const used = new Set<number>();
  for (const finding of findings) {
    const allow = findCover({ byLine, isAlone, part: finding.parts[0] });
    if (allow === undefined) continue;
    used.add(allow.line);
    const isFollowedByValue = (lastColumns.get(allow.line) ?? 0) > allow.column;
    finding.allowed = { reason: isFollowedByValue ? null : allow.reason };
  }
  return [...byLine.values()]
    .map((list) => list.at(-1)!)
    .filter(({ line, isComment }) => isComment && !used.has(line));
}

function groupByLine(allows: readonly InlineAllow[]): Map<number, InlineAllow[]> {
  const byLine = new Map<number, InlineAllow[]>();
  for (const allow of allows) {
    const list = byLine.get(allow.line);
    if (list === undefined) byLine.set(allow.line, [allow]);
    else list.push(allow);
  }
  return byLine;
}

/** Values are also looked for in plain text behind the mark of UTF-16, and its lines are not those of UTF-16. */
function holdsPlainText(buffer: Buffer): boolean {
  return /[!-~]{16}/.test(buffer.toString('latin1'));
}

/** Columns are counted from behind the mark of UTF-8. */
function withoutMark(buffer: Buffer): Buffer {
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  return hasMark ? buffer.subarray(3) : buffer;
}

/** More allows than this in one file are not honoured, so that no file can fill the memory with them. */
const MAX_ALLOWS = 10_000;
const NEWLINE = 10;

function findInBuffer(buffer: Buffer): InlineAllow[] {
  const allows: InlineAllow[] = [];
  let line = 1;
  let counted = 0;
  for (let at = buffer.indexOf(MARKER); at >= 0 && allows.length < MAX_ALLOWS; ) {
    const start = buffer.lastIndexOf(NEWLINE, at) + 1;
    const end = lineEnd(buffer, at);
    line += countNewlines(buffer.subarray(counted, start));
    counted = start;
    const next = buffer.subarray(end + 1, lineEnd(buffer, end + 1));
    for (const allow of allowsIn({ line, text: buffer.toString('utf8', start, end), next })) {
      if (allows.push(allow) === MAX_ALLOWS) break;
    }
    at = buffer.indexOf(MARKER, end);
  }
  return allows;
}

function lineEnd(buffer: Buffer, at: number): number {
  const end = buffer.indexOf(NEWLINE, at);
  return end < 0 ? buffer.length : end;
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** As much of a line as is looked at on either side: a comment beside code, not a minified megabyte. */
const LOOK_AROUND = 400;
const AFTER_COMMENT_SIGN = /(?:^|[#/*;%!-]|\b(?:rem|dnl))\s*$/i;
const CONTINUES = /^[\w-]/;
const ONLY_COMMENT_SIGNS = /^[^\p{L}\p{N}]*(?:(?:rem|dnl)\b)?[^\p{L}\p{N}]*$/iu;

/** The allows of one line, in order. */
function* allowsIn({
  line,
  text,
  next,
}: {
  line: number;
  text: string;
  next: Buffer;
}): Generator<InlineAllow> {
  const ends = oddLineEnds(text);
  let passed = 0;
  for (let at = text.indexOf(MARKER); at >= 0; at = text.indexOf(MARKER, at + MARKER.length)) {
    while (passed < ends.length && ends[passed]! < at) passed++;
    const [from, until] = [ends[passed - 1] ?? -1, ends[passed] ?? Number.POSITIVE_INFINITY];
    const after = text.slice(at + MARKER.length, Math.min(until, at + LOOK_AROUND));
    if (CONTINUES.test(after)) continue;
    const before = at > LOOK_AROUND ? null : text.slice(0, at);
    const isOwnLine = before !== null && ends.length === 0 && ONLY_COMMENT_SIGNS.test(before);
    yield {
      line,
      from: from + 2,
      until: until + 1,
      nextUntil: isOwnLine ? (oddLineEnds(next.toString('utf8'))[0] ?? Number.POSITIVE_INFINITY) + 1 : 0,
      isComment: before !== null && AFTER_COMMENT_SIGN.test(before),
      column: before === null ? 0 : at + 1,
      reason: readReason(after),
    };
  }
}

const COMMENT_END = /\*\/|-->|[#%*-]\}|\*\)|["'`<>]/;
const LOOKS_LIKE_A_VALUE = /[^\s.,;:()]{16,}/g;

/** The words after the marker up to the comment's end; anything that could be a value is left out. */
function readReason(after: string): string | null {
  const words = (after.split(COMMENT_END)[0] ?? '').replace(LOOKS_LIKE_A_VALUE, '…');
  const reason = words.replace(/^[\s:,–—-]+|[\s,;]+$/g, '').slice(0, 200);
  return reason === '' ? null : reason;
}

interface Cover {
  byLine: ReadonlyMap<number, readonly InlineAllow[]>;
  isAlone(allow: InlineAllow): boolean;
  part: SealedPart | undefined;
}

function findCover({ byLine, isAlone, part }: Cover): InlineAllow | undefined {
  if (part === undefined) return undefined;
  const { startLine, startColumn, endLine, endColumn } = part.region;
  const before = byLine.get(startLine - 1)?.[0];
  if (before !== undefined && startColumn < before.nextUntil && isAlone(before)) return before;
  const isWithin = ({ line, from, until }: InlineAllow) =>
    (line > startLine || (from <= startColumn && startColumn < until)) &&
    (line < endLine || (from <= endColumn && endColumn <= until));
  for (let line = startLine; line <= endLine; line++) {
    const allow = byLine.get(line)?.find(isWithin);
    if (allow !== undefined) return allow;
  }
  return undefined;
}

/**
 * Where the last value of each line starts: what follows a marker that stands before it may be code, so no
 * reason is read there.
 */
function lastColumnByLine(findings: SealedFinding[]): Map<number, number> {
  const columns = new Map<number, number>();
  for (const { region } of findings.flatMap((finding) => finding.parts)) {
    columns.set(region.startLine, Math.max(region.startColumn, columns.get(region.startLine) ?? 0));
  }
  return columns;
}
