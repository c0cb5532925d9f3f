import type { Earlier } from '../../history/earlier.ts';
import type { SweepRepository } from '../model.ts';
import type { UnitTask } from '../unit.ts';

const ID = /^[A-Za-z0-9]{1,80}$/;
const NAME = /^[\w.-]{1,200}(?:\/[\w.-]{1,200})*$/;
const ADDRESS = /^https?:\/\/[^\s@]{1,2000}$/;
const DIGEST = /^[0-9a-f]{1,128}$/;
const TIME = /^[\d:.TZ+-]{1,40}$/;
const MOST_IDS = 20_000;
const BRANCH = /^[^\p{Cc}]{1,1000}$/u;

/**
 * What a unit from a server says is to do; null where no coordinator can have written it. Its id names folders, its
 * URL and branch go to git: whoever else may write to that server is to gain nothing by it.
 */
export function readTask(value: unknown): UnitTask | null {
  if (!isRecord(value)) return null;
  const { key, refs } = value;
  const repository = readRepository(value.repository);
  const earlier = value.earlier === null ? null : readEarlier(value.earlier);
  if (repository === null || earlier === undefined) return null;
  if (!fits(key, DIGEST) || !fitsOrNull(refs, DIGEST)) return null;
  return { repository, key, refs, earlier };
}

function readEarlier(value: unknown): Earlier | undefined {
  if (!isRecord(value)) return undefined;
  const { tips, suspects } = value;
  return areIds(tips) && areIds(suspects) ? { tips, suspects } : undefined;
}

function areIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_IDS && value.every((one) => fits(one, DIGEST));
}

function readRepository(value: unknown): SweepRepository | null {
  if (!isRecord(value)) return null;
  const { id, fullName, url, pushedAt, defaultBranch, kilobytes, isArchived, isFork, isDisabled } = value;
  if (!fits(id, ID) || !fits(fullName, NAME) || !fits(url, ADDRESS)) return null;
  if (!fitsOrNull(pushedAt, TIME) || !fitsOrNull(defaultBranch, BRANCH)) return null;
  if (kilobytes !== null && typeof kilobytes !== 'number') return null;
  const flags = { isArchived: isArchived === true, isFork: isFork === true, isDisabled: isDisabled === true };
  return { id, fullName, url, pushedAt, defaultBranch, kilobytes, ...flags };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function fits(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function fitsOrNull(value: unknown, pattern: RegExp): value is string | null {
  return value === null || fits(value, pattern);
}
