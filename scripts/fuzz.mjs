#!/usr/bin/env node
// Runs the fuzz tests with a million inputs for each parser, or as many as the first argument says.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './import-source.mjs';

const [runs = '1000000', ...rest] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(runs)) {
  console.error(`not a number of inputs: ${runs}. Usage: npm run fuzz -- [INPUTS] [OPTIONS OF VITEST]`);
  process.exit(2);
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/fuzz', ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: runs },
});
process.exitCode = status ?? 1;
