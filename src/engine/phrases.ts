import { Buffer } from 'node:buffer';
import type { MatchingRule } from '../rules/rule.ts';
import { FOLD, FOLDED_SEPARATOR, sixBits } from './fold.ts';
import type { MentionKind } from './lexicon.ts';
import { packNumbers } from './packed.ts';

/** Everything that names an issuer in a text, as the build leaves it and `lexicon.ts` reads it. */
export interface PhraseTable {
  /** Folded phrases, each with a line feed behind it. */
  text: string;
  /** Packed: where in `text` each phrase begins. */
  starts: string;
  /** Packed: an index into `meanings` for each phrase. */
  meaningOf: string;
  meanings: Meaning[];
  /**
   * Packed: three numbers for each way in which a phrase may begin, which are its first two characters, the next two,
   * and the phrase. Those that begin with the same three characters stand together, the longest first.
   */
  rows: string;
}

export interface Meaning {
  /** Indexes into the rules; several where a host or word is shared. */
  issuers: number[];
  kind: MentionKind;
  /** Matches inside a longer lower-case word (`mybinancekey`). */
  inside: boolean;
  /** A package is called so as well: a statement that imports it names the issuer. */
  imported: boolean;
}

/** Stands for the fourth character of a phrase where anything may follow. */
export const ANY = 64;
/** The third character stands above the fourth, which `ANY` gives seven bits. */
export const THIRD = 7;

/** Second-level domains under which strangers live. */
const SHARED_DOMAINS =
  /^(?:github\.(?:io|com)|amazonaws\.com|herokuapp\.com|vercel\.app|cloudfront\.net|googleapis\.com|readthedocs\.io|notion\.site|zendesk\.com|intercom\.help)$/;

/** Collects what the rules' words, hosts, headers, packages and own variable names say about whose a text is. */
export function phraseTable(rules: readonly MatchingRule[]): PhraseTable {
  const phrases = [...collectPhrases(rules)].map(([text, meaning]) => ({ codes: foldText(text), meaning }));
  phrases.sort((a, b) => b.codes.length - a.codes.length);
  const meanings = new Map(phrases.map(({ meaning }) => [JSON.stringify(meaning), meaning]));
  const indexOf = new Map([...meanings.keys()].map((key, index) => [key, index]));
  const lines = phrases.map(({ codes }) => `${String.fromCharCode(...codes)}\n`);
  return {
    text: lines.join(''),
    starts: packNumbers(startsOf(lines)),
    meaningOf: packNumbers(phrases.map(({ meaning }) => indexOf.get(JSON.stringify(meaning))!)),
    meanings: [...meanings.values()],
    rows: packNumbers(rowsOf(phrases.map(({ codes }) => codes))),
  };
}

function collectPhrases(rules: readonly MatchingRule[]): Map<string, Meaning> {
  const phrases = new Map<string, Meaning>();
  const owners = domainOwners(rules);
  rules.forEach((rule, index) => {
    const words = [...rule.words, ...rule.ccxt.filter((id) => !rule.commonWords.includes(id))];
    for (const phrase of words) add(phrases, phrase, index, 'word');
    for (const phrase of rule.commonWords) add(phrases, phrase, index, 'common');
    for (const host of rule.hosts) {
      for (const phrase of hostPhrases(host, owners)) add(phrases, phrase, index, 'host');
    }
    for (const phrase of Object.keys(rule.headers)) add(phrases, phrase, index, 'header');
    for (const phrase of Object.keys(rule.names)) {
      if (isTelling(phrase) && !holdsOne(phrase, words)) add(phrases, phrase, index, 'name');
    }
    for (const phrase of rule.imports)
      if (phrase.length >= 4 && !holdsOne(phrase, words)) add(phrases, phrase, index, 'import');
  });
  return phrases;
}

/** Names such as `PRIVATE_KEY` or `api-key` say nothing about whose they are. */
function isTelling(name: string): boolean {
  return !/^(?:(?:my|user|main|test|bot|live|prod|trading|exchange|account|wallet|owner|deployer|admin|signer|operator|mainnet|l1|agent|ws|rest|client|app|access|api|private|priv|public|secret|seed|pk|key|id|pass|phrase|passphrase|password|token|hex|phrase|mnemonic|uid|x|pro|http|bearer|auth|authorization|url|name|config)[ _.-]?)+$/i.test(
    name.replace(/([a-z])([A-Z])/g, '$1_$2'),
  );
}

function add(phrases: Map<string, Meaning>, phrase: string, issuer: number, kind: MentionKind): void {
  const key = phrase.toLowerCase();
  if (key.length < 2) return;
  const entry = phrases.get(key);
  if (entry === undefined) {
    phrases.set(key, {
      issuers: [issuer],
      kind,
      inside: kind === 'word' && /^[a-z]{6,}$/.test(key),
      imported: false,
    });
    return;
  }
  if (!entry.issuers.includes(issuer)) entry.issuers.push(issuer);
  else if (kind === 'import') entry.imported = true;
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

function startsOf(lines: readonly string[]): number[] {
  let length = 0;
  return lines.map((line) => {
    length += line.length;
    return length - line.length;
  });
}

/** Texts are read as the bytes of UTF-8, so a word of another script is as many characters as it has bytes. */
function foldText(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf8'), (byte) => FOLD[byte]!);
}

/** The rows of the table; a phrase with a character that no text is folded to stands in no text. */
function rowsOf(phrases: readonly Uint8Array[]): number[] {
  const rows = phrases.flatMap((codes, phrase) =>
    codes.includes(0) ? [] : beginnings([...codes]).map(([pair, rest]) => ({ pair, rest, phrase })),
  );
  rows.sort((a, b) => a.pair - b.pair || (a.rest >> THIRD) - (b.rest >> THIRD) || a.phrase - b.phrase);
  return rows.flatMap(({ pair, rest, phrase }) => [pair, rest, phrase]);
}

/** Every way in which the first four characters of a phrase may be written. */
function beginnings(codes: readonly number[]): [pair: number, rest: number][] {
  const pairs = new Map<number, [number, number]>();
  for (const form of formsOf(codes)) {
    const [first, second, third, fourth = ANY] = form.map(sixBits);
    if (first === undefined || second === undefined) continue;
    for (const any of third === undefined ? EVERY : [third]) {
      const pair = (first << 6) | second;
      const rest = (any << THIRD) | fourth;
      pairs.set(pair * 2 ** 16 + rest, [pair, rest]);
    }
  }
  return [...pairs.values()];
}

const EVERY = Array.from({ length: 64 }, (_, code) => code);

/** A phrase with and without each of its separators, as far as its first four characters need. */
function formsOf(codes: readonly number[]): number[][] {
  let forms: number[][] = [[]];
  for (const code of codes) {
    if (forms.every((form) => form.length >= 4)) break;
    const longer = forms.map((form) => [...form, code]);
    forms = code === FOLDED_SEPARATOR ? [...longer, ...forms] : longer;
  }
  return forms.map((form) => form.slice(0, 4));
}
