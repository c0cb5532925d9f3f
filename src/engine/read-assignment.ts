import type { Reading } from './binding-types.ts';
import { isNoiseWord, isValueName, meaningOf } from './label.ts';
import { lineStart } from './lines.ts';

/** The left-hand side of an operator: the name that a value is assigned to. */

const MAX_LINE_BACK = 400;

/** Reads the left-hand side of `=`, `:`, `:=`, `=>`, `==`; `operator` is the index of its last character. */
export function readAssignment(text: string, operator: number, limit: number, binding: Reading): void {
  let end = operator;
  while (end > limit && /[=:!?+|<>~-]/.test(text[end - 1]!)) end--;
  if (isAfterBrace(text, end))
    end -=
      /\s*\{\s*(?:get|set|init)\b[^{}]{0,60}\}\s*$/.exec(text.slice(Math.max(limit, end - 80), end))?.[0]
        .length ?? 0;
  const braced = !isAfterBrace(text, end)
    ? null
    : /[$%\w]*\{\s*["']?([A-Za-z_][\w-]*)["']?\s*\}\s*$/.exec(text.slice(Math.max(limit, end - 100), end));
  const begin = braced !== null ? end - braced[0].length : statementStart(text, end, limit);
  const side = braced !== null ? braced[1]! : text.slice(begin, end);
  const label =
    readSide(side, text[operator] === '=' || text[operator] === '>') ?? hinted(text, { end, limit });
  if (label === null) return;
  const first = /^(?:_|err|ok)$/.test(label.name)
    ? /([A-Za-z_]\w*)\s*,\s*$/.exec(text.slice(Math.max(limit, begin - 80), begin))
    : null;
  if (first !== null) label.name = label.phrase = first[1]!;
  binding.labels.push({ via: 'assignment', ...label, start: begin, position: 0 });
  if (isValueName(label.name)) readSiblingName(text, begin, operator, limit, binding);
}

/** `Identifier (API ID): V`, `Key (read only): V`: in notes, a name with a hint, of which the one that tells counts. */
function hinted(
  text: string,
  { end, limit }: { end: number; limit: number },
): { name: string; phrase: string } | null {
  if (text[end - 1] !== ')') return null;
  const line = text.slice(Math.max(limit, lineStart(text, end, MAX_LINE_BACK)), end);
  const parts = HINTED.exec(line);
  if (parts === null) return null;
  const names = [parts[2]!, parts[1]!].map((part) => part.trim().split(/\s+/).at(-1)!);
  const name = names.find((part) => meaningOf(part).role !== null) ?? names[1]!;
  return { name, phrase: `${parts[1]} ${parts[2]}`.trim() };
}

const HINTED =
  /^[\s>#*\-\u2022]*((?!(?:if|for|while|switch|case|def|function|func|fn|catch|elif|with|when)\b)[A-Za-z\x80-\xff][\w \x80-\xff-]{1,40}) \(([\w .,/\x80-\xff-]{1,40})\)$/;

/** `let wallet: LocalWallet`: types that are made from a private key alone. */
const KEY_TYPE = /^:\s*&?(?:[\w:]+::)?(LocalWallet|PrivateKeySigner)\b/;

function isAfterBrace(text: string, at: number): boolean {
  let left = at;
  while (left > at - 100 && /\s/.test(text[left - 1]!)) left--;
  return text[left - 1] === '}';
}

/** The name in a left-hand side: the last identifier that is no type and no modifier. */
export function readSide(side: string, isEquals: boolean): { name: string; phrase: string } | null {
  const colon = isEquals ? typeColon(side) : -1;
  const type = colon < 0 ? undefined : KEY_TYPE.exec(side.slice(colon))?.[1];
  if (type !== undefined) return { name: type, phrase: side.trim() };
  const phrase = colon >= 0 ? side.slice(0, colon) : side;
  const tokens = phrase.match(/[A-Za-z_$@\x80-\xff][\w$@\-\x80-\xff]*/g);
  if (tokens === null) return null;
  let last = tokens.length - 1;
  const isMember = /[.\w-]\.(?:public|private)\s*$/.test(phrase);
  while (!isMember && last > 0 && isNoiseWord(tokens[last]!.replace(/^[$@-]+/, ''))) last--;
  if (isNoiseWord(tokens[last]!)) last = tokens.length - 1;
  return { name: tokens[last]!, phrase: phrase.trim() };
}

/** Index of the colon that separates a name from its type (`apiKey: string = `), or -1. */
function typeColon(side: string): number {
  const match =
    /[\w$\])"'?!]\s*:(?!:)\s*(?:&(?:'\w+ )?)?(?:mut |static |const )?[\w$<>[\].,|?*]+(?: ?[|<,] ?[\w$<>[\].,|?*]+)*\s*$/.exec(
      side,
    );
  if (match === null || /(?:^|[\s$])(?:env|global|script|[gsbwtlv]):\S/i.test(side)) return -1;
  return VARIABLE.test(side) ? -1 : match.index + 1;
}

/** `worker: BINANCE_KEY=`: a variable of the environment, no type. */
const VARIABLE = /:\s+[A-Z][A-Z\d]*_[A-Z\d_]+\s*$/;

/** Where the left-hand side of an operator begins; a bracketed index belongs to it. */
export function statementStart(text: string, end: number, limit: number): number {
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

/** `{"key": "X", "value": V}`, `- name: X` over `value: V`: the name stands beside the value. */
function readSiblingName(
  text: string,
  begin: number,
  operator: number,
  limit: number,
  binding: Reading,
): void {
  const told = nameInChat(text, begin, limit);
  if (told !== null) {
    binding.labels.push({ via: 'sibling', name: told, phrase: told, start: begin, position: 0 });
    return;
  }
  const before = text.slice(Math.max(limit, begin - 240), operator);
  const after = text.slice(operator, operator + 600);
  const pattern =
    /["'\\]*\b(?:\w*(?:name|key)|id|header|variable|env|field|param(?:eter)?|label|title|property|setting)\b["'\\]*\s*[:=]\s*["'\\]*\/?([A-Za-z_][\w .\-/]{1,80})(?![\w .\-/]*[=(])/gi;
  const previous = [...before.matchAll(pattern)].at(-1);
  const boundary = previous === undefined ? -1 : before.slice(previous.index).search(/[}\]]|\n\s*-\s/);
  const found = previous !== undefined && boundary < 0 ? previous[1]! : followingName(after, pattern);
  const name = found?.trim();
  if (name !== undefined)
    binding.labels.push({ via: 'sibling', name, phrase: name, start: begin, position: 0 });
}

/** `["api key: ", {"type": "code", "text": "V"}]`: in exported chats the words before a marked value name it. */
function nameInChat(text: string, begin: number, limit: number): string | null {
  let end = begin;
  for (let marked = 0; marked < 3; marked++) {
    const entry = ENTRY.exec(text.slice(Math.max(limit, end - 300), end));
    if (entry === null) return null;
    const words = entry[1]!
      .replace(/\\n/g, ' ')
      .replace(/[\s:=>-]+$/, '')
      .trim();
    if (/^(?:[^\s]{0,200}\s)?(?:keys|credentials|creds)$/i.test(words)) return PARTS[marked]!;
    if (marked === 0 && /[A-Za-z]$/.test(words) && !/^\S{16,}$/.test(words))
      return words.split(/\s+/).slice(-3).join(' ');
    const inner = entry[0].search(/"text"\s*:/);
    if (inner < 0) return null;
    end += inner - entry[0].length;
  }
  return null;
}

const PARTS = ['api key', 'api secret', 'passphrase'];

const ENTRY =
  /(?:\{\s*"type"\s*:\s*"\w+"\s*,\s*"text"\s*:\s*)?"((?:[^"\\]|\\.){1,200})"\s*\}?\s*,\s*(?:"(?:\\n|\s)*"\s*,\s*)?\{\s*"type"\s*:\s*"\w+"\s*,\s*$/;

function followingName(after: string, pattern: RegExp): string | null {
  const close = after.search(/[}\]]|\n\s*-\s|\n\s*\n/);
  const region = close < 0 ? after.slice(0, 300) : after.slice(0, close);
  const match = [...region.matchAll(pattern)][0];
  return match === undefined ? null : match[1]!;
}
