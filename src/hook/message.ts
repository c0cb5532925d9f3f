import { isCleanMessage } from '../scan/glance-message.ts';
import type { Given } from '../scan/program.ts';
import { shippedGlance } from './shipped-glance.ts';

export { rehearse } from './shipped-glance.ts';

/**
 * `keysweep commit-msg FILE` as hooks start it, without options: another process that delays every commit. Where a glance
 * does not settle it, the program does everything, and tells what is wrong.
 */
export function run({ load }: Given): void {
  if (!isClean(process.argv.at(-1)!)) load('../cli/scan-program.cjs');
}

function isClean(file: string): boolean {
  try {
    return isCleanMessage({ cwd: process.cwd(), file, glance: shippedGlance() });
  } catch {
    return false;
  }
}
