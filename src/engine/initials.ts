import type { PartRole } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import { isCode } from './files.ts';
import type { Named } from './named-value.ts';
import { isWrapper } from './position.ts';
import { bindToken } from './reading.ts';
import type { Token } from './token.ts';

/** How far from a value the other one of a pair is looked for. */
const REACH = 600;
/** Its import or path must name the issuer at least (see `Attribution.weight`). */
const LEAST = 1.5;

const ROLES: Partial<Record<string, { role: PartRole; other: string }>> = {
  k: { role: 'apiKey', other: 's' },
  s: { role: 'secret', other: 'k' },
  key: { role: 'apiKey', other: '(?:sec|secret)' },
  sec: { role: 'secret', other: 'key' },
};

/** `{ k: "V", s: "V" }`, `K: V S: V`, `gkey: V gsec: V`: initials of key and secret, or with those of the issuer, where both stand near each other; null for any other value. */
export function readInitial(around: Surroundings, token: Token): Named | null {
  const binding = bindToken(around, token);
  const own = ownLabel(binding);
  const said = own === undefined || !isInitialOf(own) ? undefined : INITIAL.exec(own.name)?.groups;
  const part = ROLES[(said?.initial ?? said?.part ?? '').toLowerCase()];
  if (own === undefined || said === undefined || part === undefined) return null;
  const { text } = around;
  const isQuoted = QUOTE.test(text[token.end] ?? '');
  if (!isQuoted && isCode(around.path)) return null;
  const value = isQuoted
    ? `[^"'\`\\n]{0,40}[:=]\\s{0,8}(?:[\\w.]{1,30}\\()?\\\\*["'\`]`
    : '(?:[ \\t]{0,3}[:=>]{1,2}[ \\t]{0,8}|[ \\t]{1,8})';
  const other = new RegExp(
    `(?<![\\w$])${said.of ?? ''}${part.other}${said.number}\\\\*["']?${value}[^"'\`\\s]{12,}`,
    'i',
  );
  const near = [
    text.slice(Math.max(0, token.start - REACH), token.start),
    text.slice(token.end, token.end + REACH),
  ];
  if (!near.some((part) => other.test(part))) return null;
  const meaning = { role: part.role, strength: 2, other: false, dummy: false } as const;
  return { binding, label: own, meaning, strength: 2, least: LEAST };
}

const INITIAL = /^(?:(?<initial>[ks])|(?<of>[a-z]{1,4})(?<part>key|sec))(?<number>\d?)$/i;
const QUOTE = /["'`\\]/;

/** Whether the value stands under such an initial, wherever the other one is. */
export function isInitial(around: Surroundings, token: Token): boolean {
  const own = ownLabel(bindToken(around, token));
  return own !== undefined && isInitialOf(own);
}

/** The name of a value, also where it is decoded: `s = b64decode("V")`. */
function ownLabel(binding: Binding): Label | undefined {
  return binding.first(3).find(({ via, phrase }) => via !== 'call' || !isWrapper(phrase));
}

/** `k: V`, `<k>V</k>`, or `k V` on a line of its own. */
function isInitialOf({ via, name, phrase }: Label): boolean {
  if (!INITIAL.test(name)) return false;
  return via === 'assignment' || via === 'tag' || (via === 'words' && /^[\s*-]*\w{1,7}\d?\s*$/.test(phrase));
}

/** `P: V` beside such a pair. */
export function isInitialOfPass({ name }: Label, { near: [beside] }: Binding): boolean {
  return /^pp?\d?$/i.test(name) && INITIAL.test(beside?.name ?? '');
}
