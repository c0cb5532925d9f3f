import { awaitAhead } from '../git/ahead.ts';
import type { Given } from '../scan/program.ts';
import { runProgram } from './program.ts';

export { isUntuned } from '../scan/optimizing.ts';
export { rehearse } from '../scan/rehearse.ts';

/** `keysweep scan` and the hooks of commit messages and pushes, in one file with all that they need; the program itself is `program.ts`. */
export async function run({ ahead, isKept }: Given): Promise<void> {
  if (ahead !== null) await awaitAhead(ahead);
  runProgram({ isKept });
}
