import { KeysweepError } from '../../errors.ts';
import { runSourceScan } from '../../scan/run.ts';
import { MESSAGE_NAME, readCommitMessage } from '../../sources/commit-message.ts';
import { standardInput } from '../../sources/stdin.ts';
import { defineCommand } from '../command.ts';
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
    const message = readCommitMessage({ cwd: console.cwd, file: messageFile(positionals) });
    const outcome = await runSourceScan({
      ...readSettings(values, console.cwd),
      source: ({ limits }) => standardInput({ input: once(message), name: MESSAGE_NAME, limits }),
      mode: 'commit message',
      root: console.cwd,
    });
    const isClean = outcome.report.findings.length === 0 && !outcome.report.coverage.incomplete;
    const quiet = request.quiet || isClean;
    return publishStop({ outcome, request: { ...request, quiet }, console, occasion: 'message' });
  },
});

function messageFile([file, ...others]: string[]): string {
  if (file !== undefined && others.length === 0) return file;
  const hint = 'In a commit-msg hook: keysweep commit-msg "$1"';
  throw new KeysweepError('USAGE', 'name one file', { hint });
}

async function* once(message: Buffer): AsyncGenerator<Uint8Array> {
  yield message;
}
