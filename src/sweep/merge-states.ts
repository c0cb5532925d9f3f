import { KeysweepError } from '../errors.ts';
import type { Catalog } from '../rules/catalog.ts';
import type { Settings } from '../scan/settings.ts';
import type { SweepReportRequest } from './report.ts';
import { readState, type SweepState } from './state.ts';

export interface MergeOptions {
  /** The states of the shards, and what people call them. */
  folders: readonly { folder: string; shown: string }[];
  catalog: Catalog;
  settings: Settings;
  now: number;
}

const SHARD = /^(?<whole>.+), shard (?<index>\d+) of (?<count>\d+) at /;

/**
 * Opens the states of a sweep's shards, hands them to `report` as one, and closes them. Throws `KeysweepError` where
 * they do not belong together. A shard that is missing or has not ended makes the report incomplete.
 */
export async function mergeStates<T>(
  { folders, catalog, settings, now }: MergeOptions,
  report: (request: SweepReportRequest) => Promise<T>,
): Promise<T> {
  const states: SweepState[] = [];
  const shards = new Map<number, string>();
  const problems: string[] = [];
  let whole: { name: string; count: number } | null = null;
  try {
    for (const { folder, shown } of folders) {
      const { state, target, isFinished } = await readState(folder, shown);
      states.push(state);
      const { name, index, count } = parseTarget(target, shown);
      whole ??= { name, count };
      if (whole.name !== name || whole.count !== count || shards.has(index)) throw mismatch(shown);
      shards.set(index, shown);
      if (!isFinished) problems.push(`Shard ${index} of ${count} has not ended: it knows only a part.`);
    }
    const { name, count } = whole ?? { name: '', count: 0 };
    const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !shards.has(index));
    if (missing.length > 0) problems.push(`Missing of ${count} shards: ${missing.join(', ')}.`);
    return await report({ states, target: name, catalog, settings, now, problems });
  } finally {
    for (const state of states) await state.close();
  }
}

function parseTarget(target: string, shown: string): { name: string; index: number; count: number } {
  const { whole, index, count } = SHARD.exec(target)?.groups ?? {};
  if (whole !== undefined) return { name: whole, index: Number(index), count: Number(count) };
  throw new KeysweepError('USAGE', `${shown}: is the state of a whole sweep, not of a shard`, {
    hint: 'Only what was swept with --shard I/N can be merged.',
  });
}

function mismatch(shown: string): KeysweepError {
  return new KeysweepError('USAGE', `${shown}: is not another shard of the same sweep`, {
    hint: 'Merge shards with the same N of one target, each once.',
  });
}
