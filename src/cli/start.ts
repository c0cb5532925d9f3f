#!/usr/bin/env node
import { join } from 'node:path';
import { beginScan, beginStaged } from './begin.ts';
import { runKept } from './kept-code.ts';

/**
 * What `keysweep` starts. Plain `keysweep staged` and `keysweep commit-msg FILE` delay every commit, and `keysweep scan` is
 * what people and editors wait for, so each has a file of its own, because modules take Node longer.
 */
const [command, ...rest] = process.argv.slice(2);
if (command === 'staged' && rest.length === 0)
  runKept(join(__dirname, '..', 'hook', 'main.cjs'), beginStaged());
else if (command === 'commit-msg' && rest.length === 1 && !rest[0]!.startsWith('-'))
  runKept(join(__dirname, '..', 'hook', 'message.cjs'));
else if (command === 'scan') runKept(join(__dirname, 'scan-program.cjs'), beginScan(rest));
else if (command === 'commit-msg' || command === 'pre-push') runKept(join(__dirname, 'scan-program.cjs'));
else startProgram();

function startProgram(): void {
  void import('./main.ts');
}
