import { escapeLogText } from '../terminal/escape.ts';
import { type Phrase, renderPhrase } from './phrase.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const URL_IN_TEXT = /https:\/\/[^\s<>()[\]`|]*[^\s<>()[\]`|.,;:!?'"]/g;

/** Any text as HTML text or as the value of a quoted attribute; invisible characters become visible escapes. */
export function htmlText(text: string): string {
  return escapeLogText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A phrase with its untrusted text in `code`. */
export function htmlPhrase(phrase: Phrase): string {
  return renderPhrase(phrase, { words: htmlText, untrusted: (text) => `<code>${htmlText(text)}</code>` });
}

/** Words of ours with their https URLs as links. */
export function htmlWords(text: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(URL_IN_TEXT)) {
    result += htmlText(text.slice(end, match.index)) + htmlLink(match[0]);
    end = match.index + match[0].length;
  }
  return result + htmlText(text.slice(end));
}

/** A link to an https page that shows where it goes; anything else stays text. */
export function htmlLink(url: string): string {
  if (!url.startsWith('https://')) return htmlText(url);
  return `<a href="${htmlText(url)}" rel="noopener noreferrer" target="_blank">${htmlText(url)}</a>`;
}
