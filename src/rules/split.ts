import { createHash } from 'node:crypto';
import type { Issuer, IssuerFacts, MatchingRule } from './rule.ts';

/** The part of an issuer that the engine needs. */
export function matchingOf(issuer: Issuer): MatchingRule {
  const { remediation, validation, permissions, ipAllowList, expiry, notes, examples, ...rule } = issuer;
  return {
    ...rule,
    credentials: issuer.credentials.map(({ format, sources, ...kind }) => kind),
    allow: issuer.allow.map(({ sha256 }) => ({ sha256 })),
  };
}

/** The part of an issuer that only people read. */
export function factsOf(issuer: Issuer): IssuerFacts {
  const { id, remediation, validation, permissions, ipAllowList, expiry, notes, examples, allow } = issuer;
  const credentials = issuer.credentials.map((kind) => ({
    id: kind.id,
    format: kind.format,
    sources: kind.sources,
  }));
  return {
    id,
    credentials,
    allow,
    remediation,
    validation,
    permissions,
    ipAllowList,
    expiry,
    notes,
    examples,
  };
}

/** The whole issuer again. */
export function joinIssuer(rule: MatchingRule, facts: IssuerFacts): Issuer {
  const credentials = rule.credentials.map((kind) => {
    const { format = '', sources = [] } = facts.credentials.find(({ id }) => id === kind.id) ?? {};
    return { ...kind, format, sources };
  });
  return { ...rule, ...facts, credentials };
}

/** Short digest of rule content: equal content, equal digest. */
export function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
