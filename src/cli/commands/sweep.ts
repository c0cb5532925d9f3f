import { resolve } from 'node:path';
import { KeysweepError } from '../../errors.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { checkIssuers, loadCatalog } from '../../scan/catalog.ts';
import { resolveSettings } from '../../scan/settings.ts';
import { mergeStates } from '../../sweep/merge-states.ts';
import { openAccess } from '../../sweep/queue/access.ts';
import { queueAddressOf } from '../../sweep/queue/address.ts';
import { sweep } from '../../sweep/session.ts';
import { parseShard } from '../../sweep/shard.ts';
import { type Console, defineCommand } from '../command.ts';
import { readNumber } from '../options.ts';
import { readSettings } from '../scan-options.ts';
import { readSize, readTarget, readUnitLimits, SWEEP_OPTIONS, type SweepValues } from '../sweep-options.ts';
import { createSweepProgress } from '../sweep-progress.ts';
import { publishSweep, readSweepWish, type SweepReportWish } from '../sweep-report.ts';

export const command = defineCommand({
  name: 'sweep',
  usage: ['sweep ORG --state DIR [OPTIONS]', 'sweep --merge DIR --merge DIR ... [OPTIONS]'],
  about:
    'Scans the whole history of all repositories of an organisation, a user, an enterprise or a list, and makes one report: by exchange, repository, severity, age and author, with what is new and what has gone since the last sweep. It can be stopped at any moment and goes on where it was; the next sweep reads only what has changed. Needs a token in GITHUB_TOKEN for all that is not public.',
  options: {
    ...SWEEP_OPTIONS,
    queue: {
      type: 'string',
      value: 'URL',
      help: 'Leave the work to keysweep worker processes on this redis:// or postgres:// queue.',
    },
  },
  examples: [
    'keysweep sweep acme --state ~/sweeps/acme',
    'keysweep sweep acme --state state --output acme.html --output acme.json --sarif sarif',
    'keysweep sweep --repos repositories.txt --state state --keep-mirrors 50GB',
    'keysweep sweep acme --state shard-3 --shard 3/8',
    'keysweep sweep --merge shard-1 --merge shard-2 --output acme.html',
  ],
  async run({ values, positionals, console }) {
    process.umask(0o077);
    const wish = readSweepWish(values, console.cwd);
    if (values.merge !== undefined) return mergeShards({ values, positionals, console, wish });
    return sweepNow({ values, positionals, console, wish });
  },
});

interface Invoked {
  values: SweepValues & { queue?: string };
  positionals: string[];
  console: Console;
  wish: SweepReportWish;
}

async function sweepNow({ values, positionals, console, wish }: Invoked): Promise<ExitCode> {
  const { cwd, env } = console;
  const folder = requireState(values.state);
  const { settings, catalog } = await readRules(values, cwd);
  const progress = createSweepProgress(console.stderr, !wish.quiet);
  const address = queueAddressOf(values.queue, env);
  const access = await openAccess({
    queue: address,
    queueOptions: { onNotice: (line) => console.stderr.write(`keysweep: ${line}\n`) },
    env,
    apiUrl: values['api-url'],
    onPause: progress.pause,
  });
  const { queue, github, transport } = access;
  try {
    const options = {
      target: readTarget({ values, positionals, cwd, server: github.endpoints.serverUrl }),
      choice: {
        archived: values.archived ?? true,
        forks: values.forks ?? false,
        shard: values.shard === undefined ? null : parseShard(values.shard),
      },
      limits: readUnitLimits(values),
      mirrorBytes: readSize(values, 'keep-mirrors') ?? 0,
      fetches: readNumber(values.fetches, { name: 'fetches', least: 1, most: 32 }) ?? 4,
      pulls: values.pulls ?? true,
    };
    const more = { github, transport, queue, settings, catalog, isShared: address !== undefined };
    const signal = new AbortController().signal;
    const onProgress = progress.update;
    const place = { folder: resolve(cwd, folder), shown: folder };
    return await sweep({ ...options, ...more, ...place, signal, onProgress }, async (ended) => {
      progress.end();
      const { exitCode, reported } = await publishSweep(ended.request, wish, console);
      await ended.finish(reported);
      return exitCode;
    });
  } finally {
    progress.end();
    await access.close();
  }
}

async function mergeShards({ values, positionals, console, wish }: Invoked): Promise<ExitCode> {
  if (positionals.length > 0 || values.state !== undefined) {
    throw new KeysweepError('USAGE', '--merge sweeps nothing, so it takes no name and no --state', {
      hint: 'keysweep sweep --merge DIR --merge DIR --output report.html',
    });
  }
  const { settings, catalog } = await readRules(values, console.cwd);
  const folders = (values.merge ?? []).map((shown) => ({ folder: resolve(console.cwd, shown), shown }));
  return mergeStates({ folders, settings, catalog, now: Date.now() }, async (request) => {
    return (await publishSweep(request, wish, console)).exitCode;
  });
}

async function readRules(values: SweepValues, cwd: string) {
  const settings = resolveSettings(readSettings(values, cwd), cwd);
  const { catalog } = await loadCatalog(settings.rules);
  await checkIssuers(settings.filters.issuers, catalog);
  return { settings, catalog };
}

function requireState(state: string | undefined): string {
  if (state !== undefined) return state;
  throw new KeysweepError('USAGE', 'a sweep needs --state DIR, a folder for what it remembers', {
    hint: 'Give each organisation its own, and the same folder to every sweep of it.',
  });
}
