import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { isPlaceholder } from './companion-words.ts';
import { valueAfter } from './named.ts';
import type { Kind, Ruleset } from './ruleset.ts';

/** Names that tell their value by themselves, as they stand in rules. */
export interface TellingNames {
  kinds: ReadonlyMap<string, readonly Kind[]>;
  /** Length of the longest. */
  most: number;
  /** 1 for every byte that occurs in one. */
  letters: Uint8Array;
  probes: Probe[];
  /** One bit for the hash of the first four bytes of each, and of its last four. */
  heads: Uint8Array;
  tails: Uint8Array;
}

/** How names of one style are looked for: at so many bytes, by two that stand side by side in one of them. */
interface Probe {
  stride: number;
  /** 1 for the first of the two. */
  firsts: Uint8Array;
  pairs: Uint8Array;
}

/** Shorter names (`MEMO`, `UID`) say too little alone; the engine sees them beside other parts. */
export const LEAST_NAME = 6;

export function tellingNames(ruleset: Ruleset): TellingNames {
  const kinds = new Map<string, Kind[]>();
  for (const kind of ruleset.kinds) {
    if (kind.kind.evidence !== 'name' || kind.role === 'uid' || kind.role === 'walletAddress') continue;
    const own = Object.entries(kind.rule.names).filter(([, role]) => role === kind.role);
    for (const name of new Set([...own.map(([name]) => name), ...kind.kind.names])) {
      if (name.length >= LEAST_NAME) kinds.set(name, [...(kinds.get(name) ?? []), kind]);
    }
  }
  const names = [...kinds.keys()];
  const isCapital = (name: string) => !/[a-z]/.test(name);
  return {
    kinds,
    most: Math.max(0, ...names.map((name) => name.length)),
    letters: tableOf(new RegExp(`[${[...new Set(names.join(''))].map(escaped).join('')}]`)),
    probes: [names.filter(isCapital), names.filter((name) => !isCapital(name))].flatMap(probeFor),
    heads: hashesOf(names.map((name) => name.slice(0, 4))),
    tails: hashesOf(names.map((name) => name.slice(-4))),
  };
}

function hashesOf(pieces: readonly string[]): Uint8Array {
  const hashes = new Uint8Array(HASHES / 8);
  for (const piece of pieces) {
    const hash = hashAt(Buffer.from(piece, 'latin1'), 0);
    hashes[hash >> 3]! |= 1 << (hash & 7);
  }
  return hashes;
}

const HASHES = 1 << 16;

/** A number below `HASHES` for four bytes, the same as in `kernel/survey.wat`. */
function hashAt(bytes: Uint8Array, at: number): number {
  const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(four, 0x9e3779b1) >>> 16;
}

function isAmong(hashes: Uint8Array, bytes: Uint8Array, at: number): boolean {
  const hash = hashAt(bytes, at);
  return ((hashes[hash >> 3]! >> (hash & 7)) & 1) === 1;
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Names in capitals are looked for apart from others: most bytes of most files are small letters. */
function probeFor(names: readonly string[]): Probe[] {
  if (names.length === 0) return [];
  const probe = {
    stride: Math.min(...names.map((name) => name.length)) - 1,
    firsts: new Uint8Array(1 << 8),
    pairs: new Uint8Array(1 << 16),
  };
  for (const name of names) {
    const codes = Buffer.from(name, 'latin1');
    for (let at = 1; at < codes.length; at++) {
      probe.firsts[codes[at - 1]!] = 1;
      probe.pairs[(codes[at - 1]! << 8) | codes[at]!] = 1;
    }
  }
  return [probe];
}

/** Calls `found` for each telling name with a sign behind it; at the ends of the bytes for whatever may be a part of one. */
export function findNames(
  bytes: Buffer,
  names: TellingNames,
  found: (start: number, end: number) => void,
): void {
  const { letters } = names;
  const handOut = (start: number, end: number): void => {
    if (mayBeName(bytes, names, { start, end })) found(start, end);
  };
  let first = 0;
  while (first < bytes.length && letters[bytes[first]!] === 1) first++;
  if (first > 0) handOut(0, first);
  if (first === bytes.length) return;
  let last = bytes.length;
  while (letters[bytes[last - 1]!] === 1) last--;
  if (last < bytes.length) handOut(last, bytes.length);
  for (const probe of names.probes) findBy(probe, { bytes: bytes.subarray(0, last), letters }, handOut);
}

/** Stretches of letters of names, by the bytes of names in them, but not at the beginning. */
function findBy(
  { stride, firsts, pairs }: Probe,
  { bytes, letters }: { bytes: Uint8Array; letters: Uint8Array },
  found: (start: number, end: number) => void,
): void {
  const last = bytes.length - 1;
  for (let at = stride - 1; at < last; at += stride) {
    if (firsts[bytes[at]!] === 0 || pairs[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
    let start = at;
    while (start > 0 && letters[bytes[start - 1]!] === 1) start--;
    let end = at + 2;
    while (end <= last && letters[bytes[end]!] === 1) end++;
    at = Math.max(at, end - stride);
    if (start > 0) found(start, end);
  }
}

/** Whether a stretch of letters of names is one with a sign behind it, or may be the part of one that is seen. */
export function mayBeName(bytes: Buffer, names: TellingNames, { start, end }: Span): boolean {
  const size = end - start;
  if (size < LEAST_NAME || size > names.most) return false;
  if (end === bytes.length) return start === 0 || isAmong(names.heads, bytes, start);
  if (!isAssigned(bytes, end)) return false;
  return start === 0
    ? isAmong(names.tails, bytes, end - 4)
    : names.kinds.has(bytes.toString('latin1', start, end));
}

/** Whether an equals sign, a colon or the end of a tag follows, or what is seen ends before that. */
function isAssigned(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + FARTHEST_SIGN; at++) {
    const code = bytes[at];
    if (code === undefined || code === 58 || code === 61 || code === 62) return true;
    if (ALPHANUMERIC[code] === 1) return false;
  }
  return false;
}

const ALPHANUMERIC = tableOf(/[A-Za-z\d]/);
/** Quotes, escapes and blanks between a name and its sign. */
const FARTHEST_SIGN = 12;

/** Whether a value stands behind the name that it may tell. */
export function mayHoldValue({ kinds }: TellingNames, text: string, name: Span): boolean {
  const value = valueAfter(text, name.end);
  if (value === null || isPlaceholder(value.text)) return false;
  return (
    kinds.get(text.slice(name.start, name.end))?.some((kind) => kind.test(value.text) !== 'fail') ?? false
  );
}
