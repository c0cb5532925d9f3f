import { truncateMiddle } from '../terminal/columns.ts';
import { escapeLogText, visible } from '../terminal/escape.ts';
import { type Phrase, renderPhrase } from './phrase.ts';

const WIDEST = 200;

/** What Markdown or HTML gives a meaning inside a line. */
const SYNTAX = /[\\`*_{}[\]<>!|~&$]/g;

/** What GitHub would turn into something: URLs (to be links), mentions and references (to be nothing). */
const SPECIAL = /(?<url>https:\/\/[^\s<>()[\]`|]*[^\s<>()[\]`|.,;:!?'"])|[@#][\w/-]+/g;

/** A phrase with its untrusted text in code spans. */
export function markdownPhrase(phrase: Phrase): string {
  return renderPhrase(phrase, { words: markdownWords, untrusted: markdownCode });
}

/**
 * Untrusted text as a code span: there GitHub reads no mention, reference, link, image or HTML. Back-ticks and
 * pipes, which could end the span or the table cell around it, become visible escapes. Very long text loses its middle.
 */
export function markdownCode(text: string): string {
  if (text === '') return '(empty)';
  const safe = escapeLogText(text).replace(/[`|]/g, visible);
  return `\`${truncateMiddle(safe, WIDEST)}\``;
}

/** Words of ours as plain text: URLs become links, whatever could be syntax is written as itself. */
export function markdownWords(text: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(SPECIAL)) {
    const special = match.groups?.url ? `<${match[0]}>` : markdownCode(match[0]);
    result += escapeWords(text.slice(end, match.index)) + special;
    end = match.index + match[0].length;
  }
  return result + escapeWords(text.slice(end));
}

/** Character references are never syntax, while a backslash escape may be one itself in front of a pipe. */
function escapeWords(text: string): string {
  return escapeLogText(text).replace(SYNTAX, (character) => `&#${character.charCodeAt(0)};`);
}
