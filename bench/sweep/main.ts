/**
 * What a sweep costs over scanning: an organisation on loopback is swept, then swept again with nothing changed, first with
 * lists of refs that the server has in memory, as for the first sweep, then with a git at the server for each; in turns
 * with `keysweep history` on the same repositories, one after the other.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Simulator, startSimulator } from '../../test/github/simulator/simulator.ts';
import { measureCoordinator } from './coordinator.ts';
import { makeOrganization } from './organization.ts';
import { type Cost, runTimed } from './timed.ts';

const PROGRAM = join(process.cwd(), 'dist', 'cli', 'main.js');
const TOKEN = 'ghp_bench';

/**
 * `--count N` repositories are made (200); `--real DIR` adds the bare repositories in a folder; `--rounds N`. With
 * `--coordinator N` only what surrounds the scans of N repositories is measured.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '200' },
      real: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      coordinator: { type: 'string' },
      more: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.coordinator !== undefined) {
    await measureCoordinator(Number(values.coordinator));
    return 0;
  }
  const made = makeOrganization(join(process.cwd(), 'bench', '.cache', 'organization'), Number(values.count));
  const real =
    values.real === undefined ? [] : readdirSync(values.real).map((name) => join(values.real!, name));
  const folders = [...made, ...real];
  const simulator = await startSimulator({
    organizations: ['acme'],
    tokens: [{ token: TOKEN, login: 'ann' }],
    repositories: folders.map((git, index) => ({
      name: `acme/r${index}`,
      git,
      pushedAt: '2026-01-01T00:00:00Z',
    })),
  });
  try {
    for (let round = 0; round < Number(values.rounds); round++)
      await measure({ simulator, folders, more: values.more });
  } finally {
    await simulator.close();
  }
  return 0;
}

/** Git at the server is not what is measured: it has been asked for all lists of refs before, in both forms. */
async function learnRefs(simulator: Simulator, count: number): Promise<void> {
  const { serverUrl, requests } = simulator;
  simulator.rememberRefs(true);
  const authorization = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`;
  for (let index = 0; index < count; index++) {
    for (const protocol of [{}, { 'git-protocol': 'version=2' }]) {
      const url = `${serverUrl}/acme/r${index}.git/info/refs?service=git-upload-pack`;
      const answer = await fetch(url, { headers: { authorization, ...protocol } });
      await answer.arrayBuffer();
    }
  }
  requests.length = 0;
}

async function measure(run: { simulator: Simulator; folders: string[]; more: string[] }): Promise<void> {
  const { simulator, folders, more } = run;
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-bench-'));
  const sweep = (extra: string[] = []) =>
    runTimed(
      [PROGRAM, 'sweep', 'acme', '--state', join(folder, 'state'), '-q', '-f', 'json', ...more, ...extra],
      simulator.env(TOKEN),
    );
  await learnRefs(simulator, folders.length);
  const first = await sweep();
  show('first sweep', first, simulator);
  const local = await scanOneByOne(folders);
  show('one by one', local, simulator);
  const second = await sweep();
  show('nothing changed', second, simulator);
  simulator.rememberRefs(false);
  const third = await sweep();
  show('git for each list', third, simulator);
  console.log(
    `sweep / one by one: wall ${ratio(first.wall, local.wall)}, CPU ${ratio(first.cpu, local.cpu)}`,
  );
  for (const [name, next] of Object.entries({ second, third }))
    console.log(`${name} / first: wall ${ratio(next.wall, first.wall)}, CPU ${ratio(next.cpu, first.cpu)}`);
  rmSync(folder, { recursive: true, force: true });
}

async function scanOneByOne(folders: readonly string[]): Promise<Cost> {
  const total: Cost = { wall: 0, cpu: 0, megabytes: 0 };
  for (const folder of folders) {
    const { wall, cpu, megabytes } = await runTimed([PROGRAM, 'history', folder, '-q', '-f', 'json'], {});
    total.wall += wall;
    total.cpu += cpu;
    total.megabytes = Math.max(total.megabytes, megabytes);
  }
  return total;
}

function show(name: string, { wall, cpu, megabytes }: Cost, { requests }: Simulator): void {
  const api = requests.filter(({ line }) => !line.startsWith('git')).length;
  const git = requests.length - api;
  requests.length = 0;
  const cells = [
    `${wall.toFixed(1)} s`,
    `CPU ${cpu.toFixed(1)} s`,
    `${megabytes} MB`,
    `${api} API and ${git} git requests`,
  ];
  console.log(`${name.padEnd(18)}${cells.join(', ')}`);
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(3);
}
