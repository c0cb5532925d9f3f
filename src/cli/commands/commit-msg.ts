import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { KeysweepError } from '../../errors.ts';
import { runSourceScan } from '../../scan/run.ts';
import { standardInput } from '../../sources/stdin.ts';
import { type Console, defineCommand } from '../command.ts';
import { publishStop } from '../hooks/publish-stop.ts';
import { readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'commit-msg',
  usage: ['commit-msg FILE [OPTIONS]'],
  about:
    'For a commit-msg hook: scans the message of the commit to come, in the file that git names. What `git commit --verbose` shows below the scissors line is no part of the message.',
  options: SCAN_OPTIONS,
  examples: ['keysweep commit-msg "$1"'],
  async run({ values, positionals, console }) {
    const request = readReportRequest(values, console.cwd);
    const message = readMessage(positionals, console);
    const outcome = await runSourceScan({
      ...readSettings(values, console.cwd),
      source: ({ limits }) => standardInput({ input: once(message), name: 'commit message', limits }),
      mode: 'commit message',
      root: console.cwd,
    });
    const isClean = outcome.report.findings.length === 0 && !outcome.report.coverage.incomplete;
    const quiet = request.quiet || isClean;
    return publishStop({ outcome, request: { ...request, quiet }, console, occasion: 'message' });
  },
});

/** `# ------------------------ >8 ------------------------`, with any comment sign (git-commit, --cleanup). */
const SCISSORS = /^.{1,8} -{24} >8 -{24}\r?$/m;

function readMessage(positionals: string[], { cwd }: Console): Buffer {
  const [file, ...others] = positionals;
  const hint = 'In a commit-msg hook: keysweep commit-msg "$1"';
  if (file === undefined || others.length > 0) throw new KeysweepError('USAGE', 'name one file', { hint });
  try {
    const text = readFileSync(resolve(cwd, file), 'latin1');
    return Buffer.from(text.slice(0, SCISSORS.exec(text)?.index), 'latin1');
  } catch (cause) {
    throw new KeysweepError('SOURCE', `there is no message in ${file}`, { hint, cause });
  }
}

async function* once(message: Buffer): AsyncGenerator<Uint8Array> {
  yield message;
}
