/**
 * Finds out what a value is bound to, in any language and configuration format, by reading outwards from the value:
 * the name it is assigned to, the call and position it is passed in, the header, tag, column or flag before it, then
 * the objects, sections and blocks around it. No parser of any one language: every file is a fragment to us.
 */
import { elementName, listedName, nameAfter, returningName } from './far-names.ts';
import { isNoiseWord, isValueName, meaningOf } from './label.ts';
import { enclosing } from './layout.ts';
import { lineStart } from './lines.ts';
import { once } from './once.ts';
import { type Block, blocksAround } from './outline.ts';
import { letterOdds } from './randomness.ts';

export type Via =
  | 'assignment'
  | 'call'
  | 'argument-name'
  | 'element'
  | 'tag'
  | 'column'
  | 'words'
  | 'line-above'
  | 'sibling'
  | 'scope'
  | 'section'
  | 'heading';

/** One name found on the way out. `start` and `end` delimit the text that was read, for evidence. */
export interface Label {
  via: Via;
  /** The last identifier: `secret` of `config.exchanges.binance.secret`. */
  name: string;
  /** Everything that was read: the whole left-hand side, the callee, the heading. */
  phrase: string;
  start: number;
  /** Position of the value among the arguments or elements, for calls and lists. */
  position: number;
}

/** An enclosing bracket, block or list. */
export interface Scope {
  /** Index of the opening bracket; -1 for the whole file. */
  open: number;
  bracket: string;
}

/** Brackets around the value that hold more than the value: the first says what stands beside it. */
export function sharedScopes(text: string, binding: Binding, start: number, end: number): Scope[] {
  return binding.scopes.filter(({ open }) => {
    const inside = text.slice(open + 1, start);
    return (
      !/^[\s"'`\\rbfuL@&*]*$/.test(inside) ||
      !/^[\s"'`\\]*(?:\.\w+\(\))?\s*[)\]}]/.test(text.slice(end, end + 24))
    );
  });
}

export interface Binding {
  /** Names of the value itself and of the nearest bracket around it, innermost first. */
  near: readonly Label[];
  /** The nearest enclosing bracket. */
  bracket: Scope | null;
  /** These and the names of all brackets further out. */
  readonly labels: readonly Label[];
  /** Names of blocks without brackets, innermost first: keys of less indentation, sections, headings. */
  blocks(): readonly Label[];
  /** The same blocks, and those that say nothing: items of lists, documents. */
  outline(): readonly Block[];
  /** Enclosing brackets, innermost first. */
  readonly scopes: readonly Scope[];
}

const MAX_BACK = 6000;
const MAX_LEVELS = 10;
const MAX_LINE_BACK = 400;

/** Reads outwards from the value at [start, end) of `text`. Bounded by constants, whatever the text. */
export function bindingOf(text: string, start: number, end: number): Binding {
  const limit = Math.max(0, start - MAX_BACK);
  const near = emptyReading();
  const from = readLevels({ text, start, end, limit, reading: near, at: start, first: 0, last: 1 });
  addAnnotated(text, end, near);
  addFollowing(text, end, near);
  const all = once(() => {
    const reading = { labels: [...near.labels], scopes: [...near.scopes] };
    if (from >= 0) readLevels({ text, start, end, limit, reading, at: from, first: 1, last: MAX_LEVELS });
    return reading;
  });
  const outline = once(() => blocksAround(text, start));
  return {
    near: near.labels,
    bracket: near.scopes[0] ?? null,
    get labels() {
      return all().labels;
    },
    get scopes() {
      return all().scopes;
    },
    blocks: once(() => blockLabels(outline())),
    outline,
  };
}

/** What reading outwards collects. */
interface Reading {
  labels: Label[];
  scopes: Scope[];
}

function emptyReading(): Reading {
  return { labels: [], scopes: [] };
}

interface Levels {
  text: string;
  start: number;
  end: number;
  limit: number;
  reading: Reading;
  at: number;
  first: number;
  last: number;
}

/** Reads the levels from `first` up to `last`; returns where the next one begins, or -1 where there is none. */
function readLevels({ text, start, end, limit, reading, at, first, last }: Levels): number {
  let from = at;
  for (let level = first; level < last; level++) {
    readLeft(text, from, limit, reading, level === 0 ? end : -1);
    const scope = enclosing(text, from, limit);
    if (scope === null) return -1;
    reading.scopes.push({ open: scope.open, bracket: text[scope.open]! });
    from = readScope(text, { ...scope, from }, limit, reading, start);
  }
  return from;
}

/** `@Value("V") String apiKey;`, `#[arg(default_value = "V")] api_key: String`: the declaration after it has the name. */
function addAnnotated(text: string, end: number, binding: Reading): void {
  const call = binding.labels.find((label) => label.via === 'call');
  if (binding.labels.some((label) => label !== call && meaningOf(label.name).role !== null)) return;
  if (call === undefined || !/[@[]$/.test(text.slice(Math.max(0, call.start - 1), call.start))) return;
  const declared =
    /^["'`\\]*(?:\s*,[^()\n]{0,80})?\)\s*\]?\s*((?:[\w<>?.]+\s+){0,5})([A-Za-z_]\w*)\s*[:;=({]/.exec(
      text.slice(end, end + 240),
    );
  if (declared === null) return;
  binding.labels.unshift({
    via: 'assignment',
    name: declared[2]!,
    phrase: declared[2]!,
    start: call.start,
    position: 0,
  });
}

/** A name after the value counts before the call that takes both. */
function addFollowing(text: string, end: number, binding: Reading): void {
  if (binding.labels.some(({ via, name }) => via === 'assignment' && !isValueName(name))) return;
  const found = nameAfter(text, end);
  if (found !== null) binding.labels.unshift({ via: 'argument-name', ...found, position: 0 });
}

/** What stands directly left of a value or an opening bracket: an operator with a name, words, a tag. */
function readLeft(text: string, at: number, limit: number, binding: Reading, valueEnd: number): void {
  let left = skipOpening(text, at, limit);
  const returning = valueEnd < 0 ? null : returningName(text, left, limit);
  if (returning !== null) {
    binding.labels.push({ via: 'assignment', ...returning, position: 0 });
    return;
  }
  for (let hop = 0; hop < 4; hop++) {
    const character = text[left - 1];
    if (character === undefined || left <= limit) return;
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
    const joint = !/[+.&<]/.test(character)
      ? null
      : /(?:[\w:.]+\(\s*\)|["'`]{2})\s*(?:\+|\.{1,2}|&|<<)$/.exec(
          text.slice(Math.max(limit, left - 60), left),
        );
    if (joint !== null) {
      left = skipBlanks(text, left - joint[0].length, limit);
      continue;
    }
    if (character === ',' && valueEnd >= 0) {
      readNameBefore(text, left, limit, binding);
      return;
    }
    if (character === '-' && valueEnd >= 0 && readItemAbove(text, left, limit, binding)) return;
    if (/[/#*-]/.test(character) && valueEnd >= 0 && readCommented(text, left, limit, binding)) return;
    if (character === '=' || character === ':') {
      readAssignment(text, left - 1, limit, binding);
      return;
    }
    if (character === '>' && text[left - 2] !== '=' && text[left - 2] !== '-') {
      readTag(text, left - 1, limit, binding);
      return;
    }
    if (character === '>') {
      readAssignment(text, left - 1, limit, binding);
      return;
    }
    if (/[\w\-$.\x80-\xff]/.test(character) || character === ')' || character === '"' || character === "'") {
      readWords(text, left, limit, binding);
    } else if ((character === '\n' || character === undefined) && valueEnd >= 0) {
      readLineAbove(text, left, limit, binding);
    }
    return;
  }
}

/** `ENV.fetch("X") { "V" }`: a block that gives the default. */
const DEFAULT_BLOCK = /(fetch\(\s*["'][\w.-]{1,50}["']\s*\))\s*\{$/;

/** `["--api-secret", "V"]`, `Map.of("apiKey", "V", "secret", "V")`: the element before is a name. */
function readNameBefore(text: string, left: number, limit: number, binding: Reading): void {
  const before = /["']-{0,2}([A-Za-z_][\w .-]{0,60})\\*["']\s*,$/.exec(
    text.slice(Math.max(limit, left - 90), left),
  );
  if (before === null || looksRandom(before[1]!) || DIGEST.test(before[1]!)) return;
  const start = left - before[0].length;
  binding.labels.push({ via: 'argument-name', name: before[1]!, phrase: before[1]!, start, position: 0 });
}

/** Names of functions, not of values. */
const DIGEST = /^(?:sha|md|hs|rs|es)-?\d+$/i;

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

/** What opens a string besides quotes: raw strings of C++, CDATA, `<<<EOT` and its kin with the line break after it. */
const OPENING =
  /R"\w{0,16}\($|<!\[CDATA\[\s*$|(?<=[{,(=]\s?)<<"$|(?:"""|''')\\?\r?\n[ \t]*$|<<[<~-]?["']?[A-Za-z_]\w{0,16}["']?[ \t]*\r?\n[ \t]*$/;

/** Skips blanks, opening quotes with their escapes and string prefixes, list dashes. Newlines only after an operator. */
function skipOpening(text: string, at: number, limit: number): number {
  const opening = OPENING.exec(text.slice(Math.max(limit, at - 40), at));
  let left = at - (opening?.[0].length ?? 0);
  while (left > limit && /["'`\\]/.test(text[left - 1]!)) left--;
  if (left < at) {
    const prefix = /(?:^|[^\w$])(?:b?r#{0,3}|[rbfuLNR@$]{1,2}|u8|#|%[qQ])$/.exec(
      text.slice(Math.max(limit, left - 6), left),
    );
    if (prefix !== null) left -= prefix[0].replace(/^[^\w$@#%]/, '').length;
  }
  while (left > limit && /[ \t&*]/.test(text[left - 1]!)) left--;
  let beforeNewline = left;
  while (beforeNewline > limit && /\s|\\/.test(text[beforeNewline - 1]!)) beforeNewline--;
  if (beforeNewline < left && beforeNewline > limit) {
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

/** Reads the left-hand side of `=`, `:`, `:=`, `=>`, `==`; `operator` is the index of its last character. */
function readAssignment(text: string, operator: number, limit: number, binding: Reading): void {
  let end = operator;
  while (end > limit && /[=:!?+|<>~-]/.test(text[end - 1]!)) end--;
  end -=
    /\s*\{\s*(?:get|set|init)\b[^{}]{0,60}\}\s*$/.exec(text.slice(Math.max(limit, end - 80), end))?.[0]
      .length ?? 0;
  const braced = /[$%\w]*\{\s*["']?([A-Za-z_][\w-]*)["']?\s*\}\s*$/.exec(
    text.slice(Math.max(limit, end - 100), end),
  );
  const begin = braced !== null ? end - braced[0].length : statementStart(text, end, limit);
  const side = braced !== null ? braced[1]! : text.slice(begin, end);
  const label = readSide(side, text[operator] === '=' || text[operator] === '>');
  if (label === null) return;
  const first = /^(?:_|err|ok)$/.test(label.name)
    ? /([A-Za-z_]\w*)\s*,\s*$/.exec(text.slice(Math.max(limit, begin - 80), begin))
    : null;
  if (first !== null) label.name = label.phrase = first[1]!;
  binding.labels.push({ via: 'assignment', ...label, start: begin, position: 0 });
  if (isValueName(label.name)) readSiblingName(text, begin, operator, limit, binding);
}

/** Where the left-hand side of an operator begins; a bracketed index belongs to it. */
function statementStart(text: string, end: number, limit: number): number {
  const floor = Math.max(limit, end - MAX_LINE_BACK);
  let begin = end;
  let depth = 0;
  while (begin > floor) {
    const character = text[begin - 1]!;
    if (character === ']') depth++;
    else if (character === '[') {
      if (depth === 0) break;
      depth--;
    } else if (
      character === '\n' ||
      (depth === 0 && /[;{}(,)|&?<>#\r=]/.test(character) && !isTypeArrow(text, begin - 1))
    )
      break;
    else if (
      character === 'n' &&
      text[begin - 2] === '\\' &&
      !/\w\\n\w*$/.test(`${text.slice(Math.max(floor, begin - 12), begin - 2)} `)
    )
      break;
    begin--;
  }
  return begin;
}

/** `&str` and `Option<&str>` stand in types; there the sign is no boundary. */
function isTypeArrow(text: string, at: number): boolean {
  return text[at] === '&' && /^&(?:'?\w+ )?(?:(?:str|mut|String)\b|\[u8\])/.test(text.slice(at, at + 24));
}

/** The name in a left-hand side: the last identifier that is no type and no modifier. */
function readSide(side: string, isEquals: boolean): { name: string; phrase: string } | null {
  const colon = isEquals ? typeColon(side) : -1;
  const phrase = colon >= 0 ? side.slice(0, colon) : side;
  const tokens = phrase.match(/[A-Za-z_$@\x80-\xff][\w$@\-\x80-\xff]*/g);
  if (tokens === null) return null;
  let last = tokens.length - 1;
  while (last > 0 && isNoiseWord(tokens[last]!.replace(/^[$@-]+/, ''))) last--;
  return { name: tokens[last]!, phrase: phrase.trim() };
}

/** Index of the colon that separates a name from its type (`apiKey: string = `), or -1. */
function typeColon(side: string): number {
  const match =
    /[\w$\])"'?!]\s*:(?!:)\s*(?:&(?:'\w+ )?)?(?:mut |static |const )?[\w$<>[\].,|?*]+(?: ?[|<,] ?[\w$<>[\].,|?*]+)*\s*$/.exec(
      side,
    );
  return match === null || /(?:^|[\s$])(?:env|global|script|[gsbwtlv]):\S/.test(side) ? -1 : match.index + 1;
}

/** `{"key": "X", "value": V}`, `- name: X` over `value: V`: the name stands beside the value. */
function readSiblingName(
  text: string,
  begin: number,
  operator: number,
  limit: number,
  binding: Reading,
): void {
  const before = text.slice(Math.max(limit, begin - 240), operator);
  const after = text.slice(operator, operator + 600);
  const pattern =
    /["'\\]*\b(?:\w*(?:name|key)|id|header|variable|env|field|param(?:eter)?|label|title|property|setting)\b["'\\]*\s*[:=]\s*["'\\]*([A-Za-z_][\w .\-/]{1,80})(?![\w.]*\()/gi;
  const previous = [...before.matchAll(pattern)].at(-1);
  const boundary = previous === undefined ? -1 : before.slice(previous.index).search(/[}\]]|\n\s*-\s/);
  const found = previous !== undefined && boundary < 0 ? previous[1]! : followingName(after, pattern);
  if (found !== null) {
    const name = found.trim();
    binding.labels.push({ via: 'sibling', name, phrase: name, start: begin, position: 0 });
  }
}

function followingName(after: string, pattern: RegExp): string | null {
  const close = after.search(/[}\]]|\n\s*-\s|\n\s*\n/);
  const region = close < 0 ? after.slice(0, 300) : after.slice(0, close);
  const match = [...region.matchAll(pattern)][0];
  return match === undefined ? null : match[1]!;
}

/** `<apiKey>V</apiKey>`, `<string name="api_key">V</string>`, `<key>X</key><string>V</string>`. */
function readTag(text: string, close: number, limit: number, binding: Reading): void {
  const open = text.lastIndexOf('<', close);
  if (open < limit || close - open > 300) return;
  const tag = text.slice(open + 1, close);
  if (tag.startsWith('!') || tag.startsWith('/')) {
    if (tag.startsWith('![CDATA[')) readLeft(text, open, limit, binding, -1);
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
  binding.labels.push({ via: 'tag', name, phrase: name, start: open, position: 0 });
}

/** Words before a bare value: `ENV NAME v`, `--api-key v`, `key is v`, `#define NAME "v"`, `| Secret | v |`. */
function readWords(text: string, left: number, limit: number, binding: Reading): void {
  const from = Math.max(limit, lineStart(text, left, 160));
  let phrase = text.slice(from, left);
  const cut = Math.max(phrase.lastIndexOf(';'), phrase.lastIndexOf('|'), phrase.lastIndexOf(','));
  if (cut >= 0) phrase = phrase.slice(cut + 1);
  const tokens = phrase.match(/[A-Za-z_$@\x80-\xff-][\w$@.\-\x80-\xff]*/g);
  if (tokens === null) return;
  let last = tokens.length - 1;
  while (last > 0 && (isNoiseWord(tokens[last]!) || /^-+$/.test(tokens[last]!))) last--;
  if (looksRandom(tokens[last]!)) return;
  const name = tokens[last]!.replace(/^-+/, '').replace(/^D(?=[A-Z])/, '');
  const flag = isValueName(name) ? /--name[ =]+["']?(?:[\w.-]*\/)*([\w.-]+)/.exec(phrase) : null;
  if (flag !== null)
    binding.labels.push({ via: 'sibling', name: flag[1]!, phrase: flag[1]!, start: from, position: 0 });
  binding.labels.push({ via: 'words', name, phrase, start: from, position: 0 });
}

/** Another value, not a name. */
export function looksRandom(word: string): boolean {
  if (/^[0-9a-fA-F-]{16,}$/.test(word) && (word.match(/\d/g)?.length ?? 0) >= 4) return true;
  return (
    word.length >= 12 && letterOdds(word).odds < -0.5 && /\d|[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(word)
  );
}

/** A value on a line of its own: the line above may say what it is ("API Secret:"). */
function readLineAbove(text: string, left: number, limit: number, binding: Reading): void {
  let end = left - 1;
  for (let line = 0; line < 2 && end > limit; line++) {
    const begin = Math.max(limit, lineStart(text, end, 300));
    const above = text.slice(begin, end).trim();
    if (/[([{,]$/.test(above)) return;
    if (above !== '') {
      if (/[\w"'\]]\s*[:=]+\s*[^\s:=]{4,}$/.test(above)) return;
      const words = above.replace(/[^\w$@. \-\x80-\xff]+/g, ' ').trim();
      if (words !== '' && words.length <= 60) {
        const name = words.split(/\s+/).at(-1)!;
        if (looksRandom(name)) return;
        binding.labels.push({ via: 'line-above', name, phrase: words, start: begin, position: 0 });
      }
      return;
    }
    end = begin - 1;
  }
}

/**
 * What an enclosing bracket says: the callee and the position in it, the first argument as a name, the column.
 * Returns where reading goes on: before the callee or the bracket.
 */
function readScope(
  text: string,
  scope: { open: number; commas: number; from: number },
  limit: number,
  binding: Reading,
  value: number,
): number {
  const { open, commas } = scope;
  const bracket = text[open]!;
  if (commas >= 1) readFirstArgument(text, open, scope.from, binding, bracket);
  const listed = listedName(text, open, commas, limit);
  if (listed !== null) binding.labels.push({ via: 'column', ...listed, position: commas });
  if (bracket === '(') {
    if (readColumn(text, open, commas, limit, binding)) return open;
    const callee = calleeBefore(text, open, limit);
    if (callee === null) return open;
    const name = callee.text.split(/\.|::|->/).at(-1)!;
    binding.labels.push({ via: 'call', name, phrase: callee.text, start: callee.start, position: commas });
    return callee.start;
  }
  const begin = statementStart(text, open, limit);
  const head = text.slice(begin, open).trim();
  if (head !== '' && head.length <= 200 && !/[=:]$/.test(head) && value >= open) {
    const tokens = head.match(/[A-Za-z_$@\x80-\xff][\w$@\-\x80-\xff]*/g);
    if (tokens !== null) {
      binding.labels.push({
        via: 'scope',
        name: tokens.at(-1)!,
        phrase: head,
        start: begin,
        position: commas,
      });
    }
    return begin;
  }
  return open;
}

/** `strcpy(config->api_key, "V")`: the first argument is where the value goes. */
function readTarget(text: string, open: number, binding: Reading, bracket: string): void {
  const target = /^\s*&?([A-Za-z_][\w.>-]{2,60})\s*,/.exec(text.slice(open + 1, open + 80));
  if (target === null || bracket === '[' || /^\d|\d\.\d/.test(target[1]!)) return;
  const name = target[1]!.split(/\.|->/).at(-1)!;
  if (meaningOf(name).strength < 2) return;
  binding.labels.push({ via: 'argument-name', name, phrase: target[1]!, start: open + 1, position: 0 });
}

function calleeBefore(text: string, open: number, limit: number): { text: string; start: number } | null {
  let end = open;
  while (end > limit && /[ \t!]/.test(text[end - 1]!)) end--;
  if (text[end - 1] === '>') {
    const generic = /<[\w ,.<>[\]]*>$/.exec(text.slice(Math.max(limit, end - 80), end));
    if (generic !== null) end -= generic[0].length;
  }
  const match = /[\w$\\](?:[\w$.\\]|::|->|\?\.)*$/.exec(text.slice(Math.max(limit, end - 120), end));
  if (match === null) return null;
  const isNew = /(?:\b(?:new|await|return)\s+|\[\d*\])$/.exec(
    text.slice(Math.max(limit, end - match[0].length - 12), end - match[0].length),
  );
  return { text: match[0], start: end - match[0].length - (isNew?.[0].length ?? 0) };
}

/** `put("apiKey", V)`, `setenv('X', 'V')`, `{ "apiKey", V }`, `add_argument("--key", default=V)`. */
function readFirstArgument(
  text: string,
  open: number,
  until: number,
  binding: Reading,
  bracket: string,
): void {
  const first =
    /^\s*(?:[bru@&]|\\)*(["'`])(?:-\w,? +(?=--))?([A-Za-z_$-][\w .\-$]{0,80}?)(?: +<\w+>)?\\*\1/.exec(
      text.slice(open + 1, Math.min(until, open + 160)),
    );
  if (first === null) readTarget(text, open, binding, bracket);
  if (first === null || bracket === '[') return;
  const name = first[2]!.replace(/^-+/, '');
  if (looksRandom(name) || DIGEST.test(name)) return;
  binding.labels.push({ via: 'argument-name', name, phrase: name, start: open + 1, position: 0 });
}

/** `INSERT INTO t (name, api_key) VALUES ('x', 'V')`: the column at the same position. */
function readColumn(text: string, open: number, position: number, limit: number, binding: Reading): boolean {
  const before = text.slice(Math.max(limit, open - 3000), open);
  const values =
    /\(([^()]{1,2000})\)\s*(?:as\s+\w+\s*)?values\s*(?:\((?:[^()]|\([^()]*\)){0,2000}\)\s*,\s*)*$/i.exec(
      before.slice(-2200),
    );
  if (values === null) return false;
  const column = values[1]!.split(',')[position]?.replace(/[`"'[\]\s]/g, '');
  if (column === undefined || column === '') return false;
  binding.labels.push({ via: 'column', name: column, phrase: column, start: open, position });
  return true;
}

/** What the blocks say: the key or the section they stand under, the headings passed on the way. */
function blockLabels(blocks: readonly Block[]): Label[] {
  return blocks.flatMap(({ kind, start, phrase }) => {
    if (kind === 'item' || kind === 'document') return [];
    const text =
      kind === 'section'
        ? phrase.replace(/^["'[\s]+|["'\]\s]+$/g, '')
        : kind === 'scope'
          ? phrase.replace(/^- |[:{([]+$/g, '')
          : phrase;
    const name = (text.match(/[A-Za-z_$@\x80-\xff][\w$@\-\x80-\xff]*/g) ?? []).at(-1) ?? text;
    return [{ via: kind, name, phrase: text, start, position: 0 }];
  });
}

function skipBlanks(text: string, at: number, limit: number): number {
  let left = at;
  while (left > limit && /\s/.test(text[left - 1]!)) left--;
  return left;
}
