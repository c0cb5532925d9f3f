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
  rules.forEach((rule, index) => {
    for (const phrase of [...rule.words, ...rule.ccxt.filter((id) => !rule.commonWords.includes(id))]) {
      add(entries, phrase, index, 'word');
    }
    for (const phrase of rule.commonWords) add(entries, phrase, index, 'common');
    for (const phrase of hostPhrases(rule.hosts)) add(entries, phrase, index, 'host');
    for (const phrase of Object.keys(rule.headers)) add(entries, phrase, index, 'header');
    for (const phrase of Object.keys(rule.names)) {
      if (isTelling(phrase)) add(entries, phrase, index, 'name');
    }
    for (const phrase of rule.imports) if (phrase.length >= 4) add(entries, phrase, index, 'import');
  });
  const buckets = bucketsOf(entries);
  return { find: (text) => findMentions(text, buckets) };
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

/** Full hosts and their registered domains. */
function hostPhrases(hosts: readonly string[]): string[] {
  const phrases = new Set<string>();
  for (const host of hosts) {
    const plain = host.replace(/^\*\.|^https?:\/\//, '').replace(/\/.*$/, '');
    const labels = plain.split('.');
    const size =
      /^(?:co|com|net|org)$/.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2 ? 3 : 2;
    const domain = labels.slice(-size).join('.');
    if (SHARED_DOMAINS.test(domain)) phrases.add(plain);
    else phrases.add(domain).add(plain);
  }
  return [...phrases];
}

/** A phrase to compare, with what it stands for. */
interface Phrase {
  text: string;
  entry: Entry;
}

/** Phrases by their first two letters or digits, longest first; a separator in a phrase may be any or none. */
function bucketsOf(entries: ReadonlyMap<string, Entry>): ReadonlyMap<number, Phrase[]> {
  const buckets = new Map<number, Phrase[]>();
  const phrases = [...entries].map(([text, entry]) => ({ text: text.replace(/[ _]/g, '-'), entry }));
  phrases.sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
  for (const phrase of phrases) {
    const second = phrase.text.charCodeAt(1) === SEPARATOR ? 2 : 1;
    const key = bucketKey(phrase.text.charCodeAt(0), phrase.text.charCodeAt(second));
    const keys =
      second === 1 ? [key] : [key, ...SEPARATORS.map((code) => bucketKey(phrase.text.charCodeAt(0), code))];
    for (const each of keys) {
      const bucket = buckets.get(each);
      if (bucket === undefined) buckets.set(each, [phrase]);
      else bucket.push(phrase);
    }
  }
  return buckets;
}

const SEPARATOR = 45;
const SEPARATORS = [32, 45, 95];

function bucketKey(first: number, second: number): number {
  return (first << 8) | (second & 255);
}

function findMentions(text: string, buckets: ReadonlyMap<number, Phrase[]>): Mention[] {
  const mentions: Mention[] = [];
  const lower = text.toLowerCase();
  const filter = filterOf(buckets);
  let at = 0;
  while (at < lower.length - 1) {
    const key = bucketKey(lower.charCodeAt(at), lower.charCodeAt(at + 1));
    const found = filter[key & 0xffff] === 1 ? matchAt(text, lower, at, buckets.get(key)) : null;
    if (found === null) at++;
    else {
      mentions.push(found);
      at = found.end;
    }
  }
  return mentions;
}

const filters = new WeakMap<ReadonlyMap<number, Phrase[]>, Uint8Array>();

/** One byte a pair of characters: most pairs begin no phrase. */
function filterOf(buckets: ReadonlyMap<number, Phrase[]>): Uint8Array {
  let filter = filters.get(buckets);
  if (filter === undefined) {
    filter = new Uint8Array(0x10000);
    for (const key of buckets.keys()) filter[key & 0xffff] = 1;
    filters.set(buckets, filter);
  }
  return filter;
}

function matchAt(
  text: string,
  lower: string,
  at: number,
  bucket: readonly Phrase[] | undefined,
): Mention | null {
  for (const { text: phrase, entry } of bucket ?? []) {
    const end = phraseEnd(lower, at, phrase);
    if (end >= 0 && isBounded(text, at, end, entry))
      return { issuers: entry.issuers, kind: entry.kind, start: at, end };
  }
  return null;
}

/** Where `phrase` ends if it stands at `at`, else -1. */
function phraseEnd(lower: string, at: number, phrase: string): number {
  let position = at;
  for (let index = 0; index < phrase.length; index++) {
    const wanted = phrase.charCodeAt(index);
    const code = lower.charCodeAt(position);
    if (wanted === SEPARATOR) {
      if (SEPARATORS.includes(code)) position++;
    } else if (code === wanted) position++;
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
  const left = /["'`]?[\w-]*$/.exec(text.slice(Math.max(0, start - 40), start))![0];
  const right = /^[\w!@#$%^&*.-]*["'`]?/.exec(text.slice(end, end + 40))![0];
  return /^["'`]/.test(left) && /["'`]$/.test(right) && /\d/.test(left + right);
}
