import { tableOf } from './byte-table.ts';
import type { Meaning } from './phrases.ts';
import { looksRandom } from './read-words.ts';

/** Whether a phrase that stands somewhere in a text is a word there, or by chance part of another word or of a value. */

/** `text` in Latin-1; the phrase stands at [start, end). */
export function isMention(
  text: string,
  start: number,
  end: number,
  { kind, inside, imported }: Pick<Meaning, 'kind' | 'inside' | 'imported'>,
): boolean {
  if (!inside && !isBounded(text, start, end)) return false;
  if (isHelper(text, end) || isInValue(text, start, end)) return false;
  return kind !== 'common' || isStructural(text, start, end) || (imported && isImported(text, start, end));
}

/** `from web3 import Web3`, `import web3`, `use alloy::signers`. */
function isImported(text: string, start: number, end: number): boolean {
  const before = IMPORTS.exec(text.slice(Math.max(0, start - 24), start))?.[1];
  return before !== undefined && (before !== 'from' || /^[\w.]*\s+import\b/.test(text.slice(end, end + 60)));
}

const IMPORTS = /(?:^|\n)[ \t]*(from|import|use)[ \t]+$/;

/** Where a word begins and ends, by its neighbours and their case. */
function isBounded(text: string, start: number, end: number): boolean {
  const before = caseAt(text, start - 1);
  const after = caseAt(text, end);
  const last = caseAt(text, end - 1);
  const opens =
    before === NONE ||
    (before !== CAPITAL && caseAt(text, start) === CAPITAL) ||
    (end - start >= LONG && WHOSE.test(text.slice(Math.max(0, start - 5), start)));
  if (!opens) return false;
  return (
    after === NONE ||
    (after === CAPITAL && (last === SMALL || last === DIGIT)) ||
    (after === DIGIT && last !== DIGIT) ||
    /^(?:api|key|secret|token|pass|priv|client|exchange|futures|spot|perp|test|account)/i.test(
      text.slice(end, end + 8),
    )
  );
}

/** `MYBYBITACCOUNT`: words that stand before the name of an exchange without anything between. */
const WHOSE = /(?:^|[^A-Za-z])(?:my|our|main|sub)$/i;

const NONE = 0;
const SMALL = 1;
const CAPITAL = 2;
const DIGIT = 3;
const CASES = caseTable();

function caseTable(): Uint8Array {
  const capitals = tableOf(/[A-Z]/);
  const digits = tableOf(/\d/);
  return tableOf(/[a-z]/).map((small, code) => small + capitals[code]! * CAPITAL + digits[code]! * DIGIT);
}

function caseAt(text: string, at: number): number {
  return CASES[text.charCodeAt(at)] ?? NONE;
}

/** `aws.String("V")`: a function of a library that every program may use for anything. */
function isHelper(text: string, end: number): boolean {
  return text[end] === '.' && /^\.String(?:Value|Slice|Map)?\(/.test(text.slice(end, end + 12));
}

/** `%3C`, and `2.3c1` in the path of a picture. */
function isNumber(text: string, start: number): boolean {
  return /[%.-]\d$/.test(text.slice(Math.max(0, start - 1), start + 1));
}

/** `derive_public_address(…)`: what a function does. */
function isVerb(text: string, start: number, end: number): boolean {
  return /^derive$/i.test(text.slice(start, end)) && /^\w*\s?\(/.test(text.slice(end, end + 60));
}

/** `is_bullish(…)`, `"bullish"` where `"bearish"` stands as well: what a market is. */
function isMood(text: string, start: number, end: number): boolean {
  if (!/^bullish$/i.test(text.slice(start, end))) return false;
  return (
    /is_?$/i.test(text.slice(Math.max(0, start - 3), start)) ||
    /bearish/i.test(text.slice(Math.max(0, start - MOODS), end + MOODS))
  );
}

const MOODS = 1500;

/** `trx_eth`, `NEAR-USDT`: what is traded, and not whose the values beside it are. */
const MARKET = /^[_/-](?:btc|eth|usd[tc]?|krw)\b/i;

/** A common word names an issuer only where it is a name: part of an identifier, a key, a string, a path segment. */
function isStructural(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? ' ';
  if (isNumber(text, start) || isVerb(text, start, end) || isMood(text, start, end)) return false;
  const after = text[end] ?? ' ';
  if ((before === '-' || after === '-') && isChosen(text, start, end)) return false;
  if (isInPackage(text, start, end) || MARKET.test(text.slice(end, end + 6))) return false;
  if (/[_.\-/@$[\\]/.test(before) || /[_\-(\]]/.test(after)) return true;
  if (/[A-Za-z]/.test(before + after)) return !isInQuotes(text, start, end);
  if (after === '.' && /[a-z]/.test(text[end + 1] ?? '')) return true;
  if (/["'`]/.test(before) && /["'`]/.test(after)) return true;
  if (/[\n,;|\t]/.test(text[start - 1] ?? '\n') && /[,;|\t]/.test(after)) return true;
  const following = text.slice(end, end + 24);
  if (/^["'`]?\s{0,2}[:=]/.test(following)) return true;
  if (
    /^[ ](?:api|key|secret|private|exchange|testnet|sandbox|futures|spot|account|wallet|token|creds?\b|credential|passphrase|[as]k\b|\()/i.test(
      following,
    )
  )
    return true;
  if (isItem(text, start, following) || isRemarkAlone(text, start, following)) return true;
  if (NOTES_MARK.test(text.slice(Math.max(0, start - 8), start))) return true;
  if (isCalledExchange(text, start, following) || text.startsWith('>{', start - 2)) return true;
  return (
    /(?:^|\n)[ \t#/*;\-=<!>[]*$/.test(text.slice(Math.max(0, start - 16), start)) &&
    /^[ \t\-=\]#*:>!]*(?:\r?\n|$)/.test(following)
  );
}

/** `■ Gate`, `【Gate】`: what a part of a note is about. */
const NOTES_MARK = /(?:^|\n)[ \t]*(?:\xe2[\x96\x97][\x80-\xbf]|\xe3\x80[\x88\x8a\x8c\x8e\x90\x94])[ \t]*$/;

/** `key: V  # gate`: nothing else stands in the remark. */
function isRemarkAlone(text: string, start: number, following: string): boolean {
  return (
    /(?:[ \t]#|\/\/|[ \t]--)[ \t]*$/.test(text.slice(Math.max(0, start - 8), start)) &&
    /^[ \t]*(?:\r?\n|$)/.test(following)
  );
}

/** `* Liquid — id …`: what an item of a list is about. */
function isItem(text: string, start: number, following: string): boolean {
  const head = text.slice(Math.max(0, start - 8), start);
  return (
    /(?:^|\n)[ \t]*[-*+] (?:\*\*|`)?$/.test(head) &&
    /^(?:\*\*|`)? (?:\xe2\x80[\x93\x94]|-{1,2}) /.test(following)
  );
}

/** `from 'jest-extended'`: a word in the name of a package for something else. What belongs to an exchange says so. */
function isInPackage(text: string, start: number, end: number): boolean {
  const head = PACKAGE.exec(text.slice(Math.max(0, start - 80), start))?.[1];
  if (head === undefined) return false;
  const rest = /^[\w./-]*/.exec(text.slice(end, end + 60))![0];
  const isWhole = /^@?$/.test(head) && /^(?:\/|$)/.test(rest);
  return !isWhole && !FOR_TRADING.test(head + rest);
}

/** A package that is imported by its name, not by its path. */
const PACKAGE = /\b(?:from|import|require)\s?\(?\s?["'](@?(?:\w[\w./-]*)?)$/;
const FOR_TRADING =
  /api|client|sdk|exchange|trad|connector|crypto|ccxt|bot|ws|socket|rest|io\b|defi|dex|swap/i;

/** `exchange: gate`, `{ venue: xt, … }`: the value of a key that says whose what stands beside it is. */
function isCalledExchange(text: string, start: number, following: string): boolean {
  return (
    /^[ \t]*(?:\r?\n|[,}#]|$)/.test(following) &&
    /\b(?:exchanges?(?:[._-]?\w{1,12}[._-](?:id|name)|_?(?:id|name))?|venue|broker|platform|connector)["']?\s?[:=]\s?$/i.test(
      text.slice(Math.max(0, start - 40), start),
    )
  );
}

/** `velvet-copper-granite66`: a password of words, as people choose them. */
function isChosen(text: string, start: number, end: number): boolean {
  const left = /[\w-]*$/.exec(text.slice(Math.max(0, start - 60), start))![0];
  const right = /^[\w-]*/.exec(text.slice(end, end + 60))![0];
  const word = left + text.slice(start, end) + right;
  return (
    /^[a-z]{3,}(?:-[a-z]{3,}){1,5}-?\d{1,5}$/.test(word) && !/key|secret|api|test|acc|bot|wallet/.test(word)
  );
}

/** `"CopperGranite17"`: a string in which the word is only a part, joined by capital letters, is a value. */
function isInQuotes(text: string, start: number, end: number): boolean {
  const left = /["'`]?[\w-]*$/.exec(text.slice(Math.max(0, start - 140), start))![0];
  const right = /^[\w!@#$%^&*.-]*["'`]?/.exec(text.slice(end, end + 140))![0];
  if (/^\s?(?::|=>|\])/.test(text.slice(end + right.length, end + right.length + 3))) return false;
  return /^["'`]/.test(left) && /["'`]$/.test(right) && /\d/.test(left + right);
}

/**
 * Part of a password, or a few letters in random ones: neither says whose anything is. A name that stands by itself
 * between separators does, whatever it is called.
 */
function isInValue(text: string, start: number, end: number): boolean {
  if (start === 0) return false;
  const floor = Math.max(0, start - 120);
  let from = start;
  while (from > floor && IN_PASSWORD[text.charCodeAt(from - 1)] === 1) from--;
  if (isAfterSign(text, from) && PASSWORD.test(text.slice(Math.max(0, from - 48), from))) return true;
  if (end - start > LONG || (isSeparator(text[start - 1]) && isSeparator(text[end]))) return false;
  const right = /^[\w+/=-]*/.exec(text.slice(end, end + 120))![0];
  const word = /[\w+/=-]*$/.exec(text.slice(from, start))![0] + text.slice(start, end) + right;
  return word.length >= RANDOM && looksRandom(word);
}

/** Longer names do not come about by chance. */
const LONG = 5;
const RANDOM = 16;

/** `passphrase: "`, `PASSWORD=`, `setPassphrase('`, `<passwd>`: what comes next is chosen by somebody. */
const PASSWORD =
  /(?:pass(?:word|phrase|wd|code)?|pwd|pass_phrase|api_?pass)["'`\])]{0,3}\s{0,3}(?:=>|:=|[=:,(>])\s{0,3}\\*["'`]?$/i;

/** Whether a sign stands before `at` as it does before passwords, for which they are not looked for elsewhere. */
function isAfterSign(text: string, at: number): boolean {
  let back = at - 1;
  if (QUOTES[text.charCodeAt(back)] === 1) back--;
  while (text.charCodeAt(back) === BACKSLASH) back--;
  for (let blanks = 0; blanks < 3 && BLANKS[text.charCodeAt(back)] === 1; blanks++) back--;
  return SIGNS[text.charCodeAt(back)] === 1;
}

const IN_PASSWORD = tableOf(/[\w!#$%^&*.+/=~-]/);
const QUOTES = tableOf(/["'`]/);
const BLANKS = tableOf(/\s/);
const SIGNS = tableOf(/[=:,(>]/);
const BACKSLASH = 92;

function isSeparator(character: string | undefined): boolean {
  return character === undefined || caseAt(character, 0) === NONE;
}
