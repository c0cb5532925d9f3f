// The program that git hooks start, in one file: every further file would cost each commit a millisecond or two.
import crypto from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { root } from './import-source.mjs';

const SRC = join(root, 'src');

/**
 * Bundles `src/hook/main.ts` into `dist/hook/main.cjs`, and `src/cli/start.ts` that starts it. What the hook
 * imports only when it is needed stays outside: those modules are given back as `lazy`, to be bundled as entries
 * of their own.
 */
export async function bundleHook(options) {
  const entryPoints = ['src/hook/main.ts', 'src/cli/start.ts'].filter((path) => existsSync(join(root, path)));
  const lazy = new Set();
  const { metafile } = await build({
    ...options,
    entryPoints,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: [...options.external, '../hook/main.cjs'],
    plugins: [keepOutside(lazy), lateCryptography()],
  });
  return { metafile, lazy: [...lazy] };
}

/** Turns `import('./x.ts')` into the import of the file that `x.ts` becomes. */
function keepOutside(lazy) {
  return {
    name: 'keep-outside',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = relative(root, join(resolveDir, path)).split(sep).join('/');
        lazy.add(file);
        return { path: builtPath(file), external: true };
      });
    },
  };
}

/** Loads `node:crypto` when something of it is called: a clean commit needs no digest. */
function lateCryptography() {
  const names = Object.keys(crypto).filter(
    (name) => /^[a-z]/.test(name) && typeof crypto[name] === 'function',
  );
  const contents = names
    .map((name) => `export const ${name} = (...args) => require("node:crypto").${name}(...args);`)
    .join('\n');
  return {
    name: 'late-cryptography',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:crypto$/ }, ({ namespace }) =>
        namespace === 'late'
          ? { path: 'node:crypto', external: true }
          : { path: 'crypto', namespace: 'late' },
      );
      onLoad({ filter: /./, namespace: 'late' }, () => ({ contents, loader: 'js' }));
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
