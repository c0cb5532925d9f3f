// The programs that people wait for, each in one file: every further file would cost a millisecond or two.
import crypto from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { root } from './import-source.mjs';
import { lateModules } from './late-modules.mjs';

const SRC = join(root, 'src');

const PROGRAMS = [
  ...['src/hook/main.ts', 'src/hook/rest.ts', 'src/hook/message.ts'],
  ...['src/cli/scan-program.ts', 'src/cli/start.ts'],
];

/** What these need although it is imported only when it is needed. */
const INSIDE = [
  ...['src/cli/commands/scan.ts', 'src/cli/commands/commit-msg.ts', 'src/cli/commands/pre-push.ts'],
  ...['src/reporters/text.ts', 'src/scan/pool.ts'],
];

/**
 * Bundles the program of the hook, that of `keysweep scan`, and `src/cli/start.ts` that starts them. What they import
 * only when it is needed stays outside: those modules are given back as `lazy`, to be bundled as entries of their own.
 */
export async function bundlePrograms(options) {
  const entryPoints = PROGRAMS.filter((path) => existsSync(join(root, path)));
  const lazy = new Set();
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    write: false,
    define: { 'import.meta.url': 'importMetaUrl' },
    plugins: [keepOutside(lazy), lateModules()],
  });
  if (options.write !== false) for (const file of outputFiles) await write(file);
  return { metafile, lazy: [...lazy] };
}

async function write({ path, text }) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text.startsWith('#!') ? text : forKeptCode(text));
}

/**
 * As `src/cli/kept-code.ts` wants it: a function, with an own name for `import()`, which V8 does not keep; and a digest of it in the
 * first line, which tells what V8 made of this file from what it made of another.
 */
function forKeptCode(text) {
  const code = text.replace(/\bimport\((?="[\w@:./-]+"\))/g, 'importLate(');
  const program = `(function (module, require, importLate, importMetaUrl) {${code}})\n`;
  const digest = crypto.createHash('sha256').update(program).digest('hex').slice(0, 32);
  return `// ${digest}\n${program}`;
}

/** Turns `import('./x.ts')` into the import of the file that `x.ts` becomes. */
function keepOutside(lazy) {
  return {
    name: 'keep-outside',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind, resolveDir }) => {
        if (kind === 'import-statement') return { path: join(resolveDir, path), sideEffects: false };
        if (kind !== 'dynamic-import') return undefined;
        const file = relative(root, join(resolveDir, path)).split(sep).join('/');
        if (INSIDE.includes(file)) return undefined;
        lazy.add(file);
        return { path: builtPath(file), external: true };
      });
    },
  };
}

/** From `dist/hook/` to the file that a source file becomes. */
function builtPath(file) {
  const built = relative(join(SRC, 'hook'), join(root, file)).replace(/\.ts$/, '.js');
  return built
    .split(sep)
    .join('/')
    .replace(/^(?!\.)/, './');
}
