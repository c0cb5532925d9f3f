import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles a TypeScript entry of this folder into `bench/.cache` and runs it with the command line's arguments. */
export async function launch(entry) {
  const cache = fileURLToPath(new URL('.cache/', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const outfile = `${cache}${entry.replace(/\W+/g, '-')}.mjs`;
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const { main } = await import(pathToFileURL(outfile).href);
  process.exitCode = await main(process.argv.slice(2));
}
