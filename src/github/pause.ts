import { setTimeout as wait } from 'node:timers/promises';

/** Why requests rest. */
export type PauseReason = 'primary rate limit' | 'secondary rate limit';

/** Told whenever a rest begins or grows: until when, in milliseconds since 1970, and why. */
export type OnPause = (untilMs: number, reason: PauseReason) => void;

/** One rest for all requests to a server: whoever runs into a limit holds back everybody. */
export interface Pause {
  /** End of the rest in milliseconds since 1970; in the past when there is none. */
  until(): number;
  /** Rests until then, or longer where that was asked before. Also for limits that another process ran into. */
  extend(untilMs: number, reason: PauseReason): void;
  /** Resolves when nobody has to rest any more. Throws the signal's reason when it aborts. */
  over(signal?: AbortSignal): Promise<void>;
}

export function createPause(onPause: OnPause = () => undefined): Pause {
  let end = 0;
  return {
    until: () => end,
    extend(untilMs, reason) {
      if (untilMs <= end) return;
      end = untilMs;
      onPause(untilMs, reason);
    },
    async over(signal) {
      for (let left = end - Date.now(); left > 0; left = end - Date.now()) {
        await wait(left, undefined, signal === undefined ? {} : { signal });
      }
    },
  };
}
