import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { isPasswordName } from './chosen.ts';
import { isPlaceholder } from './companion-words.ts';
import { nameOf } from './glance-facts.ts';
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

/** Shorter names (`MEMO`, `UID`) say too little alone; the engine sees them beside other parts. */
export const LEAST_NAME = 6;

export function tellingNames(names: readonly string[]): TellingNames {
  const listed = new Set(names.flatMap(spellings));
  const long = [...listed].filter((name) => name.length >= LEAST_NAME);
  return {
    listed,
    keys: new Set(names.map(nameOf)),
    most: Math.max(LONGEST, ...long.map((name) => name.length)),
    letters: tableOf(/[\w-]/),
    heads: hashesOf(long.map((name) => name.slice(0, 4))),
    tails: hashesOf([...long, ...PASSWORD_ENDS].map((name) => name.slice(-4))),
  };
}

/** `nestedGatewayWalletPassphrase` */
const LONGEST = 48;

const PASSWORDS =
  'password passWord Password PassWord PASSWORD passphrase passPhrase Passphrase PassPhrase PASSPHRASE passwd Passwd PASSWD _pass -pass _PASS -PASS _pwd -pwd _PWD'.split(
    ' ',
  );
const CAMEL_PASSES = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((letter) => [`${letter}Pass`, `${letter}Pwd`]);
const ACCOUNTS = ['', ...'123', '_1', '_2', '_3', '-1', '-2', '-3'].concat(
  ['prod', 'live', 'main'].flatMap((word) => [
    `_${word}`,
    `_${word.toUpperCase()}`,
    word.charAt(0).toUpperCase() + word.slice(1),
  ]),
);
const PASSWORD_ENDS = [...PASSWORDS, ...CAMEL_PASSES].flatMap((name) =>
  ACCOUNTS.map((account) => name + account),
);

/** `TV_WEBHOOK_SECRET`, `tv_webhook_secret`, `tv-webhook-secret`, `tvWebhookSecret`, `TvWebhookSecret`; a mere word as it stands. */
export function spellings(name: string): string[] {
  if (!isUnusual(name)) return [name];
  const words = name.toLowerCase().split(/[_-]+/);
  const capitals = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const camel = [words[0], ...capitals.slice(1)].join('');
  return [
    ...new Set([
      name,
      words.join('_').toUpperCase(),
      words.join('_'),
      words.join('-'),
      camel,
      capitals.join(''),
    ]),
  ];
}

/** A name of several words says so in any spelling; `password` says nothing. */
export function isUnusual(name: string): boolean {
  return /[_-]/.test(name) || name.length > LONGEST_WORD;
}

/** `PASSPHRASE` */
const LONGEST_WORD = 10;

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
