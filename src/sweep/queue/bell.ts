/** Wakes those who wait for something to change. */
export interface Bell {
  ring(): void;
  /** Ends when the bell rings, the time is over or the signal fires. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The longest time that a timer of Node takes. */
const LONGEST = 2 ** 31 - 1;

export function createBell(): Bell {
  const sleepers = new Set<() => void>();
  return {
    ring() {
      for (const wake of [...sleepers]) wake();
    },
    wait(milliseconds, signal) {
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          sleepers.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(Math.max(milliseconds, 0), LONGEST));
        sleepers.add(wake);
        signal?.addEventListener('abort', wake);
        if (signal?.aborted) wake();
      });
    },
  };
}
