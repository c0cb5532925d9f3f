import type { Finding } from '../findings/model.ts';
import { cleanHistory } from '../remediation/clean-history.ts';
import { labelled, type Page, plainPhrase } from './text-page.ts';
import { isInHistory } from './urgency.ts';

const LABEL_WIDTH = 4;

/** How to clean the history, where findings come from one; commands on lines of their own, to be copied. */
export function historyBlock(findings: Finding[], page: Page): string[] {
  if (!findings.some(isInHistory)) return [];
  const { title, steps } = cleanHistory();
  const lines = steps.flatMap(({ text, command }, index) => [
    ...labelled({
      indent: 2,
      label: `${index + 1}.`,
      labelWidth: LABEL_WIDTH,
      text: plainPhrase([text]),
      page,
    }),
    ...(command === undefined ? [] : [' '.repeat(2 + LABEL_WIDTH) + page.paint('cyan', command)]),
  ]);
  return ['', page.paint('bold', title), ...lines];
}
