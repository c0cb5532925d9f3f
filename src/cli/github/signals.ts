const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs something that must clean up: a signal aborts it, and takes effect once it has ended, so that whoever sent it
 * sees that it worked. A second one does not wait.
 */
export async function underSignals<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let received: NodeJS.Signals | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (received !== null) end(signal);
    received = signal;
    stop.abort();
  };
  const end = (signal: NodeJS.Signals): void => {
    for (const name of SIGNALS) process.off(name, onSignal);
    process.kill(process.pid, signal);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await run(stop.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
    if (received !== null) end(received);
  }
}
