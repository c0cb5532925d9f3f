import { join } from 'node:path';
import type { ClassicLevel } from 'classic-level';
import { KeysweepError } from '../errors.ts';

/** Values are JSON; keys are words, or a word, `!` and a name. */
export type Database = ClassicLevel<string, unknown>;

const DATABASE = 'database';

/** Opens the database in the folder of a state. Throws `KeysweepError` when another process has it, or it is broken. */
export async function openDatabase(folder: string, shown: string): Promise<Database> {
  const { ClassicLevel: Level } = await import('classic-level');
  const database = new Level<string, unknown>(join(folder, DATABASE), { valueEncoding: 'json' });
  try {
    await database.open();
    return database;
  } catch (error) {
    throw openError(error, shown);
  }
}

function openError(error: unknown, shown: string): KeysweepError {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'LEVEL_LOCKED') {
    return new KeysweepError('USAGE', `${shown}: another sweep is using this state`, {
      hint: 'Wait for it to end, or give this sweep a --state of its own.',
    });
  }
  return new KeysweepError('OUTPUT', `${shown}: the state cannot be read`, {
    hint: 'Remove the folder and begin anew; everything in it can be found again.',
    cause: error,
  });
}

/** Keys that begin with a prefix ending in `!`. */
export function within(prefix: string): { gt: string; lt: string } {
  return { gt: prefix, lt: `${prefix.slice(0, -1)}"` };
}

/** Everything under such keys. */
export async function* valuesOf<T>(database: Database, prefix: string): AsyncGenerator<T> {
  for await (const value of database.values(within(prefix))) yield value as T;
}
