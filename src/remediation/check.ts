import type { RemediationFacts } from './facts.ts';
import { type RunbookSection, worded } from './step.ts';

/** What to look at once the credential is dead, for damage done and for back doors left behind. */
export function check(issuer: RemediationFacts): RunbookSection {
  const { status, category, remediation } = issuer;
  return {
    title: status === 'closed' ? 'Check that it is used nowhere else' : 'Check what happened',
    steps: worded([...remediation.aftermath, ...(status === 'closed' ? REUSED : traces(category))]),
  };
}

const REUSED = [
  'If the same passphrase or password protects another account, change it there: that is what a key of a closed venue is still good for.',
];

function traces(category: RemediationFacts['category']): string[] {
  const since = 'Look back to the day of the leak, not to the day it was found.';
  if (category === 'wallet') return [since];
  return [since, 'Delete keys, sessions and allow-list entries that you did not make.'];
}
