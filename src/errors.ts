/**
 * Errors that a person caused or can mend. Each says what went wrong, where, and (in `hint`) what to do.
 * No message may hold a value read from a scanned file.
 */
export type ErrorCode = 'USAGE' | 'CONFIG' | 'RULE' | 'BASELINE' | 'SOURCE' | 'GIT' | 'GITHUB' | 'OUTPUT';

export interface ErrorDetails {
  /** One sentence: what the person can do about it. */
  hint?: string;
  cause?: unknown;
}

/** Base of every expected error; anything else that is thrown is a defect. */
export class KeysweepError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'KeysweepError';
    this.code = code;
    this.hint = details.hint;
  }
}

/** Also true for one that another bundle of this program threw, whose class is a copy. */
export function isKeysweepError(error: unknown): error is KeysweepError {
  return error instanceof Error && error.name === 'KeysweepError';
}

const KIND = /^[A-Z][A-Za-z]{0,30}Error$/;

/** What kind of error a defect threw. A name that is none of a class is left out: it could be anything. */
export function kindOfError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return KIND.test(error.name) ? error.name : 'Error';
}
