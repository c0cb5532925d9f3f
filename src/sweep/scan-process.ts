import { isKeysweepError, kindOfError } from '../errors.ts';
import { runHistoryScan } from '../history/scan-history.ts';
import { createThreadPool } from '../history/thread-pool.ts';
import type { ScanMessage, ScanOrder } from './scan-message.ts';

/**
 * A process that scans one repository after another, so that one which takes too much memory or never ends costs
 * this process and not the sweep. It has no token and no network, writes nothing, and ends with its parent.
 */
const PULSE_MILLISECONDS = 250;
const pool = createThreadPool();

process.on('message', (order: ScanOrder) => void work(order));
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

async function work(order: ScanOrder): Promise<void> {
  const pulse = setInterval(tellMemory, PULSE_MILLISECONDS);
  try {
    const answer = await scan(order);
    tellMemory();
    tell(answer);
  } catch (error) {
    tell({ failure: isKeysweepError(error) ? error.message : `the scan failed (${kindOfError(error)})` });
  } finally {
    clearInterval(pulse);
  }
}

/** The repository has no say: neither a configuration nor a baseline is looked for. */
async function scan({ folder, ...order }: ScanOrder): Promise<ScanMessage> {
  const asked = { ...order, path: folder, config: false, baseline: false } as const;
  const { sealed, report, left, isAddition } = await runHistoryScan({ ...asked, pool });
  return { answer: { sealed, coverage: report.coverage, left, isAddition } };
}

function tellMemory(): void {
  tell({ alive: { memory: process.memoryUsage.rss() } });
}

function tell(message: ScanMessage): void {
  process.send?.(message);
}
