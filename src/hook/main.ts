import { ExitCode } from '../exit-codes.ts';
import { type Ahead, awaitAhead } from '../git/ahead.ts';
import { glanceAtStaged } from '../scan/glance-staged.ts';
import { optimizeLate } from '../scan/optimizing.ts';
import type { Given } from '../scan/program.ts';
import { milliseconds } from '../terminal/clock.ts';
import type * as Rest from './rest.ts';
import { shippedGlance } from './shipped-glance.ts';
import { fail, printLine } from './streams.ts';
import { cleanLine } from './words.ts';

export { rehearse } from './shipped-glance.ts';

/**
 * `keysweep staged` as hooks start it, without options: one small file, because it delays every commit. Most commits
 * are done with a glance; `rest.ts`, which is large, is loaded for the others. Sets the exit code and lets the process
 * end by itself, so that no output is lost. `cli/kept-code.ts` calls it.
 */
export function run({ isKept, ahead, load }: Given): void {
  if (isKept) optimizeLate();
  process.exitCode = ExitCode.usage;
  process.on('uncaughtException', fail);
  runHook(ahead, () => load('rest.cjs') as typeof Rest).then((exitCode) => {
    process.exitCode = exitCode;
  }, fail);
}

async function runHook(ahead: Ahead | null, loadRest: () => typeof Rest): Promise<ExitCode> {
  const cwd = process.cwd();
  const glance = shippedGlance();
  if (ahead !== null) await awaitAhead(ahead);
  const glanced = await glanceAtStaged({ cwd, glance });
  if (glanced === null || glanced.rest !== null) return loadRest().scanRest(glanced, cwd);
  const { files, clean, started } = glanced;
  printLine(cleanLine({ files, ...clean, milliseconds: milliseconds() - started }));
  return ExitCode.clean;
}
