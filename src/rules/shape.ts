import type { DocumentPath } from './problem.ts';

/**
 * Small validators for plain values. Each reads one value, reports everything wrong with it, and always
 * returns something of its type (`blank` when the value is unusable), so that reading goes on and one run
 * shows every problem of a document.
 */
export interface Shape<T> {
  read(value: unknown, place: Place): T;
  blank: T;
}

/** Where the value stands and whom to tell. */
export interface Place {
  path: DocumentPath;
  report(path: DocumentPath, reason: string, at?: 'key'): void;
}

/** A field of `record`: without a fallback it must be there. */
export interface Field<T> {
  shape: Shape<T>;
  fallback: (() => T) | null;
}

export function required<T>(shape: Shape<T>): Field<T> {
  return { shape, fallback: null };
}

export function optional<T>(shape: Shape<T>, fallback: () => T): Field<T> {
  return { shape, fallback };
}

/** A constraint on text: what is wrong with it, or null. */
export type TextRule = (value: string) => string | null;

/** Non-empty text that meets every rule; the first broken one is reported. */
export function text(...rules: TextRule[]): Shape<string> {
  return {
    blank: '',
    read(value, place) {
      if (typeof value !== 'string') return fail(place, `expected text, found ${nameOf(value)}`, '');
      const reason =
        value.trim() === '' ? 'must not be empty' : firstReason(rules.map((rule) => () => rule(value)));
      return reason === null ? value : fail(place, reason, value);
    },
  };
}

export function flag(): Shape<boolean> {
  return {
    blank: false,
    read: (value, place) =>
      typeof value === 'boolean'
        ? value
        : fail(place, `expected true or false, found ${nameOf(value)}`, false),
  };
}

export function number(range: { from: number; to: number }): Shape<number> {
  return {
    blank: range.from,
    read(value, place) {
      if (typeof value !== 'number')
        return fail(place, `expected a number, found ${nameOf(value)}`, range.from);
      const inside = value >= range.from && value <= range.to;
      return inside ? value : fail(place, `must lie between ${range.from} and ${range.to}`, range.from);
    },
  };
}

export function oneOf<T extends string>(values: readonly [T, ...T[]]): Shape<T> {
  return {
    blank: values[0],
    read: (value, place) =>
      values.find((known) => known === value) ??
      fail(place, `expected one of ${values.join(', ')}; found ${quote(value)}`, values[0]),
  };
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { blank: null, read: (value, place) => (value === null ? null : shape.read(value, place)) };
}

/** A list; `least` items at least. */
export function list<T>(shape: Shape<T>, least = 0): Shape<T[]> {
  return {
    blank: [],
    read(value, place) {
      if (!Array.isArray(value)) return fail(place, `expected a list, found ${nameOf(value)}`, []);
      if (value.length < least) place.report(place.path, `needs at least ${least} of these`);
      return value.map((item: unknown, index) => shape.read(item, below(place, index)));
    },
  };
}

/** A mapping from free keys to values of one shape. */
export function dictionary<T>(key: TextRule, shape: Shape<T>): Shape<Record<string, T>> {
  return {
    blank: {},
    read(value, place) {
      if (!isMapping(value)) return fail(place, `expected a mapping, found ${nameOf(value)}`, {});
      const entries = Object.entries(value).map(([name, item]): [string, T] => {
        const reason = key(name);
        if (reason !== null) place.report([...place.path, name], reason, 'key');
        return [name, shape.read(item, below(place, name))];
      });
      return Object.fromEntries(entries);
    },
  };
}

/** A mapping with exactly these fields, in this order in the result; unknown keys are refused. */
export function record<T extends object>(fields: { [K in keyof T]: Field<T[K]> }): Shape<T> {
  const known = Object.entries(fields) as [string, Field<unknown>][];
  const blank = Object.fromEntries(known.map(([name, field]) => [name, blankOf(field)])) as T;
  return {
    blank,
    read(value, place) {
      if (!isMapping(value)) return fail(place, `expected a mapping, found ${nameOf(value)}`, blank);
      for (const name of Object.keys(value)) {
        if (Object.hasOwn(fields, name)) continue;
        place.report([...place.path, name], `unknown key${suggestion(name, Object.keys(fields))}`, 'key');
      }
      const entries = known.map(([name, field]) => [name, readField({ value, name, field, place })]);
      return Object.fromEntries(entries) as T;
    },
  };
}

interface FieldAt {
  value: Record<string, unknown>;
  name: string;
  field: Field<unknown>;
  place: Place;
}

function readField({ value, name, field, place }: FieldAt): unknown {
  if (Object.hasOwn(value, name)) return field.shape.read(value[name], below(place, name));
  if (field.fallback === null) place.report([...place.path, name], 'is missing');
  return blankOf(field);
}

function blankOf<T>(field: Field<T>): T {
  return field.fallback === null ? field.shape.blank : field.fallback();
}

function below(place: Place, step: string | number): Place {
  return { ...place, path: [...place.path, step] };
}

function fail<T>(place: Place, reason: string, blank: T): T {
  place.report(place.path, reason);
  return blank;
}

function firstReason(rules: (() => string | null)[]): string | null {
  for (const rule of rules) {
    const reason = rule();
    if (reason !== null) return reason;
  }
  return null;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return 'a number (put it in quotes if it is text)';
  if (typeof value === 'boolean') return `${value} (put it in quotes if it is text)`;
  return typeof value === 'object' ? 'a mapping' : 'text';
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : nameOf(value);
}

/** Names the known key that differs only in case, dashes, underscores or a plural s. */
function suggestion(name: string, known: string[]): string {
  const plain = (key: string): string => key.toLowerCase().replace(/[-_]/g, '').replace(/s$/, '');
  const similar = known.find((key) => plain(key) === plain(name));
  return similar === undefined ? `; known are ${known.join(', ')}` : `; did you mean ${similar}?`;
}
