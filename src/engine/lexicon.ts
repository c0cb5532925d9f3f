import type { MatchingRule } from '../rules/rule.ts';

/**
 * Everything that names an issuer in a text: its words, hosts, headers, packages and own variable names, in one
 * case-insensitive pattern.
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
  const phrases = [...entries.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(phrases.map(toPattern).join('|') || '(?!)', 'gi');
  return { find: (text) => findMentions(text, pattern, entries) };
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

function toPattern(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\/@]/g, '\\$&').replace(/[ _-]/g, '[ _-]?');
}

function findMentions(text: string, pattern: RegExp, entries: ReadonlyMap<string, Entry>): Mention[] {
  const mentions: Mention[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    const entry = lookUp(entries, match[0].toLowerCase());
    if (entry !== undefined && isBounded(text, start, end, entry)) {
      mentions.push({ issuers: entry.issuers, kind: entry.kind, start, end });
    } else {
      pattern.lastIndex = start + 1;
    }
  }
  return mentions;
}

/** A phrase with `_` or `-` matches with any or no separator: try the ways it may be spelled in the table. */
function lookUp(entries: ReadonlyMap<string, Entry>, found: string): Entry | undefined {
  return (
    entries.get(found) ??
    entries.get(found.replace(/[ _]/g, '-')) ??
    entries.get(found.replace(/[ -]/g, '_')) ??
    entries.get(found.replace(/[_-]/g, ' ')) ??
    looseLookUp(entries, found)
  );
}

const looseTables = new WeakMap<ReadonlyMap<string, Entry>, Map<string, Entry>>();

function looseLookUp(entries: ReadonlyMap<string, Entry>, found: string): Entry | undefined {
  let table = looseTables.get(entries);
  if (table === undefined) {
    table = new Map([...entries].map(([key, entry]) => [key.replace(/[ _-]/g, ''), entry]));
    looseTables.set(entries, table);
  }
  return table.get(found.replace(/[ _-]/g, ''));
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
  if (
    /[_.\-/@$[\\]/.test(before) ||
    /[_\-(\][A-Z]/.test(after) ||
    (/[A-Za-z]/.test(before) && /[a-z]/.test(before))
  )
    return true;
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
