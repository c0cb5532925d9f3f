#!/usr/bin/env node
// Makes `npx keysweep` and git hooks find this checkout's own program: npm does not link a package's own bin.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const bin = join(modules, '.bin');

if (existsSync(modules)) {
  mkdirSync(bin, { recursive: true });
  if (process.platform === 'win32') {
    writeFileSync(join(bin, 'keysweep.cmd'), '@node "%~dp0\\..\\..\\dist\\cli\\start.cjs" %*\r\n');
  } else {
    rmSync(join(bin, 'keysweep'), { force: true });
    symlinkSync('../../dist/cli/start.cjs', join(bin, 'keysweep'));
  }
}
