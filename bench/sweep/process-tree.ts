import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** Memory that a process and all below it have now, and processor time they and those they waited for have used. */
export function measureTree(root: number): { bytes: number; seconds: number } {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const total = { bytes: 0, seconds: 0 };
  for (const { pages, ticks } of all.filter(({ pid }) => isBelow(pid, root, all))) {
    total.bytes += pages * PAGE_BYTES;
    total.seconds += ticks / TICKS_PER_SECOND;
  }
  return total;
}

interface Process {
  pid: number;
  parent: number;
  pages: number;
  ticks: number;
}

/** Fields of proc(5) after the name, which may hold anything. */
function readProcess(pid: string): Process[] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0);
    return [{ pid: Number(pid), parent, ticks, pages: fields[21] ?? 0 }];
  } catch {
    return [];
  }
}

function isBelow(pid: number, root: number, all: readonly Process[]): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; ) {
    if (at === root) return true;
    at = all.find((one) => one.pid === at)?.parent;
  }
  return false;
}
