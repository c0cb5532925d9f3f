import type { ServerResponse } from 'node:http';

/** Something that goes wrong instead of, or after, an answer. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown; text?: string }
  /** The connection breaks: before the answer, in the middle of its body, or never (it just hangs). */
  | { connection: 'refused' | 'cut' | 'stalled' }
  | { redirect: string; status?: 301 | 302 | 307 | 308 };

export interface FaultRule {
  /** Matched against `METHOD /path?query` of the API, or `git /OWNER/NAME.git/info/refs`. */
  on: RegExp;
  fault: Fault;
  /** How often; default once. */
  times?: number;
  /** Do what was asked, then answer with the fault. */
  afterwards?: boolean;
}

/** A primary limit whose window ends in so many seconds. */
export function primaryLimit(seconds: number): Fault {
  const reset = Math.floor(Date.now() / 1000) + seconds;
  const headers = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-limit': '60',
    'x-ratelimit-reset': String(reset),
  };
  return { status: 403, headers, body: message('API rate limit exceeded for user ID 1.') };
}

/** A secondary limit, with or without `retry-after`. */
export function secondaryLimit(options: { status?: 403 | 429; retryAfter?: number } = {}): Fault {
  const { status = 403, retryAfter } = options;
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return {
    status,
    headers,
    body: message('You have exceeded a secondary rate limit. Please wait a few minutes.'),
  };
}

export function message(text: string): { message: string; documentation_url: string } {
  return { message: text, documentation_url: 'https://docs.github.com/rest' };
}

/** Finds the rule that a request runs into and counts it down. */
export function takeFault(rules: FaultRule[], line: string): FaultRule | null {
  const rule = rules.find(({ on, times = 1 }) => times > 0 && on.test(line));
  if (rule === undefined) return null;
  rule.times = (rule.times ?? 1) - 1;
  return rule;
}

export function answerFault(response: ServerResponse, fault: Fault): void {
  if ('redirect' in fault) {
    response.writeHead(fault.status ?? 302, { location: fault.redirect }).end();
  } else if ('connection' in fault) {
    if (fault.connection === 'refused') response.destroy();
    if (fault.connection === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('[{"id": 1');
      setTimeout(() => response.destroy(), 20);
    }
  } else {
    const text = fault.text ?? JSON.stringify(fault.body ?? message('It went wrong.'));
    const type = fault.text === undefined ? 'application/json' : 'text/html';
    response.writeHead(fault.status, { 'content-type': type, ...fault.headers }).end(text);
  }
}
