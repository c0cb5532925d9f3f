import type { Binding, Label } from './binding-types.ts';
import { isValueName, meaningOf } from './label.ts';
import { isNameOfList, placeInList } from './side-lists.ts';

/** Parts that stand in lists or objects of their own, in the same place there: all keys, then all secrets. */

/** A value with what it is bound to. */
interface Bound {
  binding: Binding;
  start: number;
  end: number;
}

/**
 * Whether two values have the same place in containers of different parts: the same index in lists side by side, the
 * same name in objects side by side. `same` comes with what the container of `word` is called; null: no such containers.
 */
export function rowOf(
  text: string,
  match: Bound,
  word: Bound,
): { is: 'same'; label: Label } | { is: 'other' } | null {
  const list = listName(text, word);
  if (list !== null) {
    const [one, other] = [placeIn(text, match), placeIn(text, word)];
    if (one === null || other === null || listName(text, match) === null) return null;
    return one.index === other.index && one.count === other.count
      ? { is: 'same', label: list }
      : { is: 'other' };
  }
  const parent = parentOf(word);
  if (parent === null || parentOf(match) === null || parent.start === parentOf(match)!.start) return null;
  const isSame = keyOf(word) === keyOf(match);
  return isSame ? { is: 'same', label: parent } : { is: 'other' };
}

function placeIn(text: string, { binding, start, end }: Bound): ReturnType<typeof placeInList> {
  return placeInList(text, binding, start, end);
}

function listName(text: string, { binding }: Bound): Label | null {
  return (
    binding.labels.slice(0, 3).find((label) => saysPart(label) && isNameOfList(text, binding, label)) ?? null
  );
}

/** What the object is called that a value has a name in, where that name says nothing of its part. */
function parentOf({ binding }: Bound): Label | null {
  const [own] = binding.near;
  if (own?.via !== 'assignment' || isValueName(own.name) || saysPart(own)) return null;
  const outer = [...binding.labels.slice(1, 3), ...binding.blocks().slice(0, 1)].find(
    ({ via, start }) => (via === 'assignment' || via === 'scope') && start < own.start,
  );
  return outer !== undefined && saysPart(outer) ? outer : null;
}

function keyOf({ binding }: Bound): string {
  return binding.near[0]!.name.toLowerCase();
}

function saysPart({ name }: Label): boolean {
  return meaningOf(name).role !== null;
}
