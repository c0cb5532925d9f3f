import type { Binding, Label } from './binding-types.ts';
import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';

/** Lists that stand side by side: `EXCHANGES = [...]`, `API_KEYS = [...]`, `SECRETS = a,b`. What has one index belongs together. */

/** Where a value stands in a list of nothing but words and strings. */
export interface ListPlace {
  index: number;
  count: number;
}

/** Longer lists are data. */
const MAX_COUNT = 40;
const MAX_LIST = 4000;

/** The place of the value at [start, end) in the list around it, if there are others in it. */
export function placeInList(text: string, binding: Binding, start: number, end: number): ListPlace | null {
  const { bracket } = binding;
  if (bracket !== null && start - bracket.open < MAX_LIST) {
    const close = text.slice(end, end + MAX_LIST).search(/[[\](){}]/);
    const row = close < 0 ? '' : text.slice(bracket.open + 1, end + close);
    const place = placeIn(row, start - bracket.open - 1);
    if (place !== null) return place;
  }
  return placeInLine(text, start, end);
}

/** `API_KEYS=a,b,c`, with or without quotes around all of it. */
function placeInLine(text: string, start: number, end: number): ListPlace | null {
  if (text[start - 1] !== ',' && text[end] !== ',' && text[start - 2] !== ',') return null;
  const from = lineStart(text, start, MAX_LIST);
  const line = LINE.exec(text.slice(from, lineEnd(text, end, MAX_LIST)));
  if (line === null) return null;
  const elements = line[2]!.split(',');
  const index = line[2]!.slice(0, start - from - line[1]!.length).split(',').length - 1;
  return elements.length > MAX_COUNT ? null : { index, count: elements.length };
}

const LINE =
  /^(\s*(?:export\s+|-\s+)?["']?[A-Za-z_][\w.-]*["']?\s*[=:]\s*["']?)([^\s"'=,]+={0,2}(?:,\s?[^\s"'=,]+={0,2})+)["']?,?\s*$/;

function placeIn(row: string, at: number): ListPlace | null {
  const elements = elementsOf(row);
  if (elements.length < 2 || elements.length > MAX_COUNT) return null;
  return { index: row.slice(0, at).split(',').length - 1, count: elements.length };
}

/** The words of a list, without quotes; none where it holds anything else, or names with values. */
function elementsOf(row: string): string[] {
  const parts = row.split(',').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const words = parts.map((part) => (/^[A-Za-z_]\w*(?::|=[^=])/.test(part) ? null : WORD.exec(part)));
  return words.every((word) => word !== null) ? words.map((word) => word![2]!) : [];
}

const WORD = /^(["'`]?)([^\s"'`{}()[\]]+)\1$/;

/** Words in a list, and where it begins. */
export interface WordList {
  at: number;
  words: string[];
}

/** All lists of short words in a text; none where there are so many that they are data. */
export function wordLists(text: string): WordList[] {
  const lists: WordList[] = [];
  for (const match of text.matchAll(WORD_LISTS)) {
    const words = elementsOf(match[1] ?? match[2]!);
    if (words.length > 1) lists.push({ at: match.index, words });
    if (lists.length > MAX_LISTS) return [];
  }
  return lists;
}

const MAX_LISTS = 200;

/** Those of them that are as long as the list at `at`, nearest first. */
export function listsBeside(lists: readonly WordList[], at: number, count: number): WordList[] {
  const distance = (list: WordList) => Math.abs(list.at - at);
  return lists
    .filter((list) => list.words.length === count && distance(list) < REACH)
    .sort((a, b) => distance(a) - distance(b));
}

const REACH = 8000;
/** How far around a list others are looked for. */
const WINDOW = 4000;
const WORD_LISTS =
  /[[({]((?:\s{0,20}["'`]?[\w.-]{2,30}["'`]?\s{0,2},){1,40}\s{0,20}(?:["'`]?[\w.-]{2,30}["'`]?)?\s{0,20})[\])}]|[=:]\s?["']?([\w.-]{2,30}(?:,\s?[\w.-]{2,30}){1,40})["']?,?\s*$/gm;

/** The label is what the whole list is called: `API_KEYS = [...]`, `keys: a,b`. */
export function isNameOfList(text: string, { bracket, near }: Binding, label: Label): boolean {
  if (label.via !== 'assignment') return false;
  if (bracket === null) return true;
  const between = text.slice(label.start, bracket.open);
  if (near.includes(label) || between.length > 120) return false;
  return bracket.bracket === '(' ? /[=:]\s*$/.test(between) : /[=:]\s*[\w![\]<> ]{0,40}$/.test(between);
}

/** `keys:` with names below it, and `secrets:` with the same names. */
export function hasSecretsBeside(text: string, at: number): boolean {
  return /secrets?["'`]?\]?\s{0,3}(?:=>|[=:])\s{0,3}(?:[{[(]|\r?\n)/i.test(
    text.slice(Math.max(0, at - WINDOW), at + WINDOW),
  );
}

/** Lists of other parts of the same credentials stand near: the name of one is for all that it holds. */
export function hasListsBeside(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - WINDOW), at + WINDOW);
  const roles = [...around.matchAll(/([A-Za-z_]\w{1,60})["'`]?\]?\s{0,3}[=:]\s{0,3}\[/g)].map(
    ([, name]) => meaningOf(name!).role,
  );
  return new Set(roles.filter((role) => role !== null)).size > 1;
}
