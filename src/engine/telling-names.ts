import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { isPasswordName } from './chosen.ts';
import { isPlaceholder } from './companion-words.ts';
import { hashAt, LEAST_NAME, type NameTable } from './name-table.ts';
import { chosenBehind, valueAfter } from './values-behind.ts';

/**
 * Names that tell their value by themselves: those that rules list, in any spelling, and whatever is called a password.
 * Where they stand is found out from the bytes.
 */
export interface TellingNames {
  /** As rules list them, with the spellings of those that are no mere word. */
  listed: ReadonlySet<string>;
  /** The same in the form in which names are compared. */
  keys: ReadonlySet<string>;
  /** Length of the longest. */
  most: number;
  /** 1 for every byte that may be in one. */
  letters: Uint8Array;
  /** One bit for the hash of the first four bytes of each that is listed, and of the last four of every one. */
  heads: Uint8Array;
  tails: Uint8Array;
}

export function tellingNames({ listed, keys, heads, tails }: NameTable): TellingNames {
  return {
    listed: new Set(listed),
    keys: new Set(keys),
    most: listed.reduce((most, { length }) => Math.max(most, length), LONGEST),
    letters: tableOf(/[\w-]/),
    heads: Buffer.from(heads, 'base64'),
    tails: Buffer.from(tails, 'base64'),
  };
}

/** `nestedGatewayWalletPassphrase` */
const LONGEST = 48;

function isAmong(hashes: Uint8Array, bytes: Uint8Array, at: number): boolean {
  const hash = hashAt(bytes, at);
  return ((hashes[hash >> 3]! >> (hash & 7)) & 1) === 1;
}

/** Calls `found` for each telling name with a sign behind it; at the ends of the bytes for whatever may be a part of one. */
export function findNames(
  bytes: Buffer,
  names: TellingNames,
  found: (start: number, end: number) => void,
): void {
  const { letters } = names;
  for (let at = LEAST_NAME - 1; at < bytes.length; at += LEAST_NAME) {
    if (letters[bytes[at]!] === 0) continue;
    let start = at;
    while (start > 0 && letters[bytes[start - 1]!] === 1) start--;
    let end = at + 1;
    while (end < bytes.length && letters[bytes[end]!] === 1) end++;
    if (mayBeName(bytes, names, { start, end })) found(start, end);
    at = end;
  }
}

/** Whether a stretch of letters of names is one with a sign behind it, or may be the part of one that is seen. */
export function mayBeName(bytes: Buffer, names: TellingNames, { start, end }: Span): boolean {
  const size = end - start;
  if (size < LEAST_NAME || size > names.most) return false;
  const isCut = end === bytes.length;
  if (!isCut && (!isAmong(names.tails, bytes, end - 4) || !isBeforeSign(bytes, end))) return false;
  if (start === 0) return true;
  const word = bytes.toString('latin1', start, end);
  if (isCut) return isAmong(names.heads, bytes, start) || MAY_GO_ON.test(word);
  return names.listed.has(word) || isPasswordName(word);
}

/** `walletPa` */
const MAY_GO_ON = /p(?:a(?:s(?:s.*)?)?|wd?.{0,5})?$/i;

/** Whether a quote, an operator, a comma or a bracket follows, or what is seen ends before that. */
function isBeforeSign(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < from + FARTHEST_SIGN; at++) {
    const code = bytes[at];
    if (code === undefined || SIGN[code] === 1) return true;
    if (ALPHANUMERIC[code] === 1) return false;
  }
  return false;
}

const ALPHANUMERIC = tableOf(/[A-Za-z\d]/);
const SIGN = tableOf(/[=:>"'`,(|?]/);
/** Escapes and blanks between a name and its sign. */
const FARTHEST_SIGN = 12;

/** Whether a value stands behind the name that it may tell. */
export function mayHoldValue({ listed }: TellingNames, text: string, { start, end }: Span): boolean {
  if (listed.has(text.slice(start, end))) {
    const value = valueAfter(text, end);
    if (value !== null && !isPlaceholder(value.text)) return true;
  }
  return chosenBehind(text, end).length > 0;
}
