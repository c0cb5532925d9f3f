import type { PartRole } from './model.ts';
import type { Secret } from './secret.ts';

const IDENTIFIERS: ReadonlySet<PartRole> = new Set(['apiKey', 'uid', 'walletAddress']);

/** Whether something of such a value may be shown. */
export function isIdentifier(role: PartRole): boolean {
  return IDENTIFIERS.has(role);
}

/**
 * What people may see of a value: the first and last four characters of an identifier, enough to find it in
 * the exchange's list; less of a short one, so that most of it stays hidden; null for anything secret, and for an
 * identifier that one of the `secrets` beside it is made of.
 */
export function redactPart(role: PartRole, value: Secret, secrets: readonly Secret[] = []): string | null {
  if (!isIdentifier(role)) return null;
  if (secrets.some((secret) => sharesRun(value.expose(), secret.expose()))) return null;
  const characters = Array.from(value.expose());
  const ends = visibleEnds(characters.length);
  if (ends === 0) return '…';
  return `${characters.slice(0, ends).join('')}…${characters.slice(-ends).join('')}`;
}

/** Shorter texts stand in names by chance. */
const LEAST_CONCEALED = 8;

/** Takes the values of secrets out of texts that are to be shown. */
export function concealing(secrets: readonly Secret[]): (text: string) => string {
  const byLength = new Map<number, Set<string>>();
  for (const secret of secrets) {
    const value = secret.expose();
    const others = byLength.get(value.length) ?? new Set();
    if (value.length >= LEAST_CONCEALED) byLength.set(value.length, others.add(value));
  }
  const longestFirst = [...byLength].sort(([one], [other]) => other - one);
  return (text) => longestFirst.reduce((rest, [length, values]) => without(rest, length, values), text);
}

function without(text: string, length: number, values: ReadonlySet<string>): string {
  let shown = '';
  let from = 0;
  for (let at = 0; at + length <= text.length; at++) {
    if (!values.has(text.slice(at, at + length))) continue;
    shown += `${text.slice(from, at)}…`;
    from = at + length;
    at = from - 1;
  }
  return shown + text.slice(from);
}

/** As few characters of a secret in a row as betray something of it. */
const LEAST_BETRAYING = 5;

/** A person's own words beside secrets, such as a reason, without whatever they quote of one of them. */
export function withoutQuotes(text: string, secrets: readonly Secret[]): string {
  const quoted = piecesOf(text).filter((piece) => secrets.some((secret) => secret.expose().includes(piece)));
  if (quoted.length === 0) return text;
  const hidden = new Set(quoted);
  const isHidden = piecesOf(text).map((piece) => hidden.has(piece));
  const shown = Array.from({ length: text.length }, (_, at) =>
    isHidden.slice(Math.max(0, at - LEAST_BETRAYING + 1), at + 1).includes(true) ? '\0' : text[at],
  );
  return shown.join('').replace(/\0+/g, '…');
}

function piecesOf(text: string): string[] {
  const count = Math.max(0, text.length - LEAST_BETRAYING + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + LEAST_BETRAYING));
}

/** What two values have in common no more than once in millions of times by chance. */
const SHARED = 8;
/** As much as is shown of an identifier's end. */
const LEAST_SHARED = 4;

function sharesRun(one: string, other: string): boolean {
  const length = Math.min(SHARED, one.length, other.length);
  if (length < LEAST_SHARED) return false;
  const runs = new Set<string>();
  for (let at = 0; at + length <= other.length; at++) runs.add(other.slice(at, at + length).toLowerCase());
  for (let at = 0; at + length <= one.length; at++) {
    if (runs.has(one.slice(at, at + length).toLowerCase())) return true;
  }
  return false;
}

function visibleEnds(length: number): number {
  return Math.min(4, Math.floor(length / 5));
}
