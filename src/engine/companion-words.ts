import { isCode } from './files.ts';

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
 * own, bare values after `=`, `:`, in a cell or after a flag, and lines that are one word.
 */
export function wordsIn(text: string, start: number, end: number): Word[] {
  const pattern =
    /(["'`])((?:(?!\1)[^\\\n]){1,140})\1|(\\{1,7}["'])([^\\"'\n]{1,140})\3|^[ \t]*(?:export |set |- )?[\w.-]+[ \t]*[=:][ \t]*([^\s"'`]{1,140})[ \t]*\r?$|(?:[=>:,;|\t]|\s--[\w-]+)[ \t]*([^\s"'`<>{}()[\],;|]{3,140})|^[ \t]*([^\s"'`<>{}()[\],;|=:]{3,140})[ \t]*\r?$/gm;
  const region = text.slice(start, end);
  const words: Word[] = [];
  for (const match of region.matchAll(pattern)) {
    const quoted = match[2] ?? match[4];
    const value = quoted ?? (match[5] ?? match[6] ?? match[7])!.replace(/^[A-Za-z_][\w.-]*=(?=[^=])/, '');
    const at = start + match.index + match[0].lastIndexOf(value);
    addWord(text, words, { text: value, start: at, end: at + value.length, quoted: quoted !== undefined });
    if (words.length >= MAX_WORDS) break;
  }
  return words;
}

/** A string that goes on where another one ended is part of it: `"abc" + "def"`, `"abc" \` over `"def"`. */
function addWord(text: string, words: Word[], word: Word): void {
  const last = words.at(-1);
  const gap = last?.quoted && word.quoted ? text.slice(last.end, Math.min(word.start, last.end + 60)) : '';
  if (last !== undefined && gap.length > 2 && gap.length === word.start - last.end && JOINED.test(gap)) {
    words[words.length - 1] = { ...word, text: last.text + word.text, start: last.start };
  } else words.push(word);
}

const JOINED = /^["'`]\s*(?:\+|\.{1,2}|&|\|\||\\(?=\s))?\s*["'`]$/;

const PLACEHOLDER =
  /^(?:[<{$%*.]|x{3,}|your|my[-_ ]?(?:api|pass|secret|key)|api[-_ ]?(?:key|secret|pass)|pass(?:word|phrase|wd)?$|secret(?:key)?$|none$|null$|nil$|undefined$|true$|false$|string$|str$|change|todo|insert|enter|replace|example|placeholder|redacted|test$|key$|uid$|memo$)|process\.env|getenv|environ|secrets?\.|_here\b|config\.|settings\.|self\.|this\.|env\./i;

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
  if (isPlaceholder(word.text) || /^[\w.-]+[=:][\w"'\\$]/.test(word.text)) return false;
  if (word.quoted && /^\\*["'`]\]?\s*(?:=>|[:=](?!=))/.test(text.slice(word.end, word.end + 12)))
    return false;
  return word.quoted || isBare || !isCode(path);
}
