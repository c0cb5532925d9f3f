// Packs keysweep as it would be published, installs the tarball into an empty project in the given folder, and
// uses it there as a stranger would: the program, the library, the types. Throws when something is wrong.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [scratch] = process.argv.slice(2);
assert(scratch, 'usage: node .ci/check-package.mjs FOLDER');
const root = fileURLToPath(new URL('..', import.meta.url));
const project = join(scratch, 'project');
mkdirSync(project, { recursive: true });

const { filename, files, size } = pack();
checkContents(files, size);
install(join(scratch, filename));
checkProgram();
checkLibrary();
checkTypes();
process.stdout.write(
  `${filename}: ${files.length} files, ${Math.round(size / 1024)} KiB packed; installs and runs\n`,
);

function pack() {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch];
  const [packed] = Object.values(JSON.parse(run('npm', args, root)));
  return packed;
}

function checkContents(files, size) {
  const expected =
    /^(?:dist\/[\w/-]+\.c?js|dist\/types\/[\w/-]+\.d\.ts|dist\/(?:report|sweep)\.schema\.json|package\.json|README\.md|SECURITY\.md|LICENSE)$/;
  const paths = files.map(({ path }) => path);
  assert.deepEqual(
    paths.filter((path) => !expected.test(path)),
    [],
    'files that do not belong into the package',
  );
  for (const path of [
    'dist/cli/main.js',
    'dist/cli/start.cjs',
    'dist/hook/main.cjs',
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/scan/worker.js',
    'LICENSE',
  ]) {
    assert(paths.includes(path), `${path} is missing from the package`);
  }
  assert(size < 2 * 1024 * 1024, `the package has ${size} bytes`);
}

function install(tarball) {
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', tarball], project);
}

function checkProgram() {
  const program = join(project, 'node_modules', '.bin', 'keysweep');
  assert.match(run(program, ['--version'], project), /^keysweep \d+\.\d+\.\d+ \(rules [0-9a-f]+\)\n$/);
  const input = leak();
  const { status, stdout } = spawnSync(program, ['scan', '-', '--name', 'bot.py', '--format', 'json'], {
    cwd: project,
    input,
    encoding: 'utf8',
  });
  assert.equal(status, 1, 'the installed program misses a leak');
  assert.deepEqual(
    JSON.parse(stdout).findings.map(({ issuer }) => issuer.id ?? issuer),
    ['binance'],
  );
}

function checkLibrary() {
  const script = `
    import { render, scan, scanContent } from 'keysweep';
    import schema from 'keysweep/report.schema.json' with { type: 'json' };
    const found = await scanContent(${JSON.stringify(leak())}, { name: 'bot.py' });
    const clean = await scan({ paths: ['package.json'] });
    const text = await render(found, 'markdown');
    console.log(JSON.stringify([found.findings.length, clean.findings.length, text.includes('Binance'), typeof schema]));
  `;
  writeFileSync(join(project, 'consumer.mjs'), script);
  const args = ['--no-warnings', 'consumer.mjs'];
  assert.equal(run(process.execPath, args, project).trim(), '[1,0,true,"object"]');
}

function checkTypes() {
  const source = `
    import { type Report, scan } from 'keysweep';
    const report: Report = await scan({ paths: ['.'], minSeverity: 'high' });
    export const count: number = report.findings.length;
  `;
  writeFileSync(join(project, 'consumer.ts'), source);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const nodeTypes = ['--typeRoots', join(root, 'node_modules', '@types'), '--types', 'node'];
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', ...nodeTypes];
  run(process.execPath, [tsc, ...options, 'consumer.ts'], project);
}

/** A made-up Binance pair in a line of Python. */
function leak() {
  const [key, secret] = ['key', 'secret'].map(madeUp);
  return `client = ccxt.binance({'apiKey': '${key}', 'secret': '${secret}'})\n`;
}

function madeUp(name) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let state = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  return Array.from({ length: 64 }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return letters[Math.floor((state / 2147483648) * letters.length)];
  }).join('');
}

function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
