import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { hookProject } from './project.ts';

/** What the hook may ask Node for: more would be loaded before every commit. */
const BUILTINS = ['buffer', 'child_process', 'crypto', 'fs', 'module', 'os', 'path', 'util', 'v8', 'zlib'];

/** Rooms that the hook is made of, and single files of others. */
const ROOMS = ['hook', 'engine', 'findings', 'rules', 'scan', 'sources', 'git', 'config', 'terminal'];
const FILES = ['src/errors.ts', 'src/exit-codes.ts', 'src/plain-file.ts', 'src/version.ts'];
/** What no commit needs that goes through. */
const NEVER = [
  ...['src/rules/generated/facts.ts', 'src/rules/load.ts', 'src/scan/scan-tree.ts', 'src/scan/pool.ts'],
  ...['src/sources/list-tree.ts', 'src/hook/tell.ts'],
];
/** What only a commit needs that a glance cannot tell. */
const LATER = [
  ...[
    'src/engine/create.ts',
    'src/engine/match.ts',
    'src/engine/ruleset.ts',
    'src/engine/checks/registry.ts',
  ],
  ...['src/rules/generated/matching.ts', 'src/scan/run.ts', 'src/scan/assemble.ts', 'src/hook/rest.ts'],
];
/** Bytes of the program that every commit loads; the rest is eight times as large. */
const MOST_BYTES = 176_000;
/** Prints at the end which of Node's public modules were loaded. */
const LIST_MODULES = `process.on('exit', () => {
  const names = process.moduleLoadList.map((entry) => entry.replace(/^NativeModule /, ''));
  process.stderr.write(names.filter((name) => !name.startsWith('internal/')).join('\\n'));
});`;
const PACKAGES = /(?:^|\/)node_modules\/@(?:noble|scure)\//;

interface Bundler {
  bundlePrograms(options: object): Promise<{ metafile: Metafile; lazy: string[] }>;
}

describe('the program of the hook', () => {
  let first: Metafile['outputs'][string];
  let rest: Metafile['outputs'][string];
  let metafile: Metafile;
  let lazy: string[];

  beforeAll(async () => {
    const script = new URL('../../scripts/bundle-programs.mjs', import.meta.url);
    const { bundlePrograms }: Bundler = await import(script.href);
    const options = {
      ...{ outdir: 'dist', outbase: 'src', bundle: true, platform: 'node', target: 'node20' },
      ...{ external: ['yaml', 'picomatch', 'simple-git', 'p-limit'], metafile: true, write: false },
    };
    const bundled = await bundlePrograms(options);
    metafile = bundled.metafile;
    first = metafile.outputs['dist/hook/main.cjs']!;
    rest = metafile.outputs['dist/hook/rest.cjs']!;
    lazy = bundled.lazy;
  });

  const inputs = ({ inputs }: typeof first) => Object.keys(inputs);

  it('is a small file with everything that most commits need, and another with the engine', () => {
    const glance = ['src/engine/glance.ts', 'src/rules/generated/glance.ts', 'src/sources/staged.ts'];
    expect(inputs(first)).toEqual(expect.arrayContaining(glance));
    expect(inputs(first).filter((file) => LATER.includes(file))).toEqual([]);
    expect(first.bytes).toBeLessThan(MOST_BYTES);
    expect(inputs(rest)).toEqual(expect.arrayContaining(LATER));
  });

  it.each(['first', 'rest'])('asks Node for little: the %s', (which) => {
    const { imports } = which === 'first' ? first : rest;
    const eager = imports.filter(({ kind }) => kind !== 'dynamic-import').map(({ path }) => path);
    const builtin = eager.map((path) => path.replace(/^node:/, ''));
    expect(builtin.filter((name) => !builtinModules.includes(name))).toEqual([]);
    expect([...new Set(builtin)].filter((name) => !BUILTINS.includes(name))).toEqual([]);
  });

  it('starts no process for a message', () => {
    const message = metafile.outputs['dist/hook/message.cjs']!;
    expect(inputs(message)).toContain('src/engine/glance.ts');
    expect(inputs(message).filter((file) => [...LATER, ...NEVER].includes(file))).toEqual([]);
    expect(message.imports.map(({ path }) => path)).not.toContain('node:child_process');
  });

  it('holds nothing else: no command line, no reporter, no YAML', () => {
    const all = [...inputs(first), ...inputs(rest)];
    const foreign = all.filter(
      (file) =>
        !PACKAGES.test(file) &&
        !file.startsWith('late:') &&
        !FILES.includes(file) &&
        !ROOMS.includes(file.split('/')[1] ?? ''),
    );
    expect(foreign).toEqual([]);
    expect(all.filter((file) => NEVER.includes(file))).toEqual([]);
  });

  it('loads what is left from files that the build makes besides', () => {
    expect(lazy).toEqual(expect.arrayContaining(['src/hook/tell.ts', 'src/rules/generated/facts.ts']));
    const loaded = rest.imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path);
    expect(loaded).toContain('./tell.js');
    expect(loaded).toContain('../rules/generated/facts.js');
  });

  it('loads no cryptography and no compression for a clean commit', () => {
    const project = hookProject();
    project.write({ a: 'x\n', 'b.ts': `export const ${'longName'.repeat(8)} = 1;\n` });
    project.git(['add', '.']);
    project.write({ 'list.cjs': LIST_MODULES });
    const program = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'start.cjs');
    const { status, stdout, stderr } = project.node('--require', './list.cjs', program, 'staged');
    expect(stdout).toMatch(/^keysweep: no leaked credentials in what is staged \(2 files/);
    expect(status).toBe(0);
    const loaded = stderr.split('\n');
    expect(loaded).toContain('child_process');
    for (const name of ['crypto', 'zlib', 'worker_threads', 'http']) {
      expect(loaded).not.toContain(name);
    }
  });
});
