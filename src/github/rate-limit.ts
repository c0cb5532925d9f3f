import type { PauseReason } from './pause.ts';

/** An answer as far as it tells about limits. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Limit {
  /** How long to rest. */
  ms: number;
  reason: PauseReason;
}

const SECOND = 1_000;
const LONGEST_BACK_OFF = 15 * 60 * SECOND;

/**
 * Does this answer ask for a rest? As https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * says (2026-11): 403 or 429 with `retry-after`; or with no requests remaining, until the reset plus a second; else a
 * secondary limit, for at least `secondaryMs` and twice as long each time. GraphQL answers 200 with `RATE_LIMITED`.
 */
export function limitOf(answer: Answer, more: { tries: number; secondaryMs: number }): Limit | null {
  const { status, headers, text } = answer;
  const isLimited = status === 429 || (status === 403 && isAboutLimits(answer)) || isGraphqlLimit(answer);
  if (!isLimited) return null;
  const retryAfter = Number(headers.get('retry-after') ?? Number.NaN);
  if (retryAfter >= 0) {
    const reason =
      headers.get('x-ratelimit-remaining') === '0' ? 'primary rate limit' : 'secondary rate limit';
    return { ms: Math.max(retryAfter, 1) * SECOND, reason };
  }
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0 && !SECONDARY.test(text)) {
    return { ms: untilReset(reset, headers), reason: 'primary rate limit' };
  }
  const ms = Math.min(more.secondaryMs * 2 ** more.tries, LONGEST_BACK_OFF);
  return { ms, reason: 'secondary rate limit' };
}

const SECONDARY = /secondary rate|abuse detection/i;

function isAboutLimits({ headers, text }: Answer): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || SECONDARY.test(text);
}

function isGraphqlLimit({ status, text }: Answer): boolean {
  return status === 200 && text.length < 4096 && /"type":\s*"RATE_LIMITED"/.test(text);
}

/** By the server's clock where it tells the time: ours may be wrong. */
function untilReset(reset: number, headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  const now = Number.isNaN(date) ? Date.now() : date;
  return Math.max(reset * SECOND - now, 0) + SECOND;
}
