import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Starts a process of keysweep itself, for the scans of a sweep. */
const OWN_PROCESS = 'sweep/scanner.ts';

it('starts programs in the runner of git and nowhere else', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const starting = files.filter((file) =>
    readFileSync(join('src', file), 'utf8').includes("'node:child_process'"),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(starting.filter((file) => file !== OWN_PROCESS).sort()).toEqual([
    ...['git/ahead.ts', 'git/run-now.ts', 'git/run.ts'],
  ]);
});
