import type { Report } from '../findings/model.ts';
import type { RunbookSection, RunbookStep } from '../remediation/step.ts';
import { createPaint } from '../terminal/colors.ts';
import { createPage } from './text-page.ts';
import { sectionLines } from './text-runbook.ts';

/** What a hook can stop. */
export type Occasion = 'commit' | 'message' | 'push' | 'receive';

/** What a person is told whose commit or push was stopped; nothing where it was not. Pure. */
export function advice(
  report: Report,
  { occasion, color, width }: { occasion: Occasion; color: boolean; width: number },
): string {
  const page = createPage(createPaint(color), width);
  const { findings, coverage } = report;
  if (findings.length > 0) return `\n${sectionLines(SECTIONS[occasion], page).join('\n')}\n`;
  return coverage.incomplete ? `${page.prose(OVERRIDES[occasion]).join('\n')}\n` : '';
}

const REVOKE: RunbookStep = {
  text: 'Revoke it as told above if it was ever pushed, sent or shared. In doubt, it was.',
};

const BASELINE = 'write its id (ks1-...) on a line of .keysweep-baseline with a note behind it.';

const ALLOW: RunbookStep = {
  text: `If it may stay on purpose, say so on its line with a comment "keysweep:allow REASON", or ${BASELINE}`,
};

const SECTIONS: Readonly<Record<Occasion, RunbookSection>> = {
  commit: {
    title: 'Nothing was committed. Before you commit:',
    steps: [
      {
        text: 'Take the value out of the file, read it from the environment or a secret store instead, and stage the file again.',
        command: 'git add FILE',
      },
      REVOKE,
      ALLOW,
    ],
  },
  message: {
    title: 'Nothing was committed, because of the message. Before you commit:',
    steps: [
      {
        text: 'Write the message without the value. What you wrote is kept in this file:',
        command: 'git rev-parse --git-path COMMIT_EDITMSG',
      },
      REVOKE,
    ],
  },
  push: {
    title: 'The push was stopped: nothing has left this machine. Before you push again:',
    steps: [
      {
        text: 'Take the value out of every commit that has it; a later commit that removes it still pushes it.',
        command: 'git rebase --interactive COMMIT^',
      },
      REVOKE,
      ALLOW,
    ],
  },
  receive: {
    title: 'The server refused the push. Before you push again:',
    steps: [
      { text: 'Revoke it as told above: it has been sent to this server.' },
      {
        text: 'Take the value out of every commit that has it; a later commit that removes it still pushes it.',
        command: 'git rebase --interactive COMMIT^',
      },
      { text: 'If it may stay on purpose, ask whoever runs the server to accept its id (ks1-...).' },
    ],
  },
};

const skipping = (command: string) =>
  `Not everything could be scanned, which stops a hook. To go on all the same: ${command} (it skips every hook).`;

const OVERRIDES: Readonly<Record<Occasion, string>> = {
  commit: skipping('git commit --no-verify'),
  message: skipping('git commit --no-verify'),
  push: skipping('git push --no-verify'),
  receive: 'Refused, because not everything could be scanned. Whoever runs the server can let it through.',
};
