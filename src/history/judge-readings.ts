import type { Provenance, Span } from '../findings/model.ts';
import { emptyBatch } from '../scan/batch.ts';
import type { Tally } from '../scan/tally.ts';
import type { Attribution } from './attribution.ts';
import type { JudgedFinding } from './places.ts';
import type { Reading } from './read-objects.ts';
import { type Holder, likePath, type Suspect, selectHolders, selectRest } from './select.ts';
import type { Threads } from './threads.ts';

/** Judges what was found suspicious at the places where it stands. What cannot be judged is a skip of the tally. */
export async function judgeReadings(options: {
  readings: readonly Reading[];
  attribution: Attribution;
  threads: Threads;
  tally: Tally;
}): Promise<JudgedFinding[]> {
  const { readings, attribution, threads, tally } = options;
  const suspects = suspectsOf(readings, attribution);
  return judgeAll({ suspects, spans: spansOf(readings), threads, tally });
}

function suspectsOf(readings: readonly Reading[], attribution: Attribution): Suspect[] {
  return readings.flatMap(({ contexts, suspicious, messages }) => {
    const digests = (numbers: readonly number[]) => numbers.map((number) => contexts[number]!.digest);
    return [
      ...suspicious.map((one) => ({
        contexts: digests(one.contexts),
        holders: attribution.holdersOf(one.id),
      })),
      ...messages.map(({ id, type, ...one }) => ({
        contexts: digests(one.contexts),
        holders: [attribution.messageHolder(id, type)],
      })),
    ];
  });
}

/** Where in each object values may stand. */
function spansOf(readings: readonly Reading[]): Judging['spans'] {
  const all = readings.flatMap(({ suspicious, messages }) => [...suspicious, ...messages]);
  return new Map(all.map(({ id, spans }) => [id, spans]));
}

interface Judging {
  spans: ReadonlyMap<string, Span[] | null>;
  threads: Threads;
  tally: Tally;
}

/** Judges what may matter, first where paths differ in kind, then, where something was found, at every path. */
async function judgeAll(work: Judging & { suspects: Suspect[] }): Promise<JudgedFinding[]> {
  const { suspects } = work;
  const first = selectHolders(suspects, likePath);
  const judged = await judge({ ...work, holders: first });
  const rest = selectRest(suspects, first, new Set(judged.map(({ holder }) => holder)));
  return [...judged, ...(await judge({ ...work, holders: rest }))];
}

/** Scans the chosen objects whole, each with its path. */
async function judge(work: Judging & { holders: readonly Holder[] }): Promise<JudgedFinding[]> {
  const { holders, spans, threads, tally } = work;
  const batches = await threads.judge(
    holders.map((holder) => {
      const suspects = spans.get(holder.id) ?? undefined;
      return { id: holder.id, provenance: toProvenance(holder), ...(suspects && { suspects }) };
    }),
  );
  return batches.flatMap((batch, index) => {
    const holder = holders[index]!;
    if (batch === null) {
      tally.skip({ path: holder.path, reason: 'limit-reached', detail: 'the scanner failed on it' });
      return [];
    }
    tally.add({ ...emptyBatch(), skips: batch.skips });
    return batch.sealed.map((sealed) => ({ sealed, holder }));
  });
}

function toProvenance({ id, path }: Holder): Provenance {
  if (path.startsWith('commit ')) return { path, object: 'commit-message' };
  if (path.startsWith('tag ')) return { path, object: 'tag-message' };
  return { path: path === '' ? `object ${id.slice(0, 12)}` : path };
}
