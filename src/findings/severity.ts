import type { Environment, FindingPart, PartRole, Severity } from './model.ts';

/** What grading needs to know about an issuer; the rules hold it. */
export interface GradingFacts {
  name: string;
  category: string;
  status: 'active' | 'closed' | 'renamed';
  /** Sets of roles that make a usable credential. */
  bundles: PartRole[][];
  /** Severity by credential kind where a rule overrides the table. */
  severities: ReadonlyMap<string, Severity>;
}

/** What lies in the reach of each kind of business: money, or data and messages only. */
const MONEY: ReadonlySet<string> = new Set(['exchange', 'wallet', 'bot', 'custody', 'vault']);
const MESSAGES_AND_DATA: ReadonlySet<string> = new Set(['alerts', 'data', 'node']);

/**
 * How bad the finding is if it is real:
 *
 * | what leaked                                          | money    | other | alerts, data, nodes |
 * | ---------------------------------------------------- | -------- | ----- | ------------------- |
 * | test account, closed venue                           | low      | low   | low                 |
 * | the rule of the most dangerous part says so          | as it says                               ||
 * | usable bundle with a secret or private key           | critical | high  | medium              |
 * | private key of a wallet or of an unknown issuer      | critical | critical | critical         |
 * | secret, private key or token alone; usable key alone | high     | high  | medium              |
 * | webhook                                              | high     | medium | medium             |
 * | passphrase without its secret                        | medium   | medium | low                |
 * | key id, user id or wallet address alone              | low      | low   | low                 |
 *
 * "Money" are exchanges, wallets, bots, custody and vaults; "other" platforms and unknown issuers.
 */
export function gradeSeverity(finding: {
  facts: GradingFacts;
  environment: Environment;
  parts: Pick<FindingPart, 'role' | 'kind'>[];
}): Severity {
  const { facts, environment, parts } = finding;
  if (facts.status === 'closed' || environment !== 'live') return 'low';
  const override = parts[0] && facts.severities.get(parts[0].kind);
  return override ?? gradeRoles(new Set(parts.map((part) => part.role)), facts);
}

/** True where the issuer needs nothing but a value of this role: then even an identifier is the secret. */
export function isUsableAlone(role: PartRole, facts: GradingFacts): boolean {
  return facts.bundles.some((bundle) => bundle.length === 1 && bundle[0] === role);
}

function gradeRoles(roles: Set<PartRole>, facts: GradingFacts): Severity {
  const isMoney = MONEY.has(facts.category);
  const isMinor = MESSAGES_AND_DATA.has(facts.category);
  const signs = roles.has('privateKey') || roles.has('secret');
  if (roles.has('privateKey') && isWalletKey(facts)) return 'critical';
  if (signs && isUsable(roles, facts) && !isMinor) return isMoney ? 'critical' : 'high';
  if (signs || roles.has('token') || isUsable(roles, facts)) return isMinor ? 'medium' : 'high';
  if (roles.has('webhook')) return isMoney ? 'high' : 'medium';
  return roles.has('passphrase') && !isMinor ? 'medium' : 'low';
}

function isWalletKey({ category }: GradingFacts): boolean {
  return category === 'wallet' || category === 'generic';
}

function isUsable(roles: Set<PartRole>, { bundles }: GradingFacts): boolean {
  return bundles.some((bundle) => bundle.every((role) => roles.has(role)));
}
