import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { isKeysweepError } from '../../src/errors.ts';
import { cloneMirror } from '../../src/git/remote.ts';
import { problemOf } from '../../src/git/remote-failure.ts';
import { openGitHub } from '../../src/github/access.ts';
import { listRepositories } from '../../src/github/list.ts';
import { scratchFolder, scratchRepository } from '../git/scratch.ts';
import { type Fault, secondaryLimit, startSimulator } from './simulator/simulator.ts';
import { refsOf } from './simulator/world.ts';

const FAULTS: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { connection: 'cut' },
  { connection: 'refused' },
  { status: 200, text: '<html>' },
  { status: 200, body: { message: 'no list' } },
  { status: 304 },
  { status: 401 },
  { status: 404 },
  { status: 409 },
  { status: 500 },
  { status: 502, text: '' },
  { redirect: 'http://127.0.0.1:9/' },
  secondaryLimit(),
);

const SEQUENCES = fc.array(fc.tuple(fc.constantFrom(/per_page=100$/, /&page=2/, /&page=3/), FAULTS), {
  maxLength: 6,
});

it('lists everything or fails in words, whatever goes wrong in whatever order', async () => {
  const repositories = Array.from({ length: 230 }, (_, at) => ({ name: `acme/r${at}` }));
  const simulator = await startSimulator({ organizations: ['acme'], tokens: [{ token: 't' }], repositories });
  onTestFinished(() => simulator.close());
  const patience = { retryMs: 1, secondaryMs: 1 };
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(SEQUENCES, async (sequence) => {
      simulator.calm();
      for (const [on, fault] of sequence) simulator.fault(on, fault);
      const github = await openGitHub({ env: simulator.env('t'), patience });
      try {
        const listed = await listRepositories(github, { kind: 'organization', login: 'acme' });
        expect(listed).toHaveLength(repositories.length);
        outcomes.add('whole');
      } catch (error) {
        if (!isKeysweepError(error)) throw error;
        outcomes.add(String(problemOf(error)));
      }
    }),
    { numRuns: 40, seed: 20261121 },
  );
  expect([...outcomes]).toEqual(
    expect.arrayContaining(['whole', 'unauthorized', 'not-found', 'empty', 'refused']),
  );
});

const GIT_SEQUENCES = fc.array(fc.tuple(fc.constantFrom(/info\/refs/, /bot\.git\/git-upload-pack/), FAULTS), {
  maxLength: 4,
});

it('clones everything or fails in words, whatever goes wrong in whatever order', async () => {
  const source = scratchRepository();
  source.commit({ a: '1\n' });
  const simulator = await startSimulator({ repositories: [{ name: 'acme/bot', git: source.folder }] });
  onTestFinished(() => simulator.close());
  const remote = { url: `${simulator.serverUrl}/acme/bot.git`, token: async () => null, allowHttp: true };
  const parent = scratchFolder();
  let runs = 0;
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(GIT_SEQUENCES, async (sequence) => {
      simulator.calm();
      for (const [on, fault] of sequence) simulator.fault(on, fault);
      const folder = join(parent, String(runs++));
      try {
        await cloneMirror({ remote, folder, retryDelaysMs: [1, 1], limits: { stallMs: 20_000 } });
        expect([...refsOf(folder).keys()]).toEqual(['refs/heads/main']);
        outcomes.add('whole');
      } catch (error) {
        if (!isKeysweepError(error)) throw error;
        outcomes.add(String(problemOf(error)));
      }
    }),
    { numRuns: 20, seed: 20261121 },
  );
  expect([...outcomes]).toEqual(expect.arrayContaining(['whole', 'forbidden', 'moved']));
});
