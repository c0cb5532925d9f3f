import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { listRemoteRefs } from '../../src/git/remote.ts';
import { openGitHub } from '../../src/github/access.ts';
import { parseAdvertisement, readAdvertisement } from '../../src/sweep/advertisement.ts';
import { scratchRepository } from '../git/scratch.ts';
import { startAcme, TOKEN } from './keysweep.ts';

const more = { transport: fetch, milliseconds: 10_000, signal: new AbortController().signal };

async function acme() {
  const bot = scratchRepository();
  bot.commit({ 'a.txt': 'one\n' });
  bot.git('tag', '-a', '-m', 'words', 'v1');
  bot.git('branch', 'side/näme');
  const pulls = [{ number: 7, base: 'main', head: 'main' }];
  const simulator = await startAcme([
    { name: 'acme/bot', git: bot.folder, private: true, pulls },
    { name: 'acme/empty' },
    { name: 'acme/old' },
    { name: 'acme/gone', status: 451 },
  ]);
  onTestFinished(() => simulator.close());
  simulator.rename('acme/old', 'acme/new');
  const github = await openGitHub({ env: simulator.env(TOKEN) });
  return { simulator, remoteOf: (name: string) => github.gitRemote({ name }) };
}

it('names the refs that git names, by one request', async () => {
  const { simulator, remoteOf } = await acme();
  const read = await readAdvertisement({ remote: remoteOf('acme/bot'), ...more });
  expect(simulator.requests).toHaveLength(1);
  expect(read?.map(({ name }) => name)).toContain('refs/pull/7/head');
  expect(read).toEqual(await listRemoteRefs({ remote: remoteOf('acme/bot') }));
  expect(await readAdvertisement({ remote: remoteOf('acme/empty'), ...more })).toEqual([]);
});

it.each(['acme/old', 'acme/gone', 'acme/nowhere'])(
  'says nothing of what git has to explain: %s',
  async (name) => {
    const { remoteOf } = await acme();
    expect(await readAdvertisement({ remote: remoteOf(name), ...more })).toBeNull();
  },
);

it('sends no token where nothing is encrypted, and asks nobody', async () => {
  const remote = { url: 'http://example.org/a/b.git', token: async () => 'ghp_x' };
  const transport = () => Promise.reject(new Error('asked'));
  expect(await readAdvertisement({ ...more, remote, transport })).toBeNull();
});

it('takes nothing but a whole advertisement', () => {
  const line = `${'a'.repeat(40)} refs/heads/main\0caps\n`;
  const length = (line.length + 4).toString(16).padStart(4, '0');
  const right = Buffer.from(`001e# service=git-upload-pack\n0000${length}${line}0000`);
  expect(parseAdvertisement(right)).toEqual([{ id: 'a'.repeat(40), name: 'refs/heads/main' }]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: right.length - 1 }), (end) => {
      expect(parseAdvertisement(right.subarray(0, end))).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(parseAdvertisement(Buffer.from(bytes))).toBeNull();
    }),
  );
});
