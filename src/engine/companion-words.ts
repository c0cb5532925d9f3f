import { isCode } from './files.ts';

/** Words of a text that could be a passphrase, a user id or a short key. */

export interface Word {
  text: string;
  start: number;
  end: number;
  quoted: boolean;
}

const MAX_WORDS = 400;

/** Quoted strings, what follows the name on a line of its own, and bare values after `=`, `:` or a flag. */
export function wordsIn(text: string, start: number, end: number): Word[] {
  const pattern =
    /(["'`])((?:(?!\1)[^\\\n]){1,140})\1|^[ \t]*(?:export |set |- )?[\w.-]+[ \t]*[=:][ \t]*([^\s"'`]{1,140})[ \t]*\r?$|(?:[=>:,\t]|\s--[\w-]+|:\r?\n)[ \t]*([^\s"'`<>{}()[\],;]{3,140})/gm;
  const region = text.slice(start, end);
  const words: Word[] = [];
  for (const match of region.matchAll(pattern)) {
    const value = match[2] ?? match[3] ?? match[4]!;
    const at = start + match.index + match[0].lastIndexOf(value);
    words.push({ text: value, start: at, end: at + value.length, quoted: match[2] !== undefined });
    if (words.length >= MAX_WORDS) break;
  }
  return words;
}

const PLACEHOLDER =
  /^(?:[<{$%*.]|x{3,}|your|my[-_ ]?(?:api|pass|secret|key)|api[-_ ]?(?:key|secret|pass)|pass(?:word|phrase|wd)?$|secret(?:key)?$|none$|null$|nil$|undefined$|true$|false$|string$|str$|change|todo|insert|enter|replace|example|placeholder|redacted|test$|key$|uid$|memo$)|process\.env|getenv|environ|secrets?\.|_here\b|config\.|settings\.|self\.|this\.|env\./i;

/** What people write where a secret is to be filled in, and references to where it really is. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** No placeholder, no name with its value; one or two characters only where they are a number. */
export function isPlausible(word: Word, path: string): boolean {
  if (word.text.length < 3 && !/^\d+$/.test(word.text)) return false;
  if (isPlaceholder(word.text) || /^[\w.-]+[=:]\S/.test(word.text)) return false;
  return word.quoted || !isCode(path);
}
