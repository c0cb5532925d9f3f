#!/usr/bin/env node
import { join } from 'node:path';
import { runKept } from './kept-code.ts';

/**
 * What `keysweep` starts. A plain `keysweep staged` delays every commit, so it goes to a program of its own: one
 * CommonJS file, because modules take Node longer.
 */
const [command, ...rest] = process.argv.slice(2);
if (command === 'staged' && rest.length === 0) runKept(join(__dirname, '..', 'hook', 'main.cjs'));
else startProgram();

function startProgram(): void {
  void import('./main.ts');
}
