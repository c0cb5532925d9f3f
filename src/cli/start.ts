#!/usr/bin/env node
import module from 'node:module';
import { isAbsolute, join } from 'node:path';

/**
 * What `keysweep` starts. A plain `keysweep staged` delays every commit, so it goes to a program of its own: one
 * CommonJS file, because modules take Node longer, and compiled only once where Node keeps compiled code (22 on).
 */
const [command, ...rest] = process.argv.slice(2);
if (command === 'staged' && rest.length === 0) startHook();
else startProgram();

function startHook(): void {
  const folder = cacheFolder();
  if (folder !== null && 'enableCompileCache' in module) {
    (module.enableCompileCache as (folder: string) => unknown)(folder);
  }
  require('../hook/main.cjs');
}

function startProgram(): void {
  void import('./main.ts');
}

/** A folder of the user's own: whoever could write into it could run code as the user. */
function cacheFolder(): string | null {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'keysweep');
  if (LOCALAPPDATA && isAbsolute(LOCALAPPDATA)) return join(LOCALAPPDATA, 'keysweep');
  return HOME && isAbsolute(HOME) ? join(HOME, '.cache', 'keysweep') : null;
}
