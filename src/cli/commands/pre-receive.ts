import { ExitCode } from '../../exit-codes.ts';
import { parsePushedRefs } from '../../sources/pushed.ts';
import { defineCommand } from '../command.ts';
import { publishStop } from '../hooks/publish-stop.ts';
import { readInput, scanPush } from '../hooks/scan-push.ts';
import { noPositionals } from '../options.ts';
import { readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'pre-receive',
  usage: ['pre-receive [OPTIONS]'],
  about:
    "For a server's pre-receive hook: scans what a push brings while git still holds it in quarantine, and refuses it. Configuration and baseline are those beside or above the bare repository, else those of its default branch as it is before the push; nothing in the push can silence its scan, unless --inline-allow lets comments do so.",
  options: {
    'inline-allow': { type: 'boolean', help: 'Let a keysweep:allow comment in the pushed files count.' },
    ...SCAN_OPTIONS,
  },
  examples: ['keysweep pre-receive', 'keysweep pre-receive --min-confidence likely'],
  async run({ values, positionals, console }) {
    noPositionals(positionals, 'pre-receive');
    const request = readReportRequest(values, console.cwd);
    const refs = parsePushedRefs(await readInput(console.stdin), 'pre-receive');
    if (refs.length === 0) return ExitCode.clean;
    const outcome = await scanPush({
      options: readSettings(values, console.cwd),
      cwd: console.cwd,
      refs,
      known: 'refs/',
      mode: 'commits received',
      received: { inlineAllow: values['inline-allow'] ?? false },
    });
    return publishStop({ outcome, request, console, occasion: 'receive' });
  },
});
