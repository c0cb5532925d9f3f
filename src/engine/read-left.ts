import type { Reading } from './binding-types.ts';
import { tableOf } from './byte-table.ts';
import { conditionBefore } from './conditionals.ts';
import { elementBefore, elementName, LOOKS, returningName } from './far-names.ts';
import { isValueName } from './label.ts';
import { lineStart } from './lines.ts';
import { readAssignment, readSide } from './read-assignment.ts';
import { DIGEST, looksRandom, readEscapedLineAbove, readLineAbove, readWords } from './read-words.ts';
import { serializedName } from './serialized.ts';

/** What stands directly left of a value or an opening bracket. */

/** What stands directly left of a value or an opening bracket: an operator with a name, words, a tag. */
export function readLeft(text: string, at: number, limit: number, binding: Reading, valueEnd: number): void {
  const key = valueEnd < 0 ? null : serializedName(text, at, limit);
  if (key !== null) {
    binding.labels.push({ via: 'assignment', ...key, position: 0 });
    return;
  }
  let left = skipOpening(text, at, limit);
  const returning = valueEnd < 0 ? null : returningName(text, left, limit);
  if (returning !== null) {
    binding.labels.push({ via: 'assignment', ...returning, position: 0 });
    return;
  }
  for (let hop = 0; hop < 4; hop++) {
    const character = text[left - 1];
    if (character === undefined || left <= limit) return;
    const mark = markupBefore(text, left, limit);
    if (mark > 0) {
      left = skipBlanks(text, left - mark, limit);
      if (text[left - 1] === '&') left = skipBlanks(text, left - 1, limit);
      continue;
    }
    const condition = valueEnd < 0 ? null : conditionBefore(text, left, limit);
    if (condition !== null) {
      left = skipBlanks(text, condition, limit);
      continue;
    }
    const fallback = fallbackOperator(text, left, limit);
    if (fallback !== null) {
      left = readFallback(text, fallback, limit, binding);
      continue;
    }
    if (character === '{') {
      const block = DEFAULT_BLOCK.exec(text.slice(Math.max(limit, left - 80), left));
      if (block === null) return;
      left = readFallback(text, left - block[0].length + block[1]!.length, limit, binding);
      continue;
    }
    const joint = !/[+.&<%]/.test(character)
      ? null
      : /(?:[\w:.]+\(\s*\)|["'`]{2})\s*(?:\+|\.{1,2}|&|<<)$|["'](?:%s)+["']\s*%$/.exec(
          text.slice(Math.max(limit, left - 60), left),
        );
    if (joint !== null) {
      left = skipBlanks(text, left - joint[0].length, limit);
      continue;
    }
    if (character === ']') {
      const type = /=\s*(new\s+[\w.]+\s*\[\d*\])$/.exec(text.slice(Math.max(limit, left - 60), left));
      if (type === null) return;
      left = skipBlanks(text, left - type[1]!.length, limit);
      continue;
    }
    if (character === ',' && valueEnd >= 0) {
      if (!readNameBefore(text, left, limit, binding)) readListName(text, left, limit, binding);
      return;
    }
    if (character === '-' && valueEnd >= 0 && readItemAbove(text, left, limit, binding)) return;
    if (/[/#*-]/.test(character) && valueEnd >= 0 && readCommented(text, left, limit, binding)) return;
    if (/[/#*;-]/.test(character) && valueEnd >= 0 && isRemarkOver(text, left)) {
      readLineAbove(text, lineStart(text, left), limit, binding);
      return;
    }
    if (character === ':' && readSerialized(text, left, limit, binding)) return;
    if (character === ':' && valueEnd >= 0 && TERM_ABOVE.test(text.slice(Math.max(limit, left - 40), left))) {
      readLineAbove(text, lineStart(text, left), limit, binding);
      return;
    }
    if (character === '?' && valueEnd >= 0 && text[left] === ' ' && !quoted(text, at)) {
      readWords(text, left - 1, limit, binding);
      return;
    }
    if (character === '=' || character === ':') {
      readAssignment(text, left - 1, limit, binding);
      return;
    }
    if (character === 'n' && valueEnd >= 0 && text[left - 2] === '\\') {
      readEscapedLineAbove(text, left, limit, binding);
      return;
    }
    if (character === '>' && text[left - 2] === '>' && !quoted(text, at)) {
      readWords(text, left, limit, binding);
      return;
    }
    if (character === '>' && text[left - 2] !== '=' && text[left - 2] !== '-') {
      readTag(text, left - 1, limit, binding);
      return;
    }
    if (character === '>') {
      const arm = DEFAULT_ARM.exec(text.slice(Math.max(limit, left - 160), left));
      if (arm === null) readAssignment(text, left - 1, limit, binding);
      else readFallback(text, left - arm[0].length, limit, binding);
      return;
    }
    if (/[\w\-$.\x80-\xff]/.test(character) || character === ')' || character === '"' || character === "'") {
      readWords(text, left, limit, binding);
    } else if (character === '\n' && valueEnd >= 0 && !NAMED.test(text.slice(at, at + 60))) {
      readLineAbove(text, left, limit, binding);
    }
    return;
  }
}

/** Length of what only marks the value up: `\\texttt{V}`, `\\verb|V|`, `[-old-]{+V+}`, `[-V-]`; 0 where there is none. */
function markupBefore(text: string, left: number, limit: number): number {
  if (!'{|+-!<'.includes(text[left - 1]!)) return 0;
  return MARKUP.exec(text.slice(Math.max(limit, left - 160), left))?.[0].length ?? 0;
}

const MARKUP =
  /(?:\|[ \t]?\{\{|\\(?:text\w\w|code|path|url|verb|lstinline|texttt|mintinline\{\w+\})\*?[{|!+]|(?:\[-[^\n]{0,120}?-\])?\{\+|\[-|<<<)$/;

/** `s:7:"api_key";s:32:"V";`: what PHP serializes. */
function readSerialized(text: string, left: number, limit: number, binding: Reading): boolean {
  if (!/\d/.test(text[left - 2] ?? '')) return false;
  const before = /["']([A-Za-z_][\w.-]{1,60})\\*["'];s:\d{1,5}:$/.exec(
    text.slice(Math.max(limit, left - 90), left),
  );
  if (before === null) return false;
  const start = left - before[0].length;
  binding.labels.push({ via: 'argument-name', name: before[1]!, phrase: before[1]!, start, position: 0 });
  return true;
}

/** `Secret key` over `: V`, as definitions stand in wikis. */
const TERM_ABOVE = /\n[ \t]*:$/;

/** `match env!("X") { Some(v) => v, None => "V" }`: the arm that gives the default. */
const DEFAULT_ARM = /\s*\{[^{}]{0,120}\b(?:None|_|Err\([^()]{0,20}\)|null|nil|else)\s*=>$/;

/** `ENV.fetch("X") { "V" }`: a block that gives the default. */
const DEFAULT_BLOCK = /(fetch\(\s*["'][\w.-]{1,50}["']\s*\))\s*\{$/;

/** `["--api-secret", "V"]`, `Map.of("apiKey", "V", "secret", "V")`: the element before is a name. */
function readNameBefore(text: string, left: number, limit: number, binding: Reading): boolean {
  const before = /["']-{0,2}([A-Za-z_][\w .-]{0,60})\\*["']\s*,$/.exec(
    text.slice(Math.max(limit, left - 90), left),
  );
  if (before === null || looksRandom(before[1]!) || DIGEST.test(before[1]!)) return false;
  const start = left - before[0].length;
  binding.labels.push({ via: 'argument-name', name: before[1]!, phrase: before[1]!, start, position: 0 });
  return true;
}

/** `API_KEYS=V,V`: a name for all that stand behind it. */
function readListName(text: string, left: number, limit: number, binding: Reading): void {
  const start = Math.max(limit, lineStart(text, left, 4000));
  const list =
    /^\s*(?:export\s+|-\s+)?["']?([A-Za-z_][\w.-]{1,60})["']?\s*[=:]\s*["']?[^\s"'=:,()[\]{}]+={0,2},/.exec(
      text.slice(start, left),
    );
  if (list === null || /[\s"':()[\]{}]/.test(text.slice(start + list[0].length, left))) return;
  const name = list[1]!;
  binding.labels.push({ via: 'assignment', name, phrase: name, start, position: 0 });
}

/** `- --api-key` over `- V`: the item before is a flag. */
function readItemAbove(text: string, left: number, limit: number, binding: Reading): boolean {
  const flag = /\n[ \t]*-[ \t]+["']?--?([A-Za-z][\w-]{1,60})["']?[ \t]*\r?\n[ \t]*-$/.exec(
    text.slice(Math.max(limit, left - 160), left),
  );
  if (flag === null) return false;
  binding.labels.push({ via: 'argument-name', name: flag[1]!, phrase: flag[1]!, start: left, position: 0 });
  return true;
}

/** `apiKey = env.KEY; // 'V'`: a value in a comment belongs to the statement before it. */
function readCommented(text: string, left: number, limit: number, binding: Reading): boolean {
  const from = Math.max(limit, lineStart(text, left, 300));
  const line = /^\s*(?:[-*]\s+)?(.*?\w["'\])]*)\s*(?::=|=>|[:=])(?!=).*(?:\/\/|#|--|\/\*)+$/.exec(
    text.slice(from, left),
  );
  const label = line === null ? null : readSide(line[1]!, true);
  if (label === null) return false;
  binding.labels.push({ via: 'assignment', ...label, start: from, position: 0 });
  return true;
}

/** `# V` below another remark. */
function isRemarkOver(text: string, left: number): boolean {
  const from = lineStart(text, left, 60);
  const mark = /^[ \t]*(#+|\/\/+|\*|--|;+)$/.exec(text.slice(from, left))?.[1];
  const above = text.slice(lineStart(text, from - 1, 160), Math.max(0, from - 1)).trim();
  return mark !== undefined && above.startsWith(mark[0]!) && above.length > mark.length;
}

/** `<apiKey>V</apiKey>`, `<string name="api_key">V</string>`, `<key>X</key><string>V</string>`. */
function readTag(text: string, close: number, limit: number, binding: Reading): void {
  const from = Math.max(limit, close - LONGEST_TAG);
  const open = from + text.slice(from, close).lastIndexOf('<');
  if (open < from) return;
  const tag = text.slice(open + 1, close);
  if (tag.startsWith('!') || tag.startsWith('/')) {
    if (tag.startsWith('![CDATA[')) readLeft(text, open, limit, binding, -1);
    const before = tag.startsWith('/') ? elementBefore(text, close + 1, limit) : null;
    if (before !== null) binding.labels.push({ via: 'tag', ...before, position: 0 });
    return;
  }
  const attribute = /\b(?:name|key|id)\s*=\s*["']([^"']{1,80})["']/.exec(tag);
  const name = attribute?.[1] ?? /^[\w:.-]+/.exec(tag)?.[0];
  if (name === undefined) return;
  if (/[=(,]\s*$/.test(text.slice(Math.max(limit, open - 12), open))) {
    readLeft(text, open, limit, binding, -1);
    return;
  }
  const isValue = attribute === null || /(?:^|[._-])value$/i.test(name);
  const element = isValue ? elementName(text, open, limit, attribute === null ? name : 'value') : null;
  if (element !== null) {
    binding.labels.push({ via: 'tag', ...element, position: 0 });
    return;
  }
  if (attribute === null && isValueName(name)) {
    const key = /<(?:key|name)>\s*([^<]{1,80}?)\s*<\/(?:key|name)>\s*$/.exec(
      text.slice(Math.max(limit, open - 200), open),
    );
    if (key !== null)
      binding.labels.push({ via: 'tag', name: key[1]!, phrase: key[1]!, start: open, position: 0 });
    return;
  }
  const isBeside = !/>\s*$/.test(text.slice(Math.max(limit, open - 12), open));
  if (attribute === null && isBeside && LOOKS.test(name)) readLeft(text, open, limit, binding, -1);
  else binding.labels.push({ via: 'tag', name, phrase: name, start: open, position: 0 });
}

const LONGEST_TAG = 300;

/** What opens a string besides quotes: raw strings of C++, CDATA, `<<<EOT` and its kin with the line break after it. */
const OPENING =
  /R"\w{0,16}\($|<!\[CDATA\[\s*$|(?<=[{,(=]\s?)<<"$|(?:"""|''')\\?\r?\n[ \t]*$|<<[<~-]?["']?[A-Za-z_]\w{0,16}["']?[ \t]*\r?\n[ \t]*$/;

/** Skips blanks, opening quotes with their escapes and string prefixes, list dashes. Newlines only after an operator. */
function skipOpening(text: string, at: number, limit: number): number {
  const opening = MAY_OPEN[text.charCodeAt(at - 1)] === 1 ? openingBefore(text, at, limit) : 0;
  let left = at - opening;
  while (left > limit && QUOTES[text.charCodeAt(left - 1)] === 1) left--;
  if (left < at) {
    const prefix = /(?:^|[^\w$])(?:b?r#{0,3}|[rbfuLNR@$]{1,2}|u8|#|%[qQ])$/.exec(
      text.slice(Math.max(limit, left - 6), left),
    );
    if (prefix !== null) left -= prefix[0].replace(/^[^\w$@#%]/, '').length;
  }
  while (left > limit && /[ \t&*]/.test(text[left - 1]!)) left--;
  let beforeNewline = left;
  while (beforeNewline > limit && /\s|\\/.test(text[beforeNewline - 1]!)) beforeNewline--;
  if (beforeNewline < left && beforeNewline > limit && !NAMED.test(text.slice(at, at + 60))) {
    const character = text[beforeNewline - 1]!;
    if (
      character === '=' ||
      (character === ':' && quoted(text, at)) ||
      (character === '>' && text[beforeNewline - 2] !== '-')
    )
      return beforeNewline;
  }
  return left;
}

/** `SECRET=` over `WETH=V`: what is empty has no value on the next line. */
const NAMED = /^[A-Za-z_][\w.]{1,50}=[^=\s]/;

function openingBefore(text: string, at: number, limit: number): number {
  return OPENING.exec(text.slice(Math.max(limit, at - 40), at))?.[0].length ?? 0;
}

/** What `OPENING` may end with. */
const MAY_OPEN = tableOf(/[([\s"]/);

const QUOTES = tableOf(/["'`\\]/);

function quoted(text: string, at: number): boolean {
  return /["'`]/.test(text[at - 1] ?? '');
}

/** Start of a `||`, `??`, `or`, `:-`, `?:` that ends at `left`, or null. */
function fallbackOperator(text: string, left: number, limit: number): number | null {
  if (!'|?-:r'.includes(text[left - 1]!)) return null;
  const tail = text.slice(Math.max(limit, left - 4), left);
  const operator = /(?:\|\||\?\?|\?:|:-|(?:^|\s)or|\|)$/.exec(tail);
  return operator === null ? null : left - operator[0].trimStart().length;
}

/** Reads the expression before a fallback operator (`process.env.X`, `os.getenv("X")`); returns where it begins. */
function readFallback(text: string, at: number, limit: number, binding: Reading): number {
  let left = skipBlanks(text, at, limit);
  const end = left;
  let depth = 0;
  while (left > limit) {
    const character = text[left - 1]!;
    if (character === ')' || character === ']') depth++;
    else if (character === '(' || character === '[') {
      if (depth === 0) break;
      depth--;
    } else if (depth === 0 && !/[\w.$"'!?:{]/.test(character)) break;
    left--;
  }
  const expression = text.slice(left, end);
  const names = expression.match(/[A-Za-z_$][\w$-]*/g) ?? [];
  const name = names.at(-1);
  if (name !== undefined) {
    binding.labels.push({ via: 'assignment', name, phrase: expression, start: left, position: 0 });
  }
  return skipBlanks(text, left, limit);
}

function skipBlanks(text: string, at: number, limit: number): number {
  let left = at;
  while (left > limit && /\s/.test(text[left - 1]!)) left--;
  return left;
}
