import type { Octokit } from 'octokit';
import { isKeysweepError } from '../errors.ts';
import type { RemoteProblem } from '../git/remote-failure.ts';
import { VERSION } from '../version.ts';
import { apiError, problemOfConnection, problemOfStatus } from './failure.ts';
import { Refusal } from './guarded-fetch.ts';

export type { Octokit } from 'octokit';

/** Answers that stay the same when asked again. 409 is an empty repository, 429 was waited for. */
const FINAL_STATUSES = [400, 401, 403, 404, 409, 410, 422, 429, 451];
const RETRIES = 3;

/** What every octokit here has in common. */
export function octokitOptions(options: { apiUrl: string; fetch: typeof fetch; retryMs: number }) {
  return {
    baseUrl: options.apiUrl,
    userAgent: `keysweep/${VERSION}`,
    request: { fetch: options.fetch },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    // The guarded fetch has waited for every limit already; the plugin spaces requests out.
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
    retry: { retries: RETRIES, retryAfterBaseValue: options.retryMs, doNotRetry: FINAL_STATUSES },
  };
}

function ignore(): void {}

/**
 * Repeats reads only, as a write that was answered with an error may have been done; and makes every failure a
 * `KeysweepError` that repeats nothing of the answer. A 304 stays octokit's own error.
 */
export function tame<Client extends Octokit>(client: Client): Client {
  client.hook.before('request', (options) => {
    const isRepeatable = /^(?:GET|HEAD)$/.test(options.method) || REPEATABLE.test(options.url);
    if (!isRepeatable) options.request.retries = 0;
  });
  client.hook.error('request', (error, options) => {
    options.request.signal?.throwIfAborted();
    if (isKeysweepError(error) || statusOf(error) === 304) throw error;
    throw apiError({ what: nameOf(client, options), ...describe(error) });
  });
  return client;
}

/** Written with POST, but asked for something: queries, and tokens for an App. */
const REPEATABLE = /\/graphql$|\/access_tokens$/;

/** The HTTP status of octokit's error; null for another error. */
export function statusOf(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : null;
}

function describe(error: unknown): { problem: RemoteProblem; status?: number } {
  if (error instanceof Refusal) return { problem: error.problem };
  const { response, cause } = error as { response?: { headers: Record<string, unknown> }; cause?: unknown };
  const status = statusOf(error);
  if (response !== undefined && status !== null) {
    return { problem: problemOfStatus(status, response.headers), status };
  }
  for (let at = cause; at instanceof Error; at = at.cause) {
    if (at instanceof SyntaxError) return { problem: 'server' };
    if (at instanceof Refusal) return { problem: at.problem };
  }
  return { problem: problemOfConnection(cause) };
}

/** The request for messages: its method and path, without the query. */
function nameOf(client: Octokit, options: { method: string; url: string }): string {
  const { method, url } = client.request.endpoint({ ...options });
  return `${method} ${new URL(url).pathname}`;
}
