import type { CredentialKind } from './rule.ts';

/** One `{{role}}`, `{{kind-id}}` or `{{secret#2}}` in an example; offsets are in UTF-16 code units. */
export interface Placeholder {
  /** What stands before the `#`: a kind's id or a role. */
  name: string;
  /** 1 unless a number follows a `#`. */
  ordinal: number;
  start: number;
  end: number;
}

/**
 * Finds the placeholders of an example in text order. Braces with blanks, dots or dollars inside
 * (`{{ key }}`, `${{secrets.X}}`) are template languages' own and stay text.
 */
export function findPlaceholders(text: string): Placeholder[] {
  return [...text.matchAll(/\{\{([A-Za-z][\w-]*)(?:#([1-9]))?\}\}/g)].map((match) => ({
    name: match[1] ?? '',
    ordinal: Number(match[2] ?? 1),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The kind a placeholder's name means: the one with that id, else the first one with that role. */
export function kindNamed(
  kinds: readonly Pick<CredentialKind, 'id' | 'role'>[],
  name: string,
): string | undefined {
  return (kinds.find((kind) => kind.id === name) ?? kinds.find((kind) => kind.role === name))?.id;
}
