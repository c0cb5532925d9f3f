import { check } from './check.ts';
import { cleanHistory } from './clean-history.ts';
import type { RemediationFacts } from './facts.ts';
import { freeze } from './freeze.ts';
import { replace } from './replace.ts';
import { revocation } from './revoke.ts';
import type { RunbookSection, RunbookStep } from './step.ts';

/**
 * The emergency runbook for one issuer, in the order in which to work: freeze, revoke, check, replace, clean the
 * history. Made of the issuer's facts and of words that depend on its category and status; sections without
 * steps are left out. Pure.
 */
export function runbook(issuer: RemediationFacts): RunbookSection[] {
  const sections = issuer.status === 'closed' ? closedVenue(issuer) : liveIssuer(issuer);
  return sections.filter((section) => section.steps.length > 0);
}

function liveIssuer(issuer: RemediationFacts): RunbookSection[] {
  return [freeze(issuer), deletion(issuer), check(issuer), replace(issuer), cleanHistory(issuer)];
}

function closedVenue(issuer: RemediationFacts): RunbookSection[] {
  return [deletion(issuer), check(issuer), cleanHistory(issuer)];
}

function deletion(issuer: RemediationFacts): RunbookSection {
  const { title, page, steps, api } = revocation(issuer);
  const opening: RunbookStep[] =
    page === null
      ? []
      : [{ text: issuer.status === 'closed' ? 'What is left of it' : 'Open the page', link: page }];
  const byApi: RunbookStep[] = api === null ? [] : [{ text: `By API: ${api}` }];
  return { title, steps: [...opening, ...steps.map((text) => ({ text })), ...byApi] };
}
