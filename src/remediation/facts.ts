import type { Issuer } from '../rules/rule.ts';

/**
 * What advice and reports need to know about an issuer; a whole `Issuer` will do. Trusted: it comes from the rules.
 */
export type RemediationFacts = Pick<
  Issuer,
  'id' | 'name' | 'category' | 'status' | 'permissions' | 'ipAllowList' | 'expiry' | 'remediation'
>;
