import type { Finding } from '../findings/model.ts';
import { cleanHistory } from '../remediation/clean-history.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { revocation } from '../remediation/revoke.ts';
import type { RunbookStep } from '../remediation/step.ts';
import { htmlLink, htmlText, htmlWords } from './html-escape.ts';
import { groupByIssuer, isInHistory } from './urgency.ts';

/** How to kill the credentials, once for each issuer, the most urgent first. */
export function revokeCards(findings: Finding[], facts: ReadonlyMap<string, RemediationFacts>): string {
  const known = groupByIssuer(findings).flatMap(({ issuer }) => facts.get(issuer) ?? []);
  if (known.length === 0) return '';
  return `<h2>What to do</h2>\n<div class="cards">${known.map(card).join('\n')}</div>`;
}

/** How to clean the history; only where findings come from one. */
export function cleanUp(findings: Finding[]): string {
  if (!findings.some(isInHistory)) return '';
  const { title, steps } = cleanHistory();
  return `<h2>${htmlText(title)}</h2>\n<div class="card"><ol>${steps.map(step).join('')}</ol></div>`;
}

function card(facts: RemediationFacts): string {
  const { title, page, steps, api } = revocation(facts);
  const { aftermath } = facts.remediation;
  return `<section class="card" id="revoke-${htmlText(facts.id)}">
<h3>${htmlText(title)}</h3>
${page === null ? '' : `<p>${htmlLink(page)}</p>`}
<ol>${steps.map((text) => `<li>${htmlWords(text)}</li>`).join('')}</ol>
${api === null ? '' : `<p class="soft">By API: ${htmlWords(api)}</p>`}
${aftermath.length === 0 ? '' : `<details><summary>Then check</summary><ul>${aftermath.map((text) => `<li>${htmlWords(text)}</li>`).join('')}</ul></details>`}
</section>`;
}

function step({ text, link, command }: RunbookStep): string {
  const page = link === undefined ? '' : ` ${htmlLink(link)}`;
  return `<li>${htmlWords(text)}${page}${command === undefined ? '' : `<br><code>${htmlText(command)}</code>`}</li>`;
}
