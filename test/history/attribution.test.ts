import { describe, expect, it } from 'vitest';
import { digestPart, fingerprintOfDigest } from '../../src/findings/fingerprint.ts';
import type { Finding, Occurrence, Report } from '../../src/findings/model.ts';
import { Secret } from '../../src/findings/secret.ts';
import { madeUp } from '../findings/make.ts';
import { scratchRepository } from '../git/scratch.ts';
import { leak, PLANTED, plantedRepository } from './planted.ts';
import { useHistoryScan } from './scan.ts';

const scan = useHistoryScan();

function findingOf({ findings }: Report, seed: number): Finding | undefined {
  const digest = digestPart('secret', new Secret(madeUp(seed + 5_000))) ?? '';
  return findings.find(({ fingerprint }) => fingerprint === fingerprintOfDigest(digest));
}

function placesOf(report: Report, seed: number): Occurrence['provenance'][] {
  return findingOf(report, seed)?.occurrences.map(({ provenance }) => provenance) ?? [];
}

describe('where and since when', () => {
  it('is told of every hiding place', async () => {
    const { folder } = plantedRepository();
    const report = await scan(folder);
    const told = Object.fromEntries(
      Object.entries(PLANTED).map(([name, seed]) => {
        const [place] = placesOf(report, seed);
        const { atHead, reachable, branches = [], tags = [] } = place?.exposure ?? {};
        const path = place?.path.replace(/[0-9a-f]{12,}/, 'ID');
        return [name, [path, place?.object, atHead, reachable, branches.join(), tags.join()]];
      }),
    );
    expect(told).toEqual({
      head: ['bot/.env', undefined, true, true, 'main,side,stash', 'v1'],
      removed: ['old.env', undefined, false, true, 'main,side,stash', 'v1'],
      merge: ['merged.env', undefined, true, true, 'main,stash', 'v1'],
      stash: ['newer.env', undefined, false, true, 'stash', ''],
      olderStash: ['older.env', undefined, false, false, '', ''],
      untrackedInStash: ['loose.env', undefined, false, true, 'stash', ''],
      amended: ['amended.env', undefined, false, false, '', ''],
      staged: ['object ID', undefined, false, false, '', ''],
      tagMessage: ['tag ID', 'tag-message', false, true, '', 'v1'],
      commitMessage: ['commit ID', 'commit-message', false, true, 'main,stash', 'v1'],
      note: ['ID', 'note', false, true, 'notes/commits', ''],
      branch: ['side.env', undefined, true, true, 'main,side,stash', 'v1'],
      resetAway: ['reset.env', undefined, false, false, '', ''],
      replaced: ['replaced.env', undefined, true, true, 'main', ''],
      utf16: ['wide.txt', undefined, true, true, 'main,side,stash', 'v1'],
      stillStaged: ['index.env', undefined, false, false, '', ''],
      taggedBlob: ['object ID', undefined, false, true, '', 'blob'],
    });
  });

  it('names the commit that brought it to a path, also when the file was changed later', async () => {
    const { folder, commit, git } = scratchRepository();
    commit({ a: '1\n' });
    const first = commit({ 'bot/.env': leak(50) }, 'in');
    commit({ 'bot/.env': `# a bot\n\n${leak(50)}` }, 'changed');
    git('mv', 'bot', 'robot');
    const moved = commit({}, 'moved');
    const places = placesOf(await scan(folder), 50);
    expect(places.map(({ path, commit: { id } = { id: '' } }) => [path, id])).toEqual([
      ['robot/.env', moved],
      ['bot/.env', first],
    ]);
    expect(places.map(({ exposure }) => exposure?.atHead)).toEqual([true, false]);
    expect(places[0]?.commit).toEqual({
      id: moved,
      author: 'A Person',
      email: 'person@example.org',
      date: '2025-06-15T17:06:40+02:00',
    });
    expect(places[0]?.exposure?.days).toBe(199);
  });

  it('shows where it stands today', async () => {
    const { folder, commit } = scratchRepository();
    commit({ '.env': leak(51) });
    commit({ '.env': `A=1\nB=2\n${leak(51)}` });
    const finding = findingOf(await scan(folder), 51);
    expect(finding?.occurrences[0]?.parts[0]?.region.startLine).toBe(4);
  });
});

describe('whose it is', () => {
  it('is said by any version of the file', async () => {
    const { folder, commit } = scratchRepository();
    const secret = `api_secret = ${madeUp(5_052)}\n`;
    commit({ 'keys.txt': `binance\n${secret}` });
    commit({ 'keys.txt': `mine\n\n${secret}` });
    const finding = findingOf(await scan(folder), 52);
    expect([finding?.issuer, finding?.ruleId]).toEqual(['binance', 'binance/hmac-secret']);
    expect(finding?.occurrences.map(({ parts }) => parts[0]?.region.startLine)).toEqual([3]);
  });
});

describe('filters', () => {
  it('leave out what no ref has, what a branch has not, what is older', async () => {
    const { folder, commit, git } = scratchRepository();
    commit({ a: '1\n' });
    git('switch', '-q', '-c', 'side');
    commit({ 'side.env': leak(60) });
    git('switch', '-q', 'main');
    commit({ 'main.env': leak(61) });
    commit({ 'gone.env': leak(62) });
    git('reset', '-q', '--hard', 'HEAD~1');
    const seeds = async (more: Parameters<typeof scan>[1]) => {
      const report = await scan(folder, more);
      return [60, 61, 62].filter((seed) => findingOf(report, seed) !== undefined);
    };
    expect(await seeds({})).toEqual([60, 61, 62]);
    expect(await seeds({ reachable: true })).toEqual([60, 61]);
    expect(await seeds({ branch: 'side' })).toEqual([60]);
    expect(await seeds({ branch: 'refs/heads/main' })).toEqual([61]);
    expect(await seeds({ since: Date.parse('2025-06-15') })).toEqual([60, 61, 62]);
    expect(await seeds({ since: Date.parse('2025-06-16') })).toEqual([]);
  });
});
