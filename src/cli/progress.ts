import type { OnProgress } from '../scan/scan.ts';
import { milliseconds } from '../terminal/clock.ts';
import { formatCount } from '../terminal/counts.ts';
import type { Stream } from './command.ts';

const DELAY_MILLISECONDS = 1_000;
const PACE_MILLISECONDS = 100;
const CLEAR_LINE = '\r\x1b[K';

export interface ProgressLine {
  update: OnProgress;
  /** Takes the line off the screen. */
  clear(): void;
}

/** One line on a terminal that says how far a scan has come, once it takes longer than a second. */
export function createProgressLine(stream: Stream, isWanted: boolean): ProgressLine {
  if (!isWanted || !stream.isTTY) return { update: () => undefined, clear: () => undefined };
  let next = milliseconds() + DELAY_MILLISECONDS;
  let isShown = false;
  return {
    update({ files, total }) {
      if (milliseconds() < next) return;
      next = milliseconds() + PACE_MILLISECONDS;
      isShown = true;
      const end = total === null ? '' : ` of ${formatCount(total)}`;
      stream.write(`${CLEAR_LINE}Scanned ${formatCount(files)}${end} files ...`);
    },
    clear() {
      if (isShown) stream.write(CLEAR_LINE);
      isShown = false;
    },
  };
}
