import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { isPasswordName } from './chosen.ts';
import { isPlaceholder } from './companion-words.ts';
import { isSettings } from './files.ts';
import type { GlanceFacts, ShapeFacts } from './glance-facts.ts';
import { findJoints } from './joints.ts';
import { nameOf } from './name-table.ts';
import { findNumberRows } from './number-rows.ts';
import { once } from './once.ts';
import { isPlain, type Shapes } from './plain.ts';
import { findRuns } from './runs.ts';
import { findTaggedRows } from './tagged-rows.ts';
import { chosenBehind, valueAfter } from './values-behind.ts';
import { isEdited } from './view.ts';
import { EDGE_WORDS, findWordRows } from './word-rows.ts';

/** What is new in a text. */
export interface GlanceInput {
  bytes: Uint8Array;
  path: string;
  /** In rising order, without overlap. */
  within: readonly Span[];
}

/**
 * True where the engine might find a credential with a value that touches `within`. Looks at what is new and at what stands
 * near enough for a part of one credential, and errs on the side of yes: where it says no, the engine finds nothing.
 */
export type Glance = (input: GlanceInput) => boolean;

/** A part that no shape gives away stands this near to one that a shape does, and so do the words of one value. */
const NEAR = { before: 1400, after: 1400 };
/** The pieces of one value, and the call that joins them, may stand further apart. */
const IN_PIECES = { before: 2600, after: 2600 };
/** The words of a mnemonic, each in an element, may be spread this far. */
const IN_ELEMENTS = { before: 12_400, after: 12_400 };
/** A value stands this near behind its name. */
const BEHIND_NAME = { before: 400, after: 160 };

export function createGlance(facts: GlanceFacts): Glance {
  const shapes = shapesOf(facts.shapes);
  const own = once(() => new Set(facts.own));
  const all = once(() => new Set([...facts.own, ...facts.common]));
  return ({ bytes, path, within }) => {
    if (within.length === 0) return false;
    const near = widened(bytes, within, NEAR);
    if (holdsBlock(bytes) || isEdited(bytes, near) || holdsNumbers(bytes, near)) return true;
    if (near.some((range) => holdsSuspect(shapes, bytes, range))) return true;
    if (widened(bytes, within, IN_ELEMENTS).some((range) => holdsWords(bytes, range))) return true;
    if (widened(bytes, within, IN_PIECES).some((range) => holdsJoint(bytes, range))) return true;
    const look = { listed: all(), bare: isSettings(path) ? all() : own() };
    return widened(bytes, within, BEHIND_NAME).some(({ start, end }) =>
      holdsNamed(look, latin1(bytes.subarray(start, end))),
    );
  };
}

function widened({ length }: Uint8Array, ranges: readonly Span[], by: typeof NEAR): Span[] {
  const result: Span[] = [];
  for (const range of ranges) {
    const start = Math.max(0, range.start - by.before);
    const end = Math.min(length, range.end + by.after);
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else result.push({ start, end });
  }
  return result;
}

/** PEM keys and keystores are long: wherever one is, it may reach what is new. */
function holdsBlock(bytes: Uint8Array): boolean {
  const buffer = bufferOf(bytes);
  return buffer.includes('PRIVATE KEY-----') || buffer.includes('ciphertext');
}

function holdsSuspect(shapes: Shapes, bytes: Uint8Array, { start, end }: Span): boolean {
  const part = bytes.subarray(start, end);
  let isFound = false;
  const found = (): void => {
    isFound = true;
  };
  findRuns(part, (from, to) => {
    const run = { start: start + from, end: start + to };
    isFound ||= !isPlain(shapes, { bytes, isPart: false }, run);
  });
  if (!isFound) findWordRows(part, found);
  return isFound;
}

function holdsJoint(bytes: Uint8Array, { start, end }: Span): boolean {
  let isFound = false;
  findJoints(bytes.subarray(start, end), ANY_MARK, () => {
    isFound = true;
  });
  return isFound;
}

const ANY_MARK = -1;

function holdsWords(bytes: Uint8Array, { start, end }: Span): boolean {
  let isFound = false;
  const found = (): void => {
    isFound = true;
  };
  findTaggedRows(bytes.subarray(start, end), found, EDGE_WORDS);
  return isFound;
}

/** In all the bytes, as the engine looks for them: whether a short row is met depends on where the search begins. */
function holdsNumbers(bytes: Uint8Array, ranges: readonly Span[]): boolean {
  let isFound = false;
  findNumberRows(bytes, (start, end) => {
    isFound ||= ranges.some((range) => start < range.end && range.start < end);
  });
  return isFound;
}

/** Names in the form in which they are compared; behind those that are `bare`, values need not be well chosen. */
interface NameSets {
  listed: ReadonlySet<string>;
  bare: ReadonlySet<string>;
}

/** Whether a telling name stands here with a value that could be one. */
function holdsNamed({ listed, bare }: NameSets, text: string): boolean {
  const mayNamePassword = MAY_NAME_PASSWORD.test(text);
  for (const { 0: word, index } of text.matchAll(/[\w-]{3,}/g)) {
    const key = nameOf(word);
    if (!listed.has(key) && !(mayNamePassword && isPasswordName(word))) continue;
    const end = index + word.length;
    const value = bare.has(key) ? valueAfter(text, end) : null;
    if ((value !== null && !isPlaceholder(value.text)) || chosenBehind(text, end).length > 0) return true;
  }
  return false;
}

/** What every password's name has in it; asked of every word, the pattern of such names takes a hook half a millisecond. */
const MAY_NAME_PASSWORD = /[Pp]ass|PASS|pwd|PWD/;

/** Without their checks: a value that has the shape may be one. Regular expressions are made on first use. */
function shapesOf(facts: readonly ShapeFacts[]): Shapes {
  const prefixed = once(() => facts.filter((shape) => shape.prefixed).map(compile));
  const provable = once(() => facts.map((shape) => ({ shape, kind: compile(shape) })));
  return {
    mayHoldPrefix: (text) => prefixed().some(({ prefix }) => text.includes(prefix)),
    get prefixed() {
      return prefixed();
    },
    provable: (length) =>
      provable()
        .filter(({ shape: { min, max } }) => min <= length && (max === null || length <= max))
        .map(({ kind }) => kind),
  };
}

function compile({
  prefix,
  pattern,
}: ShapeFacts): Shapes['prefixed'][number] & { test(value: string): 'fail' | 'pass' } {
  const whole = once(() => new RegExp(`^(?:${pattern})$`));
  const within = once(() => new RegExp(pattern));
  return {
    prefix,
    test: (value) => (whole().test(value) ? 'pass' : 'fail'),
    search: (text) => (within().test(text) ? [{ start: 0, end: text.length }] : []),
  };
}

function latin1(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('latin1');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
