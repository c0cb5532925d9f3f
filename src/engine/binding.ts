/**
 * Finds out what a value is bound to, in any language and configuration format, by reading outwards from the value:
 * the name it is assigned to, the call and position it is passed in, the header, tag, column or flag before it, then
 * the objects, sections and blocks around it. No parser of any one language: every file is a fragment to us.
 */
import type { Binding, Label, Reading, Scope } from './binding-types.ts';
import { saidBefore } from './chats.ts';
import { nameAfter, typeAfter } from './far-names.ts';
import { isValueName, meaningOf } from './label.ts';
import { enclosing } from './layout.ts';
import { once } from './once.ts';
import { type Block, blocksAround } from './outline.ts';
import { readLeft } from './read-left.ts';
import { readScope } from './read-scope.ts';

export type { Binding, Label, Scope } from './binding-types.ts';

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

const MAX_BACK = 6000;

const MAX_LEVELS = 10;

/** Reads outwards from the value at [start, end) of `text`. Bounded by constants, whatever the text. */
export function bindingOf(text: string, start: number, end: number): Binding {
  const limit = Math.max(0, start - MAX_BACK);
  const near = emptyReading();
  const from = readLevels({ text, start, end, limit, reading: near, at: start, first: 0, last: 1 });
  addAnnotated(text, end, near);
  addFollowing(text, end, near);
  addSaid(text, start, end, near);
  const reading = { labels: [...near.labels], scopes: [...near.scopes] };
  const next = { at: from, level: 1 };
  const readTo = (count: number): Reading => {
    while (next.at >= 0 && next.level < MAX_LEVELS && reading.labels.length < count) {
      const { at, level } = next;
      next.at = readLevels({ text, start, end, limit, reading, at, first: level, last: level + 1 });
      next.level++;
    }
    return reading;
  };
  const all = once(() => readTo(Number.POSITIVE_INFINITY));
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
    first: (count) => readTo(count).labels.slice(0, count),
    blocks: once(() => blockLabels(outline())),
    outline,
  };
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
  if (call === undefined || !/[@[]/.test(text[call.start - 1] ?? '')) return;
  if (TEST_ROW.test(call.name)) return;
  if (binding.labels.some((label) => label !== call && meaningOf(label.name).role !== null)) return;
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

/** `[InlineData("K", "S")]`: the arguments of a test, of which the declaration after it names none. */
const TEST_ROW = /^(?:inline_?data|test_?case|data_?row)$/i;

/** A name after the value counts before the call that takes both. */
function addFollowing(text: string, end: number, binding: Reading): void {
  const isNamed = binding.labels.some(({ via, name }) => via === 'assignment' && !isValueName(name));
  const found = typeAfter(text, end) ?? (isNamed ? null : nameAfter(text, end));
  if (found !== null) binding.labels.unshift({ via: 'argument-name', ...found, position: 0 });
}

/** What somebody says before a message that is nothing but the value comes before any name on its line. */
function addSaid(text: string, start: number, end: number, binding: Reading): void {
  if (binding.labels.some(({ via, name }) => via === 'sibling' && meaningOf(name).role !== null)) return;
  const said = saidBefore(text, start, end, binding.labels[0]);
  if (said !== null) binding.labels.unshift(said);
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
