import { KeysweepError } from '../../errors.ts';
import { runHistoryScan } from '../../history/scan-history.ts';
import { boundYoung } from '../../scan/optimizing.ts';
import type { OnProgress } from '../../scan/run.ts';
import { defineCommand } from '../command.ts';
import { createProgressLine } from '../progress.ts';
import { publish } from '../report.ts';
import { dropUndefined, readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'history',
  usage: ['history [PATH] [OPTIONS]'],
  about:
    'Scans everything a git repository holds, by default the one around the working directory: every version of every file, reachable or not, stashes, dropped and amended commits, messages of commits and tags, notes. Says for each finding who brought it in, when, where it still stands and for how long it has been exposed. Nothing is fetched or written.',
  options: {
    since: { type: 'string', value: 'DATE', help: 'Report only what came in since then, as 2026-01-31.' },
    branch: { type: 'string', value: 'NAME', help: 'Report only what this branch or other ref has.' },
    reachable: { type: 'boolean', help: 'Report only what some branch, tag or other ref has.' },
    ...SCAN_OPTIONS,
  },
  examples: [
    'keysweep history',
    'keysweep history ~/mirrors/bot.git --format json --output history.html',
    'keysweep history --branch main --since 2026-01-01',
  ],
  async run({ values, positionals, console }) {
    const request = readReportRequest(values, console.cwd);
    const options = {
      ...readSettings(values, console.cwd),
      ...dropUndefined({
        path: readPath(positionals),
        since: readDate(values.since),
        branch: values.branch,
        reachable: values.reachable,
      }),
    };
    const progress = createProgressLine(console.stderr, !request.quiet);
    try {
      const onProgress = console.isKept === undefined ? progress.update : frugal(progress.update);
      const outcome = await runHistoryScan({ ...options, now: Date.now(), onProgress });
      progress.clear();
      return await publish(outcome, request, console);
    } finally {
      progress.clear();
    }
  },
});

/** Takes less memory while there is progress. */
function frugal(onProgress: OnProgress): OnProgress {
  let mayGrow = true;
  return (progress) => {
    if (mayGrow) mayGrow = !boundYoung(true);
    onProgress(progress);
  };
}

function readPath([path, ...others]: string[]): string | undefined {
  if (others.length === 0) return path;
  throw new KeysweepError('USAGE', 'one repository at a time', { hint: 'keysweep history PATH' });
}

/** A day or a time in ISO 8601; a day begins in UTC. */
function readDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new KeysweepError('USAGE', `--since cannot be "${text}"`, { hint: 'Give a date as 2026-01-31.' });
}
