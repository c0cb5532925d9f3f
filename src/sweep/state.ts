import { randomBytes } from 'node:crypto';
import { KeysweepError } from '../errors.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { KnownPage } from '../github/list.ts';
import type { Earlier } from '../history/earlier.ts';
import type { RepositoryRecord, Scanned, SweepRepository } from './model.ts';
import { type Database, openDatabase, valuesOf, within } from './state-database.ts';
import { prepareStateFolder, requireStateFolder } from './state-folder.ts';

/** A finding that an earlier sweep reported, with what is told of it when it has gone. */
export interface SeenFinding {
  fingerprint: string;
  /** ISO 8601: when the sweep that found it first was started. */
  firstSeen: string;
  issuerName: string;
  severity: string;
  repositories: string[];
}

/** The sweep at hand. */
export interface SweepFacts {
  /** Counts the sweeps on this state from 1. */
  number: number;
  /** Unlike that of any other sweep; letters and digits. */
  id: string;
  /** ISO 8601. */
  startedAt: string;
  isResumed: boolean;
  /** When the sweep before it was started; null for the first. */
  previous: string | null;
}

/**
 * What a sweep remembers, in a LevelDB folder, so that it may be killed at any moment: what was scanned is on the
 * disk before it counts; what one request tells again need only outlive the process. One process at a time may
 * have it open.
 */
export interface SweepState {
  facts: SweepFacts;
  record(id: string): Promise<RepositoryRecord | undefined>;
  /** Every repository, by id. */
  records(): AsyncIterable<RepositoryRecord>;
  /** Notes that this sweep has listed these. */
  list(repositories: readonly SweepRepository[]): Promise<void>;
  /** Keeps what came of a repository, with what was found in it where it was scanned, at once or not at all. */
  settle(record: RepositoryRecord, scanned: Pick<Scanned, 'sealed' | 'earlier'> | null): Promise<void>;
  sealedOf(id: string): Promise<readonly SealedFinding[]>;
  /** What the last scan of a repository has left for the next; null where that is to read everything. */
  earlierOf(id: string): Promise<Earlier | null>;
  /** What the sweep before this one reported. */
  seen(): Promise<Map<string, SeenFinding>>;
  /** Pages of the listing as they were last read. */
  pages(): Promise<Map<string, KnownPage>>;
  keepPages(pages: ReadonlyMap<string, KnownPage>): Promise<void>;
  /** Ends the sweep: forgets what it has not listed, and remembers what it reported. */
  finish(reported: readonly SeenFinding[]): Promise<void>;
  close(): Promise<void>;
}

interface SweepRecord {
  number: number;
  id: string;
  startedAt: string;
  isFinished: boolean;
  previous: string | null;
}

const FORMAT = 1;
/** A sweep that was stopped longer ago begins anew: what it has seen is too old to be told as today's. */
const RESUMED_FOR_MILLISECONDS = 7 * 86_400_000;

/**
 * Opens the state in a folder, made if it is not there, and begins a sweep or takes up the one that was stopped.
 * `target` names what is swept: a state is for one target. Throws `KeysweepError` when another process has it
 * open, when it belongs to another target, and when it cannot be read.
 */
export async function openState(options: {
  folder: string;
  shown: string;
  target: string;
  now: number;
}): Promise<SweepState> {
  const { folder, shown, target, now } = options;
  prepareStateFolder(folder, shown);
  const database = await openDatabase(folder, shown);
  try {
    await checkTarget({ database, shown, target });
    return createState(database, await beginSweep(database, now));
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A state to be read only, with its target. Throws `KeysweepError` where it is none or no sweep ever began on it. */
export async function readState(
  folder: string,
  shown: string,
): Promise<{ state: SweepState; target: string; isFinished: boolean }> {
  requireStateFolder(folder, shown);
  const database = await openDatabase(folder, shown);
  const last = (await database.get('sweep')) as SweepRecord | undefined;
  const meta = (await database.get('meta')) as { target: string } | undefined;
  if (last !== undefined && meta !== undefined) {
    const state = createState(database, { ...last, isResumed: true });
    return { state, target: meta.target, isFinished: last.isFinished };
  }
  await database.close();
  throw new KeysweepError('USAGE', `${shown}: no sweep has begun here`);
}

async function checkTarget(check: { database: Database; shown: string; target: string }): Promise<void> {
  const { database, shown, target } = check;
  const meta = (await database.get('meta')) as { format: number; target: string } | undefined;
  if (meta === undefined) return database.put('meta', { format: FORMAT, target }, { sync: true });
  if (meta.format === FORMAT && meta.target === target) return;
  const what = meta.format === FORMAT ? `belongs to a sweep of ${meta.target}` : 'has another format';
  throw new KeysweepError('USAGE', `${shown}: the state ${what}`, {
    hint: 'Give this sweep a --state of its own.',
  });
}

async function beginSweep(database: Database, now: number): Promise<SweepFacts> {
  const last = (await database.get('sweep')) as SweepRecord | undefined;
  if (last !== undefined && !last.isFinished && now - Date.parse(last.startedAt) < RESUMED_FOR_MILLISECONDS) {
    return { ...last, isResumed: true };
  }
  const next: SweepRecord = {
    number: (last?.number ?? 0) + 1,
    id: randomBytes(9).toString('hex'),
    startedAt: new Date(now).toISOString(),
    isFinished: false,
    previous: last?.isFinished ? last.startedAt : (last?.previous ?? null),
  };
  await database.put('sweep', next, { sync: true });
  return { ...next, isResumed: false };
}

function createState(database: Database, facts: SweepFacts): SweepState {
  const record = async (id: string) => (await database.get(`repo!${id}`)) as RepositoryRecord | undefined;
  const records = () => valuesOf<RepositoryRecord>(database, 'repo!');
  return {
    facts,
    record,
    records,
    async list(repositories) {
      const known = await database.getMany(repositories.map(({ id }) => `repo!${id}`));
      const entries = repositories.map((repository, index) => {
        const before = known[index] as RepositoryRecord | undefined;
        const value = { settled: null, scan: null, ...before, repository, listed: facts.number };
        return { type: 'put' as const, key: `repo!${repository.id}`, value };
      });
      await database.batch(entries, { sync: true });
    },
    async settle(entry, scanned) {
      const { id } = entry.repository;
      const batch = database.batch().put(`repo!${id}`, entry);
      if (scanned !== null) {
        const { sealed, earlier } = scanned;
        if (sealed.length === 0) batch.del(`sealed!${id}`);
        else batch.put(`sealed!${id}`, sealed);
        if (earlier === null) batch.del(`earlier!${id}`);
        else batch.put(`earlier!${id}`, earlier);
      }
      await batch.write({ sync: scanned !== null });
    },
    sealedOf: async (id) => ((await database.get(`sealed!${id}`)) ?? []) as readonly SealedFinding[],
    earlierOf: async (id) => ((await database.get(`earlier!${id}`)) ?? null) as Earlier | null,
    async seen() {
      const found = new Map<string, SeenFinding>();
      for await (const entry of valuesOf<SeenFinding>(database, 'seen!')) found.set(entry.fingerprint, entry);
      return found;
    },
    async pages() {
      const found = new Map<string, KnownPage>();
      for await (const [key, page] of database.iterator(within('page!'))) {
        found.set(key.slice('page!'.length), page as KnownPage);
      }
      return found;
    },
    async keepPages(pages) {
      const batch = database.batch();
      for await (const key of database.keys(within('page!'))) batch.del(key);
      for (const [url, page] of pages) batch.put(`page!${url}`, page);
      await batch.write({ sync: true });
    },
    async finish(reported) {
      const batch = database.batch();
      for await (const { repository, listed } of records()) {
        if (listed >= facts.number) continue;
        for (const kind of ['repo', 'sealed', 'earlier']) batch.del(`${kind}!${repository.id}`);
      }
      for await (const key of database.keys(within('seen!'))) batch.del(key);
      for (const entry of reported) batch.put(`seen!${entry.fingerprint}`, entry);
      const { isResumed: _, ...sweep } = facts;
      batch.put('sweep', { ...sweep, isFinished: true } satisfies SweepRecord);
      await batch.write({ sync: true });
    },
    close: () => database.close(),
  };
}
