import type { PartRole } from '../findings/model.ts';
import type { Match } from './build-match.ts';
import { isChosen } from './chosen.ts';
import type { Word } from './companion-words.ts';
import { lineEnd, lineStart } from './lines.ts';

/** Passphrases without a name that stand on one line behind a key and its secret: `okx,K,S,P`, `K:S:P`, `K S P`. */

/** The field behind the secret `match` on a line that is nothing but fields, where the key stands right before it. */
export function fieldBehind(text: string, match: Match, known: readonly Match[]): Word | null {
  if (match.role !== 'secret') return null;
  const from = lineStart(text, match.start, LONGEST);
  const line = text.slice(from, lineEnd(text, match.end, LONGEST)).trimEnd();
  if (!FIELDS.test(line)) return null;
  const fields = [...line.matchAll(FIELD)].map(({ 0: field, index }) => ({
    text: field,
    start: from + index,
    end: from + index + field.length,
    quoted: false,
  }));
  const at = fields.findIndex(({ start, end }) => start < match.end && match.start < end);
  const [before, behind] = [fields[at - 1], fields[at + 1]];
  if (before === undefined || behind === undefined || !isChosen(behind.text)) return null;
  const isKey = ({ role, start, end }: { role: PartRole; start: number; end: number }) =>
    role === 'apiKey' && start < before.end && before.start < end;
  return known.some(isKey) ? behind : null;
}

const LONGEST = 1200;
const FIELD = /[^\s,;:|"'`(){}<>]{2,600}/g;
const FIELDS = new RegExp(`^\\s*(?:["']?${FIELD.source}["']?(?:\\s*[,;:|]\\s*|\\s+|$)){3,7}$`);
