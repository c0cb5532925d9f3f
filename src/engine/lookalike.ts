import type { Binding, Label } from './binding.ts';
import { meaningOf } from './label.ts';
import type { Token } from './token.ts';

/** Places in which a random value is something else: digests, encrypted text, images, addresses, query marks, what a page subscribes with. */
export function isLookalike(
  { text, blocks }: { text: string; blocks(): readonly Block[] },
  token: Token,
): boolean {
  const before = text.slice(Math.max(0, token.start - 120), token.start);
  return (
    isMarked(before, token.value) ||
    (isAsLongAsDigest(token.value) && /authorization["'\]]{0,2}\s?[:=]\s?["']?$/i.test(before)) ||
    isWrapped(text, token) ||
    isClassId(text, token) ||
    isInsideBlock(text, blocks(), token) ||
    isCommit(token, before) ||
    /^(?:0x[0-9a-fA-F]{40}|ibc\/[0-9A-F]{64}|[GTXP][A-Z2-7]{55}|(?:sub|pub)-c-[\da-f-]{36})$/.test(
      token.value,
    )
  );
}

/** As long as what a signature in hexadecimal is: where nothing says whose token it is, no scheme stands before it. */
function isAsLongAsDigest(value: string): boolean {
  return /^[\da-f]+$/i.test(value) && DIGEST_LENGTHS.has(value.length);
}

const DIGEST_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64, 96, 128]);

/** Lines of a long text in base64, as files and notebooks wrap it; their ends may be escaped. */
function isWrapped(text: string, { value, start, end }: Token): boolean {
  if (value.length !== 64 && value.length !== 76) return false;
  const before = text.slice(Math.max(0, start - 4 * 90), start);
  const after = text.slice(end, end + 4 * 90);
  return [LINES_BEFORE, LINES_AFTER].some((lines, index) => {
    const found = lines[value.length]!.exec(index === 0 ? before : after)?.[0];
    return found !== undefined && /[+/]/.test(found);
  });
}

/** The end of one line and the beginning of the next. */
const WRAP = '(?:\\\\n|\\r?\\n)[ \\t]*';

const LINES_BEFORE: Record<number, RegExp> = { 64: linesBefore(64), 76: linesBefore(76) };
const LINES_AFTER: Record<number, RegExp> = { 64: linesAfter(64), 76: linesAfter(76) };

function linesBefore(length: number): RegExp {
  return new RegExp(`(?:(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{${length}}${WRAP}){3}$`);
}

function linesAfter(length: number): RegExp {
  return new RegExp(`^(?:${WRAP}[A-Za-z0-9+/]{${length}}(?![A-Za-z0-9+/])){3}`);
}

/** `"{UUID}"`: the identifier of a class or a project on Windows. */
function isClassId(text: string, { value, start, end }: Token): boolean {
  return (
    value.length === 36 &&
    text[end] === '}' &&
    /(?:["'=(>\\]|^)\{$/.test(text.slice(Math.max(0, start - 2), start)) &&
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
  );
}

const SEALS = /^(?:encrypted|enc|vault|sealed|kms|age|secret-?ref):/i;

/**
 * Names that say that what they hold is encrypted: no leak without the key. Under `crypto:` stand secrets of exchanges, too,
 * and are called so, as nothing in a keystore is.
 */
export function isSealed(
  binding: Binding,
  text: string,
  token: Pick<Token, 'value' | 'start' | 'before'>,
): boolean {
  if (SEALS.test(token.value) || SEALS.test(token.before) || isOfJenkins(text, token)) return true;
  const isSecret = binding.labels.some(({ name }) => meaningOf(name).role !== null);
  const sealed = isSecret ? SEALING : SEALING_OR_KEYSTORE;
  const isSeal = ({ name, start }: Label) => sealed.test(name) && !DENIED.test(text.slice(start, start + 80));
  if ([...binding.labels, ...binding.blocks()].some(isSeal)) return true;
  return /(?:\bENC[[(][^\])]*|encrypted:|\bsecure:\s*["']?\S*|vault:v\d:|\bage1?-encryption[^\n]*)$/.test(
    text.slice(Math.max(0, token.start - 200), token.start),
  );
}

/** `"encrypted": false`, as exports of password managers say. */
const DENIED = /^["'\s]*\w+["']?\s?[:=]\s?(?:false|0|no|null)\b/i;

const SEALING = /encrypted(?:_?data|_?regex|_?comment)?$|sealed|^sops$|^secure$|cipher_?text/i;
const SEALING_OR_KEYSTORE = new RegExp(`${SEALING.source}|^crypto$`, 'i');

/**
 * `{AQAAABAAAA…}`: what Jenkins encrypts. In base64 the version 1 and the length 16 of the vector begin it, and braces
 * mark it off (hudson.util.Secret of Jenkins core, 2026-11).
 */
function isOfJenkins(text: string, { value, start }: Pick<Token, 'value' | 'start'>): boolean {
  return value.startsWith('AQAAABAAAA') && text[start - 1] === '{';
}

/** The last character before the value says which of the patterns could end there; mostly none does. */
function isMarked(before: string, value: string): boolean {
  if (/[/x]$/i.test(before.slice(-1))) return PATH_BEFORE.test(before);
  if (isOfMessage(before) || isSignedPass(before, value)) return true;
  if (before.endsWith('=') && (QUERY_BEFORE.test(before) || isOfDatabase(before))) return true;
  return /[-:=_\s]["']?$/.test(before.slice(-2)) && DIGEST_BEFORE.test(before);
}

/** `by mx.example with ESMTPS id V`, `Message-ID: <V@host>`, `UID:V` of an event: what mail and calendars number. */
export function isOfMessage(before: string): boolean {
  if (!/(?: id |<|UID:)$/i.test(before.slice(-4))) return false;
  return /\bwith (?:[eu]?smtp\w*|lmtp|https?)\s+id $|^(?:message-id|in-reply-to|references|content-id): ?<$|^BEGIN:V(?:EVENT|CARD|TODO)\r?\n(?:[\w;=-]+:.{0,80}\n){0,3}UID:$/im.test(
    before,
  );
}

/** `KC-API-PASSPHRASE: V`: signed with the secret, as headers of the second version have it; what people choose is shorter. */
export function isSignedPass(before: string, value: string): boolean {
  const begun = /KC-API-PASSPHRASE["']?\s?[:=,]\s?["']?([\w+/]*)$/i.exec(before)?.[1];
  return begun !== undefined && /^[\w+/]{43}=$/.test(begun + value);
}

/** `Server=db;User Id=sa;Password=`: what follows logs in to a database. */
export function isOfDatabase(before: string): boolean {
  return /;\s?(?:password|pwd)\s?=\s?$/i.test(before.slice(-16)) && DATABASE.test(before);
}

const DATABASE = /(?:server|host|data source|database|initial catalog)\s?=[^;"'\n]{1,80};[^"'\n]*$/i;

const DIGEST_BEFORE =
  /(?:sha\d{1,3}|md5|blake\w*|h1|crc32|murmur)[-:=_ ]+["']?$|(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+)\s+$/i;

const PATH_BEFORE =
  /\bibc\/$|\/(?:commits?|tree|blob|blame|compare|raw|tx|address|block|token|gist|pull|issues)\/(?:[\w.-]+\/)?(?:0x)?$|gist\.github\.com\/[\w-]+\/$/i;

const QUERY_BEFORE = /[?&](?:signature|sign|sig|hash|nonce|etag|v|ver|version|cb|cache|utm_\w+|ref|rev)=$/i;

/** A place from which encoded data may run on for many lines or kilobytes. */
export interface Block {
  /** End of the mark that opens it. */
  start: number;
  /** What may stand between the mark and a value for the value to be a part of it. */
  between: RegExp;
}

const BLOCK = 16_384;

const MARKS: [string, RegExp][] = [
  [';base64,', /^[\w+/=%\s\\-]*$/],
  ['$ANSIBLE_VAULT', /^[;.\w\s]*$/],
  ['-----BEGIN ', /^(?!(?:[A-Z0-9]+ )*PRIVATE KEY)[A-Z0-9 ]+-----[^-]*$/],
];

/** Every mark of a data URI, an Ansible vault, a certificate or a public key, in order. */
export function findBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const [mark, between] of MARKS) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      blocks.push({ start: at + mark.length, between });
    }
  }
  return blocks.sort((a, b) => a.start - b.start);
}

function isInsideBlock(text: string, blocks: readonly Block[], token: Token): boolean {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.start <= token.start) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  if (block === undefined || token.start - block.start > BLOCK) return false;
  const between = text.slice(block.start, token.start);
  return block.between.test(between) && !ASSIGNED.test(between);
}

/** A name, and what gives it a value: encoded data has neither. */
const ASSIGNED = /\w[ \t]*[=:][ \t]*["'`]?$/;

/** Addresses of Bitcoin and its kin, Tron, and bech32 chains. */
export function isAddress(value: string): boolean {
  return (
    /^(?:[13LMDT][1-9A-HJ-NP-Za-km-z]{25,33}|[a-z]{2,12}1[02-9ac-hj-np-z]{38,58})$/.test(value) &&
    value.length !== 32
  );
}

function isCommit(token: Token, before: string): boolean {
  return (
    /^[0-9a-f]{40}$/.test(token.value) &&
    /\b(?:commit|tree|parent|object|index|merge|sha|ref|refs\/\S+|uses:\s*\S+)[:@ ]\s*$/i.test(before)
  );
}
