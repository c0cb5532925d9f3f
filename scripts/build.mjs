#!/usr/bin/env node
// Builds everything: rules and the kernel into modules, sources into dist/, the table of issuers into docs/, the Action into action/.
// With --check it fails when docs/issuers.md is stale instead of writing it, with --check-action when action/ is; with
// --no-docs it leaves both alone (set-up does: otherwise no check after it could ever fail).
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundleAction, checkAction, publishAction } from './bundle-action.mjs';
import { bundlePrograms } from './bundle-programs.mjs';
import { compileKernel } from './compile-kernel.mjs';
import { compileRules, writeIfChanged } from './compile-rules.mjs';
import { root } from './import-source.mjs';
import { issuersPage } from './issuers-page.mjs';

const dist = join(root, 'dist');
const entryPoints = [
  'src/index.ts',
  'src/cli/main.ts',
  'src/scan/worker.ts',
  'src/history/worker.ts',
  'src/sweep/scan-process.ts',
].filter((path) => existsSync(join(root, path)));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main() {
  await compileKernel();
  const issuers = await compileRules();
  await Promise.all([bundle(), declarations(), copySchemas()]);
  if (existsSync(join(root, 'src', 'action'))) await action();
  if (!has('--no-docs')) await page(issuersPage(issuers));
}

async function action() {
  await bundleAction();
  if (has('--check-action')) await checkAction();
  else if (!has('--no-docs') && !has('--check')) await publishAction();
}

function has(flag) {
  return process.argv.includes(flag);
}

async function page(text) {
  const file = join(root, 'docs', 'issuers.md');
  if (!has('--check')) return writeIfChanged(file, text);
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  throw new Error('docs/issuers.md is stale; run `npm run build` and commit it');
}

/**
 * Shared code goes to dist/chunks, one folder deep like every room of src/, so that a path relative to
 * `import.meta.url` means the same file in the sources and in the bundle.
 */
async function bundle() {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const options = {
    absWorkingDir: root,
    outdir: 'dist',
    outbase: 'src',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
  const hook = await bundlePrograms(options);
  const { metafile } = await build({
    ...options,
    entryPoints: [...new Set([...entryPoints, ...hook.lazy])],
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
  });
  await removeOthers(new Set([...Object.keys(hook.metafile.outputs), ...Object.keys(metafile.outputs)]));
  for (const name of ['main.js', 'start.cjs']) await makeExecutable(join(dist, 'cli', name));
}

/** Removes the bundles of earlier builds. */
async function removeOthers(outputs) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const isOurs = ({ parentPath }) => !parentPath.startsWith(join(dist, 'action'));
  const files = entries
    .filter((entry) => entry.isFile() && isOurs(entry))
    .map((entry) => join(entry.parentPath, entry.name));
  const old = files.filter((file) => /\.c?js$/.test(file) && !outputs.has(relative(root, file)));
  await Promise.all(old.map((file) => rm(file, { force: true })));
}

async function makeExecutable(file) {
  if (!existsSync(file)) return;
  const text = await readFile(file, 'utf8');
  if (!text.startsWith('#!')) await writeFile(file, `#!/usr/bin/env node\n${text}`);
  await chmod(file, 0o755);
}

/** Types of the library entry. Unchecked: `npm run typecheck` is what checks. */
async function declarations() {
  if (!existsSync(join(root, 'src', 'index.ts'))) return;
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'scripts', 'tsconfig.types.json')], {
    cwd: root,
  });
}

async function copySchemas() {
  await mkdir(dist, { recursive: true });
  for (const name of ['report.schema.json', 'sweep.schema.json']) {
    await copyFile(join(root, 'src', 'reporters', name), join(dist, name));
  }
}
