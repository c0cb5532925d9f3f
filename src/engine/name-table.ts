import { Buffer } from 'node:buffer';

/** Names that rules list, ready to be looked for in bytes. The build makes the table: making it takes longer than a small scan. */
export interface NameTable {
  /** As rules list them, with the spellings of those that are no mere word. */
  listed: readonly string[];
  /** The same in the form in which names are compared. */
  keys: readonly string[];
  /** One bit for the hash of the first four bytes of each that is long enough; base64. */
  heads: string;
  /** The same of the last four bytes, of whatever is called a password, too. */
  tails: string;
}

/** Shorter names (`MEMO`, `UID`) say too little alone; the engine sees them beside other parts. */
export const LEAST_NAME = 6;

export function nameTable(names: readonly string[]): NameTable {
  const listed = [...new Set(names.flatMap(spellings))];
  const long = listed.filter((name) => name.length >= LEAST_NAME);
  return {
    listed,
    keys: [...new Set(names.map(nameOf))],
    heads: hashesOf(long.map((name) => name.slice(0, 4))),
    tails: hashesOf([...long, ...passwordEnds()].map((name) => name.slice(-4))),
  };
}

/** The form in which names are compared, whatever style they are written in. */
export function nameOf(word: string): string {
  return word.toLowerCase().replace(/[_-]+/g, '');
}

const PASSWORDS =
  'password passWord Password PassWord PASSWORD passphrase passPhrase Passphrase PassPhrase PASSPHRASE passwd Passwd PASSWD _pass -pass _PASS -PASS _pwd -pwd _PWD';

/** How whatever is called a password ends, with the account that it is of. */
function passwordEnds(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const camel = letters.flatMap((letter) => [`${letter}Pass`, `${letter}Pwd`]);
  const words = ['prod', 'live', 'main'].flatMap((word) => [
    `_${word}`,
    `_${word.toUpperCase()}`,
    word.charAt(0).toUpperCase() + word.slice(1),
  ]);
  const accounts = ['', ...'123', '_1', '_2', '_3', '-1', '-2', '-3', ...words];
  return [...PASSWORDS.split(' '), ...camel].flatMap((name) => accounts.map((account) => name + account));
}

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

function hashesOf(pieces: readonly string[]): string {
  const hashes = new Uint8Array(HASHES / 8);
  for (const piece of pieces) {
    const hash = hashAt(Buffer.from(piece, 'latin1'), 0);
    hashes[hash >> 3]! |= 1 << (hash & 7);
  }
  return Buffer.from(hashes).toString('base64');
}

const HASHES = 1 << 16;

/** A number below `HASHES` for four bytes, the same as in `kernel/survey.wat`. */
export function hashAt(bytes: Uint8Array, at: number): number {
  const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(four, 0x9e3779b1) >>> 16;
}
