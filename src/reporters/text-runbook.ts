import type { RemediationFacts } from '../remediation/facts.ts';
import { runbook } from '../remediation/runbook.ts';
import type { RunbookSection } from '../remediation/step.ts';
import { createPaint } from '../terminal/colors.ts';
import { createPage, labelled, type Page, plainPhrase } from './text-page.ts';

const INDENT = 2;
const LABEL_WIDTH = 4;

/** The emergency runbook of one issuer for a terminal: what `keysweep explain ISSUER` prints. */
export function renderRunbook(issuer: RemediationFacts, options: { color: boolean; width: number }): string {
  const page = createPage(createPaint(options.color), options.width);
  const title = page.paint(
    'bold',
    plainPhrase([`If a credential of ${issuer.name} has leaked, in this order:`]),
  );
  const sections = runbook(issuer).flatMap((section) => ['', ...sectionLines(section, page)]);
  return `${[title, ...sections].join('\n')}\n`;
}

/** A section with numbered steps; links and commands stand on lines of their own, to be copied. */
export function sectionLines({ title, steps }: RunbookSection, page: Page): string[] {
  const margin = ' '.repeat(INDENT + LABEL_WIDTH);
  const lines = steps.flatMap(({ text, link, command }, index) => [
    ...labelled({
      indent: INDENT,
      label: `${index + 1}.`,
      labelWidth: LABEL_WIDTH,
      text: plainPhrase([text]),
      page,
    }),
    ...[link, command].flatMap((own) =>
      own === undefined ? [] : margin + page.paint('cyan', plainPhrase([own])),
    ),
  ]);
  return [page.paint(['bold', 'green'], plainPhrase([title])), ...lines];
}
