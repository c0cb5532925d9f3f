import { root } from './import-source.mjs';

/** Modules that take long to load, and of which a short run calls something only where there is need of it. */
const LATE = /^(?:node:child_process|node:crypto|node:os|@noble\/.*|@scure\/base)$/;
/**
 * Where git is begun it may be no call for git at all; programs that run it are to have `node:child_process` before they set
 * V8's flags, under which Node's own kept code is refused.
 */
const BEGINS_GIT = /[\\/]src[\\/]git[\\/]ahead\.ts$/;

/** Has them loaded when something of them is called for the first time. */
export function lateModules() {
  return {
    name: 'late-modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: LATE }, ({ path, namespace, importer }) =>
        namespace !== 'late' && isLate(path, importer) ? { path, namespace: 'late' } : undefined,
      );
      onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => ({
        contents: forwarders(path, await import(path)),
        resolveDir: root,
        loader: 'js',
      }));
    },
  };
}

function isLate(path, importer) {
  return path === 'node:child_process' ? BEGINS_GIT.test(importer) : !LATE_FOLDER.test(importer);
}

/** Among themselves they need no delay. */
const LATE_FOLDER = /node_modules\/@(?:noble|scure)\//;

/** A module with the same functions, and with the same objects of functions. */
function forwarders(path, module) {
  const load = `require(${JSON.stringify(path)})`;
  return Object.entries(module)
    .filter(([name]) => /^[a-z]/.test(name) && name !== 'default')
    .flatMap(([name, value]) => {
      if (typeof value === 'function')
        return [`export const ${name} = (...args) => ${load}.${name}(...args);`];
      if (typeof value !== 'object' || value === null) return [];
      const functions = Object.keys(value).filter((key) => typeof value[key] === 'function');
      const members = functions.map((key) => `${key}: (...args) => ${load}.${name}.${key}(...args)`);
      return members.length === 0 ? [] : [`export const ${name} = { ${members.join(', ')} };`];
    })
    .join('\n');
}
