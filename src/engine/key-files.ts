import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { isChosen } from './chosen.ts';
import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { bare, type Named } from './named-value.ts';
import { positionRole } from './position.ts';
import { isWordy } from './randomness.ts';
import { looksRandom } from './read-words.ts';
import type { Token } from './token.ts';

/** Bare values below each other: a file of nothing else, or a paragraph of notes under the name of an exchange. */

/** The place among the bare values of such a file or paragraph; null for any other value. */
export function keyFilePlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const place = keyFilePosition(around, token);
  if (place === null) return null;
  const least = isPairAlone(around) ? 0 : 1.5;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least });
}

/** A file called after keys that holds two values, neither of them a digest, and nothing else: whose they are or not. */
function isPairAlone({ text, path }: Surroundings): boolean {
  if (text.length > 400 || !/(?:^|[/_.-])(?:api|keys?|secrets?|creds?|credentials)[^/]*$/i.test(path))
    return false;
  const values = text.trim().split(/\s+/);
  return (
    values.length === 2 &&
    values.every((value) => /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{16,128}$/.test(value))
  );
}

/** Index of a bare value in a short file of nothing else whose name or folder says what it holds. */
function keyFilePosition(around: Surroundings, token: Token): number | null {
  const { text, path } = around;
  if (text.length > LONGEST || /sum|hash|digest|address|\.pub$|lock$/i.test(path)) return null;
  const isText =
    /(?:^|\/)[^./]*$|\.(?:txt|keys?|env|cfg|conf|secret|pem|dat|log|md|csv|tsv|json|api|cred|bak|old|priv)$/i;
  if (!isText.test(path) || (/\.json$/i.test(path) && !/^\s*\[/.test(text))) return null;
  const tells = /key|secret|api|cred|token|auth|pass/i.test(path) || around.pathMentions().length > 0;
  const head = text
    .slice(lineStart(text, token.start), token.start)
    .replace(/^\s*\d{1,2}[.)]|\s\/+\s|[\s"'`,;:|[\]>*]+|(?<!\w)-+|-+(?!\w)/g, ' ')
    .trim();
  if (
    head !== '' &&
    (isWordy(head) || (meaningOf(head).role !== null && !looksRandom(head)) || !/^\S{6,}$/.test(head))
  )
    return null;
  const value = text.slice(token.start, token.end);
  const values = bareValuesAround(around, token) ?? [];
  const index = values.findIndex((part) => part.includes(value));
  return index < 0 || !(tells || isHeaded(around, token)) ? null : index % periodOf(values);
}

/** Two accounts below each other repeat the lengths of their parts: `K S K S`, `K S P K S P`. */
function periodOf(values: readonly string[]): number {
  const repeats = (period: number) =>
    values.length % period === 0 && values.every((value, at) => value.length === values[at % period]!.length);
  return [2, 3].find((period) => values.length > period && repeats(period)) ?? values.length;
}

/** `Kraken (main):`, `## Binance keys`: the line over the paragraph, or its first one, names an exchange and little else. */
function isHeaded(around: Surroundings, token: Token): boolean {
  const { text, ruleset } = around;
  if (isListOfHashes(bareValuesAround(around, token) ?? [])) return false;
  const { start } = paragraphAround(text, token);
  const above = text.slice(Math.max(0, start - LONGEST_HEAD - 2), start).trimEnd();
  return [text.slice(start, lineEnd(text, start)), above.slice(above.lastIndexOf('\n') + 1)].some((line) => {
    if (line.length > LONGEST_HEAD || (line.match(/[A-Za-z]\w*/g)?.length ?? 0) > 5) return false;
    return ruleset.lexicon
      .find(line)
      .some(
        ({ kind, issuers }) =>
          (kind === 'word' || /^#+ /.test(line)) &&
          issuers.some((issuer) => ruleset.rules[issuer]!.category === 'exchange'),
      );
  });
}

const LONGEST_HEAD = 60;

/** Some hashes of one kind: an exchange that is mentioned above them gave out none of them. */
function isListOfHashes(values: readonly string[]): boolean {
  return (
    values.length > 1 &&
    values.every((value) => /^[\da-f]+$/i.test(value) && value.length === values[0]!.length)
  );
}

/** The values in a paragraph that holds little else; null for any other. */
function bareValuesAround(around: Surroundings, token: Token): readonly string[] | null {
  const { text } = around;
  const { start, end } = paragraphAround(text, token);
  const known = paragraphs.get(around) ?? new Map<number, readonly string[] | null>();
  paragraphs.set(around, known);
  const found = known.get(start);
  if (found !== undefined) return found;
  const values = text
    .slice(start, end)
    .split(/[\s"'`,;:|[\]()>]+/)
    .filter((part) => part.length >= 6 && !/^(?:#|\/\/|[-=_*~]+$)/.test(part));
  const isBare = (part: string | undefined) =>
    part !== undefined && /^[!-~]+$/.test(part) && !isWordy(part) && !isName(around, part);
  const isThird = (at: number) => isBare(values[at - 2]) && isBare(values[at - 1]) && isChosen(values[at]!);
  const bareValues = values.filter((part, at) => isBare(part) || isThird(at));
  const isLittleElse = bareValues.length <= 6 && values.length - bareValues.length <= 3;
  const answer = isLittleElse ? bareValues : null;
  known.set(start, answer);
  return answer;
}

/** Read once: every value of a paragraph asks for it. */
const paragraphs = new WeakMap<Surroundings, Map<number, readonly string[] | null>>();

/** `FMFW.io`: nothing but the name of an issuer. */
function isName({ ruleset }: Surroundings, part: string): boolean {
  return (
    part.length < 24 && ruleset.lexicon.find(part).some(({ start, end }) => 2 * (end - start) > part.length)
  );
}

/** The lines between the blank ones before and after a value: one of several entries in a file of notes. Those that reach further are cut. */
export function paragraphAround(text: string, { start, end }: Token, reach = LONGEST): Span {
  const floor = Math.max(0, start - reach);
  let from = lineStart(text, start);
  while (from > floor && !isBlank(text, lineStart(text, from - 1), from)) from = lineStart(text, from - 1);
  const ceiling = Math.min(text.length, end + reach);
  let to = lineEnd(text, end);
  while (to < ceiling && !isBlank(text, to + 1, lineEnd(text, to + 1))) to = lineEnd(text, to + 1);
  return { start: from, end: to };
}

/** Files of notes are no longer. */
const LONGEST = 4000;

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}
