import type { PartRole } from '../findings/model.ts';
import type { MatchingKind, MatchingRule, RuleList, RuleTables } from '../rules/rule.ts';
import { FORMAT_CHECKS } from './checks/formats.ts';
import { type NameTable, nameTable } from './name-table.ts';
import { once } from './once.ts';
import { patternFacts } from './pattern.ts';
import { type PhraseTable, phraseTable } from './phrases.ts';

/**
 * What can be found out from the rules before any text is seen. The build does it for those that are shipped: doing it
 * at start would take longer than scanning a commit.
 */
export interface RuleFacts {
  phrases(): PhraseTable;
  kinds(): readonly KindFacts[];
  tests(): readonly TestFacts[];
  /** Issuers by own variable name, in upper case without separators. */
  names(): readonly (readonly [name: string, owners: NameOwner[]])[];
  /** Calls by last identifier of the callee. */
  calls(): readonly (readonly [name: string, calls: CallEntry[]])[];
  /** Names of values that no shape gives away. */
  telling(): NameTable;
  /** SHA-256 of values that are public. */
  allowed(): readonly string[];
}

/** A credential kind without its rule. */
export interface KindFacts {
  issuer: number;
  /** Index in the rule's `credentials`. */
  index: number;
  role: PartRole;
  /** Index into the tests. */
  test: number;
  min: number;
  /** Null: any length. */
  max: number | null;
  prefix: string;
  rarity: number;
  /** Its shape or a check may prove it. */
  provable: boolean;
  /** Its shape alone proves it, and it begins with a literal. */
  prefixed: boolean;
}

/** Many kinds share a pattern and its checks. */
export type TestFacts = Pick<MatchingKind, 'pattern' | 'checks'>;

export interface NameOwner {
  issuer: number;
  role: PartRole;
}

export interface CallEntry {
  issuer: number;
  callee: string;
  args: (PartRole | null)[];
  common: boolean;
}

/** The facts that the build left beside the rules, each read when it is asked for; else made from the rules. */
export function ruleFacts(rules: RuleList): RuleFacts {
  const { tables } = rules;
  const tests = once(() => collectTests(rules));
  const part = <T>(name: keyof RuleTables, make: () => T): (() => T) =>
    once(() => (tables === undefined ? make() : (JSON.parse(tables[name]) as T)));
  return {
    phrases: part('phrases', () => phraseTable(rules)),
    kinds: part('kinds', () => collectKinds(rules, [...tests().keys()])),
    tests: part('tests', () => [...tests().values()]),
    names: part('names', () => [...collectNames(rules)]),
    calls: part('calls', () => [...collectCalls(rules)]),
    telling: part('telling', () => nameTable(collectListed(rules))),
    allowed: part('allowed', () => rules.flatMap((rule) => rule.allow.map((value) => value.sha256))),
  };
}

/** For the build: the facts in the form that is quickest to read. */
export function tablesOf(rules: readonly MatchingRule[]): RuleTables {
  const { phrases, kinds, tests, names, calls, telling, allowed } = ruleFacts([...rules]);
  return {
    phrases: JSON.stringify(phrases()),
    kinds: JSON.stringify(kinds()),
    tests: JSON.stringify(tests()),
    names: JSON.stringify(names()),
    calls: JSON.stringify(calls()),
    telling: JSON.stringify(telling()),
    allowed: JSON.stringify(allowed()),
  };
}

function collectTests(rules: readonly MatchingRule[]): Map<string, TestFacts> {
  const kinds = rules.flatMap((rule) => rule.credentials);
  return new Map(kinds.map(({ pattern, checks }) => [testKey({ pattern, checks }), { pattern, checks }]));
}

function testKey({ pattern, checks }: TestFacts): string {
  return JSON.stringify([pattern, checks]);
}

function collectKinds(rules: readonly MatchingRule[], testKeys: readonly string[]): KindFacts[] {
  const testAt = new Map(testKeys.map((key, index) => [key, index]));
  return rules.flatMap((rule, issuer) =>
    rule.credentials.map((kind, index) => {
      const { min, max, prefix } = patternFacts(kind.pattern);
      return {
        ...{ issuer, index, role: kind.role, test: testAt.get(testKey(kind))! },
        ...{ min, max: Number.isFinite(max) ? max : null, prefix },
        rarity: rarityOf(kind, min, max),
        provable: isProvable(kind),
        prefixed: kind.evidence === 'pattern' && prefix.length >= 2,
      };
    }),
  );
}

function isProvable(kind: MatchingKind): boolean {
  if (kind.evidence === 'pattern') return true;
  if (kind.role === 'walletAddress' || kind.role === 'uid') return false;
  return kind.checks.some((check) => !FORMAT_CHECKS.has(check.split(':', 1)[0]!));
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

/**
 * The form in which names are compared: `kraken-api-key`, `KRAKEN_API_KEY`, `krakenApiKey` and what shows it to a page,
 * `VITE_KRAKEN_API_KEY`, are one.
 */
export function nameKey(name: string): string {
  return name
    .replace(SHOWN, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
}

/** Before names that builders of web pages pass on. */
const SHOWN = /^(?:NEXT_PUBLIC|REACT_APP|VITE|EXPO_PUBLIC|NUXT_PUBLIC|NUXT_ENV|VUE_APP|GATSBY|NG_APP)_/;

function collectNames(rules: readonly MatchingRule[]): Map<string, NameOwner[]> {
  const names = new Map<string, NameOwner[]>();
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

function collectListed(rules: readonly MatchingRule[]): string[] {
  const names = rules.flatMap((rule) =>
    rule.credentials.filter(isFree).flatMap((kind) => [...ownNames(rule, kind.role), ...kind.names]),
  );
  return [...new Set(names)];
}

/** Only a name tells a value of this kind; user ids and addresses alone are no credentials. */
export function isFree({ evidence, role }: Pick<MatchingKind, 'evidence' | 'role'>): boolean {
  return evidence === 'name' && role !== 'uid' && role !== 'walletAddress';
}

/** The issuer's own names for a part. */
export function ownNames({ names }: Pick<MatchingRule, 'names'>, role: PartRole): string[] {
  return Object.entries(names).flatMap(([name, part]) => (part === role ? [name] : []));
}

/** What separates the parts of a callee: `Client.create`, `Kraken::new`, `$api->setKey`, `\Vendor\Client`. */
export const CALLEE_MARKS = /\.|::|->|\\+/;

function collectCalls(rules: readonly MatchingRule[]): Map<string, CallEntry[]> {
  const calls = new Map<string, CallEntry[]>();
  rules.forEach((rule, issuer) => {
    for (const { callee, args, common } of rule.calls) {
      const last = callee.split(CALLEE_MARKS).at(-1)!;
      const list = calls.get(last) ?? [];
      list.push({ issuer, callee, args, common });
      calls.set(last, list);
    }
  });
  return calls;
}
