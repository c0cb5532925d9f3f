import { matching, rulesVersion, tables } from './generated/matching.ts';
import { parseLate } from './parse-late.ts';
import type { Issuer, IssuerFacts, MatchingRule, RuleList } from './rule.ts';
import { digest, factsOf, joinIssuer, matchingOf } from './split.ts';

/** The rules of one run. `rules` is all that scanning needs; `facts` loads the rest when it is asked for. */
export interface Catalog {
  /** Short digest over all rule content. */
  version: string;
  /** In the order of their ids. */
  rules: RuleList;
  /** What only people read, by issuer id. */
  facts(): Promise<ReadonlyMap<string, IssuerFacts>>;
}

let builtin: RuleList | null = null;

/** The rules that keysweep ships. */
export function builtinCatalog(): Catalog {
  builtin ??= Object.assign(parseLate<MatchingRule>(matching), { tables });
  return { version: rulesVersion, rules: builtin, facts: builtinFacts };
}

/** A catalog with a user's rules added; one with the id of a shipped rule replaces it. */
export function extendCatalog(catalog: Catalog, issuers: readonly Issuer[]): Catalog {
  if (issuers.length === 0) return catalog;
  const own = new Map(issuers.map((issuer) => [issuer.id, issuer]));
  const rules = [...catalog.rules.filter(({ id }) => !own.has(id)), ...issuers.map(matchingOf)];
  return {
    version: digest([catalog.version, issuers]),
    rules: rules.sort(byId),
    facts: async () => new Map([...(await catalog.facts()), ...issuers.map(factsEntry)]),
  };
}

/** Every whole issuer of a catalog, in the order of their ids. */
export async function loadIssuers(catalog: Catalog): Promise<Issuer[]> {
  const facts = await catalog.facts();
  return catalog.rules.flatMap((rule) => {
    const own = facts.get(rule.id);
    return own === undefined ? [] : [joinIssuer(rule, own)];
  });
}

async function builtinFacts(): Promise<ReadonlyMap<string, IssuerFacts>> {
  const { facts } = await import('./generated/facts.ts');
  return new Map(facts.map((entry) => [entry.id, entry]));
}

function factsEntry(issuer: Issuer): [string, IssuerFacts] {
  return [issuer.id, factsOf(issuer)];
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : Number(one.id > other.id);
}
