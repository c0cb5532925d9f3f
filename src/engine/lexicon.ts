import { Buffer } from 'node:buffer';
import type { MatchingRule } from '../rules/rule.ts';

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

interface Entry {
  issuers: number[];
  kind: MentionKind;
  /** Matches inside a longer lower-case word (`mybinancekey`). */
  inside: boolean;
}

/** Second-level domains under which strangers live. */
const SHARED_DOMAINS =
  /^(?:github\.(?:io|com)|amazonaws\.com|herokuapp\.com|vercel\.app|cloudfront\.net|googleapis\.com|readthedocs\.io|notion\.site|zendesk\.com|intercom\.help)$/;

export function createLexicon(rules: readonly MatchingRule[]): Lexicon {
  const entries = new Map<string, Entry>();
  const owners = domainOwners(rules);
  rules.forEach((rule, index) => {
    const words = [...rule.words, ...rule.ccxt.filter((id) => !rule.commonWords.includes(id))];
    for (const phrase of words) add(entries, phrase, index, 'word');
    for (const phrase of rule.commonWords) add(entries, phrase, index, 'common');
    for (const host of rule.hosts) {
      for (const phrase of hostPhrases(host, owners)) add(entries, phrase, index, 'host');
    }
    for (const phrase of Object.keys(rule.headers)) add(entries, phrase, index, 'header');
    for (const phrase of Object.keys(rule.names)) {
      if (isTelling(phrase) && !holdsOne(phrase, words)) add(entries, phrase, index, 'name');
    }
    for (const phrase of rule.imports)
      if (phrase.length >= 4 && !holdsOne(phrase, words)) add(entries, phrase, index, 'import');
  });
  const buckets = bucketsOf(entries);
  return {
    find: (text) => findMentions(text, Buffer.from(text, 'latin1'), buckets),
    findIn: (text, bytes) => findAtWordStarts(text, bytes, buckets),
  };
}

/** Names such as `PRIVATE_KEY` or `api-key` say nothing about whose they are. */
function isTelling(name: string): boolean {
  return !/^(?:(?:my|user|main|test|bot|live|prod|trading|exchange|account|wallet|owner|deployer|admin|signer|operator|mainnet|l1|agent|ws|rest|client|app|access|api|private|priv|public|secret|seed|pk|key|id|pass|phrase|passphrase|password|token|hex|phrase|mnemonic|uid|x|pro|http|bearer|auth|authorization|webhook|url|name|config)[ _.-]?)+$/i.test(
    name.replace(/([a-z])([A-Z])/g, '$1_$2'),
  );
}

function add(entries: Map<string, Entry>, phrase: string, issuer: number, kind: MentionKind): void {
  const key = phrase.toLowerCase();
  if (key.length < 2) return;
  const entry = entries.get(key);
  if (entry === undefined) {
    entries.set(key, { issuers: [issuer], kind, inside: kind === 'word' && /^[a-z]{6,}$/.test(key) });
  } else if (!entry.issuers.includes(issuer)) entry.issuers.push(issuer);
}

/** A phrase that holds one of the issuer's long words is found by that word. */
function holdsOne(phrase: string, words: readonly string[]): boolean {
  const text = phrase.toLowerCase().replace(/[ _-]/g, '');
  return words.some((word) => word.length >= 6 && text.includes(word.toLowerCase().replace(/[ _-]/g, '')));
}

/** How many issuers have hosts under each registered domain. */
function domainOwners(rules: readonly MatchingRule[]): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  for (const rule of rules) {
    for (const domain of new Set(rule.hosts.map(domainOf))) owners.set(domain, (owners.get(domain) ?? 0) + 1);
  }
  return owners;
}

function domainOf(host: string): string {
  const labels = host.split('.');
  const size = /^(?:co|com|net|org)$/.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2 ? 3 : 2;
  return labels.slice(-size).join('.');
}

/** The registered domain, and the host itself where several issuers share the domain. */
function hostPhrases(host: string, owners: ReadonlyMap<string, number>): string[] {
  const domain = domainOf(host);
  if (SHARED_DOMAINS.test(domain)) return [host];
  return (owners.get(domain) ?? 0) > 1 ? [domain, host] : [domain];
}

/** A phrase to compare, with what it stands for. */
interface Phrase {
  codes: Uint8Array;
  entry: Entry;
}

const SEPARATORS = [32, 45, 95];

/** Letters and digits as 1 to 36, separators as 37, everything else 0; upper and lower case alike. */
const FOLDED_SEPARATOR = 37;
const FOLD = foldTable();
/** Room for three folded characters. */
const TRIPLES = 64 * 64 * 64;

/** Phrases by their first three characters. */
interface Buckets {
  /** 0: no phrase begins so; else an index into `lists`, plus one. */
  heads: Uint16Array;
  /** 1 where a phrase begins with these two: a small table that answers most questions. */
  pairs: Uint8Array;
  /** The phrases with these three, by the fourth character. */
  lists: Phrase[][][];
}

/** Phrases by how they begin, longest first; a separator in a phrase may be any or none. */
function bucketsOf(entries: ReadonlyMap<string, Entry>): Buckets {
  const heads = new Uint16Array(TRIPLES);
  const pairs = new Uint8Array(64 * 64);
  const lists: Phrase[][][] = [];
  const phrases = [...entries].map(([text, entry]) => ({ codes: foldText(text), entry }));
  phrases.sort((a, b) => b.codes.length - a.codes.length);
  for (const phrase of phrases) {
    for (const head of headsOf(phrase.codes)) {
      pairs[head >> 6] = 1;
      if (heads[head] === 0) heads[head] = lists.push(new Array(64).fill(NONE));
      const list = lists[heads[head]! - 1]!;
      for (const fourth of fourthsOf(phrase.codes, head)) list[fourth] = [...list[fourth]!, phrase];
    }
  }
  return { heads, pairs, lists };
}

const NONE: Phrase[] = [];

/** The characters that may follow this head where the phrase stands. */
function fourthsOf(codes: Uint8Array, head: number): Set<number> {
  const { length } = codes;
  if (length >= 4 && codes.indexOf(FOLDED_SEPARATOR) < 0) return new Set([codes[3]!]);
  const forms = formsOf([...codes]);
  if (forms.some((form) => form.length < 4)) return new Set(Array.from({ length: 64 }, (_, code) => code));
  const own = forms.filter((form) => (form[0]! * 64 + form[1]!) * 64 + form[2]! === head);
  return new Set(own.map((form) => form[3]!));
}

/** Every way in which the first characters of a phrase may be written, with and without its separators. */
function formsOf(codes: readonly number[]): number[][] {
  let forms: number[][] = [[]];
  for (const code of codes) {
    const shortest = Math.min(...forms.map((form) => form.length));
    if (shortest >= 4) break;
    const longer = forms.map((form) => [...form, code]);
    forms = code === FOLDED_SEPARATOR ? [...longer, ...forms] : longer;
  }
  return forms;
}

/** Every way in which the first three characters of a phrase may be written. */
function headsOf(codes: Uint8Array): Set<number> {
  const bare = [...codes].filter((code, index) => index === 0 || code !== FOLDED_SEPARATOR);
  const heads = new Set<number>();
  for (const [a, b, c] of [[...codes], bare, [codes[0]!, ...bare.slice(1, 2), FOLDED_SEPARATOR]]) {
    if (c !== undefined) heads.add((a! * 64 + b!) * 64 + c);
    else for (let any = 0; any < 64; any++) heads.add((a! * 64 + b!) * 64 + any);
  }
  return heads;
}

function foldTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let letter = 0; letter < 26; letter++) table[97 + letter] = table[65 + letter] = letter + 1;
  for (let digit = 0; digit < 10; digit++) table[48 + digit] = digit + 27;
  for (const separator of SEPARATORS) table[separator] = FOLDED_SEPARATOR;
  const marks = './@:';
  for (let index = 0; index < marks.length; index++) table[marks.charCodeAt(index)] = 38 + index;
  return table;
}

function foldText(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) codes[at] = FOLD[text.charCodeAt(at) & 255]!;
  return codes;
}

function findMentions(text: string, bytes: Uint8Array, buckets: Buckets): Mention[] {
  const mentions: Mention[] = [];
  const last = bytes.length - 1;
  for (let at = 0; at < last; at++) {
    const found = matchAt(text, bytes, at, buckets);
    if (found === null) continue;
    mentions.push(found);
    at = found.end - 1;
  }
  return mentions;
}

function findAtWordStarts(text: string, bytes: Uint8Array, buckets: Buckets): Mention[] {
  const mentions: Mention[] = [];
  const last = bytes.length - 2;
  let previous = 0;
  for (let at = 0; at < last; at++) {
    const byte = bytes[at]!;
    const isStart = STARTS[(previous << 8) | byte] === 1;
    previous = byte;
    if (!isStart) continue;
    const found = matchAt(text, bytes, at, buckets);
    if (found === null) continue;
    mentions.push(found);
    at = found.end - 1;
    previous = 0;
  }
  return mentions;
}

const NO_LETTER = 0;
/** Capital letters and digits: after a small letter a word begins with them. */
const HIGH = 1;
const LOW = 2;
const LETTERS = Uint8Array.from(FOLD, (code, byte) =>
  code === 0 || code >= FOLDED_SEPARATOR ? NO_LETTER : byte <= 90 ? HIGH : LOW,
);

/** 1 where a word begins with the second of two bytes. */
const STARTS = Uint8Array.from({ length: 1 << 16 }, (_, pair) => {
  const previous = LETTERS[pair >> 8]!;
  const letter = LETTERS[pair & 255]!;
  return Number(letter !== NO_LETTER && (previous === NO_LETTER || (letter === HIGH && previous === LOW)));
});

/** The phrase at `at`, if any; the first characters rule nearly everything out. */
function matchAt(
  text: string,
  bytes: Uint8Array,
  at: number,
  { heads, pairs, lists }: Buckets,
): Mention | null {
  const pair = FOLD[bytes[at]!]! * 64 + FOLD[bytes[at + 1]!]!;
  if (pairs[pair] === 0) return null;
  const head = heads[pair * 64 + foldAt(bytes, at + 2)]!;
  if (head === 0) return null;
  for (const phrase of lists[head - 1]![foldAt(bytes, at + 3)]!) {
    const end = phraseEnd(bytes, at, phrase.codes);
    if (end >= 0 && isBounded(text, at, end, phrase.entry)) {
      return { issuers: phrase.entry.issuers, kind: phrase.entry.kind, start: at, end };
    }
  }
  return null;
}

/** 0 beyond the end. */
function foldAt(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? FOLD[bytes[at]!]! : 0;
}

/** Where `phrase` ends if it stands at `at`, else -1. */
function phraseEnd(bytes: Uint8Array, at: number, phrase: Uint8Array): number {
  let position = at;
  for (let index = 0; index < phrase.length; index++) {
    const wanted = phrase[index]!;
    const code = foldAt(bytes, position);
    if (wanted === FOLDED_SEPARATOR) {
      if (code === FOLDED_SEPARATOR) position++;
    } else if (wanted !== 0 && code === wanted) position++;
    else return -1;
  }
  return position;
}

function isBounded(text: string, start: number, end: number, entry: Entry): boolean {
  if (entry.inside) return true;
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  const first = text[start]!;
  const last = text[end - 1]!;
  const opens = !/[A-Za-z0-9]/.test(before) || (/[A-Z]/.test(first) && /[a-z0-9]/.test(before));
  const closes =
    !/[A-Za-z0-9]/.test(after) ||
    (/[A-Z]/.test(after) && /[a-z0-9]/.test(last)) ||
    (/[0-9]/.test(after) && !/[0-9]/.test(last)) ||
    /^(?:api|key|secret|token|pass|priv|client|exchange|futures|spot|perp|test)/i.test(
      text.slice(end, end + 8),
    );
  if (!opens || !closes) return false;
  return entry.kind !== 'common' || isStructural(text, start, end, before, after);
}

/** A common word names an issuer only where it is a name: part of an identifier, a key, a string, a path segment. */
function isStructural(text: string, start: number, end: number, before: string, after: string): boolean {
  if (/[_.\-/@$[\\]/.test(before) || /[_\-(\]]/.test(after)) return true;
  if (/[A-Za-z]/.test(before + after)) return !isInQuotes(text, start, end);
  if (after === '.' && /[a-z]/.test(text[end + 1] ?? '')) return true;
  if (/["'`]/.test(before) && /["'`]/.test(after)) return true;
  const following = text.slice(end, end + 24);
  if (/^["'`]?\s{0,2}[:=]/.test(following)) return true;
  if (
    /^[ ](?:api|key|secret|private|exchange|testnet|sandbox|futures|spot|account|wallet|token|\()/i.test(
      following,
    )
  )
    return true;
  return (
    /(?:^|\n)[ \t#/*;\-=<!>[]*$/.test(text.slice(Math.max(0, start - 16), start)) &&
    /^[ \t\-=\]#*:>!]*(?:\r?\n|$)/.test(following)
  );
}

/** `"CopperGranite17"`: a string in which the word is only a part, joined by capital letters, is a value. */
function isInQuotes(text: string, start: number, end: number): boolean {
  const left = /["'`]?[\w-]*$/.exec(text.slice(Math.max(0, start - 140), start))![0];
  const right = /^[\w!@#$%^&*.-]*["'`]?/.exec(text.slice(end, end + 140))![0];
  return /^["'`]/.test(left) && /["'`]$/.test(right) && /\d/.test(left + right);
}
