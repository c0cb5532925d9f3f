import { Buffer } from 'node:buffer';
import type { Category } from '../rules/rule.ts';
import type { Ruleset } from './ruleset.ts';

/** Names of issuers that stand alone: as the name of a value, before it on its line, or on a line above. */

/** What kind of issuer a name is, where it is an issuer's and nothing more: `hashkey` is no key, `LATOKEN` no token. The same names come again and again. */
export function issuerCalled(ruleset: Ruleset, name: string): Category | null {
  const known = ISSUERS.get(ruleset) ?? new Map<string, Category | null>();
  ISSUERS.set(ruleset, known);
  let answer = known.get(name);
  if (answer === undefined) {
    answer = categoryOf(ruleset, name);
    if (known.size >= MOST_NAMES) known.clear();
    known.set(ownCopy(name), answer);
  }
  return answer;
}

const ISSUERS = new WeakMap<Ruleset, Map<string, Category | null>>();
const MOST_NAMES = 4096;

function categoryOf(ruleset: Ruleset, name: string): Category | null {
  const whole = ruleset.lexicon
    .find(name)
    .filter(({ start, end, kind }) => kind === 'word' && start === 0 && end === name.length);
  const categories = whole.flatMap(({ issuers }) => issuers.map((issuer) => ruleset.rules[issuer]!.category));
  return KEY_GIVERS.find((category) => categories.includes(category)) ?? null;
}

/** Issuers that people call a key by: `api: { etherscan: "V" }`. */
const KEY_GIVERS: readonly Category[] = ['exchange', 'node', 'data', 'alerts'];

/** A part of a text keeps the whole of it in memory: what is remembered longer is a string of its own. */
function ownCopy(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}

/** `## Kraken`, `- **OKX**:`, `<x>{Bybit`: words that are an exchange's name alone, from the last bracket on, but for marks. */
export function isExchangeAlone(ruleset: Ruleset, words: string): boolean {
  const name = words.replace(OPENED, '').replace(MARKS, '');
  return name.length > 1 && name.length < LONGEST && issuerCalled(ruleset, name) === 'exchange';
}

const OPENED = /^.*[>{([]/;
const MARKS = /^[\s"'`*_#•:=|-]+|[\s"'`*_#•:=|-]+$/g;
const LONGEST = 30;
