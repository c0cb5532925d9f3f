/**
 * `node bench/sweep/run.mjs [--count N] [--real DIR]`: a sweep through a GitHub on loopback against scanning one by one.
 * `node bench/sweep/run.mjs workers [--count N] [--rounds N]`: two workers on a queue against one.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [first, ...rest] = process.argv.slice(2);
const [name, args] = first === 'workers' ? [first, rest] : ['main', process.argv.slice(2)];
// As deep below the root as the sources of the simulator, which finds its fixtures by its own place.
const outfile = fileURLToPath(new URL(`../.cache/sweep/${name}.mjs`, import.meta.url));
mkdirSync(fileURLToPath(new URL('../.cache/sweep/', import.meta.url)), { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  external: ['vitest'],
  logLevel: 'warning',
});
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = await main(args);
