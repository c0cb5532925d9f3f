import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { leak } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository } from '../git/scratch.ts';
import { runSweep, startAcme, startSweep, timeless } from './keysweep.ts';

/** How often sweeps are killed; `KEYSWEEP_KILLS=50` for the whole proof. */
const KILLS = Number(process.env.KEYSWEEP_KILLS ?? 8);
const MOST_KILLS_OF_ONE = 4;
const REPOSITORIES = 12;

it(`killed ${KILLS} times at random moments, ends with the report of a sweep that nobody disturbed`, {
  timeout: 120_000 + KILLS * 20_000,
}, async () => {
  const simulator = await startAcme(Array.from({ length: REPOSITORIES }, (_, index) => repository(index)));
  onTestFinished(() => simulator.close());
  const folder = scratchFolder();
  const command = (state: string) => ['acme', '--state', state, '--format', 'json', '--quiet'];
  const started = performance.now();
  const undisturbed = await runSweep(command('calm'), { simulator, cwd: folder });
  const duration = performance.now() - started;
  expect(JSON.parse(undisturbed.stdout).findings).toHaveLength(REPOSITORIES);
  let kills = 0;
  for (let round = 0; kills < KILLS; round++) {
    const state = `state-${round}`;
    for (let of = 0; of < MOST_KILLS_OF_ONE && kills < KILLS; of++) {
      const { child, ended } = startSweep(command(state), { simulator, cwd: folder });
      await Promise.race([ended, wait(Math.random() * duration)]);
      if (!child.kill('SIGKILL')) break;
      kills++;
      await ended;
    }
    const last = await runSweep(command(state), { simulator, cwd: folder });
    // One that was killed after its last write has ended: then this is the next one.
    const isNext = JSON.parse(last.stdout).previous !== null;
    if (isNext) expect(fingerprints(last.stdout)).toEqual(fingerprints(undisturbed.stdout));
    else expect(timeless(last.stdout)).toBe(timeless(undisturbed.stdout));
    expect(readdirSync(join(folder, state, 'work'))).toEqual([]);
  }
});

function fingerprints(json: string): string[] {
  return JSON.parse(json).findings.map((finding: { fingerprint: string }) => finding.fingerprint);
}

function repository(index: number) {
  const source = scratchRepository();
  for (let version = 0; version < 5; version++) source.commit({ 'app.txt': `version ${version}\n` });
  source.commit({ '.env': leak(index + 1) });
  return { name: `acme/bot-${index}`, git: source.folder, pushedAt: '2026-01-01T00:00:00Z' };
}
