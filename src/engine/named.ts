import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import { type Binding, bindingOf } from './binding.ts';
import { calledText, type Match } from './build-match.ts';
import { isChosen, isPasswordName } from './chosen.ts';
import { isPlaceholder } from './companion-words.ts';
import { createCover } from './cover.ts';
import { isCode, isSettings } from './files.ts';
import { isOfDatabase, isSealed } from './lookalike.ts';
import { nameOf } from './name-table.ts';
import { hasOwners, ownerOf, type Tie } from './named-owner.ts';
import { letterOdds } from './randomness.ts';
import { bindToken } from './reading.ts';
import { mayHoldValue, type TellingNames } from './telling-names.ts';
import type { Token } from './token.ts';
import { chosenBehind, type Value, valueAfter } from './values-behind.ts';
import type { View } from './view.ts';

/**
 * Credentials that only a name can tell: passwords of bots, passphrases of alerts. Looked for behind the names that rules
 * list, in any spelling, and behind whatever is called a password where an issuer is named.
 */

const MAX_SIZE = 128 * 1024;

/** Whether names tell anything in a text of this size. */
export function mayBeNamed({ length }: Uint8Array): boolean {
  return length <= MAX_SIZE;
}

/** Whether such a name with a value stands in this file, as far as a glance tells; `names` are those that its bytes show. */
export function mayHoldNamed(
  telling: TellingNames,
  { path, view, names }: { path: string; view: View; names: readonly Span[] },
): boolean {
  if (!mayBeNamed(view.bytes)) return false;
  if (isSettings(path) && GLANCE.test(view.text())) return true;
  return names.some((name) => mayHoldValue(telling, view.text(), name));
}

const GLANCE =
  /(?:pass(?:word|phrase|wd)?|secret|token|key|pwd|memo)\d?["'\]]?\s{0,2}(?:=>|[=:]|>(?:<!\[CDATA\[)?|[\w:]{0,16}(?:value|content)=)\s{0,2}\\*["']?[^\s"'<>{}()[\],;$%*]{4}/i;

/** A telling name where it stands, and how its file holds values. */
interface Name {
  word: string;
  end: number;
  inCode: boolean;
  inSettings: boolean;
}

/** Values bound to telling names, where no other match stands; `shown` are the names that the bytes show. */
export function findNamed(around: Surroundings, known: readonly Match[], shown: readonly Span[]): Match[] {
  const found: Match[] = [];
  if (!hasOwners(around)) return found;
  const covered = createCover(known);
  for (const name of namesIn(around, shown)) {
    for (const value of valuesOf(around, name)) {
      if (!isCredible(around, name, value)) continue;
      if (covered.has(value.start, value.end)) continue;
      const match = matchNamed(around, name, value);
      if (match === null) continue;
      found.push(match);
      covered.add(match);
      break;
    }
  }
  return found;
}

/** A password that is put together, from pieces or from bytes, by the name that it is bound to. */
export function namedToken(around: Surroundings, token: Token): Match | null {
  const { value, start, end } = token;
  if (value.length === end - start || !isChosen(value)) return null;
  const binding = bindToken(around, token);
  const label = binding.first(2).find(({ name }) => isPasswordName(name));
  if (label === undefined) return null;
  const tie = ownerOf(around, { word: label.name, value: { text: value, start, end }, binding });
  return tie === null ? null : asMatch({ text: value, start, end }, binding, tie);
}

/** In a file of settings every word, else the stretches that the bytes show. */
function namesIn({ text, path, ruleset }: Surroundings, shown: readonly Span[]): Name[] {
  const { keys } = ruleset.telling;
  const file = { inCode: isCode(path), inSettings: isSettings(path) };
  const words = file.inSettings
    ? [...text.matchAll(/\w[\w-]{3,60}/g)].map(({ 0: word, index }) => ({ word, end: index + word.length }))
    : shown.map(({ start, end }) => ({ word: text.slice(start, end).replace(/^-+/, ''), end }));
  return words.flatMap(({ word, end }) =>
    isPasswordName(word) || keys.has(nameOf(word)) ? [{ word, end, ...file }] : [],
  );
}

/** What stands directly behind the name, and what somebody could have chosen further on. */
interface Candidate extends Value {
  isNext: boolean;
}

function valuesOf({ text }: Surroundings, { end }: Name): Candidate[] {
  const next = valueAfter(text, end);
  const chosen = chosenBehind(text, end).map((value) => ({ ...value, isNext: value.start === next?.start }));
  return next === null || chosen.some(({ isNext }) => isNext)
    ? chosen
    : [{ ...next, isNext: true }, ...chosen];
}

function matchNamed(around: Surroundings, name: Name, value: Candidate): Match | null {
  const { text } = around;
  const binding = bindingOf(text, value.start, value.end);
  if (!value.isNext && !isBoundTo(binding, name.word)) return null;
  if (text[name.end] === '(' && !isPasswordName(name.word) && !isArgumentOf(binding, name.word)) return null;
  if (isSealed(binding, text, { value: value.text, start: value.start, before: '' })) return null;
  const tie = ownerOf(around, { word: name.word, value, binding });
  if (tie === null) return null;
  const isOpen = tie.isAsListed && (tie.isOwn || !/^[A-Za-z_.]+$/.test(value.text));
  if (!isOpen && !isChosen(value.text)) return null;
  return asMatch(value, binding, tie);
}

/** `unlockAccount(account, "V")`, and not what the function of that name does. */
function isArgumentOf(binding: Binding, word: string): boolean {
  return binding.first(3).some(({ via, name }) => via === 'call' && name === word);
}

/** Whether one of the nearest names is this one. */
function isBoundTo(binding: Binding, word: string): boolean {
  const names = [...binding.first(3), ...binding.blocks().slice(0, 1)];
  return names.some(({ name, phrase }) => name.includes(word) || phrase.includes(word));
}

/** Behind a name that a rule lists, in a file that holds settings, anything but a word is one; elsewhere what is well chosen. */
function isCredible({ text, ruleset }: Surroundings, name: Name, value: Candidate): boolean {
  if (name.inCode && !/["'`]/.test(text[value.start - 1] ?? '')) return false;
  if (isOfDatabase(text.slice(Math.max(0, value.start - REACH), value.start))) return false;
  if (isChosen(value.text)) return true;
  if (!name.inSettings || !value.isNext || !ruleset.telling.listed.has(name.word)) return false;
  return !isPlaceholder(value.text) && !isWord(value.text);
}

const REACH = 300;

/** `Optional,`, `some_name`: not letters that come as chance has it. */
function isWord(value: string): boolean {
  return /^(?:[A-Z]?[a-z_.,;]+|[A-Z]+(?:_[A-Z]+)+)$/.test(value) && letterOdds(value).odds > UNLIKELY;
}

/** Words are above it, but for odd ones. */
const UNLIKELY = -1;

function asMatch(value: Value, binding: Binding, { kind, isOwn }: Tie): Match {
  return {
    kind,
    role: kind.role,
    value: value.text,
    start: value.start,
    end: value.end,
    binding,
    label: binding.first(1)[0] ?? null,
    attribution: {
      issuer: kind.issuer,
      shared: [],
      weight: isOwn ? 3 : 1.5,
      kind: 'name',
      text: isOwn ? 'its own name says so' : 'the file names the issuer',
    },
    proof: false,
    points: isOwn ? 6 : 4,
    evidence: [{ kind: 'name', text: calledText(kind) }],
  };
}
