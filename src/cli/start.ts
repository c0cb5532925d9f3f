#!/usr/bin/env node
import { join } from 'node:path';
import { runKept } from './kept-code.ts';

/**
 * What `keysweep` starts. A plain `keysweep staged` delays every commit and `keysweep scan` is what people and editors
 * wait for, so each has a file of its own, because modules take Node longer.
 */
const [command, ...rest] = process.argv.slice(2);
if (command === 'staged' && rest.length === 0) runKept(join(__dirname, '..', 'hook', 'main.cjs'));
else if (command === 'scan') runKept(join(__dirname, 'scan-program.cjs'));
else startProgram();

function startProgram(): void {
  void import('./main.ts');
}
