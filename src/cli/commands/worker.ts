import { resolve } from 'node:path';
import { KeysweepError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { loadCatalog } from '../../scan/catalog.ts';
import { resolveSettings } from '../../scan/settings.ts';
import { QUEUE_VARIABLE, queueAddressOf } from '../../sweep/queue/address.ts';
import { openWorkFolder } from '../../sweep/queue/work-folder.ts';
import { runWorker } from '../../sweep/queue/worker.ts';
import { type Console, defineCommand, type ValuesOf } from '../command.ts';
import { noPositionals, readNumber } from '../options.ts';
import { readSettings, SCAN_OPTIONS } from '../scan-options.ts';
import { readUnitLimits, UNIT_OPTIONS } from '../sweep-options.ts';
import { createWorkerLines } from '../worker-lines.ts';

const { config, rules, jobs } = SCAN_OPTIONS;

const OPTIONS = {
  queue: {
    type: 'string',
    value: 'URL',
    help: `Take work from this redis:// or postgres:// queue. With a password, set ${QUEUE_VARIABLE} instead.`,
  },
  work: {
    type: 'string',
    value: 'DIR',
    help: 'Folder for clones while they are scanned. Default: where temporary files go.',
  },
  ...UNIT_OPTIONS,
  config: { ...config, help: 'Configuration. Default: .keysweep.json from the working directory upward.' },
  rules,
  jobs: { ...jobs, help: 'Repositories scanned at the same time. Default: one per processor, at most 4.' },
  quiet: { type: 'boolean', short: 'q', help: 'Say nothing of what is done, only what goes wrong.' },
} as const;

type Values = ValuesOf<typeof OPTIONS>;

export const command = defineCommand({
  name: 'worker',
  usage: ['worker --queue URL [OPTIONS]'],
  about:
    'Scans repositories for keysweep sweep --queue, here or on other machines; run as many as you like. Runs until SIGTERM or Ctrl-C, and then gives back what it has begun. Needs the same version, rules and configuration as the sweep, and a token of its own in GITHUB_TOKEN for all that is not public.',
  options: OPTIONS,
  examples: [
    'keysweep worker --queue redis://queue.internal:6379',
    `${QUEUE_VARIABLE}=postgres://keysweep:...@db.internal/keysweep keysweep worker --jobs 2`,
  ],
  exits: '0 stopped, 2 wrong usage or configuration',
  async run({ values, positionals, console }) {
    noPositionals(positionals, 'worker');
    process.umask(0o077);
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    for (const name of SIGNALS) process.once(name, stop);
    try {
      await work(values, console, stopping.signal);
      return ExitCode.clean;
    } finally {
      for (const name of SIGNALS) process.off(name, stop);
    }
  },
});

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

async function work(values: Values, console: Console, signal: AbortSignal): Promise<void> {
  const { env, cwd } = console;
  const queue = requireAddress(queueAddressOf(values.queue, env));
  const settings = resolveSettings(readSettings(values, cwd), cwd);
  const { catalog } = await loadCatalog(settings.rules);
  const bounds = readBounds(values);
  const lines = createWorkerLines(console.stderr, !values.quiet);
  const folder = openWorkFolder(values.work === undefined ? undefined : resolve(cwd, values.work));
  try {
    await runWorker({
      ...bounds,
      queue,
      queueOptions: { onNotice: lines.notice },
      env,
      apiUrl: values['api-url'],
      settings,
      catalog,
      root: folder.path,
      signal,
      onStart: lines.start,
      onDone: lines.done,
      onPause: lines.pause,
    });
    lines.end();
  } finally {
    folder.remove();
  }
}

function readBounds(values: Values) {
  return {
    limits: readUnitLimits(values),
    fetches: readNumber(values.fetches, { name: 'fetches', least: 1, most: 32 }) ?? 4,
    pulls: values.pulls ?? true,
  };
}

function requireAddress(address: string | undefined): string {
  if (address !== undefined) return address;
  throw new KeysweepError('USAGE', 'a worker needs the queue that it is to work for', {
    hint: `Give --queue redis://HOST or postgres://HOST/DATABASE, or set ${QUEUE_VARIABLE}.`,
  });
}
