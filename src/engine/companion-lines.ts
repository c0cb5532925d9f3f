import type { PartRole, Span } from '../findings/model.ts';
import type { Match } from './build-match.ts';
import { isChosen } from './chosen.ts';
import type { Word } from './companion-words.ts';
import { lineRow } from './line-rows.ts';
import { lineEnd, lineStart } from './lines.ts';

/** Passphrases without a name that stand on one line behind a key and its secret: `okx,K,S,P`, `K:S:P`, `K S P`. */

/** The field behind the secret `match` on a line of fields or in a row among words, where the key stands right before it. */
export function fieldBehind(text: string, match: Match, known: readonly Match[]): Word | null {
  if (match.role !== 'secret') return null;
  const fields = fieldsOf(text, match) ?? lineRow(text, match)?.values ?? [];
  const at = fields.findIndex(({ start, end }) => start < match.end && match.start < end);
  const [before, behind] = [fields[at - 1], fields[at + 1]];
  if (before === undefined || behind === undefined || !isChosen(behind.text)) return null;
  const isKey = ({ role, start, end }: { role: PartRole; start: number; end: number }) =>
    role === 'apiKey' && start < before.end && before.start < end;
  return known.some(isKey) ? { ...behind, quoted: false } : null;
}

/** A field of a line. */
interface Field extends Span {
  text: string;
}

/** The fields of a line that is nothing but fields; null for any other line. */
function fieldsOf(text: string, match: Span): Field[] | null {
  const from = lineStart(text, match.start, LONGEST);
  const line = text.slice(from, lineEnd(text, match.end, LONGEST)).trimEnd();
  if (!FIELDS.test(line)) return null;
  return [...line.matchAll(FIELD)].map(({ 0: field, index }) => ({
    text: field,
    start: from + index,
    end: from + index + field.length,
  }));
}

const LONGEST = 1200;
const FIELD = /[^\s,;:|"'`(){}<>]{2,600}/g;
const FIELDS = new RegExp(`^\\s*(?:["'\`]?${FIELD.source}["'\`]?(?:\\s*[,;:|]\\s*|\\s+|$)){3,7}$`);
