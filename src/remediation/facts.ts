import type { Issuer } from '../rules/rule.ts';

/**
 * What advice and reports need to know about an issuer; a whole `Issuer` will do. Trusted: it comes from the rules.
 */
export type RemediationFacts = Pick<
  Issuer,
  'id' | 'name' | 'category' | 'status' | 'permissions' | 'ipAllowList' | 'expiry' | 'remediation'
> & {
  /** What `keysweep explain` needs behind the id to know the issuer; nothing for a shipped one. */
  explainOptions?: string;
};

/** The command that prints an issuer's whole runbook. */
export function explainCommand({ id, explainOptions = '' }: RemediationFacts): string {
  return `keysweep explain ${id}${explainOptions}`;
}

/** The issuer's name without the remark in brackets that some carry: `Telegram (bot token, ...)` is Telegram. */
export function shortName(name: string): string {
  return name.replace(/ \([^()]*\)$/, '');
}
