import { KeysweepError } from '../../errors.ts';
import { boundYoung, optimizeAsUsual, optimizeLate } from '../../scan/optimizing.ts';
import { type OnProgress, type Outcome, runSourceScan, runTreeScan } from '../../scan/scan.ts';
import { milliseconds } from '../../terminal/clock.ts';
import { type Console, defineCommand } from '../command.ts';
import { createProgressLine } from '../progress.ts';
import { publish } from '../report.ts';
import {
  dropUndefined,
  readReportRequest,
  readSettings,
  SCAN_OPTIONS,
  type ScanValues,
  TREE_OPTIONS,
} from '../scan-options.ts';

const STANDARD_INPUT = '-';

export const command = defineCommand({
  name: 'scan',
  usage: ['scan [PATH...] [OPTIONS]', 'scan - --name FILE [OPTIONS]'],
  about:
    'Scans files and folders (by default the working directory) or standard input. In a git work tree it scans what git tracks or does not ignore. Nothing goes over the network.',
  options: {
    ...TREE_OPTIONS,
    name: { type: 'string', value: 'FILE', help: 'What standard input is called; names are evidence.' },
    ...SCAN_OPTIONS,
  },
  examples: [
    'keysweep scan',
    'keysweep scan ~/bots --exclude "**/node_modules/**" --min-severity high',
    'keysweep scan . --output keysweep.sarif --output report.html',
    'git show HEAD~3:config.py | keysweep scan - --name config.py',
  ],
  async run({ values, positionals, console }) {
    const request = readReportRequest(values, console.cwd);
    const progress = createProgressLine(console.stderr, !request.quiet);
    const onProgress =
      console.isKept === undefined ? progress.update : tuned(progress.update, console.isKept);
    const options = { ...readSettings(values, console.cwd), onProgress };
    try {
      const outcome = positionals.includes(STANDARD_INPUT)
        ? await scanInput({ values, positionals, console, options })
        : await runTreeScan({
            ...options,
            ...treeOptions(values),
            paths: checkPaths(positionals, values.name),
          });
      progress.clear();
      return await publish(outcome, request, console);
    } finally {
      progress.clear();
    }
  },
});

type Values = ScanValues & { include?: string[]; exclude?: string[]; all?: boolean; name?: string };

/** A scan that takes longer, or is to have threads, is a long one. */
const SHORT_MS = 20;
/** The same where nothing is compiled yet. */
const SHORT_AT_FIRST_MS = 1000;
const FEW_FILES = 500;

/**
 * V8 optimizes late until the scan turns out to be long, and takes less memory from then on. Where its work is to be kept, it is
 * left alone as long as the scan is short.
 */
function tuned(onProgress: OnProgress, isKept: boolean): OnProgress {
  const started = milliseconds();
  let isShort = true;
  let mayGrow = true;
  const shortMs = isKept ? SHORT_MS : SHORT_AT_FIRST_MS;
  if (isKept) {
    optimizeLate();
    boundYoung(false);
  }
  return (progress) => {
    const { total } = progress;
    if (isShort && (total === null || total > FEW_FILES || milliseconds() - started > shortMs)) {
      isShort = false;
      if (isKept) optimizeAsUsual();
    }
    if (!isShort && mayGrow) mayGrow = !boundYoung(true);
    onProgress(progress);
  };
}

function treeOptions({ include, exclude, all }: Values) {
  return dropUndefined({ include, exclude, all });
}

function checkPaths(paths: string[], name: string | undefined): string[] {
  if (name === undefined) return paths;
  throw new KeysweepError('USAGE', '--name is for standard input only', {
    hint: 'keysweep scan - --name FILE',
  });
}

async function scanInput(input: {
  values: Values;
  positionals: string[];
  console: Console;
  options: Parameters<typeof runTreeScan>[0];
}): Promise<Outcome> {
  const { values, positionals, console, options } = input;
  if (positionals.length > 1 || values.include || values.exclude || values.all) {
    throw new KeysweepError('USAGE', 'standard input cannot be mixed with paths or path options', {
      hint: 'Run one scan for standard input and another one for the files.',
    });
  }
  const [{ standardInput }, { DEFAULT_READ_LIMITS }] = await Promise.all([
    import('../../sources/stdin.ts'),
    import('../../sources/tree.ts'),
  ]);
  const source = standardInput({
    input: console.stdin,
    name: values.name ?? 'stdin',
    limits: DEFAULT_READ_LIMITS,
  });
  return runSourceScan({ ...options, source, mode: 'standard input', root: console.cwd });
}
