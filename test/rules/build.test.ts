import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOUND, withLine } from './documents.ts';

/** A small project with the real scripts and rules room, two entry points of its own, and one rule. */
let project: string;

beforeAll(async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  project = await mkdtemp(join(tmpdir(), 'keysweep-build-'));
  const schemas = ['report', 'sweep'].map((name) => `src/reporters/${name}.schema.json`);
  for (const path of [
    'scripts',
    'src/rules',
    'src/findings',
    'src/engine',
    'src/errors.ts',
    'src/plain-file.ts',
    ...schemas,
  ]) {
    await cp(join(root, path), join(project, path), { recursive: true });
  }
  for (const path of ['package.json', 'tsconfig.json']) await cp(join(root, path), join(project, path));
  await rm(join(project, 'src/rules/generated'), { recursive: true, force: true });
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'));
  await write('rules/acme.yaml', SOUND.replace('Secret', "It's \\ \u2028 `one`"));
  await write('src/index.ts', "export { builtinCatalog, loadIssuers } from './rules/catalog.ts';\n");
  await write('src/cli/main.ts', MAIN);
});
afterAll(() => rm(project, { recursive: true }));

const MAIN = `import { ed25519 } from '@noble/curves/ed25519.js';
import { builtinCatalog } from '../rules/catalog.ts';
import { loadUserRules } from '../rules/load.ts';
process.stdout.write([builtinCatalog().rules.length, typeof ed25519.sign, typeof loadUserRules].join(' '));
`;

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(project, path, '..'), { recursive: true });
  await writeFile(join(project, path), text);
}

async function build(...flags: string[]): Promise<{ code: number; output: string }> {
  const run = promisify(execFile)(process.execPath, [join(project, 'scripts/build.mjs'), ...flags]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  );
}

describe('the build', () => {
  it('makes a program that runs by itself and a library that loads, with every rule in it', async () => {
    expect(await build()).toEqual({ code: 0, output: '' });
    const main = join(project, 'dist/cli/main.js');
    expect((await stat(main)).mode & 0o111).toBe(0o111);
    expect((await promisify(execFile)(main)).stdout).toBe('1 function function');

    const library = await import(pathToFileURL(join(project, 'dist/index.js')).href);
    const [issuer] = await library.loadIssuers(library.builtinCatalog());
    expect(issuer).toMatchObject({ id: 'acme', remediation: { steps: ['Delete it'] } });
    expect(issuer.credentials[1].label).toBe("It's \\ \u2028 `one`");
  });

  it('imports nothing but the declared dependencies, and YAML and facts only when asked', async () => {
    const files = (await readdir(join(project, 'dist'), { recursive: true })).filter((name) =>
      name.endsWith('.js'),
    );
    const texts = await Promise.all(files.map((name) => readFile(join(project, 'dist', name), 'utf8')));
    const imported = texts.flatMap((text) =>
      [...text.matchAll(/\bfrom"([^".]+)"/g)].map((match) => match[1] ?? ''),
    );
    expect(new Set(imported.filter((name) => !name.startsWith('node:')))).toEqual(new Set(['yaml']));
    const eager = await eagerlyLoaded('dist/cli/main.js');
    expect(eager.join()).not.toMatch(/from"yaml"|Delete it/);
  });

  it('writes types that name the library', async () => {
    const types = await readFile(join(project, 'dist/types/index.d.ts'), 'utf8');
    expect(types).toContain('builtinCatalog');
    expect(await readFile(join(project, 'dist/types/rules/catalog.d.ts'), 'utf8')).toContain(
      'interface Catalog',
    );
  });

  it('writes the table of issuers, and with --check fails when it is stale', async () => {
    const page = await readFile(join(project, 'docs/issuers.md'), 'utf8');
    expect(page).toContain(
      "| `acme` | Acme | active | API key; It's \\\\ \\`one\\` | documented, observed |  |",
    );
    expect(await build('--check')).toEqual({ code: 0, output: '' });
    await write('docs/issuers.md', `${page}\n`);
    expect(await build('--check')).toMatchObject({
      code: 1,
      output: expect.stringContaining('issuers.md is stale'),
    });
    expect(await build('--no-docs')).toEqual({ code: 0, output: '' });
    expect(await readFile(join(project, 'docs/issuers.md'), 'utf8')).toBe(`${page}\n`);
  });

  it('removes what an earlier build left', async () => {
    await write('dist/chunks/old.js', '');
    await build();
    expect(await readdir(join(project, 'dist/chunks'))).not.toContain('old.js');
  });

  it('stops at a broken rule with its place', async () => {
    await write('rules/acme.yaml', withLine(3, 'category: shop'));
    expect(await build()).toMatchObject({
      code: 1,
      output: expect.stringContaining('rules/acme.yaml:3:11: category: expected one of'),
    });
  });
});

describe('linking', () => {
  it("lets npx find the checkout's own program, again and again", async () => {
    const checkout = await mkdtemp(join(tmpdir(), 'keysweep-link-'));
    await cp(join(project, 'scripts'), join(checkout, 'scripts'), { recursive: true });
    await mkdir(join(checkout, 'node_modules'));
    await mkdir(join(checkout, 'dist/cli'), { recursive: true });
    const main = '#!/usr/bin/env node\nprocess.stdout.write("own");\n';
    await writeFile(join(checkout, 'dist/cli/start.cjs'), main, { mode: 0o755 });
    const run = promisify(execFile);
    for (const _ of [1, 2]) await run(process.execPath, [join(checkout, 'scripts/link-bin.mjs')]);
    expect((await run(join(checkout, 'node_modules/.bin/keysweep'))).stdout).toBe('own');
    await rm(checkout, { recursive: true });
  });
});

/** Texts of a bundle and of everything that it imports before it runs. */
async function eagerlyLoaded(path: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(path)) return [];
  seen.add(path);
  const text = await readFile(join(project, path), 'utf8');
  const imports = [...text.matchAll(/(?:from|import)"(\.[^"]+)"/g)].map((match) =>
    join(path, '..', match[1] ?? ''),
  );
  const below = await Promise.all(imports.map((each) => eagerlyLoaded(each, seen)));
  return [text, ...below.flat()];
}
