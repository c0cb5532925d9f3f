import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');

/** The worker's sources as they are now, in one file that a thread can be started with. */
export async function bundleWorker(folder: string): Promise<{ script: URL; hangMilliseconds: number }> {
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [join(ROOT, 'src', 'history', 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return { script: pathToFileURL(outfile), hangMilliseconds: 30_000 };
}
