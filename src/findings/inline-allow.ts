import type { SealedFinding, SealedPart } from './seal.ts';

/** A `keysweep:allow` in a scanned file. */
export interface InlineAllow {
  /** 1-based. */
  line: number;
  /** True when nothing but comment signs stands before it: then it covers the next line, too. */
  isOwnLine: boolean;
  /** False where it is spoken of, in a sentence or a string: then nobody minds that it covers nothing. */
  isComment: boolean;
  /** UTF-16 column (1-based) where it starts; 0 when the line's start is far away. */
  column: number;
  reason: string | null;
}

const MARKER = 'keysweep:allow';

/** Finds the inline allows of a file. Cheap where there are none: one search for the marker's bytes. */
export function findInlineAllows(bytes: Uint8Array): InlineAllow[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = utf16Encoding(bytes);
  if (encoding !== null) return findInText(new TextDecoder(encoding).decode(bytes));
  return buffer.includes(MARKER, 0, 'latin1') ? findInBuffer(buffer) : [];
}

/**
 * Marks the findings of one file that an inline allow covers: the allow stands on the line of the finding's
 * most dangerous part, or alone on the line before. Returns the comments that cover nothing.
 */
export function applyInlineAllows(findings: SealedFinding[], allows: InlineAllow[]): InlineAllow[] {
  if (allows.length === 0) return [];
  const byLine = new Map(allows.map((allow) => [allow.line, allow]));
  const lastColumns = lastColumnByLine(findings);
  const used = new Set<number>();
  for (const finding of findings) {
    const allow = findCover(byLine, finding.parts[0]);
    if (allow === undefined) continue;
    used.add(allow.line);
    const isFollowedByValue = (lastColumns.get(allow.line) ?? 0) > allow.column;
    finding.allowed = { reason: isFollowedByValue ? null : allow.reason };
  }
  return [...byLine.values()].filter(({ line, isComment }) => isComment && !used.has(line));
}

/** What the byte order mark says, if there is one. */
function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function findInText(text: string): InlineAllow[] {
  return text.includes(MARKER) ? findInBuffer(Buffer.from(text)) : [];
}

/** More allows than this in one file are not honoured, so that no file can fill the memory with them. */
const MAX_ALLOWS = 10_000;

function findInBuffer(buffer: Buffer): InlineAllow[] {
  const allows: InlineAllow[] = [];
  let line = 1;
  let counted = 0;
  for (let at = buffer.indexOf(MARKER); at >= 0; at = buffer.indexOf(MARKER, at + MARKER.length)) {
    line += countNewlines(buffer.subarray(counted, at));
    counted = at;
    const allow = readAllow(buffer, at, line);
    if (allow !== null) allows.push(allow);
    if (allows.length === MAX_ALLOWS) break;
  }
  return allows;
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}

/** As much of a line as is looked at on either side: a comment beside code, not a minified megabyte. */
const LOOK_AROUND = 400;
const AFTER_COMMENT_SIGN = /(?:^|[#/*;%!-]|\b(?:rem|dnl))\s*$/i;
const CONTINUES = /^[\w-]/;
const ONLY_COMMENT_SIGNS = /^[^\p{L}\p{N}]*(?:(?:rem|dnl)\b)?[^\p{L}\p{N}]*$/iu;

function readAllow(buffer: Buffer, at: number, line: number): InlineAllow | null {
  const after = buffer.toString('utf8', at + MARKER.length, at + LOOK_AROUND).split('\n', 1)[0] ?? '';
  if (CONTINUES.test(after)) return null;
  const before = textBefore(buffer, at);
  return {
    line,
    isOwnLine: before !== null && ONLY_COMMENT_SIGNS.test(before),
    isComment: before !== null && AFTER_COMMENT_SIGN.test(before),
    column: before === null ? 0 : before.length + 1,
    reason: readReason(after),
  };
}

/** The line up to the marker, or null when its start is too far away. */
function textBefore(buffer: Buffer, at: number): string | null {
  const from = Math.max(0, at - LOOK_AROUND);
  const newline = buffer.subarray(from, at).lastIndexOf(10);
  if (newline < 0 && from > 0) return null;
  return buffer.toString('utf8', from + newline + 1, at);
}

const COMMENT_END = /\*\/|-->|[#%*-]\}|\*\)|["'`<>]/;
const LOOKS_LIKE_A_VALUE = /[^\s.,;:()]{16,}/g;

/** The words after the marker up to the comment's end; anything that could be a value is left out. */
function readReason(after: string): string | null {
  const words = (after.split(COMMENT_END)[0] ?? '').replace(LOOKS_LIKE_A_VALUE, '…');
  const reason = words.replace(/^[\s:,–—-]+|[\s,;]+$/g, '').slice(0, 200);
  return reason === '' ? null : reason;
}

function findCover(byLine: Map<number, InlineAllow>, part: SealedPart | undefined): InlineAllow | undefined {
  if (part === undefined) return undefined;
  const before = byLine.get(part.region.startLine - 1);
  if (before?.isOwnLine) return before;
  for (let line = part.region.startLine; line <= part.region.endLine; line++) {
    const allow = byLine.get(line);
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
