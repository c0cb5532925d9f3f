import { KeysweepError } from '../../errors.ts';
import { runRangeScan } from '../../scan/scan-commits.ts';
import { defineCommand } from '../command.ts';
import { createProgressLine } from '../progress.ts';
import { publish } from '../report.ts';
import { dropUndefined, readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'range',
  usage: ['range BASE..HEAD [OPTIONS]', 'range A...B [OPTIONS]', 'range COMMIT [OPTIONS]'],
  about:
    'Scans everything that some commits introduce, also what a later one of them removes again, and their messages. BASE..HEAD is what HEAD has and BASE has not; A...B what either side has since they parted; one commit stands for itself alone. A base of zeros, or one that is not here, means everything that no remote branch has. Nothing is fetched.',
  options: {
    policy: {
      type: 'string',
      value: 'BASE',
      help: 'Take configuration, rules and baseline from this commit instead of the files here, and let no keysweep:allow comment in the range count. For changes by people you do not trust.',
    },
    'inline-allow': {
      type: 'boolean',
      help: 'With --policy, let keysweep:allow comments in the range count.',
    },
    ...SCAN_OPTIONS,
  },
  examples: [
    'keysweep range origin/main..HEAD',
    'keysweep range HEAD',
    'keysweep range origin/main..HEAD --policy origin/main',
    'keysweep range "$BEFORE..$AFTER" --format sarif --output keysweep.sarif',
  ],
  async run({ values, positionals, console }) {
    const request = readReportRequest(values, console.cwd);
    const range = readRange(positionals);
    const progress = createProgressLine(console.stderr, !request.quiet);
    try {
      const outcome = await runRangeScan({
        ...readSettings(values, console.cwd),
        ...dropUndefined({ policy: values.policy, inlineAllow: values['inline-allow'] }),
        range,
        cwd: console.cwd,
        onProgress: progress.update,
      });
      progress.clear();
      return await publish(outcome, request, console);
    } finally {
      progress.clear();
    }
  },
});

function readRange(positionals: string[]): string {
  const [range, ...others] = positionals;
  if (range !== undefined && range !== '' && others.length === 0) return range;
  throw new KeysweepError('USAGE', 'say which commits, in one word', {
    hint: 'For example: keysweep range origin/main..HEAD',
  });
}
