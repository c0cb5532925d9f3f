import { Buffer, isAscii } from 'node:buffer';
import { findConfusables, findFullWidth } from './confusables.ts';
import { findInvisible } from './invisible.ts';

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
 * What is to be read otherwise: invisible characters, doubles of Latin letters in names, entities of HTML, percent signs
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
    findConfusables(buffer, add);
    findFullWidth(buffer, add);
  }
  findColours(buffer, add);
  if (buffer.includes('&quot;') || buffer.includes('&#')) {
    replace(buffer, ENTITIES, add);
    findNumericEntities(buffer, add);
  }
  if (buffer.includes('%22')) replace(buffer, PERCENT, add);
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
];

/** `&#65;` and `&#x41;`, for all characters that values and quotes are made of. */
function findNumericEntities(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf('&#'); at >= 0; at = buffer.indexOf('&#', at + 2)) {
    const entity = /^&#(?:x([0-9a-f]{2})|(\d{2,3}));/i.exec(buffer.toString('latin1', at, at + 6));
    if (entity === null) continue;
    const code = entity[1] === undefined ? Number(entity[2]) : Number.parseInt(entity[1], 16);
    if (code > 32 && code < 127) add(at, at + entity[0].length, String.fromCharCode(code));
  }
}

/** `\u0061`: letters, digits and underscores, of which names are made. */
function findEscapedLetters(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf('\\u00'); at >= 0; at = buffer.indexOf('\\u00', at + 1)) {
    const as = String.fromCharCode(Number.parseInt(buffer.toString('latin1', at + 4, at + 6), 16));
    if (/\w/.test(as)) add(at, at + 6, as);
  }
}

const PERCENT: [string, string][] = [
  ['%22', '"'],
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

/** Colour sequences of terminals. */
function findColours(buffer: Buffer, add: AddEdit): void {
  for (let at = buffer.indexOf(0x1b); at >= 0; at = buffer.indexOf(0x1b, at + 1)) {
    const end = escapeEnd(buffer, at);
    if (end > at) add(at, end);
  }
}

/** End of a terminal colour sequence that begins at `at` (ECMA-48 CSI), or `at`. */
function escapeEnd(buffer: Buffer, at: number): number {
  if (buffer[at + 1] !== 0x5b) return at;
  let end = at + 2;
  while (end < at + 24 && buffer[end]! >= 0x30 && buffer[end]! <= 0x3b) end++;
  return buffer[end] !== undefined && buffer[end]! >= 0x40 && buffer[end]! <= 0x7e ? end + 1 : at;
}
