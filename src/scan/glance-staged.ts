import type { Glance } from '../engine/glance.ts';
import { findInlineAllows } from '../findings/inline-allow.ts';
import type { Blob, Source, SourceItem } from '../sources/source.ts';
import { openStaged, type Staged, workTreeAround } from '../sources/staged.ts';
import { milliseconds } from '../terminal/clock.ts';
import { resolveSettings, type Settings } from './settings.ts';

/** What came of a first look at what is staged. */
export interface Glanced {
  /** Files whose content the next commit would add or change. */
  files: number;
  /** Those that were looked at and hold nothing, with their bytes. */
  clean: { blobs: number; bytes: number };
  /** Everything from the first file on that may hold something or needs words; null where there is none. */
  rest: Source | null;
  /** When it began, on the clock of `milliseconds`. */
  started: number;
}

/**
 * Looks at what the next commit would add until something needs the engine, which most commits never do. Null where the
 * configuration asks for more than can be told at a glance. Throws as `runStagedScan` does.
 */
export async function glanceAtStaged(options: { cwd: string; glance: Glance }): Promise<Glanced | null> {
  const { cwd, glance } = options;
  const started = milliseconds();
  const settings = resolveSettings({ cwd }, workTreeAround(cwd));
  if (!isOrdinary(settings)) return null;
  const staged = openStaged({ cwd, limits: settings.limits });
  return { ...(await glanceAt(staged, glance)), files: staged.files, started };
}

/**
 * Whether the rules that are shipped and the files as they are decide: own rules have shapes of their own, and files that are
 * left out and issuers that do not exist are to be told.
 */
export function isOrdinary({ config, rules, filters }: Settings): boolean {
  const { include = [], exclude = [] } = config?.config ?? {};
  return [rules, filters.issuers, include, exclude].every((list) => list.length === 0);
}

async function glanceAt({ source }: Staged, glance: Glance): Promise<Pick<Glanced, 'clean' | 'rest'>> {
  const clean = { blobs: 0, bytes: 0 };
  const items = source[Symbol.asyncIterator]();
  for (let next = await items.next(); next.done !== true; next = await items.next()) {
    const { value: item } = next;
    if ('skip' in item || mayHold(glance, item.blob) || findInlineAllows(item.blob.bytes).length > 0) {
      return { clean, rest: restOf(item, items) };
    }
    clean.blobs++;
    clean.bytes += item.blob.bytes.length;
  }
  return { clean, rest: null };
}

/** A piece of something large, in which everything counts, is the engine's. */
function mayHold(glance: Glance, { bytes, provenance, within }: Blob): boolean {
  return within === undefined || glance({ bytes, path: provenance.path, within });
}

/** Looking at the others costs as much as the engine does, once it is there. */
async function* restOf(item: SourceItem, items: AsyncIterator<SourceItem>): Source {
  yield item;
  for (let next = await items.next(); next.done !== true; next = await items.next()) yield next.value;
}
