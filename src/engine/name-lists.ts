import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { meaningOf } from './label.ts';
import type { Named } from './named-value.ts';
import { listsBeside, placeInList } from './side-lists.ts';
import type { Token } from './token.ts';

/** Values in a list beside a list of their names: `zip(("api_key", "secret"), ("V", "V"))`, `names = [...]` over `values = [...]`. */

/** What the list of names says of the value at the same place; null without such a list. */
export function namePlace({ text, lists }: Surroundings, token: Token, binding: Binding): Named | null {
  const place = placeInList(text, binding, token.start, token.end);
  if (place === null) return null;
  const names = listsBeside(lists(), token.start, place.count).find(({ words }) => areNames(words));
  const name = names?.words[place.index];
  if (names === undefined || name === undefined) return null;
  const meaning = meaningOf(name);
  const label = { via: 'argument-name', name, phrase: name, start: names.at, position: place.index } as const;
  return { binding, label, meaning, strength: meaning.strength, least: 1 };
}

/** Names of different parts of credentials. */
function areNames(words: readonly string[]): boolean {
  const roles = words.map((word) => meaningOf(word).role).filter((role) => role !== null);
  return new Set(roles).size > 1 && 2 * roles.length > words.length;
}
