import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The checkout's root. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Imports TypeScript modules of src/, given as paths from the root, in a script: Node 20 cannot run them
 * itself, so esbuild bundles them into a temporary file. Gives one namespace object with all their exports.
 */
export async function importSource(...modules) {
  const folder = join(root, 'node_modules', '.cache', 'keysweep');
  const outfile = join(folder, `${process.pid}-${Date.now()}.mjs`);
  await mkdir(folder, { recursive: true });
  await build({
    stdin: { contents: modules.map((path) => `export * from './${path}';`).join('\n'), resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}
