import type { Paint } from '../terminal/colors.ts';
import { padEnd, wrap } from '../terminal/columns.ts';
import { escapeLogText } from '../terminal/escape.ts';
import { type Phrase, renderPhrase } from './phrase.ts';

const NARROWEST = 60;
const WIDEST = 120;

/** The sheet that a text report is set on. */
export interface Page {
  paint: Paint;
  width: number;
  /** Breaks a sentence into lines of the page's width. */
  prose(text: string): string[];
}

export function createPage(paint: Paint, width: number): Page {
  const usable = Math.min(WIDEST, Math.max(NARROWEST, width));
  return { paint, width: usable, prose: (text) => wrap(escapeLogText(text), usable) };
}

/** A phrase as plain, safe text of one line. */
export function plainPhrase(phrase: Phrase): string {
  return renderPhrase(phrase, { words: escapeLogText, untrusted: escapeLogText });
}

/** A label in a column of its own and text beside it, broken so that it stays in its column. */
export function labelled(parts: {
  indent: number;
  label: string;
  labelWidth: number;
  text: string;
  page: Page;
}): string[] {
  const { indent, label, labelWidth, text, page } = parts;
  const lines = wrap(text, page.width - indent - labelWidth);
  const head = page.paint('dim', padEnd(label, labelWidth));
  return lines.map(
    (line, index) => ' '.repeat(indent) + (index === 0 ? head : ' '.repeat(labelWidth)) + line,
  );
}
