import pLimit from 'p-limit';
import { Failure } from './failure.ts';

/** Waits for its turn, then acts. Throws what the act throws, or that the server wants a rest. */
export type Turn = <T>(act: () => Promise<T>) => Promise<T>;

/**
 * Several kinds of work with the same server, each with a limit of its own to how much of it goes on at once. Once the
 * server has refused one for its rate limit, nothing that waits for its turn asks it any more: it fails alike.
 */
export function createTurns<Kind extends string>(limits: Record<Kind, number>): Record<Kind, Turn> {
  let refusals = 0;
  const turnOf = (limit: number): Turn => {
    const run = pLimit(limit);
    return (act) => {
      const before = refusals;
      return run(async () => {
        if (refusals !== before) throw new Failure(REST, { again: true, isLimited: true });
        return act().catch((error: unknown) => {
          if (error instanceof Failure && error.isLimited) refusals += 1;
          throw error;
        });
      });
    };
  };
  const pairs = Object.entries<number>(limits).map(([kind, limit]) => [kind, turnOf(limit)]);
  return Object.fromEntries(pairs) as Record<Kind, Turn>;
}

const REST = 'the server wants fewer requests';
