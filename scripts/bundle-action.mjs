// The GitHub Action: a few files that need nothing installed. They are committed, because a runner takes an action
// from its repository as it is; what the sources say now is built into dist/ and compared with them.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { build } from 'esbuild';
import { root } from './import-source.mjs';

const COMMITTED = join(root, 'action');
const FRESH = join(root, 'dist', 'action');

/**
 * What a run loads at once, and what it loads when it needs it or what two of them share. A file's folder is one below
 * the top, as a room's is in src/.
 */
const FILES = {
  'run/main.js': 'src/action/main.ts',
  'run/comment.js': 'src/action/comment.ts',
  'run/undici.js': 'undici',
  'history/worker.js': 'src/history/worker.ts',
  'rules/matching.js': 'src/rules/generated/matching.ts',
  'rules/facts.js': 'src/rules/generated/facts.ts',
};

/** How imports name the files that are not put into the others. */
const APART = {
  './comment.ts': '../run/comment.js',
  undici: '../run/undici.js',
  './generated/matching.ts': '../rules/matching.js',
  './generated/facts.ts': '../rules/facts.js',
};

/** Parts of the bundled packages are CommonJS, and ask for Node's own modules in their way. */
const REQUIRE =
  'import { createRequire as _createRequire } from "node:module"; const require = _createRequire(import.meta.url);';

/** Builds the Action into dist/action. The same sources and packages give the same bytes. */
export async function bundleAction() {
  const built = await Promise.all(Object.entries(FILES).map(([file, entry]) => bundle(file, entry)));
  await rm(FRESH, { recursive: true, force: true });
  const inputs = new Set(built.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  await writeAll(FRESH, new Map([...built.map(({ file, text }) => [file, text]), await licences(inputs)]));
}

/** Copies what was built to where it is committed. */
export async function publishAction() {
  const files = await readAll(FRESH);
  await rm(COMMITTED, { recursive: true, force: true });
  await writeAll(COMMITTED, files);
}

/** Throws where the committed files are not what the sources say. */
export async function checkAction() {
  const [fresh, committed] = await Promise.all([readAll(FRESH), readAll(COMMITTED)]);
  const names = new Set([...fresh.keys(), ...committed.keys()]);
  const stale = [...names].filter((name) => fresh.get(name) !== committed.get(name));
  if (stale.length === 0) return;
  throw new Error(`action/ is stale (${stale.sort().join(', ')}); run \`npm run build\` and commit it`);
}

async function bundle(file, entry) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/action/${file}`,
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: REQUIRE },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    // Names of files stand in the bundle: they have to be the same where node_modules is a link to elsewhere.
    preserveSymlinks: true,
    logLevel: 'warning',
    plugins: [KEEP_APART],
  });
  return { file, text: outputFiles[0].text, metafile };
}

const KEEP_APART = {
  name: 'keep-apart',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind }) => {
      const file = kind === 'entry-point' ? undefined : APART[path];
      return file === undefined ? undefined : { path: file, external: true };
    });
  },
};

/** Licences of the packages that are in the files. */
async function licences(inputs) {
  const folders = new Set([...inputs].map(packageFolder).filter((folder) => folder !== null));
  const texts = await Promise.all([...folders].sort().map(licenceOf));
  return ['LICENSES.txt', texts.join('\n')];
}

function packageFolder(input) {
  const at = input.lastIndexOf('node_modules/');
  if (at === -1) return null;
  const [scope, name] = input.slice(at + 'node_modules/'.length).split('/');
  return input.slice(0, at) + ['node_modules', scope, ...(scope.startsWith('@') ? [name] : [])].join('/');
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : await readFile(join(root, folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n\n${'-'.repeat(80)}\n`;
}

async function readAll(folder) {
  if (!existsSync(folder)) return new Map();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(async (file) => [nameIn(folder, file), await readFile(file, 'utf8')]);
  return new Map(await Promise.all(read));
}

function nameIn(folder, file) {
  return file
    .slice(folder.length + 1)
    .split(sep)
    .join('/');
}

async function writeAll(folder, files) {
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
