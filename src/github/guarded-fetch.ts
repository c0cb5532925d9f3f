import type { RemoteProblem } from '../git/remote-failure.ts';
import { problemOfConnection } from './failure.ts';
import type { Pause } from './pause.ts';
import { type Answer, limitOf } from './rate-limit.ts';
import type { TokenSource } from './tokens.ts';

/** What a fetch for octokit is made of. */
export interface Guard {
  /** The one origin that requests, and with them the token, may go to. */
  origin: string;
  transport: typeof fetch;
  tokens: TokenSource;
  pause: Pause;
  patience: Patience;
}

/** How long to bear with a server. */
export interface Patience {
  /** For the answer to one attempt. */
  requestMs: number;
  /** Most waiting for rate limits that one request may cost. */
  limitMs: number;
  /** First rest after a secondary limit that does not say for how long. */
  secondaryMs: number;
  /** Waits before a read is repeated after a failure: this, times 1, 4, 9. */
  retryMs: number;
}

export const DEFAULT_PATIENCE: Patience = {
  requestMs: 60_000,
  limitMs: 3 * 60 * 60 * 1000,
  secondaryMs: 60_000,
  retryMs: 1_000,
};

/** What ended a request for good. Octokit repeats after any error of a fetch but one with this name. */
export class Refusal extends Error {
  readonly problem: RemoteProblem;

  constructor(problem: RemoteProblem) {
    super(problem);
    this.name = 'AbortError';
    this.problem = problem;
  }
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 307, 308]);
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * A `fetch` that goes to one origin only, puts the token in, rests when told to, gets a new token when an old one
 * has run out, and fails where an answer is not whole, which octokit by itself would take for an empty one.
 */
export function createGuardedFetch(guard: Guard): typeof fetch {
  return async (input, init = {}) => {
    const course: Course = { url: String(input), redirects: 0, rests: 0, restedMs: 0, isRenewed: false };
    for (;;) {
      if (new URL(course.url).origin !== guard.origin) throw new Refusal('refused');
      await guard.pause.over(init.signal ?? undefined);
      const token = hasOwnToken(init) ? null : await guard.tokens.current();
      const answer = await ask({ url: course.url, init, token, guard });
      if (!(await goesOn({ answer, course, init, token, guard }))) return toResponse(answer, course.url);
    }
  };
}

/** What happened to a request so far. */
interface Course {
  url: string;
  redirects: number;
  rests: number;
  restedMs: number;
  isRenewed: boolean;
}

interface Turn {
  answer: Answer;
  course: Course;
  init: RequestInit;
  token: string | null;
  guard: Guard;
}

/** Is the answer not the last one: a redirect, a token to be renewed, a limit to be waited for? */
async function goesOn({ answer, course, init, token, guard }: Turn): Promise<boolean> {
  const location = REDIRECTS.has(answer.status) ? answer.headers.get('location') : null;
  if (location !== null) {
    if (++course.redirects > MOST_REDIRECTS || !isRead(init)) throw new Refusal('moved');
    course.url = new URL(location, course.url).href;
    return true;
  }
  if (answer.status === 401 && !course.isRenewed && !hasOwnToken(init)) {
    course.isRenewed = await guard.tokens.renew(token);
    return course.isRenewed;
  }
  const limit = limitOf(answer, { tries: course.rests, secondaryMs: guard.patience.secondaryMs });
  if (limit === null) return false;
  course.rests++;
  course.restedMs += limit.ms;
  if (course.restedMs > guard.patience.limitMs) throw new Refusal('limited');
  guard.pause.extend(Date.now() + limit.ms, limit.reason);
  return true;
}

function isRead({ method = 'GET' }: RequestInit): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A GitHub App asks for tokens with a token of another kind, which octokit makes. */
function hasOwnToken({ headers }: RequestInit): boolean {
  return new Headers(headers).has('authorization');
}

interface Question {
  url: string;
  init: RequestInit;
  token: string | null;
  guard: Guard;
}

/** One request and its whole answer. Throws where the answer is cut, or is not what it says it is. */
async function ask({ url, init, token, guard }: Question): Promise<Answer> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  const stop = new AbortController();
  const abort = (): void => stop.abort(init.signal?.reason);
  const timer = setTimeout(() => stop.abort(new Refusal('timeout')), guard.patience.requestMs);
  init.signal?.addEventListener('abort', abort, { once: true });
  if (init.signal?.aborted) abort();
  try {
    const options = { ...init, headers: Object.fromEntries(headers), signal: stop.signal };
    const response = await guard.transport(url, { ...options, redirect: 'manual' });
    const answer = { status: response.status, headers: response.headers, text: await readText(response) };
    if (init.method !== 'HEAD') requireWhole(answer);
    return answer;
  } catch (error) {
    if (init.signal?.aborted || (error instanceof Refusal && error.problem === 'too-large')) throw error;
    if (problemOfConnection(error) === 'certificate') throw new Refusal('certificate');
    throw new Error('the request failed', { cause: stop.signal.aborted ? stop.signal.reason : error });
  } finally {
    clearTimeout(timer);
    init.signal?.removeEventListener('abort', abort);
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let left = MOST_BYTES;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    left -= chunk.length;
    if (left < 0) throw new Refusal('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Octokit turns JSON that it cannot read into text, and a list of that into an empty list. */
function requireWhole({ status, headers, text }: Answer): void {
  if (status < 200 || status >= 300 || BODILESS.has(status) || (status === 202 && text === '')) return;
  if (!/^application\/(?:[\w.+-]*\+)?json\b/.test(headers.get('content-type') ?? '')) {
    throw new SyntaxError('the answer is no JSON');
  }
  JSON.parse(text);
}

function toResponse({ status, headers, text }: Answer, url: string): Response {
  const kept = new Headers(headers as unknown as Headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  const response = new Response(BODILESS.has(status) ? null : text, { status, headers: kept });
  Object.defineProperty(response, 'url', { value: url });
  return response;
}
