import { ExitCode } from '../../exit-codes.ts';
import { type PushedRef, parsePushedRefs } from '../../sources/pushed.ts';
import { type Console, defineCommand } from '../command.ts';
import { publishStop } from '../hooks/publish-stop.ts';
import { readInput, scanPush } from '../hooks/scan-push.ts';
import { readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'pre-push',
  usage: ['pre-push REMOTE URL [OPTIONS]'],
  about:
    'For a pre-push hook: scans every commit that a push would send and the remote does not have, also what a later one removes again, with commit and tag messages. Reads from standard input what git gives the hook.',
  options: SCAN_OPTIONS,
  examples: ['keysweep pre-push "$@"'],
  async run({ values, positionals, console }) {
    const request = readReportRequest(values, console.cwd);
    const refs = announcedRefs(console.env) ?? parsePushedRefs(await readInput(console.stdin), 'pre-push');
    if (refs.length === 0) return ExitCode.clean;
    const outcome = await scanPush({
      options: readSettings(values, console.cwd),
      cwd: console.cwd,
      refs,
      known: refsOf(positionals[0] ?? console.env.PRE_COMMIT_REMOTE_NAME),
      mode: 'commits to push',
      received: null,
    });
    return publishStop({ outcome, request, console, occasion: 'push' });
  },
});

/** The pre-commit framework reads standard input itself and hands the range on in variables. */
function announcedRefs({ PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF }: Console['env']): PushedRef[] | null {
  if (!PRE_COMMIT_TO_REF) return null;
  const old = PRE_COMMIT_FROM_REF || '0'.repeat(PRE_COMMIT_TO_REF.length);
  return parsePushedRefs(`ref ${PRE_COMMIT_TO_REF} ref ${old}`, 'pre-push');
}

const PLAIN_NAME = /^[\w.-]+(?:\/[\w.-]+)*$/;

/** What the remote has, as of the last fetch. A push to a bare address has no name: then what any remote has. */
function refsOf(remote: string | undefined): string {
  return remote !== undefined && PLAIN_NAME.test(remote) ? `refs/remotes/${remote}/` : 'refs/remotes/';
}
