/** How far a transfer has come. */
export interface TransferProgress {
  /** What git says it does: `receiving`, `resolving`, or something at the server. */
  stage: 'waiting' | 'receiving' | 'resolving';
  percent: number;
  /** Received so far; null where git does not say. */
  bytes: number | null;
}

const LINE =
  /(Receiving objects|Resolving deltas|\w[\w ]{0,40}):\s+(\d{1,3})% \(\d+\/\d+\)(?:, ([\d.]+) (bytes|KiB|MiB|GiB))?/g;
const UNITS: Readonly<Record<string, number>> = { bytes: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const STAGES: Readonly<Record<string, TransferProgress['stage']>> = {
  'Receiving objects': 'receiving',
  'Resolving deltas': 'resolving',
};

/** The latest progress in a piece of git's standard error (git 2.39 `progress.c`); null where there is none. */
export function readProgress(text: string): TransferProgress | null {
  const last = [...text.matchAll(LINE)].at(-1);
  if (last === undefined) return null;
  const [, title = '', percent = '0', amount, unit = ''] = last;
  return {
    stage: STAGES[title] ?? 'waiting',
    percent: Number(percent),
    bytes: amount === undefined ? null : Math.round(Number(amount) * (UNITS[unit] ?? 1)),
  };
}
