import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { mayDecodeToText } from './decode.ts';
import { isWordyName } from './randomness.ts';
import type { Kind } from './ruleset.ts';

/**
 * Runs that are no values, told by their bytes alone. Most runs are, and the text of a file that holds nothing else is
 * never made.
 */

/** What runs are compared with: a ruleset, or the shapes alone. */
export interface Shapes {
  /** False where no literal that a kind begins with stands in the text. */
  mayHoldPrefix(text: string): boolean;
  /** Kinds that their shape alone proves and that begin with a literal. */
  readonly prefixed: readonly Pick<Kind, 'prefix' | 'search'>[];
  /** Kinds whose values may have this length and that their shape or a check may prove. */
  provable(length: number): readonly Pick<Kind, 'prefix' | 'test'>[];
}

/** How far around a run is looked. */
const REACH = 60;

/**
 * True for a run that is a mere name of code, a digest that says what it is, an address or a commit. It depends on `REACH` bytes to
 * either side; a run that stands nearer to an end of bytes that are only a part of a text is never plain.
 */
export function isPlain(shapes: Shapes, text: { bytes: Uint8Array; isPart: boolean }, run: Span): boolean {
  const { bytes, isPart } = text;
  if (isPart && (run.start < REACH || run.end + REACH > bytes.length)) return false;
  return (
    isDigest(bytes, run) ||
    isModuleHash(bytes, run) ||
    isAddress(bytes, run) ||
    isCommit(bytes, run) ||
    isPlainName(shapes, bytes, run)
  );
}

/** The id of a commit in a link, as change logs have them: its text, or the end of its address. */
function isCommit(bytes: Uint8Array, { start, end }: Span): boolean {
  const from = end - COMMIT;
  if (from < start || (from > start && bytes[from - 1] !== SLASH)) return false;
  for (let at = from; at < end; at++) if (SMALL_HEX[bytes[at]!] !== 1) return false;
  if (from === start) return bytes[end] === BACKTICK && bytes[end + 1] === 93 && bytes[end + 2] === 40;
  return endsWith(bytes, from, '/commit/') && ENDS_LINK[bytes[end] ?? SPACE] === 1;
}

const COMMIT = 40;
const SLASH = 47;
const BACKTICK = 96;

function endsWith(bytes: Uint8Array, end: number, text: string): boolean {
  for (let at = 1; at <= text.length; at++)
    if (bytes[end - at] !== text.charCodeAt(text.length - at)) return false;
  return true;
}

/** `0x` and forty digits: an account or a contract of Ethereum, or of a chain like it. */
function isAddress(bytes: Uint8Array, run: Span): boolean {
  const { start, end } = run;
  if (end - start !== 42 || bytes[start] !== 48 || bytes[start + 1] !== 120) return false;
  for (let at = start + 2; at < end; at++) if (HEX[bytes[at]!] !== 1) return false;
  return standsAlone(bytes, run);
}

/** `sha256=…`, `sha512-…`, `sha256:…`: checksums of lock files, images and lists of files. */
function isDigest(bytes: Uint8Array, { start, end }: Span): boolean {
  if (bytes[start - 1] !== COLON) {
    const at = endOfTag(bytes, start);
    return at < end && (bytes[at] === MINUS || bytes[at] === EQUALS);
  }
  let digits = start - 1;
  while (DIGIT[bytes[digits - 1]!] === 1) digits--;
  return endOfTag(bytes, digits - 'sha'.length) === start - 1;
}

/** Where a word `sha` with digits ends that begins at `start`; beyond every text where there is none. */
function endOfTag(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== 115 || bytes[start + 1] !== 104 || bytes[start + 2] !== 97) return NOWHERE;
  if (start > 0 && OPENS[bytes[start - 1]!] !== 1) return NOWHERE;
  let at = start + 'sha'.length;
  while (DIGIT[bytes[at]!] === 1) at++;
  return at > start + 'sha'.length ? at : NOWHERE;
}

const NOWHERE = Number.MAX_SAFE_INTEGER;
const COLON = 58;
const MINUS = 45;
const EQUALS = 61;

/**
 * `v1.2.3 h1:…=` and `v1.2.3/go.mod h1:…=`: SHA-256 in base64, as `go.sum` has it for every module
 * (https://go.dev/ref/mod#go-sum-files, read 2026-11).
 */
function isModuleHash(bytes: Uint8Array, { start, end }: Span): boolean {
  if (end - start !== MODULE_HASH || bytes[end - 1] !== EQUALS || !endsWith(bytes, start, ' h1:'))
    return false;
  const floor = Math.max(0, start - REACH);
  let at = start - ' h1:'.length;
  while (at > floor && bytes[at - 1] !== SPACE) at--;
  return bytes[at] === SMALL_V && DIGIT[bytes[at + 1]!] === 1;
}

const MODULE_HASH = 44;
const SPACE = 32;
const SMALL_V = 118;

/**
 * A name such as `getV2HistoryOrders`: letters, digits and underscores that read as words, that no shape proves and that
 * are no piece of a longer value.
 */
function isPlainName(shapes: Shapes, bytes: Uint8Array, run: Span): boolean {
  const { start, end } = run;
  for (let at = start; at < end; at++) if (NAME[bytes[at]!] !== 1) return false;
  if (!isWordyName(bytes, start, end) || !standsAlone(bytes, run)) return false;
  const value = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  return (
    !mayDecodeToText(value) &&
    !holdsPrefixed(shapes, value) &&
    !shapes
      .provable(value.length)
      .some((kind) => value.startsWith(kind.prefix) && kind.test(value) !== 'fail')
  );
}

function holdsPrefixed(shapes: Shapes, value: string): boolean {
  if (!shapes.mayHoldPrefix(value)) return false;
  return shapes.prefixed.some((kind) => value.includes(kind.prefix) && kind.search(value).length > 0);
}

/** Whether what goes on to either side without a blank holds no digit, and no string is joined to it. */
function standsAlone(bytes: Uint8Array, { start, end }: Span): boolean {
  const floor = Math.max(0, start - REACH);
  let left = start - 1;
  while (left >= floor && ENDS[bytes[left]!] === 0) if (DIGIT[bytes[left--]!] === 1) return false;
  const ceiling = Math.min(bytes.length, end + REACH);
  let right = end;
  while (right < ceiling && ENDS[bytes[right]!] === 0) if (DIGIT[bytes[right++]!] === 1) return false;
  if ((left < floor && floor > 0) || (right === ceiling && right < bytes.length)) return false;
  return !isJoined(bytes, left, -1) && !isJoined(bytes, right, 1);
}

/** Whether beyond the quote at `at` another string comes, with nothing between but blanks and operators. */
function isJoined(bytes: Uint8Array, at: number, step: 1 | -1): boolean {
  if (QUOTE[bytes[at] ?? 0] !== 1) return false;
  for (let hops = 1; hops < REACH; hops++) {
    const code = bytes[at + hops * step] ?? 0;
    if (QUOTE[code] === 1) return true;
    if (JOINT[code] !== 1) return false;
  }
  return true;
}

const NAME = tableOf(/\w/);
const SMALL_HEX = tableOf(/[\da-f]/);
const HEX = tableOf(/[\da-fA-F]/);
const DIGIT = tableOf(/\d/);
/** What may stand before a digest in a list, a string, behind the name of an image, or alone. */
const OPENS = tableOf(/[\s"'`,@=]/);
/** Behind the whole address of a commit. */
const ENDS_LINK = tableOf(/[\s"'`)\]>,]/);
/** Blanks and quotes, where a value ends however it is read. */
const ENDS = tableOf(/[\s"'`]/);
const QUOTE = tableOf(/["'`]/);
/** All that joins pieces of a string, and the letters before its quotes. */
const JOINT = tableOf(/[ \t+.&<>~\\\r\nrbfuL]/);
