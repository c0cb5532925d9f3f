import { Buffer, isAscii } from 'node:buffer';
import { FOLD, FOLDED_SEPARATOR, sixBits } from './fold.ts';
import { type Beginnings, wordStartsByKernel } from './kernel.ts';
import { isMention } from './mention-bounds.ts';
import { unpackNumbers } from './packed.ts';
import { ANY, type Meaning, type PhraseTable, THIRD } from './phrases.ts';

/**
 * Everything that names an issuer in a text: its words, hosts, headers, packages and own variable names, in one
 * case-insensitive table.
 */
export type MentionKind = 'word' | 'common' | 'host' | 'header' | 'import' | 'name';

export interface Mention {
  /** Indexes into the rules; several where a host or word is shared. */
  issuers: readonly number[];
  kind: MentionKind;
  start: number;
  end: number;
}

export interface Lexicon {
  /** Every mention in `text` (Latin-1 view), in order. Linear. */
  find(text: string): Mention[];
  /** Mentions that begin where a word does, in a whole blob, whose bytes are `text` in Latin-1. */
  findIn(text: string, bytes: Uint8Array): Mention[];
}

export function createLexicon(table: PhraseTable): Lexicon {
  const phrases = loadPhrases(table);
  return {
    find: (text) => findMentions(text, Buffer.from(text, 'latin1'), phrases),
    findIn: (text, bytes) => findAtWordStarts(text, bytes, phrases),
  };
}

/** The table, with indexes into its rows by how a phrase begins. */
interface Phrases {
  codes: Uint8Array;
  starts: Uint16Array;
  meanings: readonly Meaning[];
  meaningOf: Uint16Array;
  rows: Uint16Array;
  /** The first row with these three characters, plus one; 0: no phrase begins so. */
  heads: Uint16Array;
  /** 1 where a phrase begins with these two: a small table that answers most questions. */
  pairs: Uint8Array;
  beginnings: Beginnings;
}

const ROW = 3;
const FOURTH = (1 << THIRD) - 1;
const LINE_FEED = 10;

function loadPhrases({ text, starts, meanings, meaningOf, rows: packedRows }: PhraseTable): Phrases {
  const rows = unpackNumbers(packedRows);
  const heads = new Uint16Array(1 << 18);
  const pairs = new Uint8Array(1 << 12);
  const threes = new Uint8Array(heads.length / 8);
  const fours = new Uint8Array(FOUR_HASHES / 8);
  for (let at = rows.length - ROW; at >= 0; at -= ROW) {
    const pair = rows[at]!;
    pairs[pair] = 1;
    const three = (pair << 6) | (rows[at + 1]! >> THIRD);
    heads[three] = at / ROW + 1;
    threes[three >> 3]! |= 1 << (three & 7);
    const fourth = rows[at + 1]! & FOURTH;
    for (const any of fourth === ANY ? EVERY : [fourth]) addFour(fours, (three << 6) | any);
  }
  const codes = Buffer.from(text, 'latin1');
  const numbers = { starts: unpackNumbers(starts), meaningOf: unpackNumbers(meaningOf) };
  return { codes, ...numbers, meanings, rows, heads, pairs, beginnings: { threes, fours } };
}

const FOUR_HASHES = 1 << 17;
const EVERY = Array.from({ length: 64 }, (_, code) => code);

/** Marks four characters by a hash, the same as in `kernel/survey.wat`. */
function addFour(fours: Uint8Array, four: number): void {
  const hash = Math.imul(four, 0x9e3779b1) >>> 15;
  fours[hash >> 3]! |= 1 << (hash & 7);
}

function findMentions(text: string, bytes: Uint8Array, phrases: Phrases): Mention[] {
  const mentions: Mention[] = [];
  const last = bytes.length - 1;
  for (let at = 0; at < last; at++) {
    const found = matchAt(text, bytes, at, phrases);
    if (found === null) continue;
    mentions.push(found);
    at = found.end - 1;
  }
  return mentions;
}

function findAtWordStarts(text: string, bytes: Uint8Array, phrases: Phrases): Mention[] {
  const mentions: Mention[] = [];
  const last = bytes.length - 2;
  let next = 0;
  const visit = (at: number): void => {
    if (at < next || at >= last || !isWordStart(bytes, at)) return;
    let found = matchAt(text, bytes, at, phrases);
    while (found !== null) {
      mentions.push(found);
      next = found.end;
      // A word may begin right behind a phrase.
      found = next < last && LETTERS[bytes[next]!] !== NO_LETTER ? matchAt(text, bytes, next, phrases) : null;
    }
  };
  let foreign = isAscii(bytes) ? last : 0;
  const visitForeign = (until: number): void => {
    for (; foreign < until; foreign++) if (bytes[foreign]! >= FIRST_LEAD) visit(foreign);
  };
  const isKnown = wordStartsByKernel(bytes, phrases.beginnings, (at) => {
    visitForeign(at);
    visit(at);
  });
  if (isKnown) visitForeign(last);
  return isKnown ? mentions : findStepByStep(text, bytes, phrases);
}

/** The kernel knows no letters but those of ASCII: words of other scripts are looked for besides. */
function isWordStart(bytes: Uint8Array, at: number): boolean {
  const previous = at === 0 ? NO_LETTER : LETTERS[bytes[at - 1]!]!;
  return previous === NO_LETTER || LETTERS[bytes[at]!]! < previous;
}

/** The same by looking at every byte. */
function findStepByStep(text: string, bytes: Uint8Array, phrases: Phrases): Mention[] {
  const mentions: Mention[] = [];
  const last = bytes.length - 2;
  let previous = NO_LETTER;
  for (let at = 0; at < last; at++) {
    const letter = LETTERS[bytes[at]!]!;
    const isStart = letter !== NO_LETTER && (previous === NO_LETTER || letter < previous);
    previous = letter;
    if (!isStart) continue;
    const found = matchAt(text, bytes, at, phrases);
    if (found === null) continue;
    mentions.push(found);
    at = found.end - 1;
    previous = NO_LETTER;
  }
  return mentions;
}

const NO_LETTER = 0;
/** The first byte of a character of another script: any may begin a word, for some scripts set no blanks. */
const FIRST_LEAD = 0xc2;
/** Capital letters and digits: after a small letter a word begins with them. */
const HIGH = 1;
const LOW = 2;
const LETTERS = FOLD.map((code, byte) => {
  const isLetter = (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
  if (byte >= FIRST_LEAD) return LOW;
  return !isLetter ? NO_LETTER : byte <= 90 ? HIGH : LOW;
});

/** The phrase at `at`, if any; the first characters rule nearly everything out. */
function matchAt(text: string, bytes: Uint8Array, at: number, phrases: Phrases): Mention | null {
  const { heads, pairs, rows } = phrases;
  const pair = (sixBits(FOLD[bytes[at]!]!) << 6) | sixBits(FOLD[bytes[at + 1]!]!);
  if (pairs[pair] === 0) return null;
  const third = sixBits(foldAt(bytes, at + 2));
  const head = heads[(pair << 6) | third]!;
  if (head === 0) return null;
  const fourth = sixBits(foldAt(bytes, at + 3));
  for (let row = (head - 1) * ROW; rows[row] === pair && rows[row + 1]! >> THIRD === third; row += ROW) {
    const wanted = rows[row + 1]! & FOURTH;
    if (wanted !== fourth && wanted !== ANY) continue;
    const phrase = rows[row + 2]!;
    const { issuers, kind, inside, imported } = phrases.meanings[phrases.meaningOf[phrase]!]!;
    const end = phraseEnd(bytes, at, phrases.codes, phrases.starts[phrase]!);
    if (end >= 0 && isMention(text, at, end, { kind, inside, imported }))
      return { issuers, kind, start: at, end };
  }
  return null;
}

/** 0 beyond the end. */
function foldAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? FOLD[bytes[at]!]! : 0;
}

/** Where the phrase that begins at `start` ends if it stands at `at`, else -1. */
function phraseEnd(bytes: Uint8Array, at: number, codes: Uint8Array, start: number): number {
  let position = at;
  for (let index = start; codes[index] !== LINE_FEED; index++) {
    const wanted = codes[index]!;
    const code = foldAt(bytes, position);
    if (wanted === FOLDED_SEPARATOR) {
      if (code === FOLDED_SEPARATOR) position++;
    } else if (code === wanted) position++;
    else return -1;
  }
  return position;
}
