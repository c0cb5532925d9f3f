import type { PartRole } from '../findings/model.ts';
import type { MatchingKind, MatchingRule, RuleList } from '../rules/rule.ts';
import type { Check, CheckResult } from './checks/check.ts';
import { CHECKS } from './checks/registry.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { once } from './once.ts';
import {
  CALLEE_MARKS,
  type CallEntry,
  type KindFacts,
  type NameOwner,
  type RuleFacts,
  ruleFacts,
  type TestFacts,
} from './tables.ts';
import { type TellingNames, tellingNames } from './telling-names.ts';

export { nameKey } from './tables.ts';

/** A credential kind, ready to match. Its regular expressions are made on first use. */
export interface Kind {
  /** Index of the issuer in `Ruleset.rules`. */
  issuer: number;
  rule: MatchingRule;
  kind: MatchingKind;
  role: PartRole;
  min: number;
  max: number;
  prefix: string;
  /** The whole value has this shape and passes every offline check. */
  test(value: string): 'fail' | 'pass' | 'proof';
  /** Finds the shape in a longer text; only for kinds whose shape is evidence by itself. */
  search(text: string): { start: number; end: number }[];
  /** How surprising the shape is: 0 for what hashes and ids look like, up to 3 for a proven prefix. */
  rarity: number;
}

export interface Ruleset {
  rules: RuleList;
  kinds: readonly Kind[];
  /** Kinds whose values may have this length. */
  byLength(length: number): readonly Kind[];
  /** Those of them that their shape or a check may prove. */
  provable(length: number): readonly Kind[];
  /** Kinds that their shape alone proves and that begin with a literal. */
  prefixed: readonly Kind[];
  /** False where none of their literals stands in the text. */
  mayHoldPrefix(text: string): boolean;
  kindsOf(issuer: number): readonly Kind[];
  lexicon: Lexicon;
  /** Issuers by own variable name, in upper case without separators. */
  namesakes: ReadonlyMap<string, NameOwner[]>;
  /** Calls by last identifier of the callee. */
  calls: ReadonlyMap<string, CallEntry[]>;
  allowed: ReadonlySet<string>;
  /** Names of values that no shape gives away. */
  telling: TellingNames;
}

/** Every part is made when it is first asked for: most files, and many a whole tree, hold nothing to be judged. */
export function compileRuleset(rules: RuleList): Ruleset {
  const facts = ruleFacts(rules);
  const make = kindMaker(rules, facts);
  const chosen = (wanted: (kind: KindFacts) => boolean) => facts.kinds().filter(wanted).map(make);
  const kinds = once(() => chosen(() => true));
  const prefixed = once(() => chosen((kind) => kind.prefixed));
  const heads = once(() => headsOf(facts.kinds().filter((kind) => kind.prefixed)));
  const lexicon = once(() => createLexicon(facts.phrases()));
  const namesakes = once(() => new Map(facts.names()));
  const calls = once(() => new Map(facts.calls()));
  const allowed = once(() => new Set(facts.allowed()));
  const telling = once(() => tellingNames(facts.telling()));
  return {
    rules,
    byLength: keep((length) => chosen((kind) => mayHaveLength(kind, length))),
    provable: keep((length) => chosen((kind) => kind.provable && mayHaveLength(kind, length))),
    mayHoldPrefix: (text) => holdsHead(text, heads()),
    kindsOf: keep((issuer) => chosen((kind) => kind.issuer === issuer)),
    get kinds() {
      return kinds();
    },
    get prefixed() {
      return prefixed();
    },
    get lexicon() {
      return lexicon();
    },
    get namesakes() {
      return namesakes();
    },
    get calls() {
      return calls();
    },
    get allowed() {
      return allowed();
    },
    get telling() {
      return telling();
    },
  };
}

function mayHaveLength({ min, max }: KindFacts, length: number): boolean {
  return min <= length && (max === null || length <= max);
}

/** A function that remembers its answers. */
function keep<T>(make: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    const answer = known.get(key) ?? make(key);
    known.set(key, answer);
    return answer;
  };
}

/** A table of the first two characters of each prefix. */
function headsOf(kinds: readonly KindFacts[]): Uint8Array {
  const heads = new Uint8Array(1 << 16);
  for (const { prefix } of kinds) heads[headAt(prefix, 0)] = 1;
  return heads;
}

function holdsHead(text: string, heads: Uint8Array): boolean {
  for (let at = 0; at + 1 < text.length; at++) if (heads[headAt(text, at)] === 1) return true;
  return false;
}

function headAt(text: string, at: number): number {
  return ((text.charCodeAt(at) & 255) << 8) | (text.charCodeAt(at + 1) & 255);
}

/** Facts on a call by what is written before its parenthesis: `Kraken::new` is no other type's `new`. */
export function callFacts(ruleset: Ruleset, callee: string): readonly CallEntry[] {
  const path = callee.split(CALLEE_MARKS);
  const facts = ruleset.calls.get(path.at(-1)!) ?? [];
  return facts.filter((fact) => {
    const wanted = fact.callee.split(CALLEE_MARKS);
    return (
      wanted.length <= path.length &&
      wanted.every((part, index) => part === path[path.length - wanted.length + index])
    );
  });
}

/** Makes kinds of their facts; those that nothing asks for are never made, and neither are their rules read. */
function kindMaker(rules: RuleList, facts: RuleFacts): (kind: KindFacts) => Kind {
  const asked: Asked = { value: '', number: 0 };
  const testers: (Kind['test'] | undefined)[] = [];
  const made = new Map<KindFacts, Kind>();
  return (kind) => {
    const known = made.get(kind);
    if (known !== undefined) return known;
    const test = facts.tests()[kind.test]!;
    testers[kind.test] ??= createTester(test, asked);
    const fresh = compileKind({ rules, facts: kind, pattern: test.pattern, test: testers[kind.test]! });
    made.set(kind, fresh);
    return fresh;
  };
}

function compileKind(given: {
  rules: RuleList;
  facts: KindFacts;
  pattern: string;
  test: Kind['test'];
}): Kind {
  const { rules, facts, pattern, test } = given;
  const { issuer, index, role, min, max, prefix, rarity } = facts;
  let rule: MatchingRule | null = null;
  let within: RegExp | null = null;
  return {
    ...{ issuer, role, min, max: max ?? Number.POSITIVE_INFINITY, prefix, rarity, test },
    get rule() {
      rule ??= rules[issuer]!;
      return rule;
    },
    get kind() {
      rule ??= rules[issuer]!;
      return rule.credentials[index]!;
    },
    search: (text) => {
      within ??= new RegExp(`(?<![A-Za-z0-9])(?:${pattern})(?![A-Za-z0-9])`, 'g');
      return [...text.matchAll(within)].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
      }));
    },
  };
}

/** The value that was asked about last, and its number. No other is kept: a piece of a text keeps all of it alive. */
interface Asked {
  value: string;
  number: number;
}

/** No credential is longer; for a run of some megabytes V8 has no room to go back in. */
const LONGEST_VALUE = 64 * 1024;

/** Many kinds share a pattern and its checks, and each is asked several times for one value. */
function createTester({ pattern, checks }: TestFacts, asked: Asked): Kind['test'] {
  let whole: RegExp | null = null;
  let bound: { check: Check; parameter: string | undefined }[] | null = null;
  const judge = (value: string): CheckResult => {
    whole ??= new RegExp(`^(?:${pattern})$`);
    if (value.length > LONGEST_VALUE) return 'fail';
    if (!whole.test(value)) return 'fail';
    bound ??= checks.map(bindCheck);
    let best: CheckResult = 'pass';
    for (const { check, parameter } of bound) {
      const result = check(value, parameter);
      if (result === 'fail') return 'fail';
      if (result === 'proof') best = 'proof';
    }
    return best;
  };
  let answered = -1;
  let result: CheckResult = 'fail';
  return (value) => {
    if (asked.value !== value) {
      asked.value = value;
      asked.number++;
    }
    if (answered !== asked.number) result = judge(value);
    answered = asked.number;
    return result;
  };
}

function bindCheck(name: string): { check: Check; parameter: string | undefined } {
  const colon = name.indexOf(':');
  const id = colon < 0 ? name : name.slice(0, colon);
  const check = CHECKS.get(id);
  return { check: check ?? (() => 'pass'), parameter: colon < 0 ? undefined : name.slice(colon + 1) };
}
