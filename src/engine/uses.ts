import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Named } from './named-value.ts';
import { isWrapper } from './position.ts';
import { bindToken, meaning, readMeaning } from './reading.ts';
import type { Token } from './token.ts';

/** Where a program uses what a value is given to: `const a = "V"; new Spot(a, b)`. */

/** How far before and behind a value its name is looked for. */
const REACH = 30_000;
/** A name that is met more often is no name for one value. */
const MOST_MET = 60;
const MOST_USES = 4;

/** What the uses of a variable say of the value that it is given; null where nothing does. */
export function readUse(around: Surroundings, token: Token, variable: string): Named | null {
  for (const use of usesOf(around.text, variable, token.start)) {
    const named = readMeaning(around, { ...token, ...use, bindAt: use.start, before: '' });
    if (named === null || named.meaning.role === null) continue;
    return { ...named, least: Math.max(named.least, named.strength >= 2 ? FILE : IMPORT) };
  }
  return null;
}

/** What must name the issuer at least, of a use that says which part it is and of one that many things have (see `Attribution.weight`). */
const FILE = 1;
const IMPORT = 1.5;

/** The variable, field or argument that a literal is given to, if its name says nothing; else null. */
export function variableOf(around: Surroundings, token: Token): string | null {
  const own = bindToken(around, token)
    .first(3)
    .find(({ via, phrase }) => via !== 'call' || !isWrapper(phrase));
  if (own?.via !== 'assignment' || !VARIABLE.test(own.name)) return null;
  const { role, other, dummy } = meaning(own);
  return role === null && !other && !dummy && QUOTE.test(around.text[token.end] ?? '') ? own.name : null;
}

const VARIABLE = /^[A-Za-z_$][\w$]{0,60}$/;
const QUOTE = /["'`\\]/;

/**
 * The first uses of a variable near `at`, with what leads to it: all of `config.k` in `Client(config.k)`. None where it is
 * given more than one value, which says nothing of this one, or where it stands too often.
 */
export function usesOf(text: string, variable: string, at: number): Span[] {
  const from = Math.max(0, at - REACH);
  const part = text.slice(from, at + REACH);
  const uses: Span[] = [];
  let met = 0;
  let given = 0;
  for (let index = part.indexOf(variable), end = 0; index >= 0; index = part.indexOf(variable, end)) {
    end = index + variable.length;
    if (IN_NAME.test(part[index - 1] ?? '') || IN_NAME.test(part[end] ?? '')) {
      while (IN_NAME.test(part[end] ?? '')) end++;
      continue;
    }
    if (++met > MOST_MET) return [];
    if (GIVEN.test(part.slice(end, end + 80))) given++;
    else if (uses.length < MOST_USES) uses.push(expressionAround(part, index, end));
    if (given > 1) return [];
  }
  return uses.map(({ start, end }) => ({ start: from + start, end: from + end }));
}

const IN_NAME = /[\w$]/;

/** `k = `, `k: str = `, `k := `, `"k": `, `'k' => `. */
const GIVEN =
  /^(?:\\?["'])?\]?[ \t]{0,8}(?::[ \t]{0,3}[\w.&'<>[\] |?]{1,50}[ \t]{0,8})?(?::?=(?![=~>])|<-|=>|:(?!:))/;

function expressionAround(text: string, start: number, end: number): Span {
  const leading = LEADING.exec(text.slice(Math.max(0, start - 80), start))![0];
  const closing = CLOSING.exec(text.slice(end, end + 4))![0];
  return { start: start - leading.length, end: end + closing.length };
}

/** What leads to a member: `self.`, `config["`, `Keys::`. */
const LEADING = /(?:[\w$)\]]{1,40}(?:\?\.|\.|->|::|\[:|\[["']))*[&*$@]?$/;
const CLOSING = /^(?:["']\])?/;
