import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one run of a program took; memory and processor time only of Node programs. */
export interface Taken {
  milliseconds: number;
  /** Most memory that was in use at once, in bytes. */
  peak: number | null;
  /** Milliseconds of processor time, of all threads together. */
  cpu: number | null;
}

/** Somebody who takes turns with the others, so that all see the same machine. */
export interface Contender {
  name: string;
  file: string;
  args: string[];
  cwd?: string;
}

/** The first turns only warm the file cache up. */
const WARM_UP = 1;

/** The median of each contender's runs, in the order given; null for one that failed. */
export function takeTurns(contenders: readonly Contender[], runs: number): (Taken | null)[] {
  const taken = contenders.map((): (Taken | null)[] => []);
  for (let turn = 0; turn < runs + WARM_UP; turn++) {
    for (const [index, contender] of contenders.entries()) {
      const result = time(contender);
      if (turn >= WARM_UP) taken[index]!.push(result);
    }
  }
  return taken.map(middle);
}

/** Scanners exit with different codes where they find something: only a signal or no start at all is a failure. */
function time({ file, args, cwd }: Contender): Taken | null {
  const isNode = file === process.execPath;
  const measured = isNode && args[0] !== '-e' ? ['-r', PEAK, ...args] : args;
  const start = performance.now();
  const { status, output } = spawnSync(file, measured, {
    cwd,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    maxBuffer: 1024 * 1024,
  });
  const milliseconds = performance.now() - start;
  if (status === null || status > 127) return null;
  const told = String(output[3] ?? '');
  return { milliseconds, peak: null, cpu: null, ...(told === '' ? {} : (JSON.parse(told) as object)) };
}

const PEAK = fileURLToPath(new URL('../speed/peak.cjs', import.meta.url));

function middle(all: readonly (Taken | null)[]): Taken | null {
  const sorted = all.filter((one) => one !== null).sort((a, b) => a.milliseconds - b.milliseconds);
  return sorted[sorted.length >> 1] ?? null;
}
