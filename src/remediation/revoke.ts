import { type RemediationFacts, shortName } from './facts.ts';

/** The short form for reports: how to kill a credential of this issuer. */
export interface Revocation {
  /** A heading that says what is possible: revoke, move the funds, or nothing. */
  title: string;
  page: string | null;
  steps: string[];
  api: string | null;
}

/** How to kill a credential of this issuer, straight from its facts. */
export function revocation(issuer: RemediationFacts): Revocation {
  const { url, steps, api } = issuer.remediation;
  return { title: revocationTitle(issuer), page: url, steps, api };
}

function revocationTitle({ name: fullName, category, status }: RemediationFacts): string {
  const name = shortName(fullName);
  if (status === 'closed') return `${name} is closed: nothing to revoke`;
  if (category === 'wallet') return `${name} cannot be revoked: move the funds`;
  if (category === 'generic') return 'Find out whose it is and revoke it there';
  return `Revoke it at ${name}`;
}
