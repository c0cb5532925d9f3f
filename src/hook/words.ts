import { formatBytes } from '../terminal/bytes.ts';
import { plural } from '../terminal/counts.ts';
import { formatDuration } from '../terminal/duration.ts';

/** What was scanned, where nothing was found and nothing needs more words. */
export interface CleanScan {
  /** Files whose content the next commit would add or change. */
  files: number;
  blobs: number;
  bytes: number;
  milliseconds: number;
}

export function cleanLine({ files, blobs, bytes, milliseconds }: CleanScan): string {
  if (files === 0) return 'keysweep: nothing new is staged\n';
  const scanned = `${plural(blobs, 'file')}, ${formatBytes(bytes)}, ${formatDuration(milliseconds)}`;
  return `keysweep: no leaked credentials in what is staged (${scanned})\n`;
}
