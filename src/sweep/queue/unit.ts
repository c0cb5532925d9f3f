import type { SweepUnit } from './queue.ts';

const ID = /^[A-Za-z0-9_-]{1,200}$/;
const WORD = /^[A-Za-z0-9]{1,80}$/;
const NAME = /^.{1,1000}$/s;
const HASH = /^[0-9a-f]{1,128}$/;

/** A unit as a server gives it back; null where it is none, for whoever else may write to that server. */
export function readUnit(value: unknown): SweepUnit | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, sweep, repositoryId, fullName, refs, task }: Partial<Record<keyof SweepUnit, unknown>> = value;
  if (!fits(id, ID) || !fits(sweep, WORD) || !fits(repositoryId, WORD) || !fits(fullName, NAME)) return null;
  if (refs !== null && !fits(refs, HASH)) return null;
  return { id, sweep, repositoryId, fullName, refs, task };
}

function fits(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
