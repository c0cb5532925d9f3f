import { KeysweepError } from '../../errors.ts';

/** Where a queue's server is. `url` may hold credentials and is for its driver alone; `shown` is for people. */
export interface QueueAddress {
  kind: 'redis' | 'postgres';
  url: string;
  shown: string;
}

const KINDS: Readonly<Record<string, QueueAddress['kind']>> = {
  'redis:': 'redis',
  'rediss:': 'redis',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

/** The environment variable for an address with credentials, which arguments would show to everybody. */
export const QUEUE_VARIABLE = 'KEYSWEEP_QUEUE';

/**
 * The address of the queue: the option, else `KEYSWEEP_QUEUE`, else undefined for the embedded queue. Throws
 * `KeysweepError` with code `USAGE` for an option with a password, which every user of the machine could read.
 */
export function queueAddressOf(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (option !== undefined && hasPassword(option)) {
    throw new KeysweepError('USAGE', '--queue may not hold a password: arguments can be seen by others', {
      hint: `Put the whole address into the environment as ${QUEUE_VARIABLE} and leave --queue out.`,
    });
  }
  return option ?? (env[QUEUE_VARIABLE] || undefined);
}

/** Reads the address of a server. The error never quotes it. */
export function parseAddress(url: string): QueueAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const kind = KINDS[parsed?.protocol ?? ''];
  if (parsed === null || kind === undefined) {
    throw new KeysweepError('USAGE', 'the address of the queue is none that keysweep knows', {
      hint: 'Give redis://HOST:PORT/DATABASE, rediss://... or postgres://HOST:PORT/DATABASE.',
    });
  }
  return { kind, url, shown: `${parsed.protocol}//${parsed.host}${parsed.pathname}` };
}

function hasPassword(url: string): boolean {
  if (!URL.canParse(url)) return url.includes('@');
  const { password, searchParams } = new URL(url);
  return password !== '' || searchParams.has('password');
}
