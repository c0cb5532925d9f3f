import type { UnitResult } from '../sweep/model.ts';
import type { WorkDone } from '../sweep/queue/worker.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { plural } from '../terminal/counts.ts';
import { formatDuration } from '../terminal/duration.ts';
import { escapeLogText } from '../terminal/escape.ts';
import type { Stream } from './command.ts';
import { clockOf } from './sweep-progress.ts';

/** What a worker says: a line for each repository, as logs of containers want it. */
export interface WorkerLines {
  start(): void;
  done(done: WorkDone): void;
  pause(until: number, reason: string): void;
  /** Said even by a quiet worker. */
  notice(line: string): void;
  end(): void;
}

export function createWorkerLines(stream: Stream, isWanted: boolean): WorkerLines {
  let count = 0;
  const tell = (line: string): void => void stream.write(`keysweep: ${escapeLogText(line)}\n`);
  const mention = isWanted ? tell : () => undefined;
  return {
    start: () => mention('waiting for work'),
    done(done) {
      count += 1;
      mention(`${done.fullName}: ${wordsFor(done)}`);
    },
    pause: (until, reason) => mention(`paused until ${clockOf(until)} (${reason})`),
    notice: tell,
    end: () => mention(`stopped after ${plural(count, 'repository', 'repositories')}`),
  };
}

function wordsFor({ result, milliseconds }: WorkDone): string {
  const time = formatDuration(milliseconds);
  if (result === null) return `not scanned, after ${time}`;
  return [...outcomeWords(result), time].join(', ');
}

function outcomeWords({ outcome, reason, scan, transferred }: UnitResult): string[] {
  if (outcome !== 'scanned' || scan === null) return [reason === null ? outcome : `${outcome} (${reason})`];
  return ['scanned', plural(scan.sealed.length, 'occurrence'), `${formatBytes(transferred)} fetched`];
}
