import { setFlagsFromString } from 'node:v8';

/**
 * How long a function must have run until V8 optimizes it, in the flags of Node 20, 22 and 24 (their `--v8-options`,
 * 2026-11), each some nine times what is usual, and more for what had been optimized when its code was kept. In other
 * versions of V8 they may mean something else.
 */
const FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['11.3', ['--interrupt-budget=600000']],
  ['12.4', ['--invocation-count-for-turbofan=30000', '--invocation-count-for-maglev=4000']],
  [
    '13.6',
    [
      ...['--invocation-count-for-turbofan=30000', '--invocation-count-for-maglev=4000'],
      '--invocation-count-for-early-optimization=4000',
    ],
  ],
]);

/**
 * Most commits are scanned before optimized code could pay: making it takes a third of the time. Only when it is made
 * changes, and a large commit still gets it. Not to be called where code is to be kept, because V8 keeps it apart by
 * its flags, and after every import, because Node's own is kept by them, too.
 */
export function optimizeLate(): void {
  const [version = ''] = /^\d+\.\d+/.exec(process.versions.v8) ?? [];
  for (const flag of FLAGS.get(version) ?? []) setFlagsFromString(flag);
}
