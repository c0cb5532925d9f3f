import { loadCatalog } from '../../../src/scan/catalog.ts';
import { resolveSettings } from '../../../src/scan/settings.ts';
import { openWorkFolder } from '../../../src/sweep/queue/work-folder.ts';
import { runWorker } from '../../../src/sweep/queue/worker.ts';

/** A worker whose leases are so short that a test need not wait for long when it is killed. */
const settings = resolveSettings({ cwd: process.cwd(), jobs: 1 }, process.cwd());
const { catalog } = await loadCatalog(settings.rules);
const GB = 1000 ** 3;
process.stdout.write('started\n');
await runWorker({
  queue: process.env.KEYSWEEP_QUEUE ?? '',
  queueOptions: { limits: { lockMilliseconds: 1_500, retryMilliseconds: 100, deaths: 50 } },
  env: process.env,
  apiUrl: undefined,
  settings,
  catalog,
  pulls: true,
  limits: { bytes: GB, milliseconds: 600_000, memory: GB },
  fetches: 1,
  root: openWorkFolder(process.env.WORK).path,
  signal: new AbortController().signal,
  onStart: () => undefined,
  onDone: () => undefined,
  onPause: () => undefined,
});
