/** What a driver says when its server is away, starts, stops or has no room for one more connection. */
const AWAY_CODES =
  /^(?:E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|HOSTDOWN)|08...|57P0.|53300)$/;
/** For those without a code: pg and ioredis. */
const AWAY_WORDS =
  /^(?:Connection (?:terminated|is closed)|timeout e|Client has encountered a connection error)/i;

/** BullMQ's codes for a job that is gone, has no lock or another's, or is in the hands of nobody (6.7). */
const LOST_CODES = new Set<unknown>([-1, -2, -3, -6]);

/** Whether to wait and ask again: SQLSTATE classes from https://www.postgresql.org/docs/15/errcodes-appendix.html. */
export function isServerAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return typeof code === 'string' && code !== '' ? AWAY_CODES.test(code) : AWAY_WORDS.test(error.message);
}

/** Whether a lease has run out or the unit has ended in other hands. */
export function isLeaseLost(error: unknown): boolean {
  return error instanceof Error && LOST_CODES.has(codeOf(error));
}

/** One line of what a driver said, without the password that it was given. */
export function troubleWords(error: unknown, url: string): string {
  if (!(error instanceof Error)) return 'unknown trouble';
  const [line = ''] = (error.message || String(codeOf(error))).split('\n');
  const { password } = new URL(url);
  const secrets = [password, decodeURIComponent(password)].filter((secret) => secret !== '');
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line).slice(0, 200);
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}

/** Tells once that a server is away, however often its driver says so, and once that it is back. */
export interface Outage {
  begin(): void;
  end(): void;
}

export function createOutage(shown: string, tell: (line: string) => void): Outage {
  let isAway = false;
  return {
    begin() {
      if (!isAway) tell(`the queue at ${shown} does not answer; waiting for it`);
      isAway = true;
    },
    end() {
      if (isAway) tell(`the queue at ${shown} is back`);
      isAway = false;
    },
  };
}
