import { Buffer } from 'node:buffer';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Span } from '../findings/model.ts';
import type { MatchingRule } from '../rules/rule.ts';
import { isPlaceholder } from './companions.ts';
import { candidates, surroundings } from './create.ts';
import type { Mention } from './lexicon.ts';
import { matchToken } from './match.ts';
import { valueAfter } from './named.ts';
import { compileRuleset, type Kind, type Ruleset } from './ruleset.ts';
import { findRuns } from './runs.ts';
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

export function createSieve(rules: readonly MatchingRule[]): Sieve {
  const ruleset = compileRuleset(rules);
  const names = tellingNames(ruleset);
  const mentions = allIssuers(ruleset);
  return {
    find(bytes, found) {
      findRuns(bytes, (start, end) => found(start, end, 'run'));
      findWordRows(bytes, found);
      findNumbers(bytes, found);
      findMarks(bytes, found);
      findNames(bytes, names, found);
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
    candidates(around, run).some(
      (token) => token.embedded !== undefined || matchToken(around, token) !== null,
    ),
  );
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

const STRIDE = 24;
const LEAST_WORDS = 12;
/** Rows of this many words that touch an end are handed out, too: they may go on there. */
const EDGE_WORDS = 2;
/** Between two words of a mnemonic there may be marks, blanks and a number. */
const WIDEST_GAP = 30;

/** Rows of words that begin like words of the BIP-39 list. */
function findWordRows(bytes: Uint8Array, found: OnSuspect): void {
  for (let at = STRIDE - 1; at < bytes.length; at += STRIDE) {
    const first = nextLower(bytes, at);
    if (first < 0 || !isListed(bytes, first)) continue;
    const row = { start: wordStart(bytes, first), end: wordEnd(bytes, first), words: 1 };
    growRight(bytes, row);
    growLeft(bytes, row);
    const isCut = row.start <= WIDEST_GAP || row.end >= bytes.length - WIDEST_GAP;
    if (row.words >= (isCut ? EDGE_WORDS : LEAST_WORDS)) found(row.start, row.end, 'words');
    at = Math.max(at, row.end);
  }
}

/** The engine looks at every so many bytes for a word: wherever it starts to, it must see the row here. */
function holdsMnemonic(whole: Uint8Array, row: Span): boolean {
  const from = Math.max(0, row.start - STRIDE);
  const bytes = whole.subarray(from, row.end + STRIDE);
  for (let phase = 0; phase < STRIDE; phase += 2) {
    if (findMnemonics(bytes.subarray(Math.min(phase, row.start - from))).length > 0) return true;
  }
  return false;
}

function growRight(bytes: Uint8Array, row: { end: number; words: number }): void {
  for (;;) {
    const next = nextLower(bytes, row.end);
    if (next < 0 || !isListed(bytes, next)) return;
    row.end = wordEnd(bytes, next);
    row.words++;
  }
}

function growLeft(bytes: Uint8Array, row: { start: number; words: number }): void {
  for (;;) {
    const floor = Math.max(0, row.start - WIDEST_GAP);
    let at = row.start - 1;
    while (at >= floor && !isLetter(bytes[at]!)) at--;
    if (at < floor || !isLower(bytes[at]!) || !isListed(bytes, at)) return;
    row.start = wordStart(bytes, at);
    row.words++;
  }
}

/** The lower-case letter at `from` or behind a short gap; -1 where there is none. */
function nextLower(bytes: Uint8Array, from: number): number {
  const ceiling = Math.min(bytes.length, from + WIDEST_GAP);
  let at = from;
  while (at < ceiling && !isLetter(bytes[at]!)) at++;
  return at < ceiling && isLower(bytes[at]!) ? at : -1;
}

/** Whether the word around `at` begins with the first letters of a word of the list. */
function isListed(bytes: Uint8Array, at: number): boolean {
  const start = wordStart(bytes, at);
  const end = wordEnd(bytes, at);
  const isWord = end - start >= 3 && end - start <= 8;
  return (
    isWord && !isLetter(bytes[start - 1] ?? 0) && !isLetter(bytes[end] ?? 0) && hasPrefix(bytes, start, end)
  );
}

function wordStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < 9 && isLower(bytes[start - 1]!)) start--;
  return start;
}

function wordEnd(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && end - at < 9 && isLower(bytes[end]!)) end++;
  return end;
}

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

function hasPrefix(bytes: Uint8Array, start: number, end: number): boolean {
  return PREFIXES[prefixOf(bytes, start, end)] === 1;
}

const NUMBERS_STRIDE = 32;
const NUMBERS_LENGTH = 24;

/** Stretches of digits, commas and blanks; 64 numbers take more than 128 bytes. */
function findNumbers(bytes: Uint8Array, found: OnSuspect): void {
  for (let at = NUMBERS_STRIDE; at < bytes.length; at += NUMBERS_STRIDE) {
    let start = at;
    while (start >= 0 && at - start < NUMBERS_LENGTH && isNumeric(bytes[start]!)) start--;
    if (at - start < NUMBERS_LENGTH) continue;
    let end = at + 1;
    while (end < bytes.length && isNumeric(bytes[end]!)) end++;
    if (bytes.indexOf(COMMA, start) < end) found(start + 1, end, 'numbers');
    at = Math.max(at, end);
  }
}

const COMMA = 44;

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
/** Entities of characters that stand within values. */
const ENTITIES = ['&#61;', '&#x3d;', '&#x2f;', '&#47;'];
const ESCAPE = 0x1b;

/** PEM headers, and bytes that the engine takes out because nobody sees them. */
function findMarks(bytes: Uint8Array, found: OnSuspect): void {
  const buffer = bufferOf(bytes);
  for (let at = buffer.indexOf(PEM_END); at >= 0; at = buffer.indexOf(PEM_END, at + 1))
    found(at, at + PEM_END.length, 'block');
  if (buffer.includes('&#')) {
    for (const entity of ENTITIES) {
      for (let at = buffer.indexOf(entity); at >= 0; at = buffer.indexOf(entity, at + 1))
        found(at, at + entity.length, 'hidden');
    }
  }
  for (let at = buffer.indexOf(ESCAPE); at >= 0; at = buffer.indexOf(ESCAPE, at + 1))
    found(at, at + 1, 'hidden');
  for (let at = buffer.indexOf(0xe2); at >= 0; at = buffer.indexOf(0xe2, at + 1)) {
    if (isInvisible(buffer[at + 1] ?? 0, buffer[at + 2] ?? 0)) found(at, at + 3, 'hidden');
  }
  for (let at = buffer.indexOf(0xc2); at >= 0; at = buffer.indexOf(0xc2, at + 1)) {
    if (buffer[at + 1] === 0xad) found(at, at + 2, 'hidden');
  }
  for (let at = buffer.indexOf(0xef); at >= 0; at = buffer.indexOf(0xef, at + 1)) {
    if (buffer[at + 1] === 0xbb && buffer[at + 2] === 0xbf) found(at, at + 3, 'hidden');
  }
}

/** Second and third byte of zero-width characters, direction marks and word joiners in UTF-8. */
function isInvisible(second: number, third: number): boolean {
  if (second === 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae);
  return second === 0x81 && third >= 0xa0 && third <= 0xaf;
}

/** Names that tell their value by themselves, as they stand in rules. */
interface TellingNames {
  /** The last words of all of them, and something that assigns. */
  pattern: RegExp;
  kinds: ReadonlyMap<string, readonly Kind[]>;
}

function findNames(bytes: Uint8Array, { pattern, kinds }: TellingNames, found: OnSuspect): void {
  const text = bufferOf(bytes).toString('latin1');
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const end = match.index + match[1]!.length;
    let start = match.index;
    while (start > 0 && isNameByte(bytes[start - 1]!)) start--;
    if (start === 0 || kinds.has(text.slice(start, end))) found(start, end, 'name');
  }
}

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
    for (const name of new Set([...Object.keys(kind.rule.names), ...kind.kind.names])) {
      kinds.set(name, [...(kinds.get(name) ?? []), kind]);
    }
  }
  const endings = new Set([...kinds.keys()].map((name) => /[A-Za-z]+(?:[_-]?\d+)?$/.exec(name)?.[0] ?? name));
  const words = [...endings].sort((a, b) => b.length - a.length).join('|');
  return { kinds, pattern: new RegExp(`(${words})\\\\*["'\`\\]]?\\s{0,3}(?:=>|:=|[=:])`, 'g') };
}

function isNameByte(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || code === 95 || code === 45;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isLetter(code: number): boolean {
  return isLower(code) || (code >= 65 && code <= 90);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
