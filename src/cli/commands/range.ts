import { KeysweepError } from '../../errors.ts';
import { findRepository, type Repository } from '../../git/repository.ts';
import { type Outcome, runSourceScan } from '../../scan/scan.ts';
import { openRange } from '../../sources/range.ts';
import { DEFAULT_READ_LIMITS } from '../../sources/tree.ts';
import { defineCommand } from '../command.ts';
import { createProgressLine } from '../progress.ts';
import { publish } from '../report.ts';
import { readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'range',
  usage: ['range BASE..HEAD [OPTIONS]', 'range A...B [OPTIONS]', 'range COMMIT [OPTIONS]'],
  about:
    'Scans everything that some commits introduce, also what a later one of them removes again, and their messages. BASE..HEAD is what HEAD has and BASE has not; A...B what either side has since they parted; one commit stands for itself alone. A base of zeros, or one that is not here, means everything that no remote branch has. Nothing is fetched.',
  options: SCAN_OPTIONS,
  examples: [
    'keysweep range origin/main..HEAD',
    'keysweep range HEAD',
    'keysweep range "$BEFORE..$AFTER" --format sarif --output keysweep.sarif',
  ],
  async run({ values, positionals, console }) {
    const request = readReportRequest(values, console.cwd);
    const range = readRange(positionals);
    const progress = createProgressLine(console.stderr, !request.quiet);
    try {
      const options = { ...readSettings(values, console.cwd), onProgress: progress.update };
      const outcome = await scanRange({ range, cwd: console.cwd, options });
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

async function scanRange(scan: {
  range: string;
  cwd: string;
  options: Omit<Parameters<typeof runSourceScan>[0], 'source' | 'mode' | 'root'>;
}): Promise<Outcome> {
  const { range, cwd, options } = scan;
  const repository = repositoryAt(cwd);
  const opened = await openRange({ repository, cwd, range, limits: DEFAULT_READ_LIMITS });
  const { source, notices } = opened;
  return runSourceScan({
    ...options,
    source,
    notices,
    mode: 'commit range',
    root: repository.workTree ?? cwd,
  });
}

function repositoryAt(cwd: string): Repository {
  const repository = findRepository({ folder: cwd, trust: 'path' });
  if (repository !== null) return repository;
  throw new KeysweepError('GIT', 'there is no git repository here', {
    hint: 'Run it inside a git repository.',
  });
}
