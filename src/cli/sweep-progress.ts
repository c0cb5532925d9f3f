import type { SweepProgress } from '../sweep/progress.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { formatCount, plural } from '../terminal/counts.ts';
import { formatDuration } from '../terminal/duration.ts';
import type { Stream } from './command.ts';

export interface SweepProgressLine {
  update(progress: SweepProgress): void;
  /** Says until when requests rest. */
  pause(until: number, reason: string): void;
  /** Takes the line off the screen, or ends with a plain one. */
  end(): void;
}

const TERMINAL_PACE_MILLISECONDS = 200;
const PLAIN_PACE_MILLISECONDS = 30_000;
const CLEAR_LINE = '\r\x1b[K';

/** How far a sweep has come: one line that is written over on a terminal, elsewhere a plain one every half minute. */
export function createSweepProgress(stream: Stream, isWanted: boolean): SweepProgressLine {
  if (!isWanted) return { update: () => undefined, pause: () => undefined, end: () => undefined };
  const isTerminal = Boolean(stream.isTTY);
  const pace = isTerminal ? TERMINAL_PACE_MILLISECONDS : PLAIN_PACE_MILLISECONDS;
  let next = 0;
  let last: SweepProgress | null = null;
  let told = '';
  const tell = (line: string): void => {
    if (line === told) return;
    told = line;
    stream.write(isTerminal ? `${CLEAR_LINE}${line}` : `${line}\n`);
  };
  return {
    update(progress) {
      last = progress;
      if (performance.now() < next) return;
      next = performance.now() + pace;
      tell(progressWords(progress));
    },
    pause(until, reason) {
      tell(`keysweep: paused until ${clockOf(until)} (${reason})`);
      if (isTerminal) stream.write('\n');
    },
    end() {
      if (isTerminal) stream.write(CLEAR_LINE);
      else if (last !== null) tell(progressWords(last));
    },
  };
}

function progressWords({ done, total, failed, bytes, findings, left }: SweepProgress): string {
  const parts = [
    `${formatCount(done)} of ${plural(total, 'repository', 'repositories')}`,
    formatBytes(bytes),
    plural(findings, 'finding'),
    ...(failed > 0 ? [`${formatCount(failed)} could not be scanned`] : []),
    ...(left === null || done === total ? [] : [`about ${formatDuration(Math.max(1_000, left))} left`]),
  ];
  return `keysweep: ${parts.join(', ')}`;
}

/** Hours and minutes of the local clock. */
export function clockOf(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
