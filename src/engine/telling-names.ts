import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { isPlaceholder } from './companion-words.ts';
import { valueAfter } from './named.ts';
import type { Kind, Ruleset } from './ruleset.ts';
import type { OnSuspect } from './sieve.ts';

/** Names that tell their value by themselves, as they stand in rules. */
export interface TellingNames {
  kinds: ReadonlyMap<string, readonly Kind[]>;
  /** Length of the longest. */
  most: number;
  /** 1 for every byte that occurs in one. */
  letters: Uint8Array;
  probes: Probe[];
}

/** How names of one style are looked for: at so many bytes, by two that stand side by side in one of them. */
interface Probe {
  stride: number;
  /** 1 for the first of the two. */
  firsts: Uint8Array;
  pairs: Uint8Array;
}

/** Shorter names (`MEMO`, `UID`) say too little alone; the engine sees them beside other parts. */
const LEAST_NAME = 6;

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
  };
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

/** Telling names with a sign behind them; at the ends of the bytes whatever may be a part of one. */
export function findNames(bytes: Buffer, names: TellingNames, found: OnSuspect): void {
  for (const probe of names.probes) findBy(probe, bytes, names, found);
}

function findBy(
  { stride, firsts, pairs }: Probe,
  bytes: Buffer,
  names: TellingNames,
  found: OnSuspect,
): void {
  const { letters, kinds, most } = names;
  const last = bytes.length - 1;
  for (let at = stride - 1; at < last; at += stride) {
    if (firsts[bytes[at]!] === 0 || pairs[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
    let start = at;
    while (start > 0 && letters[bytes[start - 1]!] === 1) start--;
    let end = at + 2;
    while (end <= last && letters[bytes[end]!] === 1) end++;
    at = Math.max(at, end - stride);
    if (end - start < LEAST_NAME || (end - start > most && start > 0)) continue;
    const isCut = start === 0 || end === bytes.length;
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
