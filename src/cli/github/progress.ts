import type { TransferProgress } from '../../git/remote-progress.ts';
import type { OnPause } from '../../github/access.ts';
import { formatBytes } from '../../terminal/bytes.ts';
import { formatCount } from '../../terminal/counts.ts';
import { escapeLogText } from '../../terminal/escape.ts';
import type { Stream } from '../command.ts';

/** What is told while repositories are fetched and scanned. */
export interface GitHubProgress {
  /** What is done now: a repository's name, or a kind of text. */
  begin(what: string): void;
  transfer(progress: TransferProgress): void;
  scan(progress: { files: number }): void;
  /** A rest for a rate limit is told in any case: nothing else happens meanwhile. */
  pause: OnPause;
  end(): void;
}

const PACE_MILLISECONDS = 100;
const CLEAR_LINE = '\r\x1b[K';

/** One line on a terminal that is written over; elsewhere only what somebody waits for. */
export function createGitHubProgress(stream: Stream, isWanted: boolean): GitHubProgress {
  const isShown = isWanted && Boolean(stream.isTTY);
  let subject = '';
  let next = 0;
  const tell = (text: string): void => {
    if (!isShown || performance.now() < next) return;
    next = performance.now() + PACE_MILLISECONDS;
    stream.write(`${CLEAR_LINE}${escapeLogText(`${subject}: ${text}`)} ...`);
  };
  return {
    begin(what) {
      subject = what;
      next = 0;
      tell('asking GitHub');
    },
    transfer({ stage, percent, bytes }) {
      const amount = bytes === null ? '' : `, ${formatBytes(bytes)}`;
      tell(`${STAGES[stage]} ${percent} %${amount}`);
    },
    scan: ({ files }) => tell(`scanned ${formatCount(files)} files`),
    pause(untilMs, reason) {
      const clear = isShown ? CLEAR_LINE : '';
      if (isWanted)
        stream.write(`${clear}keysweep: paused until ${clockOf(untilMs)} (${reason} of GitHub)\n`);
    },
    end() {
      if (isShown) stream.write(CLEAR_LINE);
    },
  };
}

const STAGES: Readonly<Record<TransferProgress['stage'], string>> = {
  waiting: 'the server prepares it,',
  receiving: 'receiving',
  resolving: 'unpacking',
};

/** The local time of day. */
function clockOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
