import { Buffer, isAscii } from 'node:buffer';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Span } from '../findings/model.ts';
import type { RuleList } from '../rules/rule.ts';
import { isPlaceholder } from './companions.ts';
import { candidates, surroundings } from './create.ts';
import type { Mention } from './lexicon.ts';
import { matchToken } from './match.ts';
import { valueAfter } from './named.ts';
import { compileRuleset, type Kind, type Ruleset } from './ruleset.ts';
import { CLASS, findRuns, MIN_RUN, mayBeRandom, OTHER } from './runs.ts';
import { findByteArrays, findMnemonics } from './sequences.ts';
import { type View, viewOf } from './view.ts';

/**
 * What a stretch of bytes is suspected of: a run of value characters, a row of words (a mnemonic), a list of numbers
 * (a key pair in bytes), a PEM header, a name that tells its value by itself, characters that nobody sees.
 */
export type SuspectKind = 'run' | 'words' | 'numbers' | 'block' | 'name' | 'hidden';

/** Called with a suspect's place in the bytes. */
export type OnSuspect = (start: number, end: number, kind: SuspectKind) => void;

/**
 * The engine's first pass on parts of a text. Whatever the engine finds in a whole text has a suspect at its place, and
 * suspects are local: whether there is one depends only on its own bytes and the byte on either side. It errs on the side
 * of too many.
 */
export interface Sieve {
  /** Suspects in order of kind, then of place; one that touches either end may be longer than what is seen of it. */
  find(bytes: Uint8Array, found: OnSuspect): void;
  /** Whether the engine might match a suspect of these bytes, could the rest of the file and its path only speak for it. */
  mayMatter(bytes: Uint8Array, suspect: Span & { kind: SuspectKind }): boolean;
}

/** How much text around a suspect `mayMatter` looks at. */
export const SIGHT = { before: 4096, after: 2048 };

export function createSieve(rules: RuleList): Sieve {
  const ruleset = compileRuleset(rules);
  const names = tellingNames(ruleset);
  const mentions = allIssuers(ruleset);
  return {
    find(bytes, found) {
      const buffer = bufferOf(bytes);
      findLongRuns(buffer, found);
      findWordRows(buffer, found);
      findNumbers(buffer, found);
      findMarks(buffer, found);
      findNames(buffer, names, found);
    },
    mayMatter(bytes, { start, end, kind }) {
      const span = { start, end };
      const text = bufferOf(bytes).toString('latin1');
      if (kind === 'numbers') return findByteArrays(text).length > 0;
      if (kind === 'name') return mayHoldValue(names, text, span);
      if (kind === 'words') return holdsMnemonic(bytes, span);
      if (kind === 'block') return true;
      return (
        (kind === 'run' && mayMatch({ ruleset, mentions, view: asItIs(bytes, text), runs: [span] })) ||
        mayMatchEdited({ ruleset, mentions, view: viewOf(bytes) }, bytes.length)
      );
    },
  };
}

interface Look {
  ruleset: Ruleset;
  mentions: readonly Mention[];
  view: View;
}

/** A file of settings in a folder that names everybody: what does not match there matches nowhere. */
const KINDEST_PATH = 'keys.txt';

function mayMatch({ ruleset, mentions, view, runs }: Look & { runs: readonly Span[] }): boolean {
  const around = { ...surroundings(ruleset, view, KINDEST_PATH), pathMentions: () => mentions };
  return runs.some((run) =>
    candidates(around, run).some((token) =>
      token.embedded === undefined ? matchToken(around, token) !== null : mayHold(token.embedded),
    ),
  );
}

/** Whether a text within a value is worth a look. */
function mayHold(text: string): boolean {
  let isFound = false;
  findRuns(Buffer.from(text, 'latin1'), () => {
    isFound = true;
  });
  return isFound;
}

/** The same where the engine reads something else than what stands there: without what nobody sees, entities resolved. */
function mayMatchEdited(look: Look, size: number): boolean {
  if (look.view.bytes.length === size) return false;
  const runs: Span[] = [];
  findRuns(look.view.bytes, (start, end) => runs.push({ start, end }));
  return mayMatch({ ...look, runs });
}

function asItIs(bytes: Uint8Array, text: string): View {
  const nowhere = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };
  return { bytes, text: () => text, original: (start, end) => ({ start, end }), region: () => nowhere };
}

function allIssuers({ rules }: Ruleset): Mention[] {
  return rules.map((_, issuer) => ({ issuers: [issuer], kind: 'word', start: 0, end: 1 }));
}

const HALF_RUN = MIN_RUN / 2;

/** `findRuns`, but for runs that are too short it looks at three bytes only: a long one goes on for half its length. */
function findLongRuns(bytes: Uint8Array, found: OnSuspect): void {
  const { length } = bytes;
  for (let at = MIN_RUN - 1; at < length; at += MIN_RUN) {
    if (CLASS[bytes[at]!] === OTHER) continue;
    const isShort = at + HALF_RUN > length || CLASS[bytes[at + HALF_RUN - 1]!] === OTHER;
    if (isShort && CLASS[bytes[at - HALF_RUN]!] === OTHER) continue;
    let start = at;
    while (start > 0 && CLASS[bytes[start - 1]!] !== OTHER) start--;
    let end = at + 1;
    while (end < length && CLASS[bytes[end]!] !== OTHER) end++;
    if (end - start >= MIN_RUN && mayBeRandom(bytes, start, end)) found(start, end, 'run');
    at = end;
  }
}

/** No row of words fits between two looks; the engine looks more often. */
const STRIDE = 36;
const ENGINE_STRIDE = 24;
const LEAST_WORDS = 12;
/** Rows of this many words that touch an end are handed out, too: they may go on there. */
const EDGE_WORDS = 4;
/** Between two words of a mnemonic there may be marks, blanks and a number. */
const WIDEST_GAP = 30;
/** How far on a word is looked for where a look falls between two. */
const NEAR = 8;

/** Rows of words that begin like words of the BIP-39 list. */
function findWordRows(bytes: Buffer, found: OnSuspect): void {
  const word = { start: 0, end: 0 };
  for (let at = STRIDE - 1; at < bytes.length; at += STRIDE) {
    const near = nearLower(bytes, at);
    if (near < 0 || !readWord(bytes, near, word)) continue;
    const row = { start: word.start, end: word.end, words: 1 };
    growRight(bytes, row, word);
    growLeft(bytes, row, word);
    const isCut = row.start <= WIDEST_GAP || row.end >= bytes.length - WIDEST_GAP;
    const least = isCut ? EDGE_WORDS : LEAST_WORDS;
    if (row.words >= least && hasListed(bytes, row, least)) found(row.start, row.end, 'words');
    at = Math.max(at, row.end);
  }
}

/** Whether so many words of the row one after the other are words of the list themselves. */
function hasListed(bytes: Buffer, { start, end }: Span, least: number): boolean {
  let count = 0;
  for (const word of bytes.toString('latin1', start, end).split(/[^a-z]+/)) {
    count = WORDS.has(word) ? count + 1 : 0;
    if (count >= least) return true;
  }
  return false;
}

/** A lower-case letter at `at` or a few bytes on; -1 where there is none. */
function nearLower(bytes: Uint8Array, at: number): number {
  const ceiling = Math.min(bytes.length, at + NEAR);
  for (let near = at; near < ceiling; near++) {
    const kind = LETTERS[bytes[near]!]!;
    if (kind !== 0) return kind === LOWER ? near : -1;
  }
  return -1;
}

/** Finds the word around `at`; true where it begins like a word of the list. */
function readWord(bytes: Uint8Array, at: number, word: Span): boolean {
  let start = at;
  while (start > 0 && LETTERS[bytes[start - 1]!] === LOWER) if (at - --start > 8) return false;
  let end = at + 1;
  while (end < bytes.length && LETTERS[bytes[end]!] === LOWER) if (++end - start > 8) return false;
  if (end - start < 3 || LETTERS[bytes[start - 1] ?? 0] !== 0 || LETTERS[bytes[end] ?? 0] !== 0) return false;
  word.start = start;
  word.end = end;
  return PREFIXES[prefixOf(bytes, start, end)] === 1;
}

interface Row extends Span {
  words: number;
}

function growRight(bytes: Uint8Array, row: Row, word: Span): void {
  for (;;) {
    const ceiling = Math.min(bytes.length, row.end + WIDEST_GAP);
    let next = row.end;
    while (next < ceiling && LETTERS[bytes[next]!] === 0) next++;
    if (next === ceiling || !readWord(bytes, next, word)) return;
    row.end = word.end;
    row.words++;
  }
}

function growLeft(bytes: Uint8Array, row: Row, word: Span): void {
  for (;;) {
    const floor = Math.max(0, row.start - WIDEST_GAP);
    let before = row.start - 1;
    while (before >= floor && LETTERS[bytes[before]!] === 0) before--;
    if (before < floor || LETTERS[bytes[before]!] !== LOWER || !readWord(bytes, before, word)) return;
    row.start = word.start;
    row.words++;
  }
}

const LOWER = 1;
const UPPER = 2;
const LETTERS = letterTable();

function letterTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let letter = 0; letter < 26; letter++) {
    table[97 + letter] = LOWER;
    table[65 + letter] = UPPER;
  }
  return table;
}

/** The engine looks at every so many bytes for a word: wherever it starts to, it must see the row here. */
function holdsMnemonic(whole: Uint8Array, row: Span): boolean {
  const from = Math.max(0, row.start - ENGINE_STRIDE);
  const bytes = whole.subarray(from, row.end + ENGINE_STRIDE);
  for (let phase = 0; phase < ENGINE_STRIDE; phase += 2) {
    if (findMnemonics(bytes.subarray(Math.min(phase, row.start - from))).length > 0) return true;
  }
  return false;
}

const WORDS: ReadonlySet<string> = new Set(wordlist);
const PREFIXES = prefixTable();

function prefixTable(): Uint8Array {
  const table = new Uint8Array(1 << 20);
  for (const word of wordlist) table[prefixOf(Buffer.from(word), 0, word.length)] = 1;
  return table;
}

/** The first four letters tell all words of the list apart (BIP-39, read 2026-11). */
function prefixOf(bytes: Uint8Array, start: number, end: number): number {
  let key = 0;
  for (let at = start; at < start + 4; at++) key = (key << 5) | (at < end ? bytes[at]! - 96 : 0);
  return key;
}

const NUMBERS_STRIDE = 96;
const NUMBERS_LENGTH = 24;
const LEAST_COMMAS = 63;

/** Stretches of digits, commas and blanks; 64 numbers take more than 128 bytes. */
function findNumbers(bytes: Uint8Array, found: OnSuspect): void {
  for (let at = NUMBERS_STRIDE; at < bytes.length; at += NUMBERS_STRIDE) {
    let start = at;
    while (start >= 0 && at - start < NUMBERS_LENGTH && isNumeric(bytes[start]!)) start--;
    if (at - start < NUMBERS_LENGTH) continue;
    let end = at + 1;
    while (end < bytes.length && isNumeric(bytes[end]!)) end++;
    const isCut = start < 0 || end === bytes.length;
    if (countCommas(bytes, start + 1, end) >= (isCut ? 1 : LEAST_COMMAS)) found(start + 1, end, 'numbers');
    at = Math.max(at, end);
  }
}

const COMMA = 44;

function countCommas(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === COMMA) count++;
  return count;
}

/** Digits, hexadecimal ones too, commas and blanks. */
function isNumeric(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    code === COMMA ||
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 120 ||
    (code >= 97 && code <= 102) ||
    (code >= 65 && code <= 70)
  );
}

const PEM_END = Buffer.from('PRIVATE KEY-----');
const NUMERIC_ENTITY = Buffer.from('&#');
/** Entities of characters that stand within values. */
const ENTITIES = /^&#(?:61|x3d|x2f|47);/;
const SOFT_HYPHEN = Buffer.from([0xc2, 0xad]);
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const ESCAPE = 0x1b;

/** PEM headers, and bytes that the engine takes out because nobody sees them. */
function findMarks(buffer: Buffer, found: OnSuspect): void {
  findAll(buffer, PEM_END, (at) => found(at, at + PEM_END.length, 'block'));
  findAll(buffer, ESCAPE, (at) => found(at, at + 1, 'hidden'));
  findAll(buffer, NUMERIC_ENTITY, (at) => {
    if (ENTITIES.test(buffer.toString('latin1', at, at + 6))) found(at, at + 5, 'hidden');
  });
  if (isAscii(buffer)) return;
  findAll(buffer, 0xe2, (at) => {
    if (isInvisible(buffer[at + 1] ?? 0, buffer[at + 2] ?? 0)) found(at, at + 3, 'hidden');
  });
  for (const mark of [SOFT_HYPHEN, BYTE_ORDER_MARK]) {
    findAll(buffer, mark, (at) => found(at, at + mark.length, 'hidden'));
  }
}

function findAll(buffer: Buffer, what: Buffer | number, found: (at: number) => void): void {
  for (let at = buffer.indexOf(what); at >= 0; at = buffer.indexOf(what, at + 1)) found(at);
}

/** Second and third byte of zero-width characters, direction marks and word joiners in UTF-8. */
function isInvisible(second: number, third: number): boolean {
  if (second === 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae);
  return second === 0x81 && third >= 0xa0 && third <= 0xaf;
}

/** Names that tell their value by themselves, as they stand in rules. */
interface TellingNames {
  kinds: ReadonlyMap<string, readonly Kind[]>;
  /** Length of the longest. */
  most: number;
  /** 1 for every byte that occurs in one. */
  letters: Uint8Array;
  /** 1 for every two bytes that stand side by side in one. */
  pairs: Uint8Array;
}

/** Shorter names (`MEMO`, `UID`) say too little alone; the engine sees them beside other parts. */
const LEAST_NAME = 6;

/** Looks at pairs of bytes, so many apart that no name fits between, and reads the whole word around likely ones. */
function findNames(bytes: Buffer, { kinds, most, letters, pairs }: TellingNames, found: OnSuspect): void {
  const { length } = bytes;
  for (let at = LEAST_NAME - 2; at + 1 < length; at += LEAST_NAME - 1) {
    if (pairs[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
    let start = at;
    while (start > 0 && letters[bytes[start - 1]!] === 1) start--;
    let end = at + 2;
    while (end < length && letters[bytes[end]!] === 1) end++;
    at = Math.max(at, end - LEAST_NAME + 1);
    if (end - start < LEAST_NAME || (end - start > most && start > 0)) continue;
    const isCut = start === 0 || end === length;
    if (isCut || (isAssigned(bytes, end) && kinds.has(bytes.toString('latin1', start, end)))) {
      found(start, end, 'name');
    }
  }
}

/** Whether an equals sign or a colon follows, or what is seen ends before that. */
function isAssigned(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + FARTHEST_SIGN; at++) {
    const code = bytes[at];
    if (code === undefined || code === 58 || code === 61) return true;
    if (LETTERS[code] !== 0 || isDigit(code)) return false;
  }
  return false;
}

/** Quotes, escapes and blanks between a name and its sign. */
const FARTHEST_SIGN = 12;

function mayHoldValue({ kinds }: TellingNames, text: string, name: Span): boolean {
  const value = valueAfter(text, name.end);
  if (value === null || isPlaceholder(value.text)) return false;
  return (
    kinds.get(text.slice(name.start, name.end))?.some((kind) => kind.test(value.text) !== 'fail') ?? false
  );
}

function tellingNames(ruleset: Ruleset): TellingNames {
  const kinds = new Map<string, Kind[]>();
  for (const kind of ruleset.kinds) {
    if (kind.kind.evidence !== 'name' || kind.role === 'uid' || kind.role === 'walletAddress') continue;
    const own = Object.entries(kind.rule.names).filter(([, role]) => role === kind.role);
    for (const name of new Set([...own.map(([name]) => name), ...kind.kind.names])) {
      kinds.set(name, [...(kinds.get(name) ?? []), kind]);
    }
  }
  const letters = new Uint8Array(1 << 8);
  const pairs = new Uint8Array(1 << 16);
  for (const name of kinds.keys()) {
    const codes = Buffer.from(name, 'latin1');
    for (const code of codes) letters[code] = 1;
    for (let at = 1; at < codes.length; at++) pairs[(codes[at - 1]! << 8) | codes[at]!] = 1;
  }
  return { kinds, most: Math.max(0, ...[...kinds.keys()].map((name) => name.length)), letters, pairs };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
