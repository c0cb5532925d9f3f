import { argumentsOf } from './arguments.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { meaningOf } from './label.ts';
import type { Named } from './named-value.ts';
import { listsBeside, placeInList } from './side-lists.ts';
import type { Token } from './token.ts';

/** Values in a list beside a list of their names: `zip(("api_key", "secret"), ("V", "V"))`, `names = [...]` over `values = [...]`. */

/** What the list of names says of the value at the same place; null without such a list. */
export function namePlace({ text, lists }: Surroundings, token: Token, binding: Binding): Named | null {
  const zipped = zippedName(text, token.start);
  if (zipped !== null) return named(binding, zipped);
  const place = placeInList(text, binding, token.start, token.end);
  if (place === null) return null;
  const names = listsBeside(lists(), token.start, place.count).find(({ words }) => areNames(words));
  const name = names?.words[place.index];
  if (names === undefined || name === undefined) return null;
  return named(binding, { name, at: names.at, index: place.index });
}

/** A name from elsewhere, and its place among others. */
interface Distant {
  name: string;
  at: number;
  index: number;
}

function named(binding: Binding, { name, at, index }: Distant): Named {
  const meaning = meaningOf(name);
  const label = { via: 'argument-name', name, phrase: name, start: at, position: index } as const;
  return { binding, label, meaning, strength: meaning.strength, least: 1 };
}

/** `for name, key, secret in zip(("main", "sub"), ("V", "V"), ("V", "V"))`: each of the names is for one of the lists. */
function zippedName(text: string, at: number): Distant | null {
  const before = text.slice(Math.max(0, at - REACH), at);
  const loop = [...before.matchAll(ZIP)].at(-1);
  if (loop === undefined) return null;
  const words = loop[1]!.split(',').map((word) => word.trim());
  const start = at - before.length + loop.index;
  const lists = argumentsOf(text, start + loop[0].length - 1);
  const index = lists.findIndex((list) => list.start <= at && at < list.end);
  return index < 0 || !areNames(words) ? null : { name: words[index] ?? '', at: start, index };
}

const REACH = 900;
const ZIP = /\bfor\s+\(?([A-Za-z_]\w{0,40}(?:\s*,\s*[A-Za-z_]\w{0,40}){1,5})\)?\s+in\s+zip\(/g;

/** Names of different parts of credentials. */
function areNames(words: readonly string[]): boolean {
  const roles = words.map((word) => meaningOf(word).role).filter((role) => role !== null);
  return new Set(roles).size > 1 && 2 * roles.length > words.length;
}
