import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CHECKS } from '../../engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../engine/checks/samples.ts';
import type { GitPlace } from '../../git/environment.ts';
import type { Repository } from '../../git/repository.ts';
import { runGitNow, tryGitNow } from '../../git/run-now.ts';
import { builtinCatalog } from '../../rules/catalog.ts';
import { sampleValue } from '../../rules/sample.ts';

/** The file that holds the made-up key; it exists in a scratch index only. */
export const PLANTED_FILE = 'keysweep-doctor.env';

const ISSUER = 'binance';

/**
 * Runs `work` while git sees an index in which a made-up key is staged besides. Index and objects are in a scratch
 * folder that goes away afterwards, so that neither the next commit nor a scan of the history ever meets the key.
 */
export async function whilePlanted<T>(repository: Repository, work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-doctor-'));
  mkdirSync(join(folder, 'objects'));
  const before = { ...process.env };
  try {
    Object.assign(process.env, scratchEnvironment(repository, folder));
    plant({ trust: 'hook', cwd: repository.workTree ?? repository.gitDir });
    return await work();
  } finally {
    for (const name of SCRATCH_NAMES) restore(name, before[name]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const SCRATCH_NAMES = ['GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES'] as const;

function scratchEnvironment(repository: Repository, folder: string) {
  const { GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES } = process.env;
  const objects = GIT_OBJECT_DIRECTORY ?? join(repository.commonDir, 'objects');
  const others = GIT_ALTERNATE_OBJECT_DIRECTORIES ? [GIT_ALTERNATE_OBJECT_DIRECTORIES] : [];
  return {
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_OBJECT_DIRECTORY: join(folder, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: [quoted(objects), ...others].join(delimiter),
  };
}

/** Git reads a path in quotes as a C string (git manual page, GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function quoted(path: string): string {
  return path.includes(delimiter) || path.startsWith('"') ? `"${path.replace(/["\\]/g, '\\$&')}"` : path;
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function plant(place: GitPlace): void {
  const hasHead = tryGitNow({ place, args: ['rev-parse', '-q', '--verify', 'HEAD^{tree}'] }).code === 0;
  runGitNow({ place, args: ['read-tree', hasHead ? 'HEAD' : '--empty'] });
  const args = ['hash-object', '-w', '--stdin', '--no-filters'];
  const id = runGitNow({ place, args, input: madeUpKey() }).toString('latin1').trim();
  runGitNow({ place, args: ['update-index', '--add', '--cacheinfo', `100644,${id},${PLANTED_FILE}`] });
}

/** Lines as in an `.env` file, made up by the rule's own pattern: the same on every machine. */
function madeUpKey(): string {
  const rule = builtinCatalog().rules.find(({ id }) => id === ISSUER);
  const tools = { samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS, checks: CHECKS };
  const lines = ['apiKey', 'secret'].map((role) => {
    const kind = rule?.credentials.find((it) => it.role === role);
    if (kind === undefined) throw new TypeError(`the rule ${ISSUER} has no ${role}`);
    const name = role === 'apiKey' ? 'API_KEY' : 'API_SECRET';
    return `${ISSUER.toUpperCase()}_${name}=${sampleValue({ kind, seed: 'doctor', tools })}\n`;
  });
  return lines.join('');
}
