import { Buffer, isAscii } from 'node:buffer';
import { tableOf } from './byte-table.ts';
import { findConfusables, findFullWidth, findMathematical } from './confusables.ts';
import { findInvisible, findOddSpaces } from './invisible.ts';

/**
 * Ranges of a blob that read as something else: nothing, or one character. One number each, because a hostile file is made
 * of millions of them; in rising order.
 */
export type Edits = Float64Array;

/** Takes a range and the character that it stands for; none: nobody sees it. */
export type AddEdit = (start: number, end: number, as?: string) => void;

/** A byte for the character, one for the length of the range, all else for where it starts. */
const BYTE = 0x100;

export function startOf(edit: number): number {
  return Math.floor(edit / (BYTE * BYTE));
}

export function endOf(edit: number): number {
  return startOf(edit) + (Math.floor(edit / BYTE) % BYTE);
}

/** The character as a byte; 0 where nothing is read. */
export function readAs(edit: number): number {
  return edit % BYTE;
}

/**
 * What is to be read otherwise: invisible characters, odd spaces, doubles of Latin letters in names, entities of HTML, percent signs
 * around quoted text.
 */
export function editsOf(bytes: Uint8Array): Edits {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let edits: Edits = new Float64Array(16);
  let count = 0;
  const add: AddEdit = (start, end, as = '\0') => {
    if (count === edits.length) edits = enlarged(edits);
    edits[count++] = (start * BYTE + (end - start)) * BYTE + as.charCodeAt(0);
  };
  if (!isAscii(bytes)) {
    findInvisible(buffer, add);
    findOddSpaces(buffer, add);
    findConfusables(buffer, add);
    findFullWidth(buffer, add);
    findMathematical(buffer, add);
  }
  findColours(buffer, add);
  if (buffer.includes('&nbsp;')) replace(buffer, [['&nbsp;', ' ']], add);
  if (buffer.includes('&quot;') || buffer.includes('&#') || buffer.includes('&equals;')) {
    replace(buffer, ENTITIES, add);
    findNumericEntities(buffer, add);
  }
  if (buffer.includes('%22') || buffer.includes('%3D')) replace(buffer, PERCENT, add);
  findEscapedLetters(buffer, add);
  return edits.subarray(0, count).sort();
}

function enlarged(edits: Edits) {
  const larger = new Float64Array(2 * edits.length);
  larger.set(edits);
  return larger;
}

const ENTITIES: [string, string][] = [
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
  ['&equals;', '='],
];

/** Of an ASCII character, with zeros before it or none. */
export const NUMERIC_ENTITY = /^&#(?:x0{0,4}([2-7][0-9a-f])|0{0,4}(\d{2,3}));/i;
export const LONGEST_ENTITY = 10;

/** `&#65;` and `&#x41;`, for all characters that values and quotes are made of. */
function findNumericEntities(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf('&#'); at >= 0; at = buffer.indexOf('&#', at + 2)) {
    const entity = NUMERIC_ENTITY.exec(buffer.toString('latin1', at, at + LONGEST_ENTITY));
    if (entity === null) continue;
    const code = entity[1] === undefined ? Number(entity[2]) : Number.parseInt(entity[1], 16);
    if (code > 32 && code < 127) add(at, at + entity[0].length, String.fromCharCode(code));
  }
}

/** `\u0061`, `\u{61}`, `\U00000061`, `\141`: letters, digits and underscores, of which names are made. */
function findEscapedLetters(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf(BACKSLASH); at >= 0; at = buffer.indexOf(BACKSLASH, at + 1)) {
    if (BEGINS_CODE[buffer[at + 1] ?? 0] !== 1) continue;
    const [all, hex, octal] = ESCAPED.exec(buffer.toString('latin1', at, at + LONGEST_ESCAPE)) ?? [];
    if (all === undefined) continue;
    const as = String.fromCharCode(hex === undefined ? Number.parseInt(octal!, 8) : Number.parseInt(hex, 16));
    if (/\w/.test(as)) add(at, at + all.length, as);
  }
}

const BACKSLASH = 0x5c;
const BEGINS_CODE = tableOf(/[uU0167]/);
const ESCAPED =
  /^\\(?:(?:u00|U000000|u\{0{0,4}(?=..\}))([0-9a-fA-F]{2})\}?|(0?[67][0-7](?![0-7])|1[0-7]{2}))/;
const LONGEST_ESCAPE = 12;

const PERCENT: [string, string][] = [
  ['%22', '"'],
  ['%0A', '\n'],
  ['%26', '&'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%7B', '{'],
  ['%7D', '}'],
  ['%20', ' '],
  ['%3D', '='],
  ['%2F', '/'],
  ['%2B', '+'],
  ['%5B', '['],
  ['%5D', ']'],
];

function replace(buffer: Buffer, table: readonly [string, string][], add: AddEdit): void {
  for (const [code, as] of table) {
    for (let at = buffer.indexOf(code); at >= 0; at = buffer.indexOf(code, at + code.length))
      add(at, at + code.length, as);
  }
}

/** Colour sequences of terminals, and what hides a line in them. */
function findColours(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf(0x1b); at >= 0; at = buffer.indexOf(0x1b, at + 1)) {
    const end = escapeEnd(buffer, at);
    if (end > at) add(at, end, MOVES.test(buffer.toString('latin1', at + 2, end)) ? ' ' : '\0');
  }
}

/** What moves the cursor or clears a line parts words; `K` alone stands in what grep has coloured. */
const MOVES = /[A-J]$|[12]K$/;

/** End of a terminal colour sequence that begins at `at` (ECMA-48 CSI), or `at`. */
function escapeEnd(buffer: Buffer, at: number): number {
  if (buffer[at + 1] !== 0x5b) return at;
  let end = at + 2;
  while (end < at + 24 && buffer[end]! >= 0x30 && buffer[end]! <= 0x3b) end++;
  return buffer[end] !== undefined && buffer[end]! >= 0x40 && buffer[end]! <= 0x7e ? end + 1 : at;
}
