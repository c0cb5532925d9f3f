import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SealedFinding } from '../../src/findings/seal.ts';
import type { RepositoryRecord } from '../../src/sweep/model.ts';
import { parseRepositories } from '../../src/sweep/repositories-file.ts';
import { openState, readState, type SweepState } from '../../src/sweep/state.ts';
import { scratchFolder } from '../git/scratch.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAY = 86_400_000;
const REPOSITORIES = parseRepositories('acme/a\nacme/b\nacme/c', {
  shown: 'x',
  server: 'https://github.example',
});
const SEALED = { issuer: 'binance', provenance: { path: '.env' } } as unknown as SealedFinding;

const EARLIER = { tips: ['1'.repeat(40)], suspects: ['2'.repeat(40)] };

const open = (folder: string, now = NOW) => openState({ folder, shown: 'state', target: 'acme', now });

async function settleFirst(state: SweepState): Promise<RepositoryRecord> {
  const [first] = REPOSITORIES;
  const record: RepositoryRecord = {
    repository: first!,
    listed: state.facts.number,
    settled: { sweep: state.facts.number, outcome: 'scanned', reason: null },
    scan: null,
  };
  await state.settle(record, { sealed: [SEALED], earlier: EARLIER });
  return record;
}

async function all(state: SweepState): Promise<RepositoryRecord[]> {
  const records: RepositoryRecord[] = [];
  for await (const record of state.records()) records.push(record);
  return records;
}

describe('the state of a sweep', () => {
  it('goes on with a sweep that was stopped, with what was settled', async () => {
    const folder = join(scratchFolder(), 'state');
    const first = await open(folder);
    await first.list(REPOSITORIES);
    const record = await settleFirst(first);
    await first.close();
    const again = await open(folder, NOW + DAY);
    expect(again.facts).toMatchObject({ ...first.facts, isResumed: true });
    expect(await all(again)).toHaveLength(3);
    expect(await again.record(record.repository.id)).toEqual(record);
    expect(await again.sealedOf(record.repository.id)).toEqual([SEALED]);
    expect(await again.earlierOf(record.repository.id)).toEqual(EARLIER);
    await again.close();
  });

  it('begins anew when it was stopped too long ago, or has ended', async () => {
    const folder = join(scratchFolder(), 'state');
    await (await open(folder)).close();
    const late = await open(folder, NOW + 8 * DAY);
    expect(late.facts).toMatchObject({ number: 2, isResumed: false, previous: null });
    await late.finish([]);
    await late.close();
    const next = await open(folder, NOW + 9 * DAY);
    expect(next.facts).toMatchObject({ number: 3, isResumed: false, previous: late.facts.startedAt });
    await next.close();
  });

  it('forgets at its end what it has not listed, and remembers what it reported', async () => {
    const folder = join(scratchFolder(), 'state');
    const first = await open(folder);
    await first.list(REPOSITORIES);
    const { repository } = await settleFirst(first);
    const seen = {
      fingerprint: 'ks1-0',
      firstSeen: first.facts.startedAt,
      issuerName: 'Binance',
      severity: 'high',
    };
    await first.finish([{ ...seen, repositories: ['acme/a'] }]);
    await first.close();
    const second = await open(folder, NOW + DAY);
    expect([...(await second.seen()).keys()]).toEqual(['ks1-0']);
    await second.list(REPOSITORIES.slice(1));
    await second.finish([]);
    expect((await all(second)).map(({ repository: { fullName } }) => fullName).sort()).toEqual([
      'acme/b',
      'acme/c',
    ]);
    expect(await second.sealedOf(repository.id)).toEqual([]);
    expect(await second.earlierOf(repository.id)).toBeNull();
    expect((await second.seen()).size).toBe(0);
    await second.close();
  });

  it('says what is wrong with a folder that cannot be used', async () => {
    const parent = scratchFolder();
    const folder = join(parent, 'state');
    const state = await open(folder);
    await expect(open(folder)).rejects.toThrow('state: another sweep is using this state');
    await state.close();
    await expect(openState({ folder, shown: 'state', target: 'other', now: NOW })).rejects.toThrow(
      'the state belongs to a sweep of acme',
    );
    await expect(open(parent)).rejects.toThrow('is not empty and not the state of a sweep');
    await expect(readState(parent, 'parent')).rejects.toThrow('parent: is not the state of a sweep');
    for (const name of readdirSync(join(folder, 'database'))) {
      if (/^(?:CURRENT|MANIFEST)/.test(name)) writeFileSync(join(folder, 'database', name), 'none');
    }
    await expect(open(folder)).rejects.toThrow('state: the state cannot be read');
  });
});
