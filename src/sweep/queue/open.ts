import { parseAddress } from './address.ts';
import { createEmbeddedQueue } from './embedded.ts';
import { DEFAULT_LIMITS, type QueueLimits, type SweepQueue } from './queue.ts';
import { createOutage } from './trouble.ts';

export interface QueueOptions {
  limits?: Partial<QueueLimits>;
  /** Called with a line for people when the server goes away, and when it is back. */
  onNotice?: (line: string) => void;
}

/**
 * The queue at an address (`redis://`, `rediss://`, `postgres://`), or the embedded one where there is none.
 * Whoever opens it closes it. Throws `KeysweepError` when the address is wrong, its packages are not installed or
 * its server cannot be used. Results are what workers wrote: whoever may write to the server is trusted.
 */
export async function openQueue<Result>(
  url: string | undefined,
  { limits: given, onNotice }: QueueOptions = {},
): Promise<SweepQueue<Result>> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  if (url === undefined) return createEmbeddedQueue<Result>(limits);
  const address = parseAddress(url);
  const [{ openBullServer }, { createBullQueue }] = await Promise.all([
    import('./bull-server.ts'),
    import('./bull-queue.ts'),
  ]);
  const outage = createOutage(address.shown, onNotice ?? (() => undefined));
  const server = await openBullServer({ address, limits, outage });
  return createBullQueue<Result>(server, limits);
}
