import { isCode } from './files.ts';
import { meaningOf } from './label.ts';
import { isJoint } from './pieces.ts';

/** Words of a text that could be a passphrase, a user id or a short key. */

export interface Word {
  text: string;
  start: number;
  end: number;
  quoted: boolean;
}

const MAX_WORDS = 400;

/**
 * Quoted strings (also with escaped quotes, and in pieces that are joined), what follows the name on a line of its
 * own or in the column behind it, bare values after `=`, `:`, in a cell or after a flag, and lines that are one word.
 */
export function wordsIn(text: string, start: number, end: number): Word[] {
  const region = text.slice(start, end);
  const words: Word[] = [];
  for (const match of region.matchAll(WORDS)) {
    const { groups } = match;
    const quoted = groups!.quoted ?? groups!.escaped;
    if (quoted !== undefined && (HOLDS_LITERAL.test(quoted) || HOLDS_QUERY.test(quoted))) {
      const from = start + match.index + 1;
      words.push(...wordsIn(text, from, from + quoted.length));
      continue;
    }
    const value = valueIn(
      quoted ??
        groups!.added ??
        groups!.line ??
        groups!.spaced ??
        groups!.cdata ??
        groups!.query ??
        groups!.told ??
        groups!.number ??
        groups!.bare ??
        groups!.alone!,
    );
    const at = start + match.index + match[0].lastIndexOf(value);
    addWord(text, words, { text: value, start: at, end: at + value.length, quoted: quoted !== undefined });
    if (words.length >= MAX_WORDS) break;
  }
  return words;
}

const WORDS = new RegExp(
  [
    /(["'`])(?<quoted>(?:(?!\1)[^\\\n]){1,140})\1/,
    /(?<mark>\\{1,7}["'])(?<escaped>[^\\"'\n]{1,140})\k<mark>/,
    /^[ \t]*(?:export |set |- )?[\w.-]+[ \t]*[=:][ \t]*(?<line>[^\s"'`]{1,140})[ \t]*\r?$/,
    /^[ \t]*(?:(?:set(?:env)?|ENV)(?:[ \t]+-\w+)*[ \t]+[\w.-]+[ \t]+|[\w.-]+[ \t]{2,})(?<spaced>[^\s"'`<>{}()[\],;|=:]{3,140})[ \t]*\r?$/,
    /\{\+(?<added>[^\s"'`{}]{3,140})\+\}/,
    /<!\[CDATA\[(?<cdata>[^\]\n]{1,140})\]\]>/,
    /[?&][\w.-]{1,40}=(?<query>[^\s&"'`<>{}()[\],;|#]{3,140})/,
    /(?:(?:\b|\\n)(?:id|key|[Pp]ass(?:phrase|word|wd)?|[Pp]hrase|pw|pwd|memo|uid)|^[ \t]*[Pp]\d?|[\x80-\xff]{4,40})\??[ \t]+(?:is[ \t]+)?["'`]?(?<told>(?:(?!\\n)[^\s"'`<>{}()[\],;|=:]){6,140})/,
    /[=:][ \t]?(?<number>\d{1,2})(?![\w.:-])/,
    /(?:[=>:,;|\t]|\s--[\w-]+)[ \t]*(?!\/\/|(?:pass(?:phrase|word|wd)?|phrase|pw|pwd|memo|uid)[ \t]+(?:is[ \t]+)?\S{6})(?<bare>(?:(?!:\s|\\n)[^\s"'`<>{}()[\],;|]){3,140})/,
    /^[ \t]*(?<alone>[^\s"'`<>{}()[\],;|=:]{3,140})[ \t]*\r?$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
);

/** `"{{ lookup('env', 'K') | default('V') }}"`: a text of a program in quotes. */
const HOLDS_LITERAL = /^\{\{.*(["'`])[^"'`]{3,}\1/;

/** `"https://host/auth?client_id=K&client_secret=S"`: an address with several values. */
const HOLDS_QUERY = /^https?:\/\/[^\s?]{4,}\?[^\s&=]+=[^\s&]+&/;

/** `NAME=V`, `connecting with NAME=V`, `Name: V`, `${name:V}`: the value in a text that begins with its name. */
function valueIn(word: string): string {
  const added = ADDED.exec(word);
  if (added !== null) return added[1]!;
  return NAMED.exec(word)?.[1] ?? word;
}

/** `[-old-]{+V+}` */
const ADDED = /^(?:\[-.*?-\])?\{\+([^+]+)\+\}$/;

const NAMED =
  /^(?:[^=:]*\s)?(?:\$\{)?[A-Za-z_\x80-\xff][\w.\x80-\xff-]{0,60}(?:=|:\s?)(?!\/\/)([^\s=:{}][^\s{}]*)\}?$/;

/** A string that goes on where another one ended is part of it: `"abc" + "def"`, `"abc" \` over `"def"`. */
function addWord(text: string, words: Word[], word: Word): void {
  const last = words.at(-1);
  const gap = last?.quoted && word.quoted ? text.slice(last.end, Math.min(word.start, last.end + 60)) : '';
  if (
    last !== undefined &&
    gap.length > 2 &&
    gap.length === word.start - last.end &&
    isJoint(gap) &&
    !isKey(text, word)
  ) {
    words[words.length - 1] = { ...word, text: last.text + word.text, start: last.start };
  } else words.push(word);
}

const PLACEHOLDER =
  /^(?:[<{$%*.]|'\$|x{3,}|your|my[-_ ]?(?:api|pass|secret|key)|api[-_ ]?(?:key|secret|pass)|pass(?:word|phrase|wd)?$|secret(?:key)?$|none$|null$|nil$|undefined$|true$|false$|string$|str$|change|todo|insert|enter|replace|example|placeholder|redacted|test$|key$|uid$|memo$)|process\.env|getenv|environ|secrets?\.|_here\b|config\.|settings\.|self\.|this\.|env\./i;

/** What people write where a secret is to be filled in, and references to where it really is. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/**
 * No placeholder, no name with its value; one or two characters only where they are a number. In code a bare word is a
 * name, unless what it was found beside is bare as well.
 */
export function isPlausible(
  { text, path }: { text: string; path: string },
  word: Word,
  isBare: boolean,
): boolean {
  if (word.text.length < 3 && !/^\d+$/.test(word.text)) return false;
  if (!word.quoted && isName(text, word)) return false;
  if (isPlaceholder(word.text) || isVariable(word.text) || /^[\w.-]+[=:][\w"'\\$]/.test(word.text))
    return false;
  if (word.quoted && /^\\*["'`]\]?\s*(?:=>|[:=](?!=))/.test(text.slice(word.end, word.end + 12)))
    return false;
  return word.quoted || isBare || !isCode(path);
}

/** `getenv("BITGET_PASS", "V")`: what an environment calls such a part. */
function isVariable(word: string): boolean {
  return /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(word) && meaningOf(word).role !== null;
}

/** A bare word before its value in quotes, or a function before its arguments. */
function isName(text: string, { text: word, end }: Word): boolean {
  const next = text[end] ?? '';
  return next === '(' || (/[=:]$/.test(word) && /["'`]/.test(next));
}

/** `"name":`, `"name" =>`: the name of the next value goes on with nothing. */
function isKey(text: string, { end }: Word): boolean {
  return /^["'`]\s?(?::(?!:)|=)/.test(text.slice(end, end + 4));
}
