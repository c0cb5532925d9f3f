/** Text from the scanned content or from outside: every format has to make it harmless in its own way. */
export interface Untrusted {
  untrusted: string;
}

/** Words of ours with untrusted text in between, kept apart until a format renders them. */
export type Phrase = (string | Untrusted)[];

/** How one format writes our own words and untrusted text. */
export interface PhraseStyle {
  words: (text: string) => string;
  untrusted: (text: string) => string;
}

export function untrusted(text: string): Untrusted {
  return { untrusted: text };
}

export function renderPhrase(phrase: Phrase, style: PhraseStyle): string {
  return phrase
    .map((piece) => (typeof piece === 'string' ? style.words(piece) : style.untrusted(piece.untrusted)))
    .join('');
}

/** Joins phrases with a separator, as `Array.join` does with strings. */
export function joinPhrases(phrases: Phrase[], separator: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [separator, ...phrase]));
}

/** `a`, `a and b`, `a, b and c`; with more than `most` items the rest is counted: `a, b and 7 more`. */
export function listPhrase(items: Phrase[], most: number): Phrase {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return [...joinPhrases(shown, ', '), ` and ${rest} more`];
  const last = shown.at(-1) ?? [];
  if (shown.length < 2) return last;
  return [...joinPhrases(shown.slice(0, -1), ', '), ' and ', ...last];
}
