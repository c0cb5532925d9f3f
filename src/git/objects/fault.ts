import type { Skip, SkipReason } from '../../findings/model.ts';

/** Why a file or an object could not be read: a value, never an exception. */
export interface Fault {
  reason: SkipReason;
  /** One clause for people; never content of the repository. */
  detail: string;
}

/** Where skips go: object ids and file names with a reason, as many as there are. */
export type OnSkip = (skip: Skip) => void;

export function corrupt(detail: string): Fault {
  return { reason: 'corrupt-object', detail };
}

export function limitReached(detail: string): Fault {
  return { reason: 'limit-reached', detail };
}

export function isFault(value: object): value is Fault {
  return 'reason' in value;
}
