import type { PartRole } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import { isValueName } from './label.ts';
import { lineStart } from './lines.ts';
import { isAddress, isSealed } from './lookalike.ts';
import { hasShape, isInAddress, isOpenValue } from './open-values.ts';
import { bindToken, meaning } from './reading.ts';
import type { Token } from './token.ts';

/** Values of which no name says anything, and how they stand to each other. */

/** The parts that shapes tell. */
export const PARTS: ReadonlySet<PartRole> = new Set<PartRole>(['apiKey', 'secret', 'privateKey']);

/** Key and secret stand within so many characters and lines of each other. */
const REACH = 300;
const MOST_LINES = 4;

/** Whether the value may be one that only those beside it tell; it is seen in a part of the text as well as in all of it. */
export function mayBeUnnamed(around: Surroundings, token: Token): boolean {
  const { text } = around;
  const before = text.slice(Math.max(0, token.start - REACH), token.start);
  const after = text.slice(token.end, token.end + REACH);
  return isUnnamed(around, token) && (VALUE.test(before) || VALUE.test(after));
}

/** Letters and digits, as long as any value that a shape tells. */
const VALUE = /(?<![\w+/=.-])(?=[\d_+/=-]*[A-Za-z])(?=[A-Za-z_+/=-]*\d)[\w+/=-]{16,}(?![\w(])/;

/** A literal of some issuer's shape whose names do not call it something else. */
function isUnnamed(around: Surroundings, token: Token): boolean {
  if (!token.whole || isInAddress(token) || isAddress(token.value)) return false;
  if (!isOpenValue(around, token) || !hasShape(around, token)) return false;
  const binding = bindToken(around, token);
  const [own, outer] = binding.first(2);
  if (!isQuoted(around.text, token) && own?.via !== 'assignment' && !isVariable(own)) return false;
  for (const label of [own, outer]) {
    if (label === undefined) continue;
    const { other, dummy, role } = meaning(label);
    if (other || dummy || (label === own && role !== null && !PARTS.has(role))) return false;
  }
  return !isSealed(binding, around.text, token);
}

function isQuoted(text: string, { start, end }: Token): boolean {
  return (
    QUOTE.test(text[start - 1] ?? '') ||
    QUOTE.test(text[end] ?? '') ||
    BRACED.test(text.slice(start - 2, start))
  );
}

/** `SetEnv CS_K V`, `set -gx CS_K V`. */
function isVariable(own: Label | undefined): boolean {
  return own?.via === 'words' && /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(own.name);
}

const QUOTE = /["'`]/;
/** `q{V}` of Perl, `{|V|}` of OCaml. */
const BRACED = /q\{|\{\|/;

/** Where a value stands. */
export interface Place {
  start: number;
  end: number;
}

/** With what it is bound to. */
export interface Bound extends Place {
  binding: Binding;
}

/** Near each other, with nothing else that was found between them. */
export function areBeside(text: string, one: Place, other: Place, known: readonly Place[]): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  if (second.start < first.end || second.start - first.end > REACH) return false;
  const gap = text.slice(first.end, second.start);
  if (gap.split('\n').length > MOST_LINES + 1 || /\n[ \t]*\r?\n/.test(gap) || LITERAL.test(gap)) return false;
  return !known.some(({ start }) => start >= first.end && start < second.start);
}

/** Another long string of letters and digits: what stands on its two sides are rows, of which it is a part. */
const LITERAL = /[,(|\s](["'])(?=[^"'\s]{0,300}\d)(?=[^"'\s]{0,300}[A-Za-z])[^"'\s]{24,300}\1/;

/** In one bracket, or in lines that are written alike, or each with a name at the beginning of its line. */
export function areAlike(text: string, one: Bound, other: Bound): boolean {
  if (isSameName(one, other)) return false;
  if (one.binding.bracket?.open === other.binding.bracket?.open) return true;
  const [first, second] = [one, other].map(({ start }) =>
    text.slice(lineStart(text, start, REACH), start).replace(/[\w$-]+/g, 'w'),
  );
  return first === second || (isDeclared(text, one) && isDeclared(text, other));
}

/** `id: "V"` over `id: "V"`: two of a kind. */
function isSameName(one: Bound, other: Bound): boolean {
  const [own, name] = [one.binding.near[0], other.binding.near[0]];
  if (own?.via !== 'assignment' || name?.via !== 'assignment' || own.name !== name.name) return false;
  return own.name !== '_' && !isValueName(own.name);
}

function isDeclared(text: string, { binding }: Bound): boolean {
  const own = binding.first(2).find(({ via }) => via === 'assignment');
  return own !== undefined && text.slice(lineStart(text, own.start), own.start).trim() === '';
}

/** Ids and digests have the shape as well: these stand on the same line or the next, and are not called anything. */
export function isTight(text: string, one: Place, other: Place): boolean {
  const gap = between(text, one, other);
  return gap.split('\n').length <= 2 && !/\b(?:\w*[Ii]d|ID|\w+_ID|ref|uuid)\b/.test(gap);
}

function between(text: string, one: Place, other: Place): string {
  return one.start < other.start ? text.slice(one.end, other.start) : text.slice(other.end, one.start);
}
