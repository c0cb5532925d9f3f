import { builtinModules } from 'node:module';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

/** What the hook may ask Node for: more would be loaded before every commit. */
const BUILTINS = ['buffer', 'child_process', 'crypto', 'fs', 'module', 'os', 'path', 'util', 'zlib'];

/** Rooms that the hook is made of, and single files of others. */
const ROOMS = ['hook', 'engine', 'findings', 'rules', 'scan', 'sources', 'git', 'config', 'terminal'];
const FILES = ['src/errors.ts', 'src/exit-codes.ts', 'src/version.ts'];
const NEVER = [
  ...['src/rules/generated/facts.ts', 'src/rules/load.ts', 'src/scan/scan-tree.ts', 'src/scan/pool.ts'],
  ...['src/sources/list-tree.ts', 'src/hook/tell.ts'],
];
const PACKAGES = /^node_modules\/@(?:noble|scure)\//;

describe('the program of the hook', () => {
  let output: Metafile['outputs'][string];
  let lazy: string[];

  beforeAll(async () => {
    const { bundleHook } = await import('../../scripts/bundle-hook.mjs.mts');
    const options = {
      ...{ outdir: 'dist', outbase: 'src', bundle: true, platform: 'node', target: 'node20' },
      ...{ external: ['yaml', 'picomatch', 'simple-git', 'p-limit'], metafile: true, write: false },
    };
    const bundled = await bundleHook(options);
    output = bundled.metafile.outputs['dist/hook/main.cjs'];
    lazy = bundled.lazy;
  });

  const inputs = () => Object.keys(output.inputs);

  it('is one file with everything that a clean commit needs', () => {
    expect(inputs()).toEqual(
      expect.arrayContaining([
        'src/engine/create.ts',
        'src/rules/generated/matching.ts',
        'src/sources/staged.ts',
      ]),
    );
    const eager = output.imports.filter(({ kind }) => kind !== 'dynamic-import').map(({ path }) => path);
    const builtin = eager.map((path) => path.replace(/^node:/, ''));
    expect(builtin.filter((name) => !builtinModules.includes(name))).toEqual([]);
    expect([...new Set(builtin)].filter((name) => !BUILTINS.includes(name))).toEqual([]);
  });

  it('holds nothing else: no command line, no reporter, no YAML', () => {
    const foreign = inputs().filter(
      (file) => !PACKAGES.test(file) && !FILES.includes(file) && !ROOMS.includes(file.split('/')[1] ?? ''),
    );
    expect(foreign).toEqual([]);
    expect(inputs().filter((file) => NEVER.includes(file))).toEqual([]);
  });

  it('loads the rest from files that the build makes besides', () => {
    expect(lazy).toEqual(expect.arrayContaining(['src/hook/tell.ts', 'src/rules/generated/facts.ts']));
    const loaded = output.imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path);
    expect(loaded).toContain('./tell.js');
    expect(loaded).toContain('../rules/generated/facts.js');
  });
});
