import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

interface Flag {
  name: string;
  late: number;
  usual: number;
}

/**
 * How long a function must have run until V8 optimizes it, in the flags of Node 20, 22 and 24 (their `--v8-options`,
 * 2026-11): what is usual, and some nine times that, and more for what had been optimized when its code was kept. In other
 * versions of V8 they may mean something else.
 */
const FLAGS: ReadonlyMap<string, readonly Flag[]> = new Map([
  ['11.3', [{ name: 'interrupt-budget', late: 600_000, usual: 67_584 }]],
  [
    '12.4',
    [
      { name: 'invocation-count-for-turbofan', late: 30_000, usual: 3000 },
      { name: 'invocation-count-for-maglev', late: 4000, usual: 400 },
    ],
  ],
  [
    '13.6',
    [
      { name: 'invocation-count-for-turbofan', late: 30_000, usual: 3000 },
      { name: 'invocation-count-for-maglev', late: 4000, usual: 400 },
      { name: 'invocation-count-for-early-optimization', late: 4000, usual: 30 },
    ],
  ],
]);

/**
 * Most commits and small trees are scanned before optimized code could pay: making it takes a third of the time, and Node
 * waits for it at the end. Only when it is made changes, and a large commit still gets it. Not to be called where code is to
 * be kept (`isUntuned`), and after every import, because Node's own is kept by V8's flags, too.
 */
export function optimizeLate(): void {
  for (const { name, late } of flags()) setFlag(name, late);
}

/** For a run that turns out to be long. */
export function optimizeAsUsual(): void {
  for (const { name, usual } of flags()) setFlag(name, usual);
}

/** Bytes for young objects; V8 gives them three times as many, and they are as good as garbage when a file is done. */
const ENOUGH_YOUNG = 6_000_000;

/**
 * Bounds the room for young objects of this thread and of those to come: 80 MB less in a tree of two threads. Before files
 * are scanned it does not grow at all, because a long list of them makes it large; then until it is large enough. To be
 * called until it says that this is so.
 */
export function boundYoung(isScanning: boolean): boolean {
  if (flags().length === 0) return true;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  const isEnough = !isScanning || young === undefined || young.space_size >= ENOUGH_YOUNG;
  setFlag('semi-space-growth-factor', isEnough ? 1 : 2);
  return isEnough;
}

let isTuned = false;

/** Whether what V8 makes here is of use to the next run: it refuses code of other flags, and on Node 24 of flags that were set back. */
export function isUntuned(): boolean {
  return !isTuned;
}

function setFlag(name: string, value: number): void {
  isTuned = true;
  setFlagsFromString(`--${name}=${value}`);
}

function flags(): readonly Flag[] {
  const [version = ''] = /^\d+\.\d+/.exec(process.versions.v8) ?? [];
  return FLAGS.get(version) ?? [];
}
