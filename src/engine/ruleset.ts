import type { PartRole } from '../findings/model.ts';
import type { MatchingKind, MatchingRule } from '../rules/rule.ts';
import type { Check, CheckResult } from './checks/check.ts';
import { CHECKS } from './checks/registry.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { once } from './once.ts';
import { patternFacts } from './pattern.ts';

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
  rules: readonly MatchingRule[];
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
  namesakes: ReadonlyMap<string, { issuer: number; role: PartRole }[]>;
  /** Calls by last identifier of the callee. */
  calls: ReadonlyMap<string, CallEntry[]>;
  allowed: ReadonlySet<string>;
}

/** Every part is made when it is first asked for: most files, and many a whole tree, hold nothing to be judged. */
export function compileRuleset(rules: readonly MatchingRule[]): Ruleset {
  const kinds = once(() => compileKinds(rules));
  const byIssuer = once(() => rules.map((_, issuer) => kinds().filter((kind) => kind.issuer === issuer)));
  const byLength = keep((length) => kinds().filter((kind) => kind.min <= length && length <= kind.max));
  const prefixed = once(() =>
    kinds().filter((kind) => kind.kind.evidence === 'pattern' && kind.prefix.length >= 2),
  );
  const heads = once(() => headsOf(prefixed()));
  const lexicon = once(() => createLexicon(rules));
  const namesakes = once(() => collectNames(rules));
  const calls = once(() => collectCalls(rules));
  const allowed = once(() => new Set(rules.flatMap((rule) => rule.allow.map((value) => value.sha256))));
  return {
    rules,
    byLength,
    provable: keep((length) => byLength(length).filter(isProvable)),
    mayHoldPrefix: (text) => holdsHead(text, heads()),
    kindsOf: (issuer) => byIssuer()[issuer]!,
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
  };
}

function compileKinds(rules: readonly MatchingRule[]): Kind[] {
  const testers = new Map<string, Kind['test']>();
  const asked: Asked = { value: '', number: 0 };
  return rules.flatMap((rule, issuer) =>
    rule.credentials.map((kind) => compileKind({ rule, issuer, kind, testers, asked })),
  );
}

/** A function that remembers its answers. */
function keep<T>(make: (length: number) => T): (length: number) => T {
  const known = new Map<number, T>();
  return (length) => {
    const answer = known.get(length) ?? make(length);
    known.set(length, answer);
    return answer;
  };
}

/** A table of the first two characters of each prefix. */
function headsOf(kinds: readonly Kind[]): Uint8Array {
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

function isProvable({ kind }: Kind): boolean {
  if (kind.evidence === 'pattern') return true;
  return kind.checks.length > 0 && kind.role !== 'walletAddress' && kind.role !== 'uid';
}

/** What separates the parts of a callee: `Client.create`, `Kraken::new`, `$api->setKey`, `\Vendor\Client`. */
const CALLEE_MARKS = /\.|::|->|\\+/;

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

export interface CallEntry {
  issuer: number;
  callee: string;
  args: (PartRole | null)[];
  common: boolean;
}

/** The form in which names are compared: `kraken-api-key`, `KRAKEN_API_KEY` and `krakenApiKey` are one. */
export function nameKey(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}

function compileKind(given: {
  rule: MatchingRule;
  issuer: number;
  kind: MatchingKind;
  testers: Map<string, Kind['test']>;
  asked: Asked;
}): Kind {
  const { rule, issuer, kind, testers, asked } = given;
  const facts = patternFacts(kind.pattern);
  const key = JSON.stringify([kind.pattern, kind.checks]);
  const test = testers.get(key) ?? createTester(kind, asked);
  testers.set(key, test);
  let within: RegExp | null = null;
  return {
    issuer,
    rule,
    kind,
    role: kind.role,
    ...facts,
    rarity: rarityOf(kind, facts.min, facts.max),
    test,
    search: (text) => {
      within ??= new RegExp(`(?<![A-Za-z0-9])(?:${kind.pattern})(?![A-Za-z0-9])`, 'g');
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

/** Many kinds share a pattern and its checks, and each is asked several times for one value. */
function createTester({ pattern, checks }: MatchingKind, asked: Asked): Kind['test'] {
  let whole: RegExp | null = null;
  let bound: { check: Check; parameter: string | undefined }[] | null = null;
  const judge = (value: string): CheckResult => {
    whole ??= new RegExp(`^(?:${pattern})$`);
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

/** Hex of the usual digest sizes, UUIDs and wide ranges say little; odd lengths and base64 of keys say more. */
function rarityOf(kind: MatchingKind, min: number, max: number): number {
  if (kind.evidence === 'pattern') return 3;
  const isHex = /^(?:\(\?:0x\)\?|0x)?\[0-9a-fA-F\]|^\[0-9a-f\]|^\[0-9A-F\]/.test(kind.pattern);
  if (max - min > 12) return -0.5;
  if (isHex) return [24, 32, 40, 56, 64, 96, 128].includes(min) || kind.pattern.includes('-') ? 0 : 1;
  if (min >= 80) return 2;
  return min >= 40 ? 1.5 : 1;
}

function collectNames(rules: readonly MatchingRule[]): Map<string, { issuer: number; role: PartRole }[]> {
  const names = new Map<string, { issuer: number; role: PartRole }[]>();
  rules.forEach((rule, issuer) => {
    const all = [...Object.entries(rule.names), ...Object.entries(rule.headers)];
    for (const [name, role] of all) {
      const key = nameKey(name);
      const list = names.get(key) ?? [];
      if (!list.some((entry) => entry.issuer === issuer)) list.push({ issuer, role });
      names.set(key, list);
    }
  });
  return names;
}

function collectCalls(rules: readonly MatchingRule[]): Ruleset['calls'] {
  const calls = new Map<string, CallEntry[]>();
  rules.forEach((rule, issuer) => {
    for (const call of rule.calls) {
      const last = call.callee.split(CALLEE_MARKS).at(-1)!;
      const list = calls.get(last) ?? [];
      list.push({ issuer, callee: call.callee, args: call.args, common: call.common });
      calls.set(last, list);
    }
  });
  return calls;
}
