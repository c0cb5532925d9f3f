import { runStagedScan } from '../../scan/scan-staged.ts';
import { defineCommand } from '../command.ts';
import { publishStop } from '../hooks/publish-stop.ts';
import { noPositionals } from '../options.ts';
import { readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'staged',
  usage: ['staged [OPTIONS]'],
  about:
    'Scans exactly what the next commit would add: the index, not the working copy, and of changed files only the lines that are new. A pre-commit hook calls it without options, which starts quickest. Exits with 1 and says what to do when something is found.',
  options: SCAN_OPTIONS,
  examples: ['keysweep staged', 'keysweep staged --format json'],
  async run({ values, positionals, console }) {
    noPositionals(positionals, 'staged');
    const request = readReportRequest(values, console.cwd);
    const outcome = await runStagedScan({ ...readSettings(values, console.cwd), cwd: console.cwd });
    return publishStop({ outcome, request, console, occasion: 'commit' });
  },
});
